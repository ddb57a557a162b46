import type { CsafDocument } from './csaf-document.ts';
import type { ScoreVector } from '../severity/cvss.ts';

/** How section 6 of the standard divides its tests. `schema` stands before them: the form of the document itself. */
export type CsafTestGroup = 'schema' | 'mandatory' | 'optional' | 'informative';

/** One place at which a test fails, or cannot be decided. */
export interface CsafFailure {
  /** JSON pointer (RFC 6901). */
  readonly at: string;
  /** Reads as a sentence after the place. */
  readonly message: string;
  /** What would be needed to decide is not here. */
  readonly isUndecided?: boolean;
}

/** What tests know of the world beside the document. */
export interface CsafTools {
  readonly score: ScoreVector;
  /** Name by the CWE number; undefined when there is no such entry. */
  readonly cweName: (number: number) => string | undefined;
  /** Numbers above this one may have been given out since the list was made. */
  readonly highestCwe: number;
  /** HTTP status that a URL ends at after its redirects, undefined when nothing answers. Absent: URLs are not asked for. */
  readonly resolve?: (url: string) => Promise<number | undefined>;
  /** Words of a text that are spelt wrongly, undefined for a language without dictionary. Absent: there is no dictionary at all. */
  readonly misspelt?: (text: string, language: string) => readonly string[] | undefined;
}

/** One test of CSAF 2.0, section 6. */
export interface CsafTest {
  /** `6.1.27.9`. */
  readonly id: string;
  readonly title: string;
  readonly group: CsafTestGroup;
  /** The tool without which it is not run. */
  readonly needs?: 'resolve' | 'misspelt';
  readonly run: (document: CsafDocument, tools: CsafTools) => readonly CsafFailure[] | Promise<readonly CsafFailure[]>;
}
