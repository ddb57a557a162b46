import { LONGEST_NAME, nothing } from './executable.ts';

/** Fixed-width numbers of a file in one byte order. Reading outside throws a RangeError: ask `holds` first. */
export class FileFields {
  readonly bytes: Buffer;
  readonly isLittleEndian: boolean;
  readonly #view: DataView;

  constructor(bytes: Buffer, isLittleEndian: boolean) {
    this.bytes = bytes;
    this.isLittleEndian = isLittleEndian;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Whether that many bytes lie at that offset. */
  holds(at: number, length: number): boolean {
    return at >= 0 && length >= 0 && at + length <= this.bytes.length;
  }

  u8(at: number): number {
    return this.#view.getUint8(at);
  }

  u16(at: number): number {
    return this.#view.getUint16(at, this.isLittleEndian);
  }

  u32(at: number): number {
    return this.#view.getUint32(at, this.isLittleEndian);
  }

  /** Exact below 2^53; what is larger lies in no file, and stays larger. */
  u64(at: number): number {
    const [low, high] = this.isLittleEndian ? [at, at + 4] : [at + 4, at];
    return this.u32(high) * 2 ** 32 + this.u32(low);
  }

  /** A pointer-sized number. */
  word(at: number, is64Bit: boolean): number {
    return is64Bit ? this.u64(at) : this.u32(at);
  }

  /** What the file holds of a range, and whether that is less than was asked for. */
  range(at: number, length: number): { readonly bytes: Buffer; readonly isCut: boolean } {
    if (length === 0) return { bytes: nothing, isCut: false };
    if (at >= this.bytes.length) return { bytes: nothing, isCut: true };
    const end = at + length;
    return { bytes: this.bytes.subarray(at, end), isCut: end > this.bytes.length };
  }

  /** Text up to a NUL, to the end of what is given, or to `most` bytes. */
  name(at: number, most: number = LONGEST_NAME): string {
    const end = Math.min(at + most, this.bytes.length);
    let to = at;
    while (to < end && this.bytes[to] !== 0) to += 1;
    return to <= at ? '' : this.bytes.toString('latin1', at, to);
  }
}
