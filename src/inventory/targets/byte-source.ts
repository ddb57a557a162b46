import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { systemCodeOf } from '../../kernel/index.ts';

/** What is wrong with a stream, in the form of an issue whose place the reader of the stream knows. */
export interface Fault {
  readonly code: string;
  readonly message: string;
}

/** Bytes in order, from the front. It never throws: what goes wrong ends it, and `fault` says why. */
export interface ByteSource {
  /** The next bytes, at least one; undefined at the end. They are valid until the next call only. */
  next(): Buffer | undefined | Promise<Buffer | undefined>;
  /** Passes over up to `count` bytes and says over how many. Absent where all bytes have to be read. */
  skip?(count: number): number;
  readonly fault: Fault | undefined;
  /** Frees what it holds; nothing may be read afterwards. */
  close(): void;
}

/** A regular file that is open for reading. */
export interface OpenFile {
  readonly path: string;
  readonly descriptor: number;
  readonly bytes: number;
  close(): void;
}

export function openFile(path: string): OpenFile | Fault {
  let descriptor: number;
  try {
    // Without O_NONBLOCK a named pipe would wait for a writer for ever.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (thrown) {
    return unreadable(thrown);
  }
  const facts = fstatSync(descriptor);
  const close = (): void => closeSync(descriptor);
  if (facts.isFile()) return { path, descriptor, bytes: facts.size, close };
  close();
  return { code: 'file/not-regular', message: 'is not a regular file' };
}

/** Gives memory for so many bytes. */
export type MemoryFor = (bytes: number) => Buffer;

export const freshMemory: MemoryFor = (bytes) => Buffer.allocUnsafe(bytes);

function unreadable(thrown: unknown): Fault {
  return { code: 'file/unreadable', message: `cannot be read (${systemCodeOf(thrown) ?? 'unknown error'})` };
}

/** `bytes` of a file from `start`, fewer where it ends before; into memory of the caller's choice. */
export function readRange(file: OpenFile, start: number, bytes: number, memory: MemoryFor = freshMemory): Buffer | Fault {
  const buffer = memory(Math.max(0, Math.min(bytes, file.bytes - start)));
  try {
    let filled = 0;
    while (filled < buffer.length) {
      const read = readSync(file.descriptor, buffer, filled, buffer.length - filled, start + filled);
      if (read === 0) break;
      filled += read;
    }
    return buffer.subarray(0, filled);
  } catch (thrown) {
    return unreadable(thrown);
  }
}

const KiB = 1024;
/** Large where everything is read; small where much is passed over, since what is read behind a header is then often not needed. */
const WHOLE_WINDOW = 1024 * KiB;
const READS_BETWEEN_PAUSES = 64;
const SKIPPING_WINDOW = 16 * KiB;

export interface FileSourceOptions {
  readonly start?: number;
  /** Exclusive. */
  readonly end?: number;
  /** Let it offer `skip`. */
  readonly canSkip?: boolean;
  /** Told the number of bytes after every read. */
  readonly onRead?: (bytes: number) => void;
}

/** Reads a file, or a part of it, through one buffer. */
export function fileSource(file: OpenFile, options: FileSourceOptions = {}): ByteSource {
  const { start = 0, end = file.bytes, canSkip = false, onRead } = options;
  const buffer = Buffer.allocUnsafeSlow(Math.max(1, Math.min(canSkip ? SKIPPING_WINDOW : WHOLE_WINDOW, end - start)));
  let position = start;
  let fault: Fault | undefined;
  const skip = (count: number): number => {
    const skipped = Math.max(0, Math.min(count, end - position));
    position += skipped;
    onRead?.(skipped);
    return skipped;
  };
  const read = (): Buffer | undefined => {
    const wanted = Math.min(buffer.length, end - position);
    if (wanted <= 0 || fault !== undefined) return undefined;
    try {
      const bytes = readSync(file.descriptor, buffer, 0, wanted, position);
      position += bytes;
      onRead?.(bytes);
      return bytes === 0 ? undefined : buffer.subarray(0, bytes);
    } catch (thrown) {
      fault = unreadable(thrown);
      return undefined;
    }
  };
  let reads = 0;
  return {
    next() {
      reads += 1;
      // Reading does not wait for anything; once in a while somebody else has to be heard: the user, or another thread.
      return reads % READS_BETWEEN_PAUSES === 0 ? new Promise((resolve) => setImmediate(() => resolve(read()))) : read();
    },
    ...(canSkip ? { skip } : {}),
    get fault() {
      return fault;
    },
    close() {},
  };
}

export type DigestAlgorithm = 'sha256' | 'sha512';

/** A source whose bytes are counted and digested as they pass. */
export interface DigestedSource extends ByteSource {
  /** Of what has passed so far, `sha256:…`. Can be asked once. */
  digest(): string;
  readonly bytes: number;
}

export function digestedSource(source: ByteSource, algorithm: DigestAlgorithm): DigestedSource {
  const { createHash } = process.getBuiltinModule('node:crypto');
  const hash = createHash(algorithm);
  let bytes = 0;
  const pass = (chunk: Buffer | undefined): Buffer | undefined => {
    if (chunk !== undefined) {
      bytes += chunk.length;
      hash.update(chunk);
    }
    return chunk;
  };
  return {
    next() {
      const chunk = source.next();
      return chunk instanceof Promise ? chunk.then(pass) : pass(chunk);
    },
    get fault() {
      return source.fault;
    },
    close: () => source.close(),
    digest: () => `${algorithm}:${hash.digest('hex')}`,
    get bytes() {
      return bytes;
    },
  };
}
