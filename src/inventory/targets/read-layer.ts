import type { Ctx, Issue, Outcome } from '../../kernel/index.ts';
import type { Catalogued, Cataloger } from '../cataloger.ts';
import type { FileIndex } from '../file-index.ts';
import { ScratchMemory } from '../lent-content.ts';
import { ByteReader } from './byte-reader.ts';
import { digestedSource, type ByteSource, type DigestAlgorithm } from './byte-source.ts';
import { expandedSource, type DecompressionBudget } from './compression.ts';
import type { StreamedContents } from './contents.ts';
import type { FileNode, TreeNode } from './file-tree.ts';
import type { LayerEntry } from './layer-entries.ts';
import { TarReader, type TarEntry } from './tar.ts';
import { BLOCK_BYTES, isEmptyBlock, looksLikeTar } from './tar-header.ts';

/** Runs the catalogers that need nothing but the file itself while it passes by. Those that are not in the result need more. */
export type ReadEarly = (
  path: string,
  content: Buffer,
  catalogers: readonly Cataloger[],
) => Promise<ReadonlyMap<Cataloger, Outcome<Catalogued>>>;

/** What reading an archive has to know of the rest of the scan. */
export interface ReadingContext {
  readonly ctx: Ctx;
  readonly index: FileIndex;
  readonly readEarly: ReadEarly;
  readonly decompression: DecompressionBudget;
}

export interface LayerOptions {
  /** What issues name. */
  readonly issuePath: string;
  /** Index of the layer, for its nodes. */
  readonly layer: number;
  /** Where contents are put that will be asked for; undefined when they can be read again where they lie. */
  readonly contents: StreamedContents | undefined;
  /** Digests that are to be made: of the layer as it lies, and of what it expands to. */
  readonly digest?: DigestAlgorithm;
  readonly diffId?: DigestAlgorithm;
  /** Looks at every entry before anybody else; true when it has dealt with it, which is then a file that nobody else reads. */
  readonly intercept?: (entry: TarEntry, reader: ByteReader) => Promise<boolean>;
}

export interface LayerReading {
  /** In the order of the archive. */
  readonly entries: readonly LayerEntry[];
  readonly issues: readonly Issue[];
  readonly remarks: readonly Issue[];
  readonly isCompressed: boolean;
  /** `sha256:…` and bytes of the layer as it lies. */
  readonly digest?: string;
  readonly bytes?: number;
  /** Digest of what it expands to. */
  readonly diffId?: string;
}

/** Above this size a file is catalogued as it passes by, rather than kept until everything has been seen. */
const KEPT_FILE_BYTES = 32 * 1024;

/** Reads a layer or an archive once from front to end: tar, plain or compressed by gzip or Zstandard, told by its first bytes. */
export async function readLayer(raw: ByteSource, reading: ReadingContext, options: LayerOptions): Promise<LayerReading> {
  const { issuePath, digest, diffId } = options;
  const digested = digest === undefined ? undefined : digestedSource(raw, digest);
  const outer = new ByteReader(digested ?? raw);
  const expanded = await expandedSource(outer, reading.decompression, reading.ctx.limits);
  if ('code' in expanded) return { entries: [], issues: [{ ...expanded, path: issuePath }], remarks: [], isCompressed: true };
  const isCompressed = expanded.compression !== undefined;
  const redigested = isCompressed && diffId !== undefined ? digestedSource(expanded.source, diffId) : undefined;
  // What is not compressed is read where it lies, so that contents can be passed over.
  const reader = isCompressed ? new ByteReader(redigested ?? expanded.source) : outer;

  const entries = new EntryReader(reader, reading, options);
  const issues: Issue[] = [];
  if (isTar(await reader.peek(BLOCK_BYTES))) issues.push(...(await entries.read()));
  else issues.push({ ...(reader.fault ?? { code: 'archive/not-tar', message: 'is not a tar archive' }), path: issuePath });
  if (digested !== undefined || redigested !== undefined) await reader.drain();
  const { fault } = reader;
  if (fault !== undefined && !issues.some(({ code }) => code === fault.code)) issues.push({ ...fault, path: issuePath });
  if (isCompressed) expanded.source.close();
  return {
    entries: entries.entries,
    issues,
    remarks: entries.remarks,
    isCompressed,
    ...(digested === undefined ? {} : { digest: digested.digest(), bytes: digested.bytes }),
    ...(redigested === undefined || fault !== undefined ? {} : { diffId: redigested.digest() }),
  };
}

/** An archive without entries begins with an empty block. */
function isTar(head: Buffer): boolean {
  return looksLikeTar(head) || (head.length === BLOCK_BYTES && isEmptyBlock(head));
}

class EntryReader {
  readonly entries: LayerEntry[] = [];
  readonly remarks: Issue[] = [];
  readonly #memory = new ScratchMemory();
  readonly #tar: TarReader;
  readonly #reader: ByteReader;
  readonly #reading: ReadingContext;
  readonly #options: LayerOptions;

