/** From this size on contents are given back at once, rather than when the garbage collector gets to it: programs add up to gigabytes. */
const LARGE = 1024 * 1024; // bytes

/** Frees the memory of a content that nobody uses any more. What is part of a larger piece of memory is left alone. */
export function giveBack(content: Buffer): void {
  const { buffer } = content;
  if (content.length >= LARGE && buffer instanceof ArrayBuffer && buffer.byteLength === content.length) buffer.transfer(0);
}

/** The content that was read last, and large ones that were read with it. Several catalogers read the same file one after the other. */
export class LentContent<K> {
  #lent: { readonly of: K; readonly content: Buffer }[] = [];

  get(of: K): Buffer | undefined {
    return this.#lent.find((one) => one.of === of)?.content;
  }

  /** Keeps it until `release`. It must not be part of anything that is used afterwards. */
  lend(of: K, content: Buffer): Buffer {
    if (content.length >= LARGE || this.#lent.length === 0) this.#lent.push({ of, content });
    return content;
  }

  /** Nobody uses what was lent any more. */
  release(): void {
    for (const { content } of this.#lent) giveBack(content);
    this.#lent = [];
  }
}
