import type { Limits } from '../../kernel/index.ts';
import { ByteReader } from './byte-reader.ts';
import { readRange, type ByteSource, type Fault, type MemoryFor, type OpenFile } from './byte-source.ts';

/** Where the contents of the files of one layer or archive come from. */
export interface Contents {
  /** `size` bytes of the file whose `FileNode.offset` it is. Where they are not in memory yet they are read into `memory`. */
  read(offset: number, size: number, memory?: MemoryFor): Promise<Buffer | Fault>;
  /** Says that a file will be asked for, so that one pass can bring many. */
  expect(offset: number, size: number): void;
  /** Whether reading a file will be another pass over others, which could bring more. */
  needsPass(offset: number): boolean;
}

const cutOff: Fault = { code: 'archive/truncated', message: 'is cut off: the archive ends before it does' };

/** Contents that lie uncompressed in a file on disk: nothing has to be kept. */
export function contentsOnDisk(file: OpenFile, start: number): Contents {
  return {
    read(offset, size, memory) {
      const bytes = readRange(file, start + offset, size, memory);
      return Promise.resolve(!('code' in bytes) && bytes.length < size ? cutOff : bytes);
    },
    expect() {},
    needsPass: () => false,
  };
}

/** What may still be kept in memory of one target, all its layers together. */
export interface MemoryBudget {
  /** Of what is kept while a layer passes for the first time. */
  toKeep: number;
  /** Of what further passes bring. */
  toBring: number;
}

export function memoryBudget({ keptContentBytes }: Pick<Limits, 'keptContentBytes'>): MemoryBudget {
  return { toKeep: keptContentBytes * 0.75, toBring: keptContentBytes * 0.25 };
}

/**
 * Contents of a compressed layer. What was kept while it passed is at hand. The rest is read by another pass over the layer, which brings as
 * much of what is expected as may be kept; the number of passes is bounded.
 */
export class StreamedContents implements Contents {
  readonly #kept = new Map<number, Buffer>();
  /** What the last pass brought; it makes room for the next one. */
  #brought = new Map<number, Buffer>();
  readonly #expected = new Map<number, number>();
  /** What has been read at least once, and is then less likely to be read again. */
  readonly #read = new Set<number>();
  readonly #reopen: () => Promise<ByteSource | Fault>;
  readonly #budget: MemoryBudget;
  readonly #mostPasses: number;
  #passes = 0;

  constructor(reopen: () => Promise<ByteSource | Fault>, budget: MemoryBudget, limits: Pick<Limits, 'layerPasses'>) {
    this.#reopen = reopen;
    this.#budget = budget;
    this.#mostPasses = limits.layerPasses;
  }

  hasRoomFor(size: number): boolean {
    return size <= this.#budget.toKeep;
  }

  keep(offset: number, content: Buffer): void {
    this.#budget.toKeep -= content.length;
    this.#kept.set(offset, content);
  }

  expect(offset: number, size: number): void {
    if (!this.#isAtHand(offset)) this.#expected.set(offset, size);
  }

  needsPass(offset: number): boolean {
    return !this.#isAtHand(offset) && this.#passes < this.#mostPasses;
  }

  async read(offset: number, size: number): Promise<Buffer | Fault> {
    const atHand = this.#kept.get(offset) ?? this.#brought.get(offset);
    if (atHand !== undefined) {
      this.#read.add(offset);
      return atHand;
    }
    if (this.#passes >= this.#mostPasses) {
      return {
        code: 'image/passes',
        message: `is not read: its layer would have to be decompressed more than ${this.#mostPasses} times`,
      };
    }
    this.#passes += 1;
    return this.#pass(offset, size);
  }

  #isAtHand(offset: number): boolean {
    return this.#kept.has(offset) || this.#brought.has(offset);
  }

  async #pass(offset: number, size: number): Promise<Buffer | Fault> {
    this.#read.add(offset);
    const source = await this.#reopen();
    if ('code' in source) return source;
    for (const [at, content] of this.#brought) {
      this.#budget.toBring += content.length;
      if (!this.#read.has(at)) this.#expected.set(at, content.length);
    }
    this.#brought = new Map();
    this.#expected.delete(offset);
    const reader = new ByteReader(source);
    let asked: Buffer | undefined;
    for (const [at, bytes] of [...this.#expected, [offset, size] as const].toSorted((a, b) => a[0] - b[0])) {
      const isAsked = at === offset;
      const room = this.#budget.toBring - (asked === undefined ? size : 0);
      if (at < reader.position || (!isAsked && bytes > room)) continue;
      if ((await reader.passFurther(at - reader.position)) > 0) break;
      const content = await reader.gather(bytes);
      if (content.length < bytes) break;
      if (isAsked) asked = content;
      if (!isAsked || bytes <= this.#budget.toBring) this.#bring(at, content);
    }
    const { fault } = source;
    source.close();
    return asked ?? fault ?? cutOff;
  }

  #bring(offset: number, content: Buffer): void {
    this.#budget.toBring -= content.length;
    this.#brought.set(offset, content);
    this.#expected.delete(offset);
  }
}
