import { defineEcosystem, plainNames, type Ecosystem } from '../ecosystem.ts';
import { compareSemVer, parseSemVer, type WrittenSemVer } from '../versions/semver.ts';
import { satisfiesNugetRange } from './range.ts';

function parseNugetVersion(text: string): WrittenSemVer | undefined {
  return parseSemVer(text.toLowerCase());
}

/**
 * SemVer with up to four numbers, in which upper and lower case are the same: in names and in versions.
 * @see https://learn.microsoft.com/nuget/concepts/package-versioning
 */
export const nuget: Ecosystem = defineEcosystem(
  { id: 'nuget', osv: 'NuGet', purlType: 'nuget', ...plainNames, normalizeName: (name) => name.toLowerCase() },
  {
    parse: parseNugetVersion,
    compare: compareSemVer,
    satisfies: (version, range) => satisfiesNugetRange(version, range, parseNugetVersion),
  },
);
