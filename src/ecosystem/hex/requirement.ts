import {
  meetsAny,
  readClauses,
  readRelation,
  splitClauses,
  type Clause,
  type Relation,
  type WrittenClause,
} from '../versions/clauses.ts';
import { upTo } from '../versions/semver-clauses.ts';
import { compareSemVer, parseSemVer, type SemVer } from '../versions/semver.ts';

const relations: Readonly<Record<string, Relation>> = {
  '': '=',
  '==': '=',
  '!=': '!=',
  '>': '>',
  '<': '<',
  '>=': '>=',
  '<=': '<=',
};

/**
 * Whether a version meets an Elixir requirement: `~> 1.2 and != 1.2.5 or >= 3.0.0`.
 * @see https://hexdocs.pm/elixir/Version.html#module-requirements
 */
export function satisfiesHexRequirement(version: SemVer, requirement: string): boolean | undefined {
  return meetsAny(version, requirement.split(/ or |\|\|/), readAlternative, compareSemVer);
}

function readAlternative(text: string): readonly Clause<SemVer>[] | undefined {
  return text === '' ? undefined : readClauses(splitClauses(text.replaceAll(' and ', ','), ','), readClause);
}

/** `~> 2.1` lets the minor version grow, `~> 2.1.3` the patch. */
function readClause(clause: WrittenClause): readonly Clause<SemVer>[] | undefined {
  if (clause.operator !== '~>') return readRelation(clause, relations, parseSemVer);
  const version = parseSemVer(clause.version);
  return version === undefined || version.written < 2 ? undefined : upTo(version, Math.min(1, version.written - 2));
}
