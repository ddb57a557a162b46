import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join, posix } from 'node:path';
import { complete, decodeText, incomplete, systemCodeOf, type Ctx, type Issue, type Outcome } from '../../kernel/index.ts';
import type { SourceFile } from '../cataloger.ts';
import { LentContent } from '../lent-content.ts';
import { globToRegExp } from '../pattern-index.ts';
import { freshMemory, type MemoryFor } from './byte-source.ts';
import { pathInside, walkDirectory } from './directory.ts';
import { DiskRoot } from './disk-root.ts';
import type { TargetFiles } from '../target-files.ts';

/** Files of one directory on disk, which bounds what they and their siblings can reach. Contents are read once and kept. */
export class DiskFiles implements TargetFiles {
  readonly #root: string;
  readonly #bounds: DiskRoot;
  readonly #ctx: Ctx;
  readonly #heedIgnoreFiles: boolean;
  readonly #files = new Map<string, SourceFile | undefined>();
  readonly #lent = new LentContent<string>();

  constructor(root: string, ctx: Ctx, options: { readonly heedIgnoreFiles: boolean }) {
    this.#root = root;
    this.#bounds = new DiskRoot(root);
    this.#ctx = ctx;
    this.#heedIgnoreFiles = options.heedIgnoreFiles;
  }

  /** The file at a path relative to the root; undefined when there is none or when it lies outside. */
  file(path: string): SourceFile | undefined {
    if (!this.#files.has(path)) this.#files.set(path, this.#open(path));
    return this.#files.get(path);
  }

  realDirectory(path: string): string {
    const reached = this.#bounds.reach(path);
    return reached.kind === 'inside' ? (pathInside(this.#bounds.real, reached.real) ?? '') : path;
  }

  layerOf(): undefined {
    return undefined;
  }

  release(): void {
    this.#lent.release();
  }

  #open(path: string): SourceFile | undefined {
    const real = this.#realPath(path);
    if (real === undefined) return undefined;
    const directory = posix.dirname(path);
    let content: Outcome<string | undefined> | undefined;
    return {
      path,
      text: () => Promise.resolve((content ??= readTextFile(real, path, this.#ctx.limits.manifestBytes))),
      bytes: () => Promise.resolve(this.#bytes(real, path)),
      sibling: (other) => Promise.resolve(this.#sibling(directory, other)),
      matching: (glob) => this.#matching(directory, glob),
    };
  }

  #bytes(real: string, path: string): Outcome<Uint8Array | undefined> {
    const lent = this.#lent.get(real);
    if (lent !== undefined) return complete(lent);
    const read = readBytes(real, path, this.#ctx.limits.archiveBytes, (bytes) => this.#lent.lend(real, bytes));
    if (read.value === undefined || read.value.length !== this.#lent.get(real)?.length) this.#lent.forget(real);
    return read;
  }

  #realPath(path: string): string | undefined {
    if (path.startsWith('../') || path === '..' || path.includes('\0')) return undefined;
    // Not there, or not to be reached: for the one who asks for a sibling both mean that there is none.
    const reached = this.#bounds.reach(path);
    return reached.kind === 'inside' ? reached.real : undefined;
  }

  #sibling(directory: string, other: string): SourceFile | undefined {
    const path = posix.isAbsolute(other) ? undefined : posix.normalize(posix.join(directory, other));
    return path === undefined ? undefined : this.file(path);
  }

  async #matching(directory: string, glob: string): Promise<readonly SourceFile[]> {
    const pattern = posix.normalize(posix.join(directory, glob));
    if (pattern.startsWith('..')) return [];
    const matches = globToRegExp(pattern);
    const fixed = pattern.slice(0, pattern.search(/[*?]|$/));
    const start = fixed.slice(0, fixed.lastIndexOf('/') + 1);
    if (!/[*?]/.test(pattern)) return [this.file(pattern)].filter((file) => file !== undefined);
    const walk = await walkDirectory(
      {
        root: join(this.#root, start),
        wanted: (path) => matches.test(start + path) && !`/${start}${path}`.includes('/node_modules/'),
        heedIgnoreFiles: this.#heedIgnoreFiles,
      },
      this.#ctx,
    );
    return walk.files.map((path) => this.file(start + path)).filter((file) => file !== undefined);
  }
}

/** A regular file as text, within a bound in bytes; the size is that of the opened file, so that it cannot change in between. */
export function readTextFile(realPath: string, path: string, maxBytes: number): Outcome<string | undefined> {
  const bytes = readBytes(realPath, path, maxBytes);
  return bytes.value === undefined ? incomplete(undefined, bytes.issues) : decodeText(bytes.value, path);
}

function readBytes(realPath: string, path: string, maxBytes: number, memory: MemoryFor = freshMemory): Outcome<Buffer | undefined> {
  let descriptor: number;
  try {
    // Without O_NONBLOCK a named pipe would wait for a writer for ever.
    descriptor = openSync(realPath, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (thrown) {
    return refuse(path, 'file/unreadable', `cannot be read (${systemCodeOf(thrown) ?? 'unknown error'})`);
  }
  try {
    const facts = fstatSync(descriptor);
    if (!facts.isFile()) return refuse(path, 'file/not-regular', 'is not a regular file');
    if (facts.size > maxBytes) return refuse(path, 'file/too-large', `has ${facts.size} bytes; more than ${maxBytes} are not read`);
    const buffer = memory(facts.size);
    let filled = 0;
    while (filled < facts.size) {
      const read = readSync(descriptor, buffer, filled, facts.size - filled, null);
      if (read === 0) break;
      filled += read;
    }
    return complete(buffer.subarray(0, filled));
  } catch (thrown) {
    return refuse(path, 'file/unreadable', `cannot be read (${systemCodeOf(thrown) ?? 'unknown error'})`);
  } finally {
    closeSync(descriptor);
  }
}

function refuse(path: string, code: string, message: string): Outcome<undefined> {
  const issue: Issue = { code, path, message };
  return incomplete(undefined, [issue]);
}
