import type { Issue } from '../../kernel/index.ts';
import { openZip, type ZipEntry } from '../../kernel/zip/index.ts';
import { readRange, type Fault, type OpenFile } from './byte-source.ts';
import type { Contents } from './contents.ts';
import { isLibraryName } from './directory-executables.ts';
import { FileTree } from './file-tree.ts';
import { addEntries, type LayerEntry } from './layer-entries.ts';
import type { ReadingContext } from './read-layer.ts';
import { tooLargeArchive } from './target-kind.ts';

/** The files of a zip archive, by whatever ending it goes: wheel, egg, package of NuGet. */
export interface ZipTree {
  readonly tree: FileTree;
  readonly contents: Contents;
  readonly issues: readonly Issue[];
}

export function readZipArchive(file: OpenFile, path: string, { ctx, index }: ReadingContext): ZipTree {
  const { limits } = ctx;
  const tree = new FileTree(limits);
  const bytes = tooLargeArchive(file.bytes, limits) ?? readRange(file, 0, file.bytes);
  if ('code' in bytes) return { tree, contents: noContents, issues: [{ ...bytes, path }] };
  // A file in it may be as large as one that lies on disk.
  const opened = openZip(bytes, { path, limits: { ...limits, archiveEntryBytes: limits.archiveBytes } });
  const files = [...opened.value.entries()];
  const entries = files.map((entry, offset): LayerEntry => {
    const head = index.magicBytes > 0 && mayBeExecutable(entry) ? firstBytes(entry, index.magicBytes) : undefined;
    const wanted = head === undefined ? [] : index.wantedByMagic(entry.name, head);
    return { path: entry.name, node: { kind: 'file', layer: 0, offset, size: entry.bytes, isSparse: false, wanted } };
  });
  const issues = [...opened.issues, ...addEntries(tree, entries, path)];
  return { tree, contents: new ZipContents(files, limits.archiveContentBytes), issues };
}

const noContents: Contents = {
  read: () => Promise.resolve(Buffer.alloc(0)),
  expect() {},
  needsPass: () => false,
};

class ZipContents implements Contents {
  readonly #files: readonly ZipEntry[];
  readonly #most: number;
  #left: number;

  constructor(files: readonly ZipEntry[], most: number) {
    this.#files = files;
    this.#most = most;
    this.#left = most;
  }

  read(offset: number): Promise<Buffer | Fault> {
    const entry = this.#files[offset];
    this.#left -= entry?.bytes ?? 0;
    if (this.#left < 0) {
      return Promise.resolve({
        code: 'archive/too-large',
        message: `is not read: more than ${this.#most} bytes were decompressed of the archive`,
      });
    }
    const data = entry?.data();
    const [issue] = data?.issues ?? [];
    return Promise.resolve(data?.value ?? { code: issue?.code ?? 'zip/entry', message: issue?.message ?? 'cannot be read' });
  }

  expect(): void {}

  needsPass(): boolean {
    return false;
  }
}

/** The directory of a zip archive does not tell on every system what can be executed; programs have no ending, and libraries theirs. */
function mayBeExecutable({ name, bytes }: ZipEntry): boolean {
  const baseName = name.slice(name.lastIndexOf('/') + 1);
  return bytes > 0 && (!baseName.includes('.') || isLibraryName(baseName));
}

/** Compressed bytes that surely hold the first few: deflate puts at most some hundred bytes of tables in front. */
const ENOUGH = 4096;

/** What a file begins with. Undefined when it cannot be decompressed. */
function firstBytes(entry: ZipEntry, bytes: number): Buffer | undefined {
  const raw = entry.raw();
  if (raw === undefined) return entry.data().value?.subarray(0, bytes);
  const { inflateRawSync, constants } = process.getBuiltinModule('node:zlib');
  try {
    return inflateRawSync(raw.subarray(0, ENOUGH), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, bytes);
  } catch {
    // What is wrong with it is said when somebody wants it by its name.
    return undefined;
  }
}
