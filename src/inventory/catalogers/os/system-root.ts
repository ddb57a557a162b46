import type { SourceFile } from '../../cataloger.ts';

/** The root of a system, as seen from a file whose place in it is known. */
export class SystemRoot {
  /** Of the root relative to the target: empty, or `some/directory/`. */
  readonly prefix: string;
  readonly #file: SourceFile;
  readonly #up: string;

  /** `levels`: how many directories lie between the root and the file: 2 for `etc/apk/world`. */
  constructor(file: SourceFile, levels: number) {
    const parts = file.path.split('/').slice(0, -levels - 1);
    this.prefix = parts.length === 0 ? '' : `${parts.join('/')}/`;
    this.#file = file;
    this.#up = '../'.repeat(levels);
  }

  /** A file of the system; undefined when it is not there. */
  open(path: string): Promise<SourceFile | undefined> {
    return this.#file.sibling(this.#up + path);
  }

  /** A path of the system, absolute or relative to its root, as a path relative to the target. Undefined when it leads elsewhere. */
  pathInTarget(path: string): string | undefined {
    let start = 0;
    while (path[start] === '/' || path.startsWith('./', start)) start += path[start] === '/' ? 1 : 2;
    const local = start === 0 ? path : path.slice(start);
    if (local === '' || local === '.' || local.includes('\0')) return undefined;
    if (local.includes('..') && local.split('/').includes('..')) return undefined;
    return this.prefix + local;
  }
}
