import { meetsAny, type Clause } from '../versions/clauses.ts';
import { readInterval } from '../versions/interval.ts';
import { upTo } from '../versions/semver-clauses.ts';
import { compareSemVer, type SemVer, type WrittenSemVer } from '../versions/semver.ts';

/**
 * Whether a version is in a NuGet range: `1.0` for that or later, intervals `[1.0,2.0)`, and `1.*` for all that begin so.
 * @see https://learn.microsoft.com/nuget/concepts/package-versioning#version-ranges
 */
export function satisfiesNugetRange(
  version: SemVer,
  range: string,
  parse: (text: string) => WrittenSemVer | undefined,
): boolean | undefined {
  return meetsAny(version, [range], (text) => readRange(text, parse), compareSemVer);
}

function readRange(text: string, parse: (text: string) => WrittenSemVer | undefined): readonly Clause<SemVer>[] | undefined {
  if (text.startsWith('[') || text.startsWith('(')) return readInterval(text, parse);
  if (text === '*') return [];
  const floats = text.endsWith('.*');
  const version = parse(floats ? text.slice(0, -2) : text);
  if (version === undefined) return undefined;
  if (!floats) return [{ relation: '>=', version }];
  // All of "1.*": neither pre-releases of 1.0 nor those of 2.0.
  return version.pre === undefined && version.written <= 3 ? upTo(version, version.written - 1) : undefined;
}
