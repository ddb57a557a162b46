import { compareMavenVersions, parseMavenVersion, type MavenVersion } from '../versions/maven.ts';
import { readInterval, splitIntervals } from '../versions/interval.ts';
import { meetsAny } from '../versions/clauses.ts';

/**
 * Whether a version is in a Maven range, `[1.0,2.0)`, or in one of several, `(,1],[3,)`. A version without brackets is a wish and
 * no condition: every version meets it.
 * @see https://maven.apache.org/pom.html#dependency-version-requirement-specification
 */
export function satisfiesMavenRange(version: MavenVersion, range: string): boolean | undefined {
  const text = range.trim();
  if (!text.startsWith('[') && !text.startsWith('(')) return parseMavenVersion(text) === undefined ? undefined : true;
  const intervals = splitIntervals(text);
  if (intervals === undefined) return undefined;
  return meetsAny(version, intervals, (interval) => readInterval(interval, parseMavenVersion), compareMavenVersions);
}
