import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import { tags, type Tag } from '../../src/inventory/catalogers/os/rpm/header.ts';
import { adler32 } from '../../src/inventory/catalogers/os/rpm/ndb.ts';
import { scratchDirectory } from './scratch.ts';

/** Values of a header by the names of their tags: numbers, one text, or a list of texts. */
export type MadeHeader = Partial<Record<keyof typeof tags, string | readonly string[] | readonly number[]>>;

const widths: ReadonlyMap<Tag, readonly [type: number, bytes: number]> = new Map<Tag, readonly [number, number]>([
  [tags.fileStates, [1, 1]],
  [tags.fileModes, [3, 2]],
]);

/** The header of a package as the databases keep it. */
export function makeHeader(values: MadeHeader): Buffer {
  const entries: Buffer[] = [];
  const data: Buffer[] = [];
  let at = 0;
  for (const [name, value] of Object.entries(values)) {
    const tag = tags[name as keyof typeof tags];
    const { type, count, bytes } = encoded(tag, value);
    const gap = type === 4 ? (4 - (at % 4)) % 4 : type === 3 ? at % 2 : 0;
    data.push(Buffer.alloc(gap), bytes);
    entries.push(int32s('BE', tag, type, at + gap, count));
    at += gap + bytes.length;
  }
  return Buffer.concat([int32s('BE', entries.length, at), ...entries, ...data]);
}

function encoded(tag: Tag, value: string | readonly (string | number)[]): { type: number; count: number; bytes: Buffer } {
  if (typeof value === 'string') return { type: 6, count: 1, bytes: Buffer.from(`${value}\0`) };
  if (typeof value[0] === 'string') return { type: 8, count: value.length, bytes: Buffer.from(`${value.join('\0')}\0`) };
  const [type, width] = widths.get(tag) ?? [4, 4];
  const bytes = Buffer.alloc(width * value.length);
  for (const [index, number] of value.entries()) bytes.writeUIntBE(Number(number), index * width, width);
  return { type, count: value.length, bytes };
}

function int32s(order: 'BE' | 'LE', ...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) {
    if (order === 'BE') bytes.writeUInt32BE(number, index * 4);
    else bytes.writeUInt32LE(number, index * 4);
  }
  return bytes;
}

/** A `Packages.db` of one page of slots. */
export function makeNdb(headers: readonly Buffer[]): Buffer {
  const slots: Buffer[] = [];
  const blobs: Buffer[] = [];
  let block = 4096 / 16;
  for (const [index, header] of headers.entries()) {
    const blocks = Math.ceil((16 + header.length + 12) / 16);
    const body = Buffer.alloc(blocks * 16 - 12);
    Buffer.concat([Buffer.from('BlbS'), int32s('LE', index + 1, 1, header.length), header]).copy(body);
    blobs.push(body, int32s('LE', adler32(body), header.length), Buffer.from('BlbE'));
    slots.push(Buffer.from('Slot'), int32s('LE', index + 1, block, blocks));
    block += blocks;
  }
  const free = Array.from({ length: 4096 / 16 - 2 - headers.length }, () => Buffer.concat([Buffer.from('Slot'), Buffer.alloc(12)]));
  const head = [Buffer.from('RpmP'), int32s('LE', 0, 1, 1, headers.length + 1), Buffer.alloc(12)];
  return Buffer.concat([...head, ...slots, ...free, ...blobs]);
}

export interface MadeBerkeleyDb {
  readonly pageBytes?: number;
  readonly isBigEndian?: boolean;
}

/** A Berkeley DB hash, version 9, of one bucket, with every value on pages of its own, as rpm's headers mostly are. */
export function makeBerkeleyDb(headers: readonly Buffer[], { pageBytes = 512, isBigEndian = false }: MadeBerkeleyDb = {}): Buffer {
  const order = isBigEndian ? 'BE' : 'LE';
  const put16 = (page: Buffer, at: number, value: number): unknown =>
    isBigEndian ? page.writeUInt16BE(value, at) : page.writeUInt16LE(value, at);
  const newPage = (number: number, type: number): Buffer => {
    const page = Buffer.alloc(pageBytes);
    int32s(order, number).copy(page, 8);
    page[25] = type;
    return page;
  };
  const pages: Buffer[] = [newPage(0, 8)];
  const addPage = (type: number): Buffer => {
    const page = newPage(pages.length, type);
    pages.push(page);
    return page;
  };
  const addOverflow = (content: Buffer): number => {
    const first = pages.length;
    const room = pageBytes - 26;
    for (let at = 0; at < content.length; at += room) {
      const part = content.subarray(at, at + room);
      const page = addPage(7);
      put16(page, 22, part.length);
      if (at + room < content.length) int32s(order, pages.length).copy(page, 16);
      part.copy(page, 26);
    }
    return first;
  };
  let bucket = addPage(13);
  let end = pageBytes;
  let count = 0;
  const addItem = (item: Buffer): void => {
    end -= item.length;
    item.copy(bucket, end);
    put16(bucket, 26 + count * 2, end);
    count += 1;
    put16(bucket, 20, count);
  };
  const addPair = (key: number, value: Buffer): void => {
    if (end - 40 < 26 + count * 2 + 4) {
      int32s(order, pages.length).copy(bucket, 16);
      bucket = addPage(13);
      end = pageBytes;
      count = 0;
    }
    addItem(Buffer.concat([Buffer.from([1]), int32s(order, key)]));
    addItem(value);
  };
  addPair(0, Buffer.concat([Buffer.from([1]), int32s(order, headers.length)]));
  for (const [index, header] of headers.entries()) {
    addPair(index + 1, Buffer.concat([Buffer.from([3, 0, 0, 0]), int32s(order, addOverflow(header), header.length)]));
  }
  const [meta] = pages as [Buffer];
  int32s(order, 0x61561, 9, pageBytes).copy(meta, 12);
  int32s(order, pages.length - 1).copy(meta, 32);
  int32s(order, 1).copy(meta, 96);
  return Buffer.concat(pages);
}

export interface MadeSqlite {
  readonly pageBytes?: number;
  /** Headers that are committed to the write-ahead log and not yet copied into the database. */
  readonly inLog?: readonly Buffer[];
}

/** An `rpmdb.sqlite` and its write-ahead log, written by SQLite itself. */
export function makeSqlite(
  t: TestContext,
  headers: readonly Buffer[],
  { pageBytes = 4096, inLog = [] }: MadeSqlite = {},
): { readonly database: Buffer; readonly log: Buffer } {
  const path = join(scratchDirectory(t), 'rpmdb.sqlite');
  const database = new DatabaseSync(path);
  try {
    database.exec(`PRAGMA page_size = ${pageBytes}; PRAGMA journal_mode = WAL`);
    database.exec('CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)');
    database.exec('CREATE TABLE Name (key TEXT NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL)');
    const insert = database.prepare('INSERT INTO Packages (blob) VALUES (?)');
    const insertAll = (blobs: readonly Buffer[]): void => {
      database.exec('BEGIN');
      for (const blob of blobs) insert.run(blob);
      database.exec('COMMIT');
    };
    insertAll(headers);
    database.exec('PRAGMA wal_checkpoint = TRUNCATE; PRAGMA wal_autocheckpoint = 0');
    if (inLog.length > 0) insertAll(inLog);
    return { database: readFileSync(path), log: readFileSync(`${path}-wal`) };
  } finally {
    database.close();
  }
}
