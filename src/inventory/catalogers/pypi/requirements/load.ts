import { type Ctx, type Issue } from '../../../../kernel/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import { parseRequirementsFile, type Entry, type Include, type RequirementsFile } from './parse.ts';

/** What a requirements file asks for, together with all that it includes. */
export interface Loaded {
  readonly entries: readonly Entry[];
  readonly constraints: readonly Entry[];
  /** Paths of the files that were read as requirements, the first one among them. */
  readonly files: ReadonlySet<string>;
}

interface Visit {
  readonly file: SourceFile;
  readonly asConstraints: boolean;
}

/** Loads requirements files with what they include; each file is read once, whoever includes it. */
export class RequirementsLoader {
  readonly issues: Issue[] = [];
  /** Files that others include as requirements. */
  readonly included = new Set<string>();
  readonly #files = new Map<string, RequirementsFile>();
  readonly #told = new Set<string>();
  readonly #directory: string;
  readonly #ctx: Ctx;

  /** @param directory of the project, to which local paths are relative */
  constructor(directory: string, ctx: Ctx) {
    this.#directory = directory;
    this.#ctx = ctx;
  }

  async load(root: SourceFile): Promise<Loaded> {
    const entries: Entry[] = [];
    const constraints: Entry[] = [];
    const files = new Set([root.path]);
    const visited = new Set<string>([keyOfVisit({ file: root, asConstraints: false })]);
    const pending: Visit[] = [{ file: root, asConstraints: false }];
    for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
      const { file, asConstraints } = visit;
      const parsed = await this.#parse(file);
      if (entries.length + constraints.length + parsed.entries.length > this.#ctx.limits.packagesPerFile) {
        this.#issue(
          root.path,
          'pypi/too-many-packages',
          `names more than ${this.#ctx.limits.packagesPerFile} packages; the rest is not read`,
        );
        return { entries, constraints, files };
      }
      // Not `push(...entries)`: a file may have more lines than a call may have arguments.
      for (const entry of parsed.entries) (asConstraints ? constraints : entries).push(entry);
      for (const include of parsed.includes) {
        const next = await this.#follow(file, include);
        if (next === undefined) continue;
        const followed = { file: next, asConstraints: asConstraints || include.asConstraints };
        if (!followed.asConstraints && next.path !== root.path) this.included.add(next.path);
        if (visited.has(keyOfVisit(followed))) continue;
        if (visited.size > this.#ctx.limits.includedFiles) {
          this.#issue(
            root.path,
            'pypi/includes',
            `includes more than ${this.#ctx.limits.includedFiles} files; the rest is not read`,
          );
          return { entries, constraints, files };
        }
        visited.add(keyOfVisit(followed));
        if (!followed.asConstraints) files.add(next.path);
        pending.push(followed);
      }
    }
    return { entries, constraints, files };
  }

  async #parse(file: SourceFile): Promise<RequirementsFile> {
    const known = this.#files.get(file.path);
    if (known !== undefined) return known;
    const text = await file.text();
    const parsed =
      text.value === undefined
        ? { entries: [], includes: [], issues: text.issues }
        : parseRequirementsFile(text.value, file.path, this.#directory);
    for (const issue of parsed.issues) this.issues.push(issue);
    this.#files.set(file.path, parsed);
    return parsed;
  }

  async #follow(file: SourceFile, include: Include): Promise<SourceFile | undefined> {
    const { path, line } = include;
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) {
      this.#issue(file.path, 'pypi/include', `includes ${JSON.stringify(path)}, which is not fetched`, line);
      return undefined;
    }
    const next = (await file.sibling(path)) ?? (await file.sibling(path.replaceAll('\\', '/')));
    if (next === undefined) {
      this.#issue(file.path, 'pypi/include', `includes ${JSON.stringify(path)}, which is not in the target`, line);
    }
    return next;
  }

  #issue(path: string, code: string, message: string, line?: number): void {
    const key = `${path}\n${code}\n${line ?? ''}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.issues.push(line === undefined ? { code, path, message } : { code, path, line, message });
  }
}

function keyOfVisit({ file, asConstraints }: Visit): string {
  return `${asConstraints ? 'c' : 'r'} ${file.path}`;
}
