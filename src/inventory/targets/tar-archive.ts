import type { Issue } from '../../kernel/index.ts';
import { ByteReader } from './byte-reader.ts';
import { fileSource, type ByteSource, type Fault, type OpenFile } from './byte-source.ts';
import { compressionOf, expandedSource } from './compression.ts';
import { contentsOnDisk, StreamedContents, type Contents } from './contents.ts';
import { FileTree, type FileNode } from './file-tree.ts';
import { closingBoth, tooLarge, type ImageBlobs, type LayerLoader, type LoadedLayer } from './image-blobs.ts';
import { addEntries } from './layer-entries.ts';
import { readLayer, type LayerReading } from './read-layer.ts';
import type { TarEntry } from './tar.ts';
import { BLOCK_BYTES, looksLikeTar } from './tar-header.ts';

/** A tar archive that has been read once. If it turns out to be an image, its parts are what `blobs` gives. */
export interface TarArchive {
  readonly tree: FileTree;
  readonly contents: Contents;
  readonly blobs: ImageBlobs;
  readonly issues: readonly Issue[];
  readonly remarks: readonly Issue[];
}

/**
 * Reads a tar archive. One that is not compressed is only leafed through: its members can be read where they lie. One that is compressed
 * passes once, and what looks like a layer of an image is read as one on the way.
 * @param path what issues name
 */
export async function readTarArchive(file: OpenFile, path: string, head: Buffer, loader: LayerLoader): Promise<TarArchive> {
  const { ctx } = loader.reading;
  const task = ctx.progress.start('Reading the archive', file.bytes, 'bytes');
  let done = 0;
  const onRead = (bytes: number): void => task.update((done += bytes));
  const archive = compressionOf(head) === undefined ? new PlainTar(file, loader) : new CompressedTar(file, loader);
  const reading = await archive.read(path, onRead);
  task.end();
  const tree = new FileTree(ctx.limits);
  const issues = [...reading.issues, ...addEntries(tree, reading.entries, path)];
  return { tree, contents: archive.contents, blobs: new TarBlobs(tree, archive, loader), issues, remarks: reading.remarks };
}

interface TarMembers {
  readonly contents: Contents;
  read(path: string, onRead: (bytes: number) => void): Promise<LayerReading>;
  layer(node: FileNode, name: string): Promise<LoadedLayer | Fault>;
}

class PlainTar implements TarMembers {
  readonly contents: Contents;
  readonly #file: OpenFile;
  readonly #loader: LayerLoader;

  constructor(file: OpenFile, loader: LayerLoader) {
    this.#file = file;
    this.#loader = loader;
    this.contents = contentsOnDisk(file, 0);
  }

