import type { DataArray, DataObject, Issue, Outcome, SourceDocument } from '../kernel/index.ts';

/**
 * What is said about one SBOM while it is read. A *problem* means that components, their identity or their relations may be missing
 * or wrong in the inventory; a *remark* names something that the document holds and the inventory has no place for.
 */
export class ReadingLog {
  readonly path: string;
  readonly #document: SourceDocument;
  readonly #limit: number;
  readonly #problems: Issue[] = [];
  readonly #remarks: Issue[] = [];
  readonly #notRead = new Map<string, number>();
  #furtherProblems = 0;

  constructor(document: SourceDocument, path: string, issuesPerFile: number) {
    this.path = path;
    this.#document = document;
    this.#limit = issuesPerFile;
  }

  problem(code: string, message: string, node?: DataObject | DataArray): void {
    if (this.#problems.length < this.#limit) this.#problems.push(this.#issue(code, message, node));
    else this.#furtherProblems += 1;
  }

  remark(code: string, message: string, node?: DataObject | DataArray): void {
    this.#remarks.push(this.#issue(code, message, node));
  }

  /** Counts a part of the document that is left out; all of them make one remark. */
  notRead(part: string, times = 1): void {
    this.#notRead.set(part, (this.#notRead.get(part) ?? 0) + times);
  }

  /** Counts the members of an object that are not among those that are read. */
  notReadBut(node: DataObject, read: ReadonlySet<string>, prefix: string): void {
    for (const name of Object.keys(node)) if (!read.has(name)) this.notRead(prefix + name);
  }

  lineOf(node: DataObject | DataArray): number | undefined {
    return this.#document.lineOf(node);
  }

  outcome<T>(value: T, format: string): Outcome<T> {
    const issues = [...this.#problems];
    if (this.#furtherProblems > 0) {
      issues.push(
        this.#issue('sbom/further-issues', `has ${this.#furtherProblems} more problems of this kind, which are not listed`),
      );
    }
    issues.push(...this.#remarks);
    if (this.#notRead.size > 0) {
      const parts = [...this.#notRead].map(([part, times]) => `${part} (${times})`).toSorted();
      issues.push(this.#issue('sbom/not-read', `holds parts of ${format} that are not read yet: ${parts.join(', ')}`));
    }
    return { value, complete: this.#problems.length === 0, issues };
  }

  #issue(code: string, message: string, node?: DataObject | DataArray): Issue {
    const line = node === undefined ? undefined : this.#document.lineOf(node);
    return line === undefined ? { code, path: this.path, message } : { code, path: this.path, line, message };
  }
}
