import type { Transform } from 'node:stream';
import type * as Zlib from 'node:zlib';
import { messageOf, type Limits } from '../../kernel/index.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteSource, Fault } from './byte-source.ts';
import { ZstdFrames } from './zstd-frames.ts';

/** It takes milliseconds to load, and most runs meet nothing compressed. */
const zlib = (): typeof Zlib => process.getBuiltinModule('node:zlib');

export type Compression = 'gzip' | 'zstd';

/** What the first four bytes of a stream tell of its compression; a string that is not a `Compression` names one that is not read. */
export function compressionOf(head: Buffer): Compression | 'xz' | 'bzip2' | 'lz4' | undefined {
  if (head.length < 4) return undefined;
  const magic = head.readUInt32BE(0);
  if (magic >>> 16 === 0x1f8b) return 'gzip';
  if (magic === 0x28b52ffd) return 'zstd';
  // A skippable frame of Zstandard: 5? 2a 4d 18.
  if ((magic & 0xf0ffffff) === 0x502a4d18) return 'zstd';
  if (magic === 0xfd377a58) return 'xz';
  if (magic >>> 8 === 0x425a68) return 'bzip2';
  if (magic === 0x04224d18) return 'lz4';
  return undefined;
}

/** What may still be decompressed of one target, all its streams together. */
export interface DecompressionBudget {
  bytesLeft: number;
}

type DecompressionLimits = Pick<Limits, 'decompressedBytes' | 'decompressionRatio' | 'decompressionFreeBytes'>;

/** A stream as it lies, or what it expands to where its first bytes show that it is compressed. */
export async function expandedSource(
  reader: ByteReader,
  budget: DecompressionBudget,
  limits: DecompressionLimits,
): Promise<{ readonly source: ByteSource; readonly compression: Compression | undefined } | Fault> {
  const compression = compressionOf(await reader.peek(4));
  if (compression === undefined) return { source: reader.limited(Infinity), compression };
  if (compression === 'gzip' || compression === 'zstd') {
    return { source: decompressedSource(reader.limited(Infinity), compression, budget, limits), compression };
  }
  return { code: 'archive/compression', message: `is compressed by ${compression}, which is not read` };
}

const KiB = 1024;
const CHUNK = 256 * KiB;

/**
 * What a compressed stream expands to, decompressed on another thread while the caller works on the piece before. It ends with a fault
 * when the stream is broken, cut off, or expands beyond the limits.
 */
export function decompressedSource(
  input: ByteSource,
  compression: Compression,
  budget: DecompressionBudget,
  limits: DecompressionLimits,
): ByteSource {
  return new Decompression(input, compression, budget, limits);
}

class Decompression implements ByteSource {
  fault: Fault | undefined;
  readonly #input: ByteSource;
  readonly #frames: ZstdFrames | undefined;
  readonly #stream: Transform & Pick<Zlib.Gunzip, 'bytesWritten'>;
  readonly #output: AsyncIterator<Buffer>;
  readonly #budget: DecompressionBudget;
  readonly #limits: DecompressionLimits;
  readonly #closed: Promise<void>;
  #feeding: Promise<void> | undefined;
  #last: Buffer | undefined;
  #fed = 0;
  #expanded = 0;
  #isOver = false;
  /** Something other than zeros lies behind the compressed data. */
  #hasMore = false;

  constructor(input: ByteSource, compression: Compression, budget: DecompressionBudget, limits: DecompressionLimits) {
    this.#input = input;
    this.#budget = budget;
    this.#limits = limits;
    const options = { chunkSize: CHUNK };
    this.#frames = compression === 'zstd' ? new ZstdFrames() : undefined;
    this.#stream = compression === 'zstd' ? zlib().createZstdDecompress(options) : zlib().createGunzip(options);
    this.#output = (this.#stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    this.#closed = new Promise((resolve) => void this.#stream.once('close', resolve));
  }

  async next(): Promise<Buffer | undefined> {
    if (this.fault !== undefined || this.#isOver) return undefined;
    this.#feeding ??= this.#feed();
    discardSpent(this.#last);
    try {
      const { value, done } = await this.#output.next();
      if (done !== true) {
        this.#count(value);
        this.#last = value;
        if (this.fault === undefined) return value;
        this.#stream.destroy();
      }
    } catch (thrown) {
      const isCut = thrown instanceof Error && 'code' in thrown && thrown.code === 'Z_BUF_ERROR';
      this.fault = isCut
        ? { code: 'archive/truncated', message: 'is cut off: its compressed data do not end' }
        : { code: 'archive/compression', message: `cannot be decompressed: ${messageOf(thrown)}` };
    }
    this.#isOver = true;
    await this.#feeding;
    this.fault = this.#input.fault ?? this.fault;
    if (this.#hasMore) this.fault ??= { code: 'archive/trailing-data', message: 'has something behind its compressed data' };
    return undefined;
  }

  close(): void {
    this.#stream.destroy();
    this.#input.close();
  }

  #count(chunk: Buffer): void {
    const { decompressionRatio: ratio, decompressionFreeBytes: free, decompressedBytes: most } = this.#limits;
    this.#expanded += chunk.length;
    this.#budget.bytesLeft -= chunk.length;
    if (this.#budget.bytesLeft < 0) {
      this.fault = {
        code: 'archive/too-large',
        message: `is read no further: more than ${most} bytes were decompressed of the target`,
      };
    } else if (this.#expanded > free && this.#expanded > ratio * this.#fed) {
      const message = `is read no further: it expands to more than ${ratio} times its size and to more than ${free} bytes`;
      this.fault = { code: 'archive/ratio', message };
    }
  }

  /** Gives the stream all of the input, and reads the rest of the input when the stream ends before: somebody may digest it. */
  async #feed(): Promise<void> {
    let isEnded = false;
    for (let chunk = await this.#input.next(); chunk !== undefined; chunk = await this.#input.next()) {
      const taken: number = isEnded ? 0 : await this.#take(chunk);
      isEnded ||= taken < chunk.length || this.#stream.destroyed;
      if (isEnded && chunk.subarray(taken).some((byte) => byte !== 0)) this.#hasMore = true;
    }
    this.#stream.end();
  }

  /** Gives the stream a piece of the input; returns how many bytes of it belong to the compressed data. */
  async #take(chunk: Buffer): Promise<number> {
    let taken = 0;
    for (const piece of this.#frames?.split(chunk) ?? [chunk]) {
      taken += piece.length;
      this.#fed += piece.length;
      const written = new Promise<void>((resolve) => void this.#stream.write(piece, () => resolve()));
      // A stream that is destroyed may never say that it has taken what was written last.
      await Promise.race([written, this.#closed]);
    }
    return taken - (this.#fed - this.#stream.bytesWritten);
  }
}

/**
 * Gives back the memory of a piece that was the last one of its buffer: Node takes a new buffer then, and the garbage collector would let them
 * add up to tens of megabytes.
 */
function discardSpent(piece: Buffer | undefined): void {
  if (piece === undefined || !(piece.buffer instanceof ArrayBuffer)) return;
  if (piece.byteOffset + piece.length === CHUNK && piece.buffer.byteLength === CHUNK) piece.buffer.transfer(0);
}
