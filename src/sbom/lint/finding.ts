/** Something that a document says and that cannot be so, or is of no use to its reader, though its schema lets it pass. */
export interface LintFinding {
  /** Stable, e.g. `lint/dangling-reference`. */
  readonly code: string;
  /** `error`: a reader is misled. `warning`: a reader has less than the document could give. */
  readonly severity: 'error' | 'warning';
  /** Place in the document: `components[3].hashes[0]`. */
  readonly path: string;
  /** 1-based. */
  readonly line?: number;
  /** Reads as a sentence after the path. */
  readonly message: string;
}

export type AddFinding = (severity: LintFinding['severity'], code: string, path: string, message: string) => void;

export function quoted(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 97)}…` : text);
}
