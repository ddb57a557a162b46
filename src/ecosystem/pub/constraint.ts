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
import { compareSemVer, compareSemVerAndBuild, parseSemVer, type SemVer } from '../versions/semver.ts';

const relations: Readonly<Record<string, Relation>> = { '': '=', '>': '>', '<': '<', '>=': '>=', '<=': '<=' };

/**
 * Whether a version meets a Dart constraint: `^1.2.0`, `>=1.0.0 <2.0.0`, `any`, or one version. `<2.0.0` leaves out the
 * pre-releases of 2.0.0, unless the range itself begins at one of them.
 * @see https://dart.dev/tools/pub/dependencies#version-constraints
 */
export function satisfiesPubConstraint(version: SemVer, constraint: string): boolean | undefined {
  return meetsAny(version, [constraint], readConstraint, compareSemVerAndBuild);
}

function readConstraint(text: string): readonly Clause<SemVer>[] | undefined {
  if (text === 'any' || text === '') return [];
  const clauses = readClauses(splitClauses(text, ''), readClause);
  const begins = clauses?.find(({ relation, version }) => (relation === '>' || relation === '>=') && version.pre !== undefined);
  return clauses?.map((clause) => {
    if (clause.relation !== '<' || clause.version.pre !== undefined || clause.version.build !== undefined) return clause;
    if (begins !== undefined && compareSemVer({ release: begins.version.release }, clause.version) === 0) return clause;
    return { relation: '<', version: { release: clause.version.release, pre: [0] } };
  });
}

function readClause(clause: WrittenClause): readonly Clause<SemVer>[] | undefined {
  if (clause.operator !== '^') return readRelation(clause, relations, parseSemVer);
  const version = parseSemVer(clause.version);
  // Below 1.0.0 the minor version breaks, also in 0.0.x.
  return version === undefined ? undefined : upTo(version, (version.release[0] ?? 0) === 0 ? 1 : 0);
}
