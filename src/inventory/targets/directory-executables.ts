import { closeSync, constants, lstatSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { systemCodeOf, type Issue } from '../../kernel/index.ts';
import type { Cataloger } from '../cataloger.ts';
import { isInNodeModules, type FileIndex } from '../file-index.ts';

/** Libraries are not always marked as executable. */
const libraryName = /\.(?:so(?:\.[0-9][0-9.]*)?|dll|exe|dylib|node|pyd)$/i;

/**
 * Endings of files that are executable at most as scripts. A project has thousands of them, and asking the file system about each would
 * take longer than all the rest of the walk.
 */
const scriptOrText =
  /\.(?:[cm]?[jt]sx?|json5?|map|md|rst|txt|html?|s?css|less|svg|pyi?|pyc|rb|php|pl|pm|sh|java|kt|go|rs|[ch](?:pp|c|h)?|ya?ml|toml|xml|lock|png|jpe?g|gif|webp|ico|woff2?|ttf)$/i;

export function isLibraryName(baseName: string): boolean {
  return libraryName.test(baseName);
}

/** Looks into files of a directory that can be executed or are called like libraries, and remembers which catalogers want them. */
export class ExecutableLook {
  readonly issues: Issue[] = [];
  readonly #root: string;
  readonly #index: FileIndex;
  readonly #head: Buffer;
  readonly #wanted = new Map<string, { readonly catalogers: readonly Cataloger[]; readonly file: string }>();

  constructor(root: string, index: FileIndex) {
    this.#root = root;
    this.#index = index;
    this.#head = Buffer.alloc(index.magicBytes);
  }

  /** For `WalkOptions.wantedByContent`. */
  isWanted(path: string, baseName: string): boolean {
    const { magicBytes, hasMagicInNodeModules } = this.#index;
    if (magicBytes === 0 || scriptOrText.test(baseName) || (!hasMagicInNodeModules && isInNodeModules(path))) return false;
    const fullPath = join(this.#root, path);
    const facts = lstatSync(fullPath, { throwIfNoEntry: false });
    if (facts === undefined || facts.size === 0 || ((facts.mode & 0o111) === 0 && !isLibraryName(baseName))) return false;
    const catalogers = this.#index.wantedByMagic(path, this.#headOf(path, fullPath));
    if (catalogers.length === 0) return false;
    this.#wanted.set(path, { catalogers, file: facts.nlink > 1 ? `${facts.dev} ${facts.ino}` : path });
    return true;
  }

  /** The catalogers that want each of these files. Of several names of one file the first counts. */
  catalogersFor(paths: readonly string[]): ReadonlyMap<string, readonly Cataloger[]> {
    const seen = new Set<string>();
    const found = new Map<string, readonly Cataloger[]>();
    for (const path of paths) {
      const wanted = this.#wanted.get(path);
      if (wanted === undefined || seen.has(wanted.file)) continue;
      seen.add(wanted.file);
      found.set(path, wanted.catalogers);
    }
    return found;
  }

  #headOf(path: string, fullPath: string): Uint8Array {
    const head = firstBytes(fullPath, this.#head);
    if (typeof head !== 'string') return head;
    this.issues.push({ code: 'walk/unreadable', path, message: `cannot be looked into (${head})` });
    return nothing;
  }
}

/** Catalogers that want a single file for its first bytes. That it cannot be read is said by whoever reads it. */
export function wantedByFirstBytes(fullPath: string, index: FileIndex): readonly Cataloger[] {
  if (index.magicBytes === 0) return [];
  const head = firstBytes(fullPath, Buffer.alloc(index.magicBytes));
  return typeof head === 'string' ? [] : index.wantedByMagic(basename(fullPath), head);
}

const nothing = new Uint8Array();

/** The part of the buffer that was filled, or the system's code for what went wrong. */
function firstBytes(fullPath: string, buffer: Buffer): Uint8Array | string {
  try {
    // Without O_NONBLOCK a named pipe would wait for a writer for ever.
    const descriptor = openSync(fullPath, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    return systemCodeOf(thrown) ?? 'unknown error';
  }
}
