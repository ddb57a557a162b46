import type { ByteSource, Fault } from './byte-source.ts';

const nothing = Buffer.alloc(0);

/**
 * Reads a source in pieces of one's own choice. What is at hand is given without a copy and without waiting (`take`, `pass`); a caller
 * asks for the rest (`gather`, `passFurther`) when that is not enough.
 */
export class ByteReader {
  /** Bytes that have been read or passed over. */
  position = 0;
  readonly #source: ByteSource;
  #chunk: Buffer = nothing;
  #at = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  get fault(): Fault | undefined {
    return this.#source.fault;
  }

  /** The next `count` bytes, when they are at hand in one piece. Valid until the next call of any method. */
  take(count: number): Buffer | undefined {
    const end = this.#at + count;
    if (end > this.#chunk.length) return undefined;
    const bytes = this.#chunk.subarray(this.#at, end);
    this.#at = end;
    this.position += count;
    return bytes;
  }

  /** A copy of the next `count` bytes; fewer at the end of the source. */
  async gather(count: number): Promise<Buffer> {
    const gathered = Buffer.allocUnsafe(count);
    let filled = 0;
    while (filled < count) {
      const piece = await this.some(count - filled);
      if (piece === undefined) return gathered.subarray(0, filled);
      piece.copy(gathered, filled);
      filled += piece.length;
    }
    return gathered;
  }

  /** Whatever comes next, at most `count` bytes; undefined at the end. Valid until the next call of any method. */
  some(count: number): Buffer | undefined | Promise<Buffer | undefined> {
    if (count <= 0) return undefined;
    const atHand = this.#chunk.length - this.#at;
    return atHand > 0 ? this.take(Math.min(count, atHand)) : this.#refill(count);
  }

  async #refill(count: number): Promise<Buffer | undefined> {
    const chunk = await this.#source.next();
    this.#chunk = chunk ?? nothing;
    this.#at = 0;
    return chunk === undefined ? undefined : this.take(Math.min(count, chunk.length));
  }

  /** What the next `count` bytes begin with, without reading them: as many as there are at the start of the source. */
  async peek(count: number): Promise<Buffer> {
    if (this.#chunk.length - this.#at < count) {
      const rest = this.#chunk.subarray(this.#at);
      const pieces = [Buffer.from(rest)];
      let bytes = rest.length;
      while (bytes < count) {
        const chunk = await this.#source.next();
        if (chunk === undefined) break;
        pieces.push(Buffer.from(chunk));
        bytes += chunk.length;
      }
      this.#chunk = Buffer.concat(pieces);
      this.#at = 0;
    }
    return this.#chunk.subarray(this.#at, this.#at + count);
  }

  /** Passes over the next `count` bytes as far as they are at hand. What is left has to be passed over by `passFurther`. */
  pass(count: number): number {
    const passed = Math.min(count, this.#chunk.length - this.#at);
    this.#at += passed;
    this.position += passed;
    return count - passed;
  }

  /** Passes over `count` bytes; returns how many of them were not there. */
  async passFurther(count: number): Promise<number> {
    let left = this.pass(count);
    while (left > 0) {
      const skipped = this.#source.skip?.(left) ?? 0;
      this.position += skipped;
      left -= skipped;
      if (left === 0) break;
      const chunk = await this.#source.next();
      if (chunk === undefined) break;
      this.#chunk = chunk;
      this.#at = 0;
      left = this.pass(left);
    }
    return left;
  }

  /** The next `count` bytes as a source of their own. What is not read of it stays to be read here. */
  limited(count: number): ByteSource {
    let left = count;
    const faultOf = (): Fault | undefined => this.fault;
    const note = (piece: Buffer | undefined): Buffer | undefined => {
      left -= piece?.length ?? 0;
      return piece;
    };
    return {
      next: () => {
        const piece = this.some(left);
        return piece instanceof Promise ? piece.then(note) : note(piece);
      },
      get fault() {
        return faultOf();
      },
      close() {},
    };
  }

  /** Reads to the end of the source and throws it away: a digest has to see all of it. */
  async drain(): Promise<void> {
    this.pass(Infinity);
    for (let chunk = await this.#source.next(); chunk !== undefined; chunk = await this.#source.next()) {
      this.position += chunk.length;
    }
    this.#chunk = nothing;
    this.#at = 0;
  }
}
