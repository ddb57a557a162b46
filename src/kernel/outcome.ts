/** One thing that is wrong with an input, and where. */
export interface Issue {
  /** Stable name of the kind of problem, e.g. `json/duplicate-key`. */
  readonly code: string;
  /** The file, relative to the target, with `/` separators; empty for the target itself. */
  readonly path: string;
  /** 1-based line in that file. */
  readonly line?: number;
  readonly message: string;
}

/** A value together with what could not be read of it. `complete: false` means that something is missing from `value`. */
export interface Outcome<T> {
  readonly value: T;
  readonly complete: boolean;
  readonly issues: readonly Issue[];
}

const noIssues: readonly Issue[] = [];

/** Everything was read. Issues may still be given: they are then remarks. */
export function complete<T>(value: T, issues: readonly Issue[] = noIssues): Outcome<T> {
  return { value, complete: true, issues };
}

/** Something is missing from `value`, and `issues` say what. */
export function incomplete<T>(value: T, issues: readonly Issue[]): Outcome<T> {
  return { value, complete: false, issues };
}

/** Gathers the issues of one file while it is read. Every issue added makes the outcome incomplete. */
export class IssueCollector {
  readonly issues: Issue[] = [];
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  add(code: string, message: string, line?: number): void {
    this.issues.push(line === undefined ? { code, path: this.#path, message } : { code, path: this.#path, line, message });
  }

  addAll(issues: readonly Issue[]): void {
    for (const issue of issues) this.issues.push(issue);
  }

  outcome<T>(value: T): Outcome<T> {
    return { value, complete: this.issues.length === 0, issues: this.issues };
  }
}
