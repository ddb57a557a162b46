/** One header of the central directory (APPNOTE.TXT 4.3.12), with the sizes of its zip64 field (4.5.3) filled in. */
export interface EntryHeader {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  /** Of the local header, as stated. */
  readonly offset: number;
  /** Where the name stands: the local header must repeat it. */
  readonly nameAt: number;
  readonly nameBytes: number;
  /** Where the next header begins. */
  readonly next: number;
}

const CENTRAL_HEADER = 0x02014b50;
const CENTRAL_HEADER_BYTES = 46;
const ZIP64_FIELD = 0x0001;
const IN_ZIP64 = 0xffffffff;
const NAMES_ARE_UTF8 = 0x0800;

/** Undefined when what stands there is no whole header. */
export function readHeader(bytes: Buffer, at: number, end: number): EntryHeader | undefined {
  if (at + CENTRAL_HEADER_BYTES > end || bytes.readUInt32LE(at) !== CENTRAL_HEADER) return undefined;
  const nameBytes = bytes.readUInt16LE(at + 28);
  const extraBytes = bytes.readUInt16LE(at + 30);
  const nameAt = at + CENTRAL_HEADER_BYTES;
  const extraAt = nameAt + nameBytes;
  const next = extraAt + extraBytes + bytes.readUInt16LE(at + 32);
  if (next > end) return undefined;
  const flags = bytes.readUInt16LE(at + 8);
  const short = {
    bytes: bytes.readUInt32LE(at + 24),
    compressedBytes: bytes.readUInt32LE(at + 20),
    offset: bytes.readUInt32LE(at + 42),
  };
  const isShort = short.bytes !== IN_ZIP64 && short.compressedBytes !== IN_ZIP64 && short.offset !== IN_ZIP64;
  const sizes = isShort ? short : readZip64Field(bytes, extraAt, extraAt + extraBytes, short);
  if (sizes === undefined) return undefined;
  return {
    name: readName(bytes, nameAt, extraAt, flags),
    flags,
    method: bytes.readUInt16LE(at + 10),
    crc32: bytes.readUInt32LE(at + 16),
    ...sizes,
    nameAt,
    nameBytes,
    next,
  };
}

interface Sizes {
  readonly bytes: number;
  readonly compressedBytes: number;
  readonly offset: number;
}

/** Holds, in this order, only those values whose short field is all ones. */
function readZip64Field(bytes: Buffer, from: number, to: number, short: Sizes): Sizes | undefined {
  for (let at = from; at + 4 <= to;) {
    const size = bytes.readUInt16LE(at + 2);
    const end = at + 4 + size;
    if (end > to) return undefined;
    if (bytes.readUInt16LE(at) === ZIP64_FIELD) {
      let value = at + 4;
      const long = (stated: number): number => {
        if (stated !== IN_ZIP64) return stated;
        value += 8;
        return value <= end ? Number(bytes.readBigUInt64LE(value - 8)) : Number.NaN;
      };
      const sizes = { bytes: long(short.bytes), compressedBytes: long(short.compressedBytes), offset: long(short.offset) };
      return Object.values(sizes).every(Number.isSafeInteger) ? sizes : undefined;
    }
    at = end;
  }
  return undefined;
}

/** Names without the UTF-8 flag are in an old code page; Latin-1 keeps them apart without a table of it. */
function readName(bytes: Buffer, from: number, to: number, flags: number): string {
  return bytes.toString((flags & NAMES_ARE_UTF8) === 0 ? 'latin1' : 'utf8', from, to);
}
