const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const noPages: ReadonlyMap<number, Buffer> = new Map();

/**
 * The pages of a write-ahead log that stand in place of those in the database: what was committed and not yet copied there. A frame counts when its salts and
 * the checksum over all frames up to it are right, and a frame that ends a transaction follows.
 * @see https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
export function walOverlay(
  wal: Buffer | undefined,
  pageBytes: number,
  problem: (message: string) => void,
): ReadonlyMap<number, Buffer> {
  if (wal === undefined || wal.length === 0) return noPages;
  const magic = wal.length < HEADER_BYTES ? 0 : wal.readUInt32BE(0);
  if ((magic & ~1) >>> 0 !== 0x377f0682 || wal.readUInt32BE(8) !== pageBytes) {
    problem('has a write-ahead log that does not belong to it, so the last changes are not known');
    return noPages;
  }
  const read = (magic & 1) === 1 ? (at: number): number => wal.readUInt32BE(at) : (at: number): number => wal.readUInt32LE(at);
  const sum = new Checksum(read);
  sum.add(0, 24);
  if (!sum.is(wal.readUInt32BE(24), wal.readUInt32BE(28))) {
    problem('has a write-ahead log with a broken header, so the last changes are not known');
    return noPages;
  }
  const committed = new Map<number, Buffer>();
  let pending: (readonly [page: number, content: Buffer])[] = [];
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  for (let at = HEADER_BYTES; at + frameBytes <= wal.length; at += frameBytes) {
    // Frames of an earlier use of the same file follow the valid ones.
    if (wal.compare(wal, 16, 24, at + 8, at + 16) !== 0) break;
    sum.add(at, at + 8);
    sum.add(at + FRAME_HEADER_BYTES, at + frameBytes);
    if (!sum.is(wal.readUInt32BE(at + 16), wal.readUInt32BE(at + 20))) break;
    pending.push([wal.readUInt32BE(at), wal.subarray(at + FRAME_HEADER_BYTES, at + frameBytes)]);
    if (wal.readUInt32BE(at + 4) === 0) continue;
    for (const [page, content] of pending) committed.set(page, content);
    pending = [];
  }
  return committed;
}

/** Two sums over pairs of 32-bit words, in the byte order that the log names. */
class Checksum {
  readonly #read: (at: number) => number;
  #first = 0;
  #second = 0;

  constructor(read: (at: number) => number) {
    this.#read = read;
  }

  add(start: number, end: number): void {
    for (let at = start; at < end; at += 8) {
      this.#first = (this.#first + this.#read(at) + this.#second) >>> 0;
      this.#second = (this.#second + this.#read(at + 4) + this.#first) >>> 0;
    }
  }

  is(first: number, second: number): boolean {
    return this.#first === first && this.#second === second;
  }
}