  constructor(reader: ByteReader, reading: ReadingContext, options: LayerOptions) {
    this.#tar = new TarReader(reader, { path: options.issuePath, limits: reading.ctx.limits });
    this.#reader = reader;
    this.#reading = reading;
    this.#options = options;
  }

  /** Returns what is wrong with the archive. */
  async read(): Promise<readonly Issue[]> {
    const { signal } = this.#reading.ctx;
    const { intercept } = this.#options;
    for (let entry = await this.#tar.next(); entry !== undefined; entry = await this.#tar.next()) {
      if (intercept !== undefined && (await intercept(entry, this.#reader))) {
        this.entries.push({ path: entry.path, node: this.#plainNode(entry, nobody) });
      } else if (entry.kind === 'file') this.entries.push({ path: entry.path, node: await this.#fileNode(entry) });
      else if (entry.kind === 'hard link') this.entries.push({ path: entry.path, linkPath: entry.linkPath });
      else this.entries.push({ path: entry.path, node: this.#otherNode(entry) });
      if (this.entries.length % 256 === 0) signal.throwIfAborted();
    }
    const { absoluteNames } = this.#tar;
    if (absoluteNames > 0) {
      const message = `has ${absoluteNames} entries with absolute names, which are read as names below its root`;
      this.remarks.push({ code: 'tar/absolute-name', path: this.#options.issuePath, message });
    }
    return this.#tar.issues;
  }

  #otherNode(entry: TarEntry): TreeNode {
    const { layer } = this.#options;
    if (entry.kind === 'directory') return { kind: 'directory', layer, children: new Map() };
    if (entry.kind === 'symbolic link') return { kind: 'link', layer, target: entry.linkPath };
    return { kind: 'other', layer };
  }

  #plainNode({ offset, size, isSparse }: TarEntry, wanted: readonly Cataloger[]): FileNode {
    return { kind: 'file', layer: this.#options.layer, offset, size, isSparse, wanted };
  }

  async #fileNode(entry: TarEntry): Promise<FileNode> {
    const { index } = this.#reading;
    const { contents } = this.#options;
    const { path, size, isSparse } = entry;
    const head = index.magicBytes > 0 && size > 0 && !isSparse ? await this.#tar.read(Math.min(size, index.magicBytes)) : nothing;
    const wanted = head.length === 0 ? nobody : index.wantedByMagic(path, head);
    const node = this.#plainNode(entry, wanted);
    if (contents === undefined || isSparse || size === 0) return node;
    const baseName = path.slice(path.lastIndexOf('/') + 1);
    const byName = index.wantedBy(path, baseName);
    const isAsked = index.mayBeAskedFor(path, baseName);
    if (wanted.length === 0 && byName.length === 0 && !isAsked) return node;
    return this.#keep(node, path, Buffer.from(head), { wanted: [...new Set([...byName, ...wanted])], isAsked }, contents);
  }

  /** Catalogs a large file now where that can be done, and keeps it where somebody may want it later. */
  async #keep(
    node: FileNode,
    path: string,
    head: Buffer,
    { wanted, isAsked }: { readonly wanted: readonly Cataloger[]; readonly isAsked: boolean },
    contents: StreamedContents,
  ): Promise<FileNode> {
    const { size } = node;
    const soon = size > KEPT_FILE_BYTES && size <= this.#reading.ctx.limits.archiveBytes ? wanted.filter(isContentWithItself) : [];
    if (soon.length === 0 && !contents.hasRoomFor(size)) return node;
    const content = soon.length === 0 ? Buffer.allocUnsafe(size) : this.#memory.take(size);
    if (!(await this.#fill(content, head))) return node;
    const early = soon.length === 0 ? undefined : await this.#reading.readEarly(path, content, soon);
    const isDone = early !== undefined && wanted.every((cataloger) => early.has(cataloger)) && !isAsked;
    if (!isDone && contents.hasRoomFor(size)) contents.keep(node.offset, early === undefined ? content : Buffer.from(content));
    if (early !== undefined) this.#memory.giveBack(content);
    return early === undefined || early.size === 0 ? node : { ...node, early };
  }

  /** With what was read of it already and with what follows; false when the archive ends before. */
  async #fill(content: Buffer, head: Buffer): Promise<boolean> {
    const size = content.length;
    let filled = head.copy(content);
    while (filled < size) {
      const piece = await this.#reader.some(size - filled);
      if (piece === undefined) return false;
      piece.copy(content, filled);
      filled += piece.length;
    }
    return true;
  }
}

const nothing = Buffer.alloc(0);
const nobody: readonly Cataloger[] = [];

function isContentWithItself({ group, asks, fallback }: Cataloger): boolean {
  return group === undefined && asks === undefined && fallback !== true;
}
