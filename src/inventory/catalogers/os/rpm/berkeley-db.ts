/**
 * A read-only reader of the values of a Berkeley DB hash database in memory, as rpm wrote them until 4.16. It follows the buckets from page to page;
 * no page is visited twice, so a database that refers to itself ends.
 * @see https://docs.oracle.com/cd/E17076_05/html/programmer_reference/general_am_conf.html
 */

const HASH_MAGIC = 0x00061561;
const META_BYTES = 512;
const PAGE_HEADER_BYTES = 26;
const OVERFLOW_PAGE = 7;
const hashPages: ReadonlySet<number> = new Set([2, 13]); // unsorted, sorted
const ON_PAGE = 1;
const OFF_PAGE = 3;
const OFF_PAGE_BYTES = 12;
const knownVersions: ReadonlySet<number> = new Set([8, 9, 10]);

export function isBerkeleyDb(bytes: Buffer): boolean {
  return bytes.length >= 16 && (bytes.readUInt32LE(12) === HASH_MAGIC || bytes.readUInt32BE(12) === HASH_MAGIC);
}

/** The values, but for those of four bytes: under the key 0 rpm keeps the highest key. */
export function* readBerkeleyDbBlobs(bytes: Buffer, problem: (message: string) => void): Generator<Buffer> {
  if (bytes.length < META_BYTES) {
    problem('ends within its header');
    return;
  }
  const database = new HashDatabase(bytes, problem);
  if (!database.isReadable()) return;
  for (const value of database.values()) if (value.length > 4) yield value;
}

class HashDatabase {
  readonly #bytes: Buffer;
  readonly #problem: (message: string) => void;
  readonly #read32: (at: number) => number;
  readonly #read16: (at: number) => number;
  readonly #pageBytes: number;
  readonly #pages: number;
  readonly #visited = new Set<number>();

  constructor(bytes: Buffer, problem: (message: string) => void) {
    this.#bytes = bytes;
    this.#problem = problem;
    // It is in the byte order of the machine that wrote it.
    const isLittle = bytes.readUInt32LE(12) === HASH_MAGIC;
    this.#read32 = isLittle ? (at) => bytes.readUInt32LE(at) : (at) => bytes.readUInt32BE(at);
    this.#read16 = isLittle ? (at) => bytes.readUInt16LE(at) : (at) => bytes.readUInt16BE(at);
    this.#pageBytes = this.#read32(20);
    this.#pages = Math.floor(bytes.length / this.#pageBytes);
  }

  isReadable(): boolean {
    const version = this.#read32(16);
    if (!knownVersions.has(version)) {
      this.#problem(`is a Berkeley DB hash of version ${version}; 8 to 10 are known`);
      return false;
    }
    if (this.#pageBytes < 512 || this.#pageBytes > 65_536 || (this.#pageBytes & (this.#pageBytes - 1)) !== 0) {
      this.#problem(`has pages of ${this.#pageBytes} bytes, which Berkeley DB does not have`);
      return false;
    }
    // Encrypted, or with a checksum in every page, whose header is longer then.
    if (this.#bytes[24] !== 0 || ((this.#bytes[26] ?? 0) & 1) !== 0) {
      this.#problem('is encrypted or has checksums, which rpm does not use');
      return false;
    }
    const last = this.#read32(32);
    if (last >= this.#pages) this.#problem(`is cut off: of ${last + 1} pages it has ${this.#pages}`);
    return true;
  }

  *values(): Generator<Buffer> {
    const lastBucket = this.#read32(72);
    if (lastBucket >= this.#pages) {
      this.#problem(`has ${lastBucket + 1} buckets in ${this.#pages} pages`);
      return;
    }
    for (let bucket = 0; bucket <= lastBucket; bucket += 1) {
      // The pages of buckets were allocated together each time their number doubled; "spares" has what lies in between.
      const doublings = bucket === 0 ? 0 : 32 - Math.clz32(bucket);
      yield* this.#bucket(bucket + this.#read32(96 + doublings * 4));
    }
    this.#checkForgotten();
  }

  *#bucket(first: number): Generator<Buffer> {
    for (let number = first; number !== 0;) {
      const page = this.#page(number);
      if (page === undefined) return;
      if (!hashPages.has(this.#bytes[page + 25] ?? 0)) {
        this.#problem(`has a page ${number} that is none of a bucket`);
        return;
      }
      yield* this.#entries(page, number);
      number = this.#read32(page + 16);
    }
  }

  /** Where a page begins. Undefined, with a problem, when there is none, when it says it is another, or when it was there before. */
  #page(number: number): number | undefined {
    const start = number * this.#pageBytes;
    if (number < 1 || number >= this.#pages) this.#problem(`has no page ${number}, to which it refers`);
    else if (this.#visited.has(number)) this.#problem(`refers to its page ${number} more than once`);
    else if (this.#read32(start + 8) !== number) this.#problem(`has a page ${number} that says it is another`);
    else {
      this.#visited.add(number);
      return start;
    }
    return undefined;
  }

  /** Keys and values by turns, from the end of the page to its middle; an index of where each begins follows the header. */
  *#entries(page: number, number: number): Generator<Buffer> {
    const count = this.#read16(page + 20);
    const indexEnd = PAGE_HEADER_BYTES + count * 2;
    if (indexEnd > this.#pageBytes || count % 2 !== 0) {
      this.#problem(`has a page ${number} with ${count} entries, which it cannot have`);
      return;
    }
    const offsetOf = (index: number): number => this.#read16(page + PAGE_HEADER_BYTES + index * 2);
    for (let index = 1; index < count; index += 2) {
      const start = offsetOf(index);
      const end = offsetOf(index - 1);
      const value = start < indexEnd || end > this.#pageBytes || start >= end ? undefined : this.#value(page + start, page + end);
      if (value === undefined) this.#problem(`has a page ${number} with an entry that is broken`);
      else yield value;
    }
  }

  #value(start: number, end: number): Buffer | undefined {
    const kind = this.#bytes[start];
    if (kind === ON_PAGE) return this.#bytes.subarray(start + 1, end);
    if (kind !== OFF_PAGE || end - start < OFF_PAGE_BYTES) return undefined;
    return this.#overflow(this.#read32(start + 4), this.#read32(start + 8));
  }

  #overflow(first: number, length: number): Buffer | undefined {
    if (length > this.#bytes.length) return undefined;
    const parts: Buffer[] = [];
    let left = length;
    for (let number = first; left > 0;) {
      const page = this.#page(number);
      if (page === undefined || this.#bytes[page + 25] !== OVERFLOW_PAGE) return undefined;
      const used = this.#read16(page + 22);
      if (used === 0 || used > left || PAGE_HEADER_BYTES + used > this.#pageBytes) return undefined;
      parts.push(this.#bytes.subarray(page + PAGE_HEADER_BYTES, page + PAGE_HEADER_BYTES + used));
      left -= used;
      number = this.#read32(page + 16);
    }
    return Buffer.concat(parts, length);
  }

  /** A page of entries to which no bucket leads was lost, and packages with it. */
  #checkForgotten(): void {
    for (let number = 1; number < this.#pages; number += 1) {
      const page = number * this.#pageBytes;
      if (this.#visited.has(number) || !hashPages.has(this.#bytes[page + 25] ?? 0) || this.#read16(page + 20) === 0) continue;
      this.#problem(`has a page ${number} with packages to which nothing leads`);
    }
  }
}
