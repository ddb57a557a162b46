import type * as Zlib from 'node:zlib';
import { messageOf } from '../errors.ts';
import { complete, incomplete, type Issue, IssueCollector, type Outcome } from '../outcome.ts';
import type { Limits } from '../limits.ts';
import { findDirectory, type ZipDirectory } from './directory.ts';
import { type EntryHeader, readHeader } from './header.ts';

/** It takes milliseconds to load, and most runs that know of archives read none. */
const zlib = (): typeof Zlib => process.getBuiltinModule('node:zlib');

export interface ZipOptions {
  /** What issues name: the archive's own path. Entries are named `path!entry`. */
  readonly path: string;
  readonly limits: Pick<Limits, 'archiveEntries' | 'archiveEntryBytes' | 'issuesPerFile'>;
}

export interface ZipEntry {
  /** As the archive spells it, `/` separators, never absolute and never with `..`. */
  readonly name: string;
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly crc32: number;
  /** The deflate stream as it lies in the archive, not copied; undefined when the entry is stored without compression. */
  raw(): Buffer | undefined;
  /** The content, its length and CRC-32 verified. Undefined when it cannot be had, and the issues say why. */
  data(): Outcome<Buffer | undefined>;
}

export interface ZipArchive {
  /** Files that can be read: directories and what the issues name are left out. */
  readonly count: number;
  /** In the order of the central directory; made one by one. */
  entries(): Iterable<ZipEntry>;
}

/**
 * Reads the central directory of a zip archive that is in memory (PKWARE APPNOTE.TXT 6.3; zip64; methods "stored" and
 * "deflate"). Nothing is decompressed until an entry is asked for its data. Local headers only say where data begin; a local
 * name that differs, data that overlap, names that lead out of the archive, encryption and other methods are issues.
 */
export function openZip(bytes: Buffer, options: ZipOptions): Outcome<ZipArchive> {
  const directory = findDirectory(bytes);
  if ('code' in directory) return incomplete(noEntries, [{ ...directory, path: options.path }]);
  return new DirectoryReader(bytes, directory, options).archive();
}

const noEntries: ZipArchive = { count: 0, entries: () => [] };

const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
/** Deflate makes at most 258 bytes of 2 bits: nothing that claims more is worth the memory. */
const HIGHEST_RATIO = 1032;
const ENCRYPTED = 0x0001 | 0x0040 | 0x2000; // traditional, strong, and masked headers

class DirectoryReader {
  readonly #bytes: Buffer;
  readonly #directory: ZipDirectory;
  readonly #options: ZipOptions;
  readonly #issues: IssueCollector;
  readonly #names = new Set<string>();
  /** Of every accepted entry, three numbers: its central header, and the first and the last byte (exclusive) it occupies. */
  readonly #places: number[] = [];
  #unreported = 0;

  constructor(bytes: Buffer, directory: ZipDirectory, options: ZipOptions) {
    this.#bytes = bytes;
    this.#directory = directory;
    this.#options = options;
    this.#issues = new IssueCollector(options.path);
  }

  archive(): Outcome<ZipArchive> {
    this.#scan();
    const overlapping = this.#overlapping();
    if (this.#unreported > 0) this.#issues.add('zip/more-issues', `has ${this.#unreported} further problems of this kind`);
    const headers: number[] = [];
    for (let at = 0; at < this.#places.length; at += 3) {
      if (!overlapping.has(at)) headers.push(this.#places[at] as number);
    }
    return this.#issues.outcome(archiveOf(this.#bytes, this.#directory, headers, this.#options));
  }

  #scan(): void {
    const { start, end, entries } = this.#directory;
    let at = start;
    let count = 0;
    while (at < end) {
      const header = readHeader(this.#bytes, at, end);
      if (header === undefined) {
        this.#report('zip/directory', `has a directory that cannot be read after entry ${count}`);
        return;
      }
      count += 1;
      if (count > this.#options.limits.archiveEntries) {
        this.#report('zip/entries', `has more than ${this.#options.limits.archiveEntries} entries`);
        return;
      }
      this.#accept(header, at);
      at = header.next;
    }
    // A 16-bit count of an archive without zip64 wraps around.
    if (count !== entries && (count & 0xffff) !== entries) {
      this.#report('zip/count', `says that it has ${entries} entries and has ${count}`);
    }
  }

  #accept(header: EntryHeader, at: number): void {
    if (header.name.endsWith('/') && header.bytes === 0) return;
    const fault = this.#faultOf(header);
    if (fault !== undefined) {
      this.#report(fault.code, `has an entry ${JSON.stringify(header.name)} that ${fault.message}`);
      return;
    }
    this.#names.add(header.name);
    const local = header.offset + this.#directory.shift;
    this.#places.push(at, local, dataStart(this.#bytes, local) + header.compressedBytes);
  }

  #faultOf(header: EntryHeader): Pick<Issue, 'code' | 'message'> | undefined {
    if (!isSafeName(header.name)) return { code: 'zip/name', message: 'is not named as a file inside the archive' };
    if (this.#names.has(header.name)) return { code: 'zip/duplicate-name', message: 'is there twice' };
    if ((header.flags & ENCRYPTED) !== 0) return { code: 'zip/encrypted', message: 'is encrypted' };
    if (header.method !== STORED && header.method !== DEFLATED) {
      return { code: 'zip/method', message: `is compressed by method ${header.method}, which is not supported` };
    }
    if (header.method === STORED && header.bytes !== header.compressedBytes) {
      return { code: 'zip/size', message: 'is stored uncompressed with two different sizes' };
    }
    return this.#localFaultOf(header);
  }

  #localFaultOf(header: EntryHeader): Pick<Issue, 'code' | 'message'> | undefined {
    const bytes = this.#bytes;
    const local = header.offset + this.#directory.shift;
    const nameAt = local + LOCAL_HEADER_BYTES;
    if (nameAt > this.#directory.start || bytes.readUInt32LE(local) !== LOCAL_HEADER) {
      return { code: 'zip/local-header', message: 'has no local header where the directory says' };
    }
    if (dataStart(bytes, local) + header.compressedBytes > this.#directory.start) {
      return { code: 'zip/truncated', message: 'reaches beyond the data of the archive' };
    }
    const { nameAt: centralAt, nameBytes } = header;
    const isSameName =
      bytes.readUInt16LE(local + 26) === nameBytes &&
      bytes.compare(bytes, centralAt, centralAt + nameBytes, nameAt, nameAt + nameBytes) === 0;
    return isSameName ? undefined : { code: 'zip/name', message: 'has another name in its local header' };
  }

