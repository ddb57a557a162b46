import type { Comparison } from '../ecosystem.ts';
import { meetsAny, readClauses, readRelation, splitClauses, type Relation } from './clauses.ts';

/** How requirements are written that are nothing but operators and versions: `(>= 1.2)`, `>= 1.0, < 2.0`. */
export interface PlainSyntax<V> {
  readonly relations: Readonly<Record<string, Relation>>;
  /** What stands between clauses that must all hold. */
  readonly separators: string;
  readonly parse: (text: string) => V | undefined;
  readonly compare: (a: V, b: V) => Comparison;
}

/** A function for `VersionScheme.satisfies`. Round brackets around the whole are left out; an empty requirement takes any version. */
export function plainRequirement<V>(syntax: PlainSyntax<V>): (version: V, requirement: string) => boolean | undefined {
  const operators = [...new Set(Object.keys(syntax.relations).join(''))].join('');
  return (version, requirement) => {
    const text = requirement.trim();
    const inner = text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
    return meetsAny(
      version,
      [inner],
      (one) =>
        readClauses(splitClauses(one, syntax.separators, operators), (clause) =>
          readRelation(clause, syntax.relations, syntax.parse),
        ),
      syntax.compare,
    );
  };
}
