import {
  meetsAny,
  readClauses,
  readRelation,
  splitClauses,
  type Clause,
  type Relation,
  type WrittenClause,
} from '../versions/clauses.ts';
import { below, caret, upTo } from '../versions/semver-clauses.ts';
import { compareSemVer, parseSemVer, type SemVer } from '../versions/semver.ts';

const relations: Readonly<Record<string, Relation>> = { '>': '>', '<': '<', '>=': '>=', '≥': '>=', '<=': '<=', '≤': '<=' };

/**
 * Whether a version meets an entry of `[compat]`: a list of which one has to hold, where `1.2` means `^1.2`.
 * @see https://pkgdocs.julialang.org/v1/compatibility/
 */
export function satisfiesJuliaCompat(version: SemVer, compat: string): boolean | undefined {
  return meetsAny(version, compat.split(','), readAlternative, compareSemVer);
}

function readAlternative(text: string): readonly Clause<SemVer>[] | undefined {
  if (text === '') return undefined;
  const ends = text.split(' - ');
  if (ends.length === 1) return readClauses(splitClauses(text, '', '<>=~^≥≤'), readClause);
  const [low, high] = ends.map((end) => parseSemVer(end));
  const above = high === undefined ? undefined : below(high, Math.min(2, high.written - 1));
  return ends.length > 2 || low === undefined || above === undefined ? undefined : [{ relation: '>=', version: low }, above];
}

function readClause(clause: WrittenClause): readonly Clause<SemVer>[] | undefined {
  const version = parseSemVer(clause.version);
  if (version === undefined) return undefined;
  switch (clause.operator) {
    case '':
    case '^':
      return caret(version);
    case '~':
      return upTo(version, Math.min(1, version.written - 1));
    case '=':
      // "=1.2" is all of 1.2; a full version is itself, with every build.
      return version.written < 3 ? upTo(version, version.written - 1) : [{ relation: '=', version }];
    default:
      return readRelation(clause, relations, parseSemVer);
  }
}
