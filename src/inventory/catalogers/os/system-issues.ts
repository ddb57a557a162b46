import type { Issue, Limits, Outcome } from '../../../kernel/index.ts';

/**
 * Issues of a database and the files around it. A database of millions of broken lines has that many, so the last of them
 * only counts.
 */
export class SystemIssues {
  readonly #issues: Issue[] = [];
  readonly #path: string;
  readonly #most: number;
  #rest = 0;

  /** `path`: of the database, for issues that name no other file. */
  constructor(path: string, limits: Limits) {
    this.#path = path;
    this.#most = limits.issuesPerFile - 1;
  }

  get isEmpty(): boolean {
    return this.#issues.length === 0;
  }

  add(code: string, message: string, line?: number, path: string = this.#path): void {
    this.addAll([line === undefined ? { code, path, message } : { code, path, line, message }]);
  }

  addAll(issues: readonly Issue[]): void {
    for (const issue of issues) {
      if (this.#issues.length < this.#most) this.#issues.push(issue);
      else this.#rest += 1;
    }
  }

  outcome<T>(value: T): Outcome<T> {
    const path = this.#path;
    const more = this.#rest === 0 ? [] : [{ code: 'file/more-issues', path, message: `has ${this.#rest} more issues` }];
    const issues = [...this.#issues, ...more];
    return { value, complete: issues.length === 0, issues };
  }
}
