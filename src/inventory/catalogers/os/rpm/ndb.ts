/**
 * A read-only reader of rpm's own database of packages, `Packages.db`: a header, slots of 16 bytes that name a package and its blocks, and
 * the blocks. All numbers are little-endian.
 * @see https://github.com/rpm-software-management/rpm/blob/master/lib/backend/ndb/rpmpkg.cc
 */

const HEADER_BYTES = 32;
const SLOT_BYTES = 16;
const BLOCK_BYTES = 16;
const PAGE_BYTES = 4096;
const BLOB_HEAD_BYTES = 16;
const BLOB_TAIL_BYTES = 12;
const fileMagic = magic('RpmP');
const slotMagic = magic('Slot');
const headMagic = magic('BlbS');
const tailMagic = magic('BlbE');

function magic(text: string): number {
  return Buffer.from(text).readUInt32LE(0);
}

export function isNdb(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === fileMagic;
}

/** The header blob of every package. */
export function* readNdbBlobs(bytes: Buffer, problem: (message: string) => void): Generator<Buffer> {
  if (bytes.length < HEADER_BYTES) {
    problem('ends within its header');
    return;
  }
  const version = bytes.readUInt32LE(4);
  if (version !== 0) {
    problem(`is an rpm database of version ${version}; 0 is known`);
    return;
  }
  const slotsEnd = bytes.readUInt32LE(12) * PAGE_BYTES;
  if (slotsEnd > bytes.length) problem('ends within its list of packages');
  const end = Math.min(slotsEnd, bytes.length - (bytes.length % SLOT_BYTES));
  for (let at = HEADER_BYTES; at < end; at += SLOT_BYTES) {
    if (bytes.readUInt32LE(at) !== slotMagic) {
      problem(`has a broken slot at byte ${at}`);
      continue;
    }
    const block = bytes.readUInt32LE(at + 8);
    if (block === 0) continue;
    const blob = readBlob(bytes, bytes.readUInt32LE(at + 4), block * BLOCK_BYTES, bytes.readUInt32LE(at + 12) * BLOCK_BYTES);
    if (blob === undefined) problem(`has a broken package at byte ${block * BLOCK_BYTES}`);
    else yield blob;
  }
}

/** Its checksum (Adler-32, from the head on) is verified: it is the only one of the three formats to have one. */
function readBlob(bytes: Buffer, id: number, start: number, length: number): Buffer | undefined {
  const tail = start + length - BLOB_TAIL_BYTES;
  if (length < BLOB_HEAD_BYTES + BLOB_TAIL_BYTES || start + length > bytes.length) return undefined;
  const size = bytes.readUInt32LE(start + 12);
  const isWhole =
    bytes.readUInt32LE(start) === headMagic &&
    bytes.readUInt32LE(start + 4) === id &&
    Math.ceil((BLOB_HEAD_BYTES + size + BLOB_TAIL_BYTES) / BLOCK_BYTES) * BLOCK_BYTES === length &&
    bytes.readUInt32LE(tail + 4) === size &&
    bytes.readUInt32LE(tail + 8) === tailMagic &&
    bytes.readUInt32LE(tail) === adler32(bytes.subarray(start, tail));
  return isWhole ? bytes.subarray(start + BLOB_HEAD_BYTES, start + BLOB_HEAD_BYTES + size) : undefined;
}

/** RFC 1950, clause 8. */
export function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let start = 0; start < bytes.length; start += 5552) {
    const end = Math.min(start + 5552, bytes.length);
    for (let at = start; at < end; at += 1) {
      a += bytes[at] as number;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return ((b << 16) | a) >>> 0;
}
