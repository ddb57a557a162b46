import type { Fault } from './byte-source.ts';

export const BLOCK_BYTES = 512;

/** One header block of a tar archive (POSIX.1-1988 "ustar", with what GNU tar, star and pax do differently). */
export interface TarHeader {
  readonly name: string;
  readonly linkName: string;
  /** Bytes of content that follow. */
  readonly size: number;
  readonly mode: number;
  /** `typeflag`, as a character. */
  readonly type: string;
  /** For a sparse file of GNU tar: the map of its holes goes on in the next block. */
  readonly hasMoreSparse: boolean;
}

const emptyBlock = Buffer.alloc(BLOCK_BYTES);
const SPACE = 0x20;
const ZERO = 0x30;
const MAGIC_AT = 257;
const CHECKSUM_AT = 148;
const CHECKSUM_END = 156;
const PREFIX_AT = 345;

export function isEmptyBlock(block: Buffer): boolean {
  return block[0] === 0 && emptyBlock.equals(block);
}

/** Whether a stream begins with a header of a tar archive. One without the magic of POSIX is told by its checksum. */
export function looksLikeTar(head: Buffer): boolean {
  return head.length >= BLOCK_BYTES && head[0] !== 0 && hasChecksum(head);
}

export function parseTarHeader(block: Buffer): TarHeader | Fault {
  if (!hasChecksum(block)) return { code: 'tar/checksum', message: 'does not have the checksum that it states' };
  const size = numberAt(block, 124, 12);
  if (size === undefined) return { code: 'tar/size', message: 'has a size that is not a number' };
  const type = String.fromCharCode(block[156] as number);
  const name = textAt(block, 0, 100);
  const prefix = prefixOf(block);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    linkName: type === '1' || type === '2' ? textAt(block, 157, 100) : '',
    size,
    mode: numberAt(block, 100, 8) ?? 0,
    type,
    hasMoreSparse: type === 'S' && block[482] === 1,
  };
}

/** Old archives sum up signed bytes. */
function hasChecksum(block: Buffer): boolean {
  const stated = numberAt(block, CHECKSUM_AT, 8);
  let sum = SPACE * (CHECKSUM_END - CHECKSUM_AT);
  for (let at = 0; at < CHECKSUM_AT; at += 1) sum += block[at] as number;
  for (let at = CHECKSUM_END; at < BLOCK_BYTES; at += 1) sum += block[at] as number;
  return stated === sum || (stated !== undefined && stated === signedSum(block));
}

function signedSum(block: Buffer): number {
  let sum = SPACE * (CHECKSUM_END - CHECKSUM_AT);
  for (let at = 0; at < BLOCK_BYTES; at += 1) if (at < CHECKSUM_AT || at >= CHECKSUM_END) sum += block.readInt8(at);
  return sum;
}

/** GNU tar keeps times where POSIX has the first part of the name, and star has a shorter one. */
function prefixOf(block: Buffer): string {
  if (block[PREFIX_AT] === 0 || block.toString('latin1', MAGIC_AT, MAGIC_AT + 6) !== 'ustar\0') return '';
  const isStar = block.toString('latin1', 508, BLOCK_BYTES) === 'tar\0';
  return textAt(block, PREFIX_AT, isStar ? 131 : 155);
}

/** Octal digits, or a binary number where the first bit is set (GNU tar, star). Undefined when it is neither or too large to be true. */
function numberAt(block: Buffer, at: number, length: number): number | undefined {
  const first = block[at] as number;
  if (first >= 0x80) return binaryAt(block, at, length);
  let value = 0;
  let position = at;
  const end = at + length;
  while (position < end && (block[position] === SPACE || block[position] === 0)) position += 1;
  for (; position < end; position += 1) {
    const digit = (block[position] as number) - ZERO;
    if (digit === SPACE - ZERO || digit === -ZERO) break;
    if (digit < 0 || digit > 7) return undefined;
    value = value * 8 + digit;
  }
  return value;
}

function binaryAt(block: Buffer, at: number, length: number): number | undefined {
  let value = (block[at] as number) & 0x7f;
  // The second bit of the first byte is the sign.
  if ((value & 0x40) !== 0) return undefined;
  for (let position = at + 1; position < at + length; position += 1) {
    value = value * 256 + (block[position] as number);
    if (value > Number.MAX_SAFE_INTEGER) return undefined;
  }
  return value;
}

function textAt(block: Buffer, at: number, length: number): string {
  const end = block.indexOf(0, at);
  return textOfBytes(block.subarray(at, end === -1 || end > at + length ? at + length : end));
}

/** UTF-8; a name in another encoding is read byte by byte, so that two names stay two. */
export function textOfBytes(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\u{fffd}') ? bytes.toString('latin1') : text;
}
