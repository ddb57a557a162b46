import { walOverlay } from './sqlite-wal.ts';

/**
 * A read-only reader of one table of an SQLite 3 database in memory. Nothing is written, no statement is run, and every page is visited
 * once at most, so a database that refers to itself ends.
 * @see https://www.sqlite.org/fileformat2.html
 */

const HEADER_BYTES = 100;
const INTERIOR_TABLE_PAGE = 0x05;
const LEAF_TABLE_PAGE = 0x0d;
const UTF8 = 1;

export function isSqlite(bytes: Buffer): boolean {
  return bytes.length >= 16 && bytes.toString('latin1', 0, 16) === 'SQLite format 3\0';
}

/** The content of every row of the table that is a blob, in the order of the row ids. */
export function* readSqliteBlobs(
  bytes: Buffer,
  wal: Buffer | undefined,
  table: string,
  problem: (message: string) => void,
): Generator<Buffer> {
  const database = openDatabase(bytes, wal, problem);
  if (database === undefined) return;
  const root = database.rootOf(table);
  if (root === undefined) {
    problem(`is an SQLite database without the table ${table}`);
    return;
  }
  for (const payload of database.rows(root)) {
    const blob = readRecord(payload)?.find((value) => value instanceof Uint8Array);
    if (blob === undefined) problem(`has a row of the table ${table} that is broken`);
    else yield blob;
  }
}

function openDatabase(bytes: Buffer, wal: Buffer | undefined, problem: (message: string) => void): Database | undefined {
  if (bytes.length < HEADER_BYTES) {
    problem('ends within its header');
    return undefined;
  }
  const stated = bytes.readUInt16BE(16);
  const pageBytes = stated === 1 ? 65_536 : stated;
  const usable = pageBytes - bytes.readUInt8(20);
  if (pageBytes < 512 || (pageBytes & (pageBytes - 1)) !== 0 || usable < 480) {
    problem(`has pages of ${pageBytes} bytes, which SQLite does not have`);
    return undefined;
  }
  const encoding = bytes.readUInt32BE(56);
  if (encoding > UTF8) {
    problem('has text that is not UTF-8');
    return undefined;
  }
  return new Database(bytes, { pageBytes, usable }, walOverlay(wal, pageBytes, problem), problem);
}

class Database {
  readonly #bytes: Buffer;
  readonly #pageBytes: number;
  /** Of a page, without what is reserved at its end. */
  readonly #usable: number;
  readonly #overlay: ReadonlyMap<number, Buffer>;
  readonly #problem: (message: string) => void;
  readonly #visited = new Set<number>();

  constructor(
    bytes: Buffer,
    sizes: { readonly pageBytes: number; readonly usable: number },
    overlay: ReadonlyMap<number, Buffer>,
    problem: (message: string) => void,
  ) {
    this.#bytes = bytes;
    this.#pageBytes = sizes.pageBytes;
    this.#usable = sizes.usable;
    this.#overlay = overlay;
    this.#problem = problem;
  }

  /** The first page of a table, from the schema on page 1 (2.6). */
  rootOf(table: string): number | undefined {
    let root: number | undefined;
    for (const payload of this.rows(1)) {
      const [type, name, , page] = readRecord(payload) ?? [];
      if (type === 'table' && name === table && typeof page === 'number') root ??= page;
    }
    return root;
  }

  /** The payloads of a table's b-tree (1.6), in order. */
  *rows(root: number): Generator<Buffer> {
    const pending = [root];
    for (let number = pending.pop(); number !== undefined; number = pending.pop()) {
      const page = this.#page(number);
      if (page === undefined) continue;
      const start = number === 1 ? HEADER_BYTES : 0;
      const kind = page.readUInt8(start);
      if (kind === LEAF_TABLE_PAGE) yield* this.#leaf(page, start, number);
      else if (kind === INTERIOR_TABLE_PAGE) pending.push(...this.#children(page, start, number).toReversed());
      else this.#problem(`has a page ${number} that is none of a table`);
    }
  }

  /** Undefined, with a problem, when there is no such page or it was there before. */
  #page(number: number): Buffer | undefined {
    const start = (number - 1) * this.#pageBytes;
    const inFile = number >= 1 && start + this.#pageBytes <= this.#bytes.length;
    const page = this.#overlay.get(number) ?? (inFile ? this.#bytes.subarray(start, start + this.#pageBytes) : undefined);
    if (page === undefined) {
      this.#problem(`has no page ${number}, to which it refers`);
      return undefined;
    }
    if (this.#visited.has(number)) {
      this.#problem(`refers to its page ${number} more than once`);
      return undefined;
    }
    this.#visited.add(number);
    return page;
  }

