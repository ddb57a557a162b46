import type { Comparison } from '../ecosystem.ts';
import type { Numeral } from './numeral.ts';

export type Relation = '<' | '<=' | '>' | '>=' | '=' | '!=';

export interface Clause<V> {
  readonly relation: Relation;
  readonly version: V;
}

/** An operator and a version as they stand in a requirement; the operator is empty where there is none. */
export interface WrittenClause {
  readonly operator: string;
  readonly version: string;
}

export function relationHolds(relation: Relation, order: Comparison): boolean {
  switch (relation) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/**
 * Whether a version meets one of the alternatives, in all of whose clauses it must be. Undefined when an alternative cannot be read,
 * even if another one is met: the requirement is then not understood.
 */
export function meetsAny<V>(
  version: V,
  alternatives: readonly string[],
  parse: (alternative: string) => readonly Clause<V>[] | undefined,
  compare: (a: V, b: V) => Comparison,
): boolean | undefined {
  let met = false;
  for (const alternative of alternatives) {
    const clauses = parse(alternative.trim());
    if (clauses === undefined) return undefined;
    met ||= clauses.every((clause) => relationHolds(clause.relation, compare(version, clause.version)));
  }
  return met;
}

const anyOperator = '<>=!~^';

/**
 * Splits `>= 1.0 <2.0, !=1.5` into operators and versions, between which there may be blanks. Clauses follow each other with blanks,
 * with one of the separators, or directly. Undefined when an operator has no version.
 */
export function splitClauses(text: string, separators: string, operators = anyOperator): readonly WrittenClause[] | undefined {
  const clauses: WrittenClause[] = [];
  const isGap = (character: string): boolean => separators.includes(character) || character === ' ' || character === '\t';
  let at = 0;
  while (at < text.length) {
    if (isGap(text[at] as string)) {
      at += 1;
      continue;
    }
    const start = at;
    while (at < text.length && operators.includes(text[at] as string)) at += 1;
    const operator = text.slice(start, at);
    while (at < text.length && (text[at] === ' ' || text[at] === '\t')) at += 1;
    const versionStart = at;
    while (at < text.length && !isGap(text[at] as string) && !operators.includes(text[at] as string)) at += 1;
    if (at === versionStart) return undefined;
    clauses.push({ operator, version: text.slice(versionStart, at) });
  }
  return clauses;
}

/** Reads every written clause with one function, which may make several of one; undefined as soon as one cannot be read. */
export function readClauses<V>(
  written: readonly WrittenClause[] | undefined,
  read: (clause: WrittenClause) => readonly Clause<V>[] | undefined,
): readonly Clause<V>[] | undefined {
  if (written === undefined) return undefined;
  const clauses: Clause<V>[] = [];
  for (const one of written) {
    const made = read(one);
    if (made === undefined) return undefined;
    clauses.push(...made);
  }
  return clauses;
}

/** A clause whose operator is one of a table: `<<` for `<`. */
export function readRelation<V>(
  { operator, version }: WrittenClause,
  relations: Readonly<Record<string, Relation>>,
  parse: (text: string) => V | undefined,
): readonly Clause<V>[] | undefined {
  const parsed = Object.hasOwn(relations, operator) ? parse(version) : undefined;
  return parsed === undefined ? undefined : [{ relation: relations[operator] as Relation, version: parsed }];
}

/** The numbers up to an index, that one raised: 1.2.3 at 1 is 1.3. Undefined when it is too long for that, or not there. */
export function raised(numbers: readonly Numeral[], index: number): readonly number[] | undefined {
  const kept: number[] = [];
  for (let at = 0; at <= index; at += 1) {
    const number = numbers[at];
    if (typeof number !== 'number') return undefined;
    kept.push(at === index ? number + 1 : number);
  }
  return kept;
}