  /** Entries whose bytes are also bytes of an entry before them: how small archives expand to terabytes. */
  #overlapping(): ReadonlySet<number> {
    const places = this.#places;
    const order: number[] = [];
    let isAscending = true;
    for (let at = 0; at < places.length; at += 3) {
      order.push(at);
      if (at > 0 && (places[at + 1] as number) < (places[at - 2] as number)) isAscending = false;
    }
    const sorted = isAscending ? order : order.toSorted((a, b) => (places[a + 1] as number) - (places[b + 1] as number) || a - b);
    const overlapping = new Set<number>();
    let reached = 0;
    for (const at of sorted) {
      if ((places[at + 1] as number) < reached) {
        overlapping.add(at);
        const name = readHeader(this.#bytes, places[at] as number, this.#directory.end)?.name ?? '';
        this.#report('zip/overlap', `has an entry ${JSON.stringify(name)} that shares bytes with another entry`);
      } else {
        reached = places[at + 2] as number;
      }
    }
    return overlapping;
  }

  #report(code: string, message: string): void {
    if (this.#issues.issues.length < this.#options.limits.issuesPerFile) this.#issues.add(code, message);
    else this.#unreported += 1;
  }
}

function archiveOf(bytes: Buffer, directory: ZipDirectory, headers: readonly number[], options: ZipOptions): ZipArchive {
  return {
    count: headers.length,
    *entries() {
      for (const at of headers) {
        const header = readHeader(bytes, at, directory.end);
        if (header !== undefined) yield entryOf(bytes, header, directory.shift, options);
      }
    },
  };
}

function entryOf(bytes: Buffer, header: EntryHeader, shift: number, options: ZipOptions): ZipEntry {
  const { name, compressedBytes, crc32: checksum } = header;
  const isDeflated = header.method === DEFLATED;
  const occupied = (): Buffer => {
    const start = dataStart(bytes, header.offset + shift);
    return bytes.subarray(start, start + compressedBytes);
  };
  return {
    name,
    compressedBytes,
    bytes: header.bytes,
    crc32: checksum,
    raw: () => (isDeflated ? occupied() : undefined),
    data() {
      const content = contentOf(occupied(), header, isDeflated, options.limits);
      if ('code' in content) return incomplete(undefined, [{ ...content, path: `${options.path}!${name}` }]);
      return complete(content);
    },
  };
}

function contentOf(
  occupied: Buffer,
  header: EntryHeader,
  isDeflated: boolean,
  limits: ZipOptions['limits'],
): Buffer | Pick<Issue, 'code' | 'message'> {
  if (header.bytes > limits.archiveEntryBytes) {
    return { code: 'zip/entry-bytes', message: `is larger than ${limits.archiveEntryBytes} bytes when it is decompressed` };
  }
  if (isDeflated && header.bytes > HIGHEST_RATIO * occupied.length) {
    return {
      code: 'zip/size',
      message: `cannot be ${header.bytes} bytes long: it has ${occupied.length} bytes of compressed data`,
    };
  }
  const content = isDeflated ? inflate(occupied, header.bytes) : occupied;
  if ('code' in content) return content;
  if (content.length !== header.bytes) {
    return { code: 'zip/size', message: `has ${content.length} bytes where the directory says ${header.bytes}` };
  }
  if (zlib().crc32(content) !== header.crc32)
    return { code: 'zip/checksum', message: 'does not have the checksum that the archive states' };
  return content;
}

/** Decompresses to at most the stated size, in one piece of it: what follows is a lie or a bomb. */
function inflate(occupied: Buffer, bytes: number): Buffer | Pick<Issue, 'code' | 'message'> {
  try {
    return zlib().inflateRawSync(occupied, { maxOutputLength: Math.max(1, bytes), chunkSize: Math.max(64, bytes) });
  } catch (thrown) {
    const isTooLong = thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE';
    if (isTooLong) return { code: 'zip/size', message: `is longer than the ${bytes} bytes that the directory says` };
    return { code: 'zip/deflate', message: `cannot be decompressed: ${messageOf(thrown)}` };
  }
}

function dataStart(bytes: Buffer, local: number): number {
  return local + LOCAL_HEADER_BYTES + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
}

function isSafeName(name: string): boolean {
  if (name === '' || name.startsWith('/') || name.endsWith('/') || name.includes('\\') || name.includes('\0')) return false;
  if (name.charCodeAt(1) === 0x3a && /^[A-Za-z]:/.test(name)) return false;
  return !name.includes('..') || !name.split('/').includes('..');
}