  #cells(page: Buffer, start: number, headerBytes: number, number: number): readonly number[] {
    const count = page.readUInt16BE(start + 3);
    const first = start + headerBytes;
    if (first + count * 2 > this.#usable) {
      this.#problem(`has a page ${number} with ${count} cells, for which it has no room`);
      return [];
    }
    return Array.from({ length: count }, (_, index) => page.readUInt16BE(first + index * 2));
  }

  #children(page: Buffer, start: number, number: number): readonly number[] {
    const children: number[] = [];
    for (const at of this.#cells(page, start, 12, number)) {
      if (at + 4 <= this.#usable) children.push(page.readUInt32BE(at));
      else this.#problem(`has a page ${number} with a cell outside of it`);
    }
    return [...children, page.readUInt32BE(start + 8)];
  }

  *#leaf(page: Buffer, start: number, number: number): Generator<Buffer> {
    for (const at of this.#cells(page, start, 8, number)) {
      const length = readVarint(page, at);
      const row = length === undefined ? undefined : readVarint(page, length.end);
      const payload = length === undefined || row === undefined ? undefined : this.#payload(page, row.end, length.value);
      if (payload === undefined) this.#problem(`has a page ${number} with a row that is cut off`);
      else yield payload;
    }
  }

  /** What does not fit on the page goes on in a chain of overflow pages (1.5 and 1.6). */
  #payload(page: Buffer, at: number, length: number): Buffer | undefined {
    if (length > this.#bytes.length + this.#overlay.size * this.#pageBytes) return undefined;
    const most = this.#usable - 35;
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23;
    const fitting = least + ((length - least) % (this.#usable - 4));
    const local = length <= most ? length : fitting <= most ? fitting : least;
    if (at + local > this.#usable) return undefined;
    const first = page.subarray(at, at + local);
    if (local === length) return first;
    if (at + local + 4 > this.#usable) return undefined;
    const parts = [first];
    let left = length - local;
    for (let next = page.readUInt32BE(at + local); left > 0;) {
      const overflow = this.#page(next);
      if (overflow === undefined) return undefined;
      parts.push(overflow.subarray(4, Math.min(4 + left, this.#usable)));
      left -= this.#usable - 4;
      next = overflow.readUInt32BE(0);
    }
    return Buffer.concat(parts, length);
  }
}

/** 1 to 9 bytes, the highest first (1.6). Undefined when it is cut off or too large to be a length or a number of anything here. */
function readVarint(bytes: Buffer, at: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return undefined;
    value = index === 8 ? value * 256 + byte : value * 128 + (byte & 0x7f);
    if (index === 8 || byte < 0x80) return value <= Number.MAX_SAFE_INTEGER ? { value, end: at + index + 1 } : undefined;
  }
  return undefined;
}

const integerBytes = [0, 1, 2, 3, 4, 6, 8];

/** The columns of a row (2.1): texts, blobs and integers; anything else is undefined. Undefined as a whole when it is broken. */
function readRecord(payload: Buffer): readonly (string | number | Buffer | undefined)[] | undefined {
  const header = readVarint(payload, 0);
  if (header === undefined || header.value > payload.length) return undefined;
  const columns: (string | number | Buffer | undefined)[] = [];
  let at = header.value;
  for (let place = header.end; place < header.value;) {
    const type = readVarint(payload, place);
    if (type === undefined) return undefined;
    place = type.end;
    const bytes = columnBytes(type.value);
    const value = payload.subarray(at, at + bytes);
    if (value.length < bytes) return undefined;
    at += bytes;
    columns.push(columnValue(type.value, value));
  }
  return columns;
}

function columnBytes(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return type === 7 ? 8 : (integerBytes[type] ?? 0);
}

function columnValue(type: number, value: Buffer): string | number | Buffer | undefined {
  if (type >= 12) return type % 2 === 0 ? value : value.toString('utf8');
  if (type === 8 || type === 9) return type - 8;
  return type >= 1 && type <= 5 ? value.readIntBE(0, value.length) : undefined;
}
