import { IssueCollector, type Outcome } from '../../../kernel/index.ts';
import { readModLines, type ModLine } from './mod-syntax.ts';

/** A word of the file together with its 1-based line. */
export interface Placed {
  readonly text: string;
  readonly line: number;
}

export interface Requirement {
  readonly path: string;
  readonly version: string;
  /** Marked `// indirect`: no package of this module imports it. */
  readonly indirect: boolean;
  readonly line: number;
}

export interface Replacement {
  readonly path: string;
  /** Absent: every version is replaced. */
  readonly version?: string;
  readonly newPath: string;
  /** Absent: `newPath` is a directory. */
  readonly newVersion?: string;
  readonly line: number;
}

/** A go.mod or go.work file, as far as it decides which modules are built. */
export interface ModFile {
  readonly module?: Placed;
  readonly go?: Placed;
  readonly toolchain?: Placed;
  readonly requirements: readonly Requirement[];
  readonly replacements: readonly Replacement[];
  /** `path version`. */
  readonly exclusions: ReadonlySet<string>;
  /** Packages, not modules. */
  readonly tools: readonly Placed[];
  /** Directories of the modules of a workspace. */
  readonly uses: readonly Placed[];
}

/**
 * Reads go.mod, and go.work, which has the same form. Lines that cannot be understood are issues; all others count.
 * @see https://go.dev/ref/mod#go-mod-file-grammar
 * @see https://go.dev/ref/mod#go-work-file-grammar
 */
export function parseModFile(text: string, path: string): Outcome<ModFile> {
  const issues = new IssueCollector(path);
  const draft = new ModFileDraft(issues);
  for (const line of readModLines(text, issues)) draft.add(line);
  return issues.outcome(draft);
}

class ModFileDraft implements ModFile {
  module?: Placed;
  go?: Placed;
  toolchain?: Placed;
  readonly requirements: Requirement[] = [];
  readonly replacements: Replacement[] = [];
  readonly exclusions = new Set<string>();
  readonly tools: Placed[] = [];
  readonly uses: Placed[] = [];
  readonly #issues: IssueCollector;

  constructor(issues: IssueCollector) {
    this.#issues = issues;
  }

  add(row: ModLine): void {
    const { verb, words, line } = row;
    const [first, second] = words;
    switch (verb) {
      case 'module':
      case 'go':
      case 'toolchain':
        if (first === undefined || words.length !== 1) this.#malformed(row);
        else if (this[verb] === undefined) this[verb] = { text: first, line };
        else this.#issues.add('golang/duplicate', `has the directive "${verb}" twice`, line);
        return;
      case 'require':
        if (first === undefined || second === undefined || words.length !== 2) this.#malformed(row);
        else this.requirements.push({ path: first, version: second, indirect: isIndirect(row.comment), line });
        return;
      case 'exclude':
        if (first === undefined || second === undefined || words.length !== 2) this.#malformed(row);
        else this.exclusions.add(`${first} ${second}`);
        return;
      case 'replace':
        this.#replace(row);
        return;
      case 'tool':
      case 'use':
        if (first === undefined || words.length !== 1) this.#malformed(row);
        else this[verb === 'tool' ? 'tools' : 'uses'].push({ text: first, line });
        return;
      case 'retract': // versions of this very module
      case 'godebug': // settings of the run time
      case 'ignore': // directories that "./..." passes over
        return;
      default:
        this.#issues.add('golang/directive', `has a directive "${verb}", which is not known`, line);
    }
  }

  #replace(row: ModLine): void {
    const { words, line } = row;
    const arrow = words.indexOf('=>');
    const [path, version] = words.slice(0, Math.max(arrow, 0));
    const [newPath, newVersion] = words.slice(arrow + 1);
    const isComplete = path !== undefined && newPath !== undefined && arrow <= 2 && words.length - arrow <= 3;
    if (!isComplete || (newVersion === undefined && !isDirectoryPath(newPath))) return this.#malformed(row);
    this.replacements.push({
      path,
      ...(version === undefined ? {} : { version }),
      newPath,
      ...(newVersion === undefined ? {} : { newVersion }),
      line,
    });
  }

  #malformed({ verb, line }: ModLine): void {
    this.#issues.add('golang/syntax', `has a directive "${verb}" that is not of its form`, line);
  }
}

/** `// indirect`, also with a reason after a semicolon. */
function isIndirect(comment: string): boolean {
  return /^indirect(?:;|$)/.test(comment);
}

/** What a replacement without a version must be, with the separators of either system. */
export function isDirectoryPath(path: string): boolean {
  return /^(?:\.{1,2}$|\.{0,2}[/\\]|[a-z]:)/i.test(path);
}
