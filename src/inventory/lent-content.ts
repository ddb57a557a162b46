const KiB = 1024;
/** Smaller contents are cheap to make anew. */
const SMALL = 64 * KiB;
/** Larger memory is given back to the system at once. */
const LARGE = 16 * 1024 * KiB;
const STEP = 1024 * KiB;

/** Memory for one large content at a time, used again and again: programs add up to gigabytes, which the garbage collector gives back late. */
export class ScratchMemory {
  #free: Buffer | undefined;

  take(bytes: number): Buffer {
    if (bytes < SMALL) return Buffer.allocUnsafe(bytes);
    const free = this.#free;
    this.#free = undefined;
    if (free !== undefined && free.length >= bytes) return free.subarray(0, bytes);
    discard(free);
    return Buffer.allocUnsafeSlow(Math.ceil(bytes / STEP) * STEP).subarray(0, bytes);
  }

  /** Nobody uses a content any more that was taken from here. */
  giveBack(content: Buffer): void {
    if (content.length < SMALL) return;
    const whole = Buffer.from(content.buffer);
    if (whole.length > LARGE || (this.#free !== undefined && this.#free.length >= whole.length)) return discard(whole);
    discard(this.#free);
    this.#free = whole;
  }
}

/** Gives memory back to the system at once. */
function discard(memory: Buffer | undefined): void {
  if (memory?.buffer instanceof ArrayBuffer) memory.buffer.transfer(0);
}

/** The contents that were given out last. Several catalogers read the same file one after the other. */
export class LentContent<K> {
  readonly #memory = new ScratchMemory();
  #lent: { readonly of: K; readonly content: Buffer }[] = [];

  get(of: K): Buffer | undefined {
    return this.#lent.find((one) => one.of === of)?.content;
  }

  /** Memory for a content that is given out until `release`. */
  lend(of: K, bytes: number): Buffer {
    const content = this.#memory.take(bytes);
    if (bytes >= SMALL || this.#lent.length === 0) this.#lent.push({ of, content });
    return content;
  }

  /** A content that could not be read is not there to be used again. */
  forget(of: K): void {
    this.#lent = this.#lent.filter((one) => one.of !== of);
  }

  /** Nobody uses any more what was lent. */
  release(): void {
    for (const { content } of this.#lent) this.#memory.giveBack(content);
    this.#lent = [];
  }
}
