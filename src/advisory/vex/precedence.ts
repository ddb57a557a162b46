import { compareTimes } from '../csaf/index.ts';
import { effectiveTime, vexStatuses, type VexStatement } from './statement.ts';

/**
 * How near a statement comes to a finding: the component as a part of a named product is nearer than the component by itself,
 * which is nearer than the product that it is somewhere in.
 */
export const nearness = { partOfProduct: 3, component: 2, insideProduct: 1 } as const;

/** A statement that is about a finding, and how. */
export interface Candidate {
  readonly statement: VexStatement;
  readonly nearness: number;
  /** How exactly its product names what is there, and then its subcomponent; see `exactness`. */
  readonly product: number;
  readonly subcomponent: number;
  /** The components through which a way must lead for the statement to be about it; `everything` when it is about all ways. */
  readonly covers: 'everything' | ReadonlySet<string>;
}

/**
 * The one that counts comes first: the most specific product, then the newest effective time, and on a tie affected before
 * under investigation before fixed before not affected. What is equal in all that is put in an order that depends on nothing
 * but what the statements say.
 */
export function comparePrecedence(a: Candidate, b: Candidate): number {
  return (
    b.nearness - a.nearness ||
    b.product - a.product ||
    b.subcomponent - a.subcomponent ||
    compareTimes(effectiveTime(b.statement), effectiveTime(a.statement)) ||
    vexStatuses.indexOf(a.statement.status) - vexStatuses.indexOf(b.statement.status) ||
    compareText(keyOf(a.statement), keyOf(b.statement))
  );
}

/** Newest first; on a tie what warns most. For statements about the same product. */
export function compareStatements(a: VexStatement, b: VexStatement): number {
  return (
    compareTimes(effectiveTime(b), effectiveTime(a)) ||
    vexStatuses.indexOf(a.status) - vexStatuses.indexOf(b.status) ||
    compareText(keyOf(a), keyOf(b))
  );
}

function keyOf({ document, at, justification, impact, action, notes }: VexStatement): string {
  return JSON.stringify([document.author, document.id, document.version, justification, impact, action, notes, at, document.file]);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