  read(path: string, onRead: (bytes: number) => void): Promise<LayerReading> {
    const source = fileSource(this.#file, { canSkip: true, onRead });
    return readLayer(source, this.#loader.reading, { issuePath: path, layer: 0, contents: undefined });
  }

  layer(node: FileNode, name: string): Promise<LoadedLayer> {
    return this.#loader.fromDisk(this.#file, node.offset, node.size, name);
  }
}

/** Names that the tools which write images give to layers and other blobs. */
const blobName = /(?:^|\/)(?:blobs\/[a-z0-9]+\/[0-9a-f]+|layer\.tar|(?:sha256:)?[0-9a-f]{64}(?:\.tar(?:\.gz)?)?)$/;
const documentName = /(?:^|\/)(?:manifest\.json|index\.json|oci-layout|repositories|[0-9a-f]{64}\.json)$/;

class CompressedTar implements TarMembers {
  readonly contents: StreamedContents;
  readonly #file: OpenFile;
  readonly #loader: LayerLoader;
  /** Layers that were read while the archive passed, by where they lie. */
  readonly #layers = new Map<number, LoadedLayer>();

  constructor(file: OpenFile, loader: LayerLoader) {
    const { limits } = loader.reading.ctx;
    this.#file = file;
    this.#loader = loader;
    this.contents = new StreamedContents(() => this.#open(0), loader.memory, limits);
  }

  read(path: string, onRead: (bytes: number) => void): Promise<LayerReading> {
    const source = fileSource(this.#file, { onRead });
    return readLayer(source, this.#loader.reading, {
      issuePath: path,
      layer: 0,
      contents: this.contents,
      intercept: (entry, reader) => this.#intercept(entry, reader),
    });
  }

  async layer(node: FileNode, name: string): Promise<LoadedLayer | Fault> {
    const read = this.#layers.get(node.offset);
    if (read !== undefined) return read;
    const source = await this.#openMember(node.offset, node.size);
    return 'code' in source ? source : this.#loader.fromStream(source, () => this.#openMember(node.offset, node.size), name);
  }

  /** Reads what is called like a layer and begins like one; keeps what is called like a manifest. */
  async #intercept({ kind, path, offset, size }: TarEntry, reader: ByteReader): Promise<boolean> {
    if (kind !== 'file' || size === 0) return false;
    const isBlob = blobName.test(path);
    if (!isBlob && !documentName.test(path)) return false;
    const head = await reader.peek(Math.min(size, BLOCK_BYTES));
    if (isBlob && (looksLikeTar(head) || compressionOf(head) !== undefined)) {
      const again = (): Promise<ByteSource | Fault> => this.#openMember(offset, size);
      this.#layers.set(offset, await this.#loader.fromStream(reader.limited(size), again, path));
      return true;
    }
    const isText = head[0] === OPENING_BRACE || head[0] === OPENING_BRACKET;
    const isDocument = isText && tooLarge(size, this.#loader.reading.ctx.limits) === undefined && this.contents.hasRoomFor(size);
    if (!isDocument) return false;
    const content = await reader.gather(size);
    if (content.length === size) this.contents.keep(offset, content);
    return true;
  }

  async #open(position: number): Promise<ByteSource | Fault> {
    const file = fileSource(this.#file);
    const { reading } = this.#loader;
    const expanded = await expandedSource(new ByteReader(file), reading.decompression, reading.ctx.limits);
    if ('code' in expanded) return expanded;
    const reader = new ByteReader(expanded.source);
    await reader.passFurther(position);
    return closingBoth(reader.limited(Infinity), expanded.source);
  }

  async #openMember(offset: number, size: number): Promise<ByteSource | Fault> {
    const rest = await this.#open(offset);
    return 'code' in rest ? rest : closingBoth(new ByteReader(rest).limited(size), rest);
  }
}

const OPENING_BRACE = 0x7b;
const OPENING_BRACKET = 0x5b;

class TarBlobs implements ImageBlobs {
  readonly #tree: FileTree;
  readonly #members: TarMembers & { readonly contents: Contents };
  readonly #loader: LayerLoader;
  readonly #layers = new Map<FileNode, LoadedLayer | Fault>();

  constructor(tree: FileTree, members: TarMembers & { readonly contents: Contents }, loader: LayerLoader) {
    this.#tree = tree;
    this.#members = members;
    this.#loader = loader;
  }

  async bytes(name: string): Promise<Buffer | Fault | undefined> {
    const node = this.#file(name);
    if (node === undefined) return undefined;
    return tooLarge(node.size, this.#loader.reading.ctx.limits) ?? this.#members.contents.read(node.offset, node.size);
  }

  async layer(name: string): Promise<LoadedLayer | Fault | undefined> {
    const node = this.#file(name);
    if (node === undefined) return undefined;
    const known = this.#layers.get(node) ?? (await this.#members.layer(node, name));
    this.#layers.set(node, known);
    return known;
  }

  /** `docker save` writes links for layers that several images have in common. */
  #file(name: string): FileNode | undefined {
    const node = this.#tree.resolve(name)?.node;
    return node?.kind === 'file' ? node : undefined;
  }
}
