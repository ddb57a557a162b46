import type { Issue, Limits } from '../../kernel/index.ts';
import type { ByteReader } from './byte-reader.ts';
import type { Fault } from './byte-source.ts';
import { parsePaxRecords } from './pax-records.ts';
import { BLOCK_BYTES, isEmptyBlock, parseTarHeader, textOfBytes, type TarHeader } from './tar-header.ts';

/** A member of an archive. */
export interface TarEntry {
  /** Relative to the root of the archive, without `.`, `..` and empty parts; empty for the root itself. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'hard link' | 'symbolic link' | 'other';
  /** As written: where a symbolic link leads, or the path of the file that a hard link is another name of. */
  readonly linkPath: string;
  /** Where its content begins, in bytes from the start of the uncompressed archive. */
  readonly offset: number;
  readonly size: number;
  readonly isExecutable: boolean;
  /** Its content is stored without its holes. */
  readonly isSparse: boolean;
}

export interface TarOptions {
  /** What issues name. */
  readonly path: string;
  readonly limits: Pick<Limits, 'archiveEntries' | 'issuesPerFile' | 'pathBytes'>;
}

const MiB = 1024 * 1024;
/** A long name or the extended attributes of one entry. */
const EXTENSION_BYTES = MiB;
/** Types of headers that say something about the next one. */
const extensions: ReadonlySet<string> = new Set(['L', 'K', 'x', 'X', 'g', 'V']);
const noRecords: ReadonlyMap<string, string> = new Map();

/**
 * Reads a tar archive from front to end: ustar, GNU and pax. What is wrong with it is an issue, and reading goes on with the next header
 * that can be found. `next` leaves the reader in front of the entry's content; `read` gives it, `next` passes over the rest.
 */
export class TarReader {
  readonly issues: Issue[] = [];
  /** The two empty blocks that end an archive were there. */
  hasEnd = false;
  readonly #reader: ByteReader;
  readonly #options: TarOptions;
  /** Where the next header lies. */
  #nextHeader: number;
  #entries = 0;
  #absolute = 0;
  /** Path of the entry before. */
  #last = '';
  #unreported = 0;
  #isOver = false;
  #longName: string | undefined;
  #longLink: string | undefined;
  #pax: ReadonlyMap<string, string> = noRecords;

  constructor(reader: ByteReader, options: TarOptions) {
    this.#reader = reader;
    this.#options = options;
    this.#nextHeader = reader.position;
  }

  /** Entries whose names begin with `/`. They are read as what they are below the root. */
  get absoluteNames(): number {
    return this.#absolute;
  }

  async next(): Promise<TarEntry | undefined> {
    while (!this.#isOver) {
      const header = await this.#header();
      if (header === undefined) break;
      if (extensions.has(header.type)) {
        await this.#readExtension(header);
        continue;
      }
      const entry = this.#entryOf(header);
      if (entry !== undefined) return entry;
    }
    this.#finish();
    return undefined;
  }

  /** The content of the entry that `next` gave last, from where reading stands: `bytes` of it, fewer where the archive ends before. */
  async read(bytes: number): Promise<Buffer> {
    return this.#reader.take(bytes) ?? this.#reader.gather(bytes);
  }

