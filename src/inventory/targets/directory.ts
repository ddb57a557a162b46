import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Ignore } from 'ignore';
import { systemCodeOf, type Ctx, type Issue } from '../../kernel/index.ts';
import { neverEntered } from '../target-files.ts';
import { DiskRoot } from './disk-root.ts';

/** What one walk over a directory saw. */
export interface Walk {
  /** Paths of regular files that `wanted` asked for, relative to the target, sorted. */
  readonly files: readonly string[];
  readonly issues: readonly Issue[];
  /** Wanted files and whole directories that ignore files leave out: said, because they are not scanned. */
  readonly ignored: readonly string[];
}

export interface WalkOptions {
  readonly root: string;
  readonly wanted: (path: string, baseName: string) => boolean;
  /** Whether a regular file is wanted for what it is, whatever it is called. */
  readonly wantedByContent?: (path: string, baseName: string) => boolean;
  /** Heed `.gitignore` and `.assayignore` files inside the target. */
  readonly heedIgnoreFiles: boolean;
}

const ignoreFileNames: ReadonlySet<string> = new Set(['.gitignore', '.assayignore']);

interface IgnoreRules {
  readonly directory: string;
  readonly rules: Ignore;
  readonly outer: IgnoreRules | undefined;
}

interface Pending {
  /** Relative to the root, empty for the root itself. */
  readonly directory: string;
  readonly level: number;
  readonly ignore: IgnoreRules | undefined;
}

/**
 * Walks a directory once, never leaves it, and enters every real directory once: links to directories are not followed,
 * because what they name inside the target is walked anyway. Whatever is thereby not seen is an issue.
 */
export async function walkDirectory(options: WalkOptions, ctx: Ctx): Promise<Walk> {
  const walk = new DirectoryWalk(options, ctx);
  await walk.run();
  return { files: walk.files.toSorted(), issues: walk.issues, ignored: walk.ignored.toSorted() };
}

class DirectoryWalk {
  readonly files: string[] = [];
  readonly issues: Issue[] = [];
  readonly ignored: string[] = [];
  readonly #options: WalkOptions;
  readonly #ctx: Ctx;
  readonly #root: DiskRoot;
  readonly #pending: Pending[] = [{ directory: '', level: 0, ignore: undefined }];
  #entries = 0;

  constructor(options: WalkOptions, ctx: Ctx) {
    this.#options = options;
    this.#ctx = ctx;
    this.#root = new DiskRoot(options.root);
  }

  async run(): Promise<void> {
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      this.#ctx.signal.throwIfAborted();
      const entries = this.#read(next.directory);
      const ignore = this.#options.heedIgnoreFiles ? await this.#ignoreRules(next, entries) : undefined;
      for (const entry of entries) {
        this.#entries += 1;
        if (this.#entries > this.#ctx.limits.directoryEntries) {
          this.#issue(
            'walk/too-many-entries',
            next.directory,
            `and what follows is not scanned: the target has more than ${this.#ctx.limits.directoryEntries} entries`,
          );
          return;
        }
        this.#visit(entry, { ...next, ignore });
      }
    }
  }

  #read(directory: string): Dirent[] {
    try {
      return readdirSync(join(this.#options.root, directory), { withFileTypes: true });
    } catch (thrown) {
      this.#issue('walk/unreadable', directory, `is a directory that cannot be read (${systemCodeOf(thrown) ?? 'unknown error'})`);
      return [];
    }
  }

  #visit(entry: Dirent, at: Pending): void {
    const path = at.directory === '' ? entry.name : `${at.directory}/${entry.name}`;
    if (entry.isDirectory()) {
      if (neverEntered.has(entry.name) || (at.level === 0 && this.#root.isKernelDirectory(entry.name))) return;
      if (isIgnored(at.ignore, `${path}/`)) this.ignored.push(`${path}/`);
      else if (at.level >= this.#ctx.limits.directoryLevels)
        this.#issue('walk/too-deep', path, `is not scanned: it lies deeper than ${this.#ctx.limits.directoryLevels} levels`);
      else this.#pending.push({ directory: path, level: at.level + 1, ignore: at.ignore });
    } else if (entry.isFile()) {
      const isWantedByContent = this.#options.wantedByContent?.(path, entry.name) === true;
      if (!isWantedByContent && !this.#options.wanted(path, entry.name)) return;
      if (isIgnored(at.ignore, path)) this.ignored.push(path);
      else this.files.push(path);
    } else if (entry.isSymbolicLink()) {
      this.#link(path, entry.name, at);
    } else if (this.#options.wanted(path, entry.name)) {
      this.#issue('walk/not-a-file', path, 'is not a regular file and is not read');
    }
  }

  /** A link counts only where leaving it out would hide something. */
  #link(path: string, name: string, at: Pending): void {
    const isWanted = this.#options.wanted(path, name);
    const reached = this.#root.reach(path);
    if (reached.kind === 'missing' || reached.kind === 'loop') {
      if (isIgnored(at.ignore, path)) return;
      if (reached.kind === 'loop') this.#issue('walk/link-loop', path, 'is a symbolic link that leads to itself');
      else if (isWanted) this.#issue('walk/broken-link', path, 'is a symbolic link to a file that is not there');
      return;
    }
    const target = reached.real;
    const isDirectory = statSync(target, { throwIfNoEntry: false })?.isDirectory() === true;
    if ((!isDirectory && !isWanted) || isIgnored(at.ignore, isDirectory ? `${path}/` : path)) return;
    if (reached.kind === 'outside') {
      this.#issue('walk/link-outside', path, 'is a symbolic link out of the target and is not followed');
    } else if (!isDirectory) {
      this.files.push(path);
    } else if (`${join(this.#root.real, at.directory)}${sep}`.startsWith(target.endsWith(sep) ? target : target + sep)) {
      this.#issue('walk/link-loop', path, 'is a symbolic link to a directory that contains it');
    }
  }

  #issue(code: string, path: string, message: string): void {
    this.issues.push({ code, path: path === '' ? '.' : path, message });
  }

  async #ignoreRules(at: Pending, entries: readonly Dirent[]): Promise<IgnoreRules | undefined> {
    const names = entries.filter((entry) => entry.isFile() && ignoreFileNames.has(entry.name)).map((entry) => entry.name);
    if (names.length === 0) return at.ignore;
    const { default: createIgnore } = await import('ignore');
    const rules = createIgnore();
    for (const name of names) {
      const path = at.directory === '' ? name : `${at.directory}/${name}`;
      try {
        rules.add(readFileSync(join(this.#options.root, path), 'utf8'));
      } catch (thrown) {
        this.#issue(
          'walk/unreadable',
          path,
          `cannot be read (${systemCodeOf(thrown) ?? 'unknown error'}), so nothing is left out by it`,
        );
      }
    }
    return { directory: at.directory, rules, outer: at.ignore };
  }
}

/** The innermost ignore file that has an opinion decides, as in git. */
function isIgnored(rules: IgnoreRules | undefined, path: string): boolean {
  for (let at = rules; at !== undefined; at = at.outer) {
    const local = at.directory === '' ? path : path.slice(at.directory.length + 1);
    const verdict = at.rules.test(local);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** `path` relative to `root` with `/` separators, or undefined when it does not lie below it. */
export function pathInside(root: string, path: string): string | undefined {
  const local = relative(root, path);
  if (local === '' || local.startsWith('..') || local.startsWith(sep)) return undefined;
  return sep === '/' ? local : local.replaceAll(sep, '/');
}
