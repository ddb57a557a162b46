import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of an archive that a test makes. Everything but name and content is for archives that lie. */
export interface MadeEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly isStored?: boolean;
  /** The compressed bytes as they are to lie in the archive, whatever they are. */
  readonly raw?: Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly crc32?: number;
  readonly bytes?: number;
  readonly compressedBytes?: number;
  readonly offset?: number;
  readonly localName?: string;
  readonly isZip64?: boolean;
}

export interface MadeEnd {
  readonly entries?: number;
  readonly comment?: string;
  readonly disk?: number;
  readonly isZip64?: boolean;
  /** Bytes in front of the archive that its offsets do not count. */
  readonly stub?: Buffer;
}

/** Writes a zip archive (APPNOTE.TXT 4.3), true or false as the entries say. */
export function makeZip(entries: readonly MadeEntry[], end: MadeEnd = {}): Buffer {
  const bodies: Buffer[] = [];
  const headers: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content ?? '');
    const raw = entry.raw ?? (entry.isStored === true ? content : deflateRawSync(content));
    const central = centralHeader(entry, content, raw, at);
    const local = localHeader(entry, raw);
    bodies.push(local, raw);
    headers.push(central);
    at += local.length + raw.length;
  }
  const directory = Buffer.concat(headers);
  return Buffer.concat([end.stub ?? Buffer.alloc(0), ...bodies, directory, endRecords(entries.length, directory.length, at, end)]);
}

function localHeader(entry: MadeEntry, raw: Buffer): Buffer {
  const name = Buffer.from(entry.localName ?? entry.name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(entry.flags ?? 0x0800, 6);
  header.writeUInt16LE(methodOf(entry), 8);
  header.writeUInt32LE(raw.length, 18);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function centralHeader(entry: MadeEntry, content: Buffer, raw: Buffer, at: number): Buffer {
  const name = Buffer.from(entry.name);
  const sizes = [entry.bytes ?? content.length, entry.compressedBytes ?? raw.length, entry.offset ?? at] as const;
  const isZip64 = entry.isZip64 ?? false;
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(entry.flags ?? 0x0800, 8);
  header.writeUInt16LE(methodOf(entry), 10);
  header.writeUInt32LE(entry.crc32 ?? crc32(content), 16);
  header.writeUInt32LE(isZip64 ? 0xffffffff : sizes[1], 20);
  header.writeUInt32LE(isZip64 ? 0xffffffff : sizes[0], 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(isZip64 ? 28 : 0, 30);
  header.writeUInt32LE(isZip64 ? 0xffffffff : sizes[2], 42);
  if (!isZip64) return Buffer.concat([header, name]);
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(24, 2);
  for (const [index, size] of sizes.entries()) extra.writeBigUInt64LE(BigInt(size), 4 + index * 8);
  return Buffer.concat([header, name, extra]);
}

function methodOf(entry: MadeEntry): number {
  return entry.method ?? (entry.isStored === true ? 0 : 8);
}

function endRecords(count: number, directoryBytes: number, directoryAt: number, end: MadeEnd): Buffer {
  const comment = Buffer.from(end.comment ?? '');
  const isZip64 = end.isZip64 ?? false;
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(end.disk ?? 0, 4);
  record.writeUInt16LE(isZip64 ? 0xffff : (end.entries ?? count), 8);
  record.writeUInt16LE(isZip64 ? 0xffff : (end.entries ?? count), 10);
  record.writeUInt32LE(isZip64 ? 0xffffffff : directoryBytes, 12);
  record.writeUInt32LE(isZip64 ? 0xffffffff : directoryAt, 16);
  record.writeUInt16LE(comment.length, 20);
  if (!isZip64) return Buffer.concat([record, comment]);
  const long = Buffer.alloc(56);
  long.writeUInt32LE(0x06064b50, 0);
  long.writeBigUInt64LE(44n, 4);
  long.writeBigUInt64LE(BigInt(end.entries ?? count), 24);
  long.writeBigUInt64LE(BigInt(end.entries ?? count), 32);
  long.writeBigUInt64LE(BigInt(directoryBytes), 40);
  long.writeBigUInt64LE(BigInt(directoryAt), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(directoryAt + directoryBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([long, locator, record, comment]);
}
