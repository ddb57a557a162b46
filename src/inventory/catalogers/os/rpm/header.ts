import { isUtf8 } from 'node:buffer';
import { decodeLatin1OrUtf8 } from '../lenient-text.ts';

/**
 * Tags of the header that are read.
 * @see https://rpm-software-management.github.io/rpm/manual/tags.html
 */
export const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  vendor: 1011,
  licence: 1014,
  packager: 1015,
  architecture: 1022,
  oldFileNames: 1027,
  fileStates: 1029,
  fileModes: 1030,
  fileFlags: 1037,
  sourceRpm: 1044,
  provideNames: 1047,
  requireFlags: 1048,
  requireNames: 1049,
  requireVersions: 1050,
  provideVersions: 1113,
  directoryIndexes: 1116,
  baseNames: 1117,
  directoryNames: 1118,
  recommendNames: 5046,
  recommendVersions: 5047,
  recommendFlags: 5048,
  modularityLabel: 5096,
} as const;

export type Tag = (typeof tags)[keyof typeof tags];

interface Entry {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
}

const ENTRY_BYTES = 16;
const PREFACE_BYTES = 8;
const wantedTags: ReadonlySet<number> = new Set(Object.values(tags));

const CHAR = 1;
const INT8 = 2;
const INT16 = 3;
const INT32 = 4;
const STRING = 6;
const STRING_ARRAY = 8;
const I18N_STRING = 9;
const numberBytes: ReadonlyMap<number, 1 | 2 | 4> = new Map([
  [CHAR, 1],
  [INT8, 1],
  [INT16, 2],
  [INT32, 4],
]);

/**
 * The header of a package as the database keeps it: how many entries there are and how many bytes of data, the entries, the data. All numbers are big-endian.
 * Undefined when it is cut off.
 * @see https://rpm-software-management.github.io/rpm/manual/format_header.html
 */
export function readHeader(blob: Buffer, budget: TextBudget, problem: (message: string) => void): Header | undefined {
  if (blob.length < PREFACE_BYTES) return undefined;
  const count = blob.readUInt32BE(0);
  const dataStart = PREFACE_BYTES + count * ENTRY_BYTES;
  const dataEnd = dataStart + blob.readUInt32BE(4);
  if (dataEnd > blob.length) return undefined;
  const entries = new Map<number, Entry>();
  for (let at = PREFACE_BYTES; at < dataStart; at += ENTRY_BYTES) {
    const tag = blob.readUInt32BE(at);
    if (!wantedTags.has(tag) || entries.has(tag)) continue;
    entries.set(tag, {
      type: blob.readUInt32BE(at + 4),
      offset: blob.readUInt32BE(at + 8),
      count: blob.readUInt32BE(at + 12),
    });
  }
  return new Header(blob.subarray(dataStart, dataEnd), entries, budget, problem);
}

/** Texts that may still be read of all headers of a database. A text can be one byte, and takes tens of them in memory. */
export interface TextBudget {
  left: number;
}

/** Of one tag. */
const MOST_NUMBERS = 2_000_000;

/** Values by their tags. What is of another type than it should be, or does not lie in the data, is a problem and reads as absent. */
export class Header {
  readonly #data: Buffer;
  readonly #entries: ReadonlyMap<number, Entry>;
  readonly #budget: TextBudget;
  readonly #problem: (message: string) => void;

  constructor(data: Buffer, entries: ReadonlyMap<number, Entry>, budget: TextBudget, problem: (message: string) => void) {
    this.#data = data;
    this.#entries = entries;
    this.#budget = budget;
    this.#problem = problem;
  }

  /** Undefined, too, for an empty text and for the "(none)" that some tools write. */
  text(tag: Tag): string | undefined {
    const text = this.texts(tag)[0]?.trim();
    return text === undefined || text === '' || text === '(none)' ? undefined : text;
  }

  /** Like `text`, for what a package is known by: bytes that are not UTF-8 are a problem. */
  identity(tag: Tag): string | undefined {
    const entry = this.#entries.get(tag);
    if (entry !== undefined && entry.offset < this.#data.length) {
      const end = this.#data.indexOf(0, entry.offset);
      if (end !== -1 && !isUtf8(this.#data.subarray(entry.offset, end))) this.#problem(`has a tag ${tag} that is not UTF-8`);
    }
    return this.text(tag);
  }

  texts(tag: Tag): readonly string[] {
    const entry = this.#entries.get(tag);
    if (entry === undefined) return [];
    const { type, offset, count } = entry;
    if (type !== STRING && type !== STRING_ARRAY && type !== I18N_STRING) return this.#broken(tag);
    const wanted = type === STRING ? 1 : count;
    // Each text has at least the zero at its end.
    if (offset >= this.#data.length || wanted > this.#data.length - offset) return wanted === 0 ? [] : this.#broken(tag);
    this.#budget.left -= wanted;
    if (this.#budget.left < 0) return this.#tooMany(tag);
    let end = offset;
    for (let index = 0; index < wanted; index += 1) {
      const zero = this.#data.indexOf(0, end);
      if (zero === -1) return this.#broken(tag);
      end = zero + 1;
    }
    const texts = decodeLatin1OrUtf8(this.#data.subarray(offset, end)).split('\0');
    texts.pop();
    return texts;
  }

  numbers(tag: Tag): readonly number[] {
    const entry = this.#entries.get(tag);
    if (entry === undefined) return [];
    const { type, offset, count } = entry;
    const width = numberBytes.get(type);
    if (width === undefined || offset + count * width > this.#data.length) return this.#broken(tag);
    if (count > MOST_NUMBERS) return this.#tooMany(tag);
    return Array.from({ length: count }, (_, index) => this.#data.readUIntBE(offset + index * width, width));
  }

  #tooMany(tag: Tag): readonly never[] {
    this.#problem(`has more values of the tag ${tag} than are read`);
    return [];
  }

  #broken(tag: Tag): readonly never[] {
    this.#problem(`has a tag ${tag} that is broken`);
    return [];
  }
}
