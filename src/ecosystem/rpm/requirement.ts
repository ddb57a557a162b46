import { meetsAny, readClauses, readRelation, splitClauses, type Relation } from '../versions/clauses.ts';
import { compareRpmVersions, parseRpmVersion, type RpmVersion } from '../versions/rpm.ts';

const relations: Readonly<Record<string, Relation>> = { '<': '<', '<=': '<=', '=': '=', '==': '=', '>=': '>=', '>': '>' };

/**
 * Whether a version meets a requirement of a spec file, `>= 1.2-3`. What has no release is compared without one.
 * @see https://rpm-software-management.github.io/rpm/manual/dependencies.html
 */
export function satisfiesRpmRequirement(version: RpmVersion, requirement: string): boolean | undefined {
  return meetsAny(
    version,
    [requirement],
    (text) => readClauses(splitClauses(text, '', '<>='), (clause) => readRelation(clause, relations, parseRpmVersion)),
    compareAsAsked,
  );
}

function compareAsAsked(version: RpmVersion, asked: RpmVersion): -1 | 0 | 1 {
  return compareRpmVersions(asked.release === undefined ? { ...version, release: undefined } : version, asked);
}
