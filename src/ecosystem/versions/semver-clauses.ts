import { raised, type Clause } from './clauses.ts';
import type { SemVer, WrittenSemVer } from './semver.ts';

/** Everything before a version with the number at `index` raised, and before its pre-releases. */
export function below(version: SemVer, index: number): Clause<SemVer> | undefined {
  const release = raised([...version.release, 0, 0, 0], index);
  return release === undefined ? undefined : { relation: '<', version: { release, pre: [0] } };
}

/** From a version up to, and without, the next one in which the number at `index` has grown. */
export function upTo(version: SemVer, index: number): readonly Clause<SemVer>[] | undefined {
  const above = below(version, index);
  return above === undefined ? undefined : [{ relation: '>=', version }, above];
}

/** `^`: nothing may change up to and with the first number that is not 0. */
export function caret(version: WrittenSemVer): readonly Clause<SemVer>[] | undefined {
  const first = version.release.findIndex((number) => number !== 0);
  return upTo(version, first === -1 ? Math.min(2, version.written - 1) : first);
}