  async #header(): Promise<TarHeader | undefined> {
    const reader = this.#reader;
    const toPass = this.#nextHeader - reader.position;
    let missing = toPass > 0 ? reader.pass(toPass) : 0;
    if (missing > 0) missing = await reader.passFurther(missing);
    if (missing > 0) return this.#cutOff();
    const block = reader.take(BLOCK_BYTES) ?? (await reader.gather(BLOCK_BYTES));
    if (block.length < BLOCK_BYTES) return block.length === 0 ? this.#end(false) : this.#cutOff();
    if (isEmptyBlock(block)) return this.#emptyBlock();
    const header = parseTarHeader(block);
    if ('code' in header) return this.#resume(header);
    this.#settle(header);
    if (header.hasMoreSparse) await this.#passSparseMap();
    return header;
  }

  /** Where the next header will be. What is no file has no content, whatever size it states. */
  #settle(header: TarHeader): void {
    const size = contentOf(header, this.#pax);
    this.#nextHeader = this.#reader.position + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }

  async #passSparseMap(): Promise<void> {
    for (let hasMore = true; hasMore;) {
      const block = await this.#reader.gather(BLOCK_BYTES);
      hasMore = block.length === BLOCK_BYTES && block[504] === 1;
      this.#nextHeader += block.length;
    }
  }

  /** One empty block ends an archive too, unless something follows it. */
  async #emptyBlock(): Promise<TarHeader | undefined> {
    const block = this.#reader.take(BLOCK_BYTES) ?? (await this.#reader.gather(BLOCK_BYTES));
    if (block.length < BLOCK_BYTES || isEmptyBlock(block)) return this.#end(true);
    const header = parseTarHeader(block);
    if ('code' in header) return this.#resume({ code: 'tar/end', message: 'has an empty block in its midst' });
    this.#report('tar/end', 'has an empty block in its midst');
    this.#settle(header);
    if (header.hasMoreSparse) await this.#passSparseMap();
    return header;
  }

  /** Looks for the next header in what cannot be read. */
  async #resume(fault: Fault): Promise<TarHeader | undefined> {
    const start = this.#reader.position - BLOCK_BYTES;
    this.#forgetExtensions();
    for (;;) {
      const block = this.#reader.take(BLOCK_BYTES) ?? (await this.#reader.gather(BLOCK_BYTES));
      const header = block.length < BLOCK_BYTES || isEmptyBlock(block) ? undefined : parseTarHeader(block);
      if (header !== undefined && 'code' in header) continue;
      const passed = this.#reader.position - block.length - start;
      this.#report(fault.code, `has a header at byte ${start} that ${fault.message}; ${passed} bytes are not read`);
      if (header === undefined) return block.length < BLOCK_BYTES ? this.#cutOff() : this.#emptyBlock();
      this.#settle(header);
      if (header.hasMoreSparse) await this.#passSparseMap();
      return header;
    }
  }

  #cutOff(): undefined {
    const where = this.#last === '' ? 'in its midst' : `in or behind ${shown(this.#last)}`;
    const fault = this.#reader.fault ?? { code: 'archive/truncated', message: `is cut off ${where}` };
    this.#report(fault.code, fault.message);
    this.#isOver = true;
  }

  #end(hasEnd: boolean): undefined {
    this.hasEnd = hasEnd;
    this.#isOver = true;
    const { fault } = this.#reader;
    if (fault !== undefined) this.#report(fault.code, fault.message);
    else if (!hasEnd) this.#report('tar/no-end', 'does not have the two empty blocks that end an archive, and may be cut off');
  }

  async #readExtension(header: TarHeader): Promise<void> {
    if (header.type === 'L') this.#longName = await this.#longText(header);
    else if (header.type === 'K') this.#longLink = await this.#longText(header);
    else if (header.type === 'x' || header.type === 'X') this.#pax = await this.#paxRecords(header);
    else if (header.type === 'g') await this.#globalRecords(header);
  }

  async #longText(header: TarHeader): Promise<string | undefined> {
    const bytes = await this.#extension(header);
    const end = bytes?.indexOf(0) ?? -1;
    return bytes === undefined ? undefined : textOfBytes(end === -1 ? bytes : bytes.subarray(0, end));
  }

  async #paxRecords(header: TarHeader): Promise<ReadonlyMap<string, string>> {
    const bytes = await this.#extension(header);
    const records = bytes === undefined ? noRecords : parsePaxRecords(bytes);
    if (!('code' in records)) return records;
    this.#report(records.code, `${records.message}, at byte ${this.#nextHeader}`);
    return noRecords;
  }

  /** They hold for all that follows; that all should have the same name or size is nobody's intention. */
  async #globalRecords(header: TarHeader): Promise<void> {
    const records = await this.#paxRecords(header);
    if (records.size > 0) this.#report('tar/pax', 'has attributes for all of its entries that name one of them, and are not read');
  }

  async #extension(header: TarHeader): Promise<Buffer | undefined> {
    if (header.size > EXTENSION_BYTES) {
      this.#report('tar/pax', `has a name or attributes of ${header.size} bytes; more than ${EXTENSION_BYTES} are not read`);
      return undefined;
    }
    return Buffer.from(await this.read(header.size));
  }

  #entryOf(header: TarHeader): TarEntry | undefined {
    this.#entries += 1;
    if (this.#entries > this.#options.limits.archiveEntries) {
      this.#report('archive/entries', `is read no further: it has more than ${this.#options.limits.archiveEntries} entries`);
      this.#isOver = true;
      return undefined;
    }
    const pax = this.#pax;
    const written = pax.get('GNU.sparse.name') ?? pax.get('path') ?? this.#longName ?? header.name;
    const linkPath = pax.get('linkpath') ?? this.#longLink ?? header.linkName;
    const size = contentOf(header, pax);
    const isSparse = header.type === 'S' || (pax.size > 0 && isSparseByPax(pax));
    if (pax.size > 0 || this.#longName !== undefined || this.#longLink !== undefined) this.#forgetExtensions();
    const path = this.#pathOf(written, linkPath);
    if (path === undefined) return undefined;
    return {
      path,
      kind: kindOf(header, written),
      linkPath,
      offset: this.#nextHeader - Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES,
      size,
      isExecutable: (header.mode & 0o111) !== 0,
      isSparse,
    };
  }

  #forgetExtensions(): void {
    this.#pax = noRecords;
    this.#longName = undefined;
    this.#longLink = undefined;
  }

  #pathOf(written: string, linkPath: string): string | undefined {
    const most = this.#options.limits.pathBytes;
    if (written.length > most || linkPath.length > most) {
      this.#report('tar/name', `has an entry ${shown(written)} whose name is longer than ${most} bytes, which is not read`);
      return undefined;
    }
    const path = insidePath(written);
    if (path === undefined || written === '') {
      this.#report('tar/name', `has an entry ${shown(written)} that does not lie in the archive, which is not read`);
      return undefined;
    }
    if (written.startsWith('/')) this.#absolute += 1;
    this.#last = path;
    return path;
  }

  #report(code: string, message: string): void {
    const { path, limits } = this.#options;
    if (this.issues.length < limits.issuesPerFile) this.issues.push({ code, path, message });
    else this.#unreported += 1;
  }

  #finish(): void {
    if (this.#unreported === 0) return;
    const message = `has ${this.#unreported} further problems of this kind`;
    this.issues.push({ code: 'archive/more-issues', path: this.#options.path, message });
    this.#unreported = 0;
  }
}

/** Links, directories and devices have no content, whatever size they state (as Go's archive/tar has it, which container tools use). */
function contentOf({ type, size }: TarHeader, pax: ReadonlyMap<string, string>): number {
  if (type >= '1' && type <= '6') return 0;
  const stated = pax.size > 0 && !extensions.has(type) ? pax.get('size') : undefined;
  return stated !== undefined && /^\d{1,15}$/.test(stated) ? Number(stated) : size;
}

function isSparseByPax(pax: ReadonlyMap<string, string>): boolean {
  for (const key of pax.keys()) if (key.startsWith('GNU.sparse.') || key === 'SCHILY.realsize') return true;
  return false;
}

function kindOf({ type }: TarHeader, written: string): TarEntry['kind'] {
  switch (type) {
    case '0':
    case '\0':
    case '7':
    case 'S':
      // Archives from before POSIX have no other mark of a directory.
      return written.endsWith('/') && type !== 'S' ? 'directory' : 'file';
    case '1':
      return 'hard link';
    case '2':
      return 'symbolic link';
    case '5':
    case 'D':
      return 'directory';
    default:
      return 'other';
  }
}

/** A name as a path below the root: undefined when it has `..` in it or cannot be a name. */
export function insidePath(name: string): string | undefined {
  if (name.includes('\0')) return undefined;
  const isPlain =
    name !== '' &&
    !name.startsWith('.') &&
    !name.startsWith('/') &&
    !name.endsWith('/') &&
    !name.includes('//') &&
    !name.includes('/.');
  if (isPlain) return name;
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts.join('/');
}

function shown(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}
