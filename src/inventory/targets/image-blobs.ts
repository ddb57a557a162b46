import type { Limits } from '../../kernel/index.ts';
import { ByteReader } from './byte-reader.ts';
import { fileSource, type ByteSource, type Fault, type OpenFile, readRange } from './byte-source.ts';
import { compressionOf, expandedSource } from './compression.ts';
import { contentsOnDisk, StreamedContents, type Contents, type MemoryBudget } from './contents.ts';
import { DigestWorker } from './digest-worker.ts';
import { readLayer, type LayerReading, type ReadingContext } from './read-layer.ts';

/** A layer that has been read, with the number that its nodes carry. */
export interface LoadedLayer {
  readonly index: number;
  readonly reading: LayerReading;
  readonly contents: Contents;
  readonly digests: Promise<LayerDigests>;
}

/** What was found, for comparison with what a manifest states. Undefined where the layer was not read to its end. */
export interface LayerDigests {
  /** Of the layer as it lies. */
  readonly digest: string | undefined;
  readonly bytes: number | undefined;
  /** Of the layer when it is not compressed. */
  readonly diffId: string | undefined;
}

/** From this size on digests are made on another thread, which takes some ten milliseconds to start. */
const LARGE_LAYER = 16 * 1024 * 1024; // bytes

/** The named parts of an image: of a folder, or of an archive. */
export interface ImageBlobs {
  /** A small part, as it lies; undefined when there is none. */
  bytes(name: string): Promise<Buffer | Fault | undefined>;
  /** A part as a layer; undefined when there is none. */
  layer(name: string): Promise<LoadedLayer | Fault | undefined>;
}

/** Layers are numbered in the order in which they are read. */
export class LayerLoader {
  readonly reading: ReadingContext;
  readonly memory: MemoryBudget;
  readonly #worker = new DigestWorker();
  #loaded = 0;

  constructor(reading: ReadingContext, memory: MemoryBudget) {
    this.reading = reading;
    this.memory = memory;
  }

  /** A layer that lies in a file on disk, or is one. */
  async fromDisk(file: OpenFile, start: number, bytes: number, name: string): Promise<LoadedLayer> {
    const head = readRange(file, start, Math.min(4, bytes));
    const isPlain = !('code' in head) && compressionOf(head) === undefined;
    const end = start + bytes;
    if (!isPlain || bytes < LARGE_LAYER) {
      const open = (): ByteSource => fileSource(file, { start, end });
      return this.#load(open(), isPlain ? contentsOnDisk(file, start) : this.#streamed(() => Promise.resolve(open())), name);
    }
    const algorithm = digestAlgorithmOf(name);
    const digest = this.#worker.digest({ path: file.path, start, bytes, algorithm });
    const source = fileSource(file, { start, end, canSkip: true });
    const reading = await readLayer(source, this.reading, { issuePath: name, layer: this.#loaded, contents: undefined });
    const digests = digest.then((found) => ({ digest: found, bytes, diffId: algorithm === 'sha256' ? found : undefined }));
    return this.#numbered({ reading, contents: contentsOnDisk(file, start), digests });
  }

  /** A layer that passes by, and can be had again only by reading everything before it again. */
  fromStream(first: ByteSource, reopen: () => Promise<ByteSource | Fault>, name: string): Promise<LoadedLayer> {
    return this.#load(first, this.#streamed(reopen), name);
  }

  close(): void {
    this.#worker.close();
  }

  #streamed(reopen: () => Promise<ByteSource | Fault>): StreamedContents {
    const { limits } = this.reading.ctx;
    return new StreamedContents(() => expandAgain(reopen, this.reading), this.memory, limits);
  }

  async #load(source: ByteSource, contents: Contents, name: string): Promise<LoadedLayer> {
    const algorithm = digestAlgorithmOf(name);
    const reading = await readLayer(source, this.reading, {
      issuePath: name,
      layer: this.#loaded,
      contents: contents instanceof StreamedContents ? contents : undefined,
      digest: algorithm,
      diffId: 'sha256',
    });
    const { digest, bytes } = reading;
    const plainDiffId = algorithm === 'sha256' ? digest : undefined;
    const diffId = reading.isCompressed ? reading.diffId : plainDiffId;
    return this.#numbered({ reading, contents, digests: Promise.resolve({ digest, bytes, diffId }) });
  }

  #numbered(layer: Omit<LoadedLayer, 'index'>): LoadedLayer {
    this.#loaded += 1;
    return { ...layer, index: this.#loaded - 1 };
  }
}

async function expandAgain(reopen: () => Promise<ByteSource | Fault>, reading: ReadingContext): Promise<ByteSource | Fault> {
  const raw = await reopen();
  if ('code' in raw) return raw;
  const expanded = await expandedSource(new ByteReader(raw), reading.decompression, reading.ctx.limits);
  if ('code' in expanded) {
    raw.close();
    return expanded;
  }
  return closingBoth(expanded.source, raw);
}

/** A source that lies in another one, and has the other one closed with it. */
export function closingBoth(inner: ByteSource, outer: ByteSource): ByteSource {
  return {
    next: () => inner.next(),
    get fault() {
      return inner.fault;
    },
    close() {
      inner.close();
      outer.close();
    },
  };
}

/** Blobs are called by their digest (OCI image-layout, "Blobs"). */
function digestAlgorithmOf(name: string): 'sha256' | 'sha512' {
  return /(?:^|\/)blobs\/sha512\//.test(name) ? 'sha512' : 'sha256';
}

/** Manifests, indexes and configurations are small. */
export function tooLarge(bytes: number, { imageManifestBytes }: Pick<Limits, 'imageManifestBytes'>): Fault | undefined {
  if (bytes <= imageManifestBytes) return undefined;
  return { code: 'file/too-large', message: `has ${bytes} bytes; more than ${imageManifestBytes} are not read` };
}
