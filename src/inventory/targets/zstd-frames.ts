const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50; // the last four bits are free
const RLE_BLOCK = 1;
/** Bytes of the dictionary id and of the content size, by the bits of the frame header descriptor that tell. */
const dictionaryBytes = [0, 1, 2, 4] as const;
const contentSizeBytes = [0, 2, 4, 8] as const;

/** Parts whose value says how to go on, and parts that are passed over. */
type Field = 'magic' | 'descriptor' | 'block header' | 'skippable size';
type Part = Field | 'header' | 'block' | 'checksum' | 'skippable';

const fields: ReadonlySet<Part> = new Set<Part>(['magic', 'descriptor', 'block header', 'skippable size']);

/**
 * Finds where the frames of a Zstandard stream end (RFC 8878, 3.1), since Node's decompressor forgets what follows a frame in the same
 * piece. Layers that can be fetched in parts have a frame for every file, and skippable ones for their table of contents.
 */
export class ZstdFrames {
  /** Set when what comes next is no frame. */
  isBeyond = false;
  #part: Part = 'magic';
  /** Bytes that the part still has. */
  #left = 4;
  #value = 0;
  #shift = 0;
  #hasChecksum = false;
  #isLastBlock = false;

  /** Cuts the next piece of the stream at the ends of frames. What follows the last frame is left out. */
  split(chunk: Buffer): readonly Buffer[] {
    const pieces: Buffer[] = [];
    let start = 0;
    let at = 0;
    while (at < chunk.length && !this.isBeyond) {
      if (fields.has(this.#part)) {
        this.#value += (chunk[at] as number) * 2 ** this.#shift;
        this.#shift += 8;
        this.#left -= 1;
        at += 1;
      } else {
        const passed = Math.min(this.#left, chunk.length - at);
        this.#left -= passed;
        at += passed;
      }
      while (this.#left === 0 && !this.isBeyond) {
        this.#goOn();
        if (this.#part !== 'magic' || this.isBeyond) continue;
        pieces.push(chunk.subarray(start, at));
        start = at;
      }
    }
    if (!this.isBeyond && start < at) pieces.push(chunk.subarray(start));
    return pieces;
  }

  /** From a part that is over to the next one. */
  #goOn(): void {
    const value = this.#value;
    this.#value = 0;
    this.#shift = 0;
    switch (this.#part) {
      case 'magic':
        if (value === FRAME) this.#enter('descriptor', 1);
        else if (value - (value % 16) === SKIPPABLE) this.#enter('skippable size', 4);
        else this.isBeyond = true;
        return;
      case 'descriptor':
        this.#hasChecksum = (value & 0x04) !== 0;
        return this.#enter('header', headerBytes(value));
      case 'block header':
        this.#isLastBlock = (value & 1) !== 0;
        return this.#enter('block', ((value >> 1) & 3) === RLE_BLOCK ? 1 : value >> 3);
      case 'skippable size':
        return this.#enter('skippable', value);
      case 'header':
        return this.#enter('block header', 3);
      case 'block':
        if (!this.#isLastBlock) return this.#enter('block header', 3);
        return this.#hasChecksum ? this.#enter('checksum', 4) : this.#enter('magic', 4);
      default:
        return this.#enter('magic', 4);
    }
  }

  #enter(part: Part, bytes: number): void {
    this.#part = part;
    this.#left = bytes;
  }
}

/** Of window, dictionary id and content size. */
function headerBytes(descriptor: number): number {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const size = sizeFlag === 0 && isSingleSegment ? 1 : (contentSizeBytes[sizeFlag] ?? 0);
  return (isSingleSegment ? 0 : 1) + (dictionaryBytes[descriptor & 3] ?? 0) + size;
}
