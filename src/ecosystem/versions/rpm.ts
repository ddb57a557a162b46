import type { Comparison } from '../ecosystem.ts';
import { compareNumerals, compareText, endOfDigits, endOfLetters, toNumeral, type Numeral } from './numeral.ts';

/** A number, a word, or `~` or `^`. */
type Segment = Numeral | string;

export interface RpmVersion {
  readonly epoch: Numeral;
  readonly version: readonly Segment[];
  /** Undefined when there is no `-`: that comes before any release, also an empty one. */
  readonly release: readonly Segment[] | undefined;
}

/** Blanks, and the ASCII punctuation that rpm never lets into a version: what has it is a macro, a file or a requirement. */
const notInVersions = /[^0-9A-Za-z._+^~:\u0080-\uffff-]/;

/**
 * Reads `[epoch:]version[-release]`. Everything but letters, digits, `~` and `^` only separates, as rpm has it.
 * @see https://rpm-software-management.github.io/rpm/man/rpm-version.7
 */
export function parseRpmVersion(text: string): RpmVersion | undefined {
  const evr = text.trim();
  if (evr === '' || notInVersions.test(evr)) return undefined;
  const digits = endOfDigits(evr, 0);
  // A colon after anything but digits ends no epoch.
  const start = digits > 0 && evr[digits] === ':' ? digits + 1 : 0;
  const dash = evr.lastIndexOf('-');
  const end = dash >= start ? dash : evr.length;
  return {
    epoch: start > 0 ? toNumeral(evr, 0, digits) : 0,
    version: splitSegments(evr, start, end),
    release: dash >= start ? splitSegments(evr, dash + 1, evr.length) : undefined,
  };
}

function splitSegments(text: string, start: number, end: number): readonly Segment[] {
  const segments: Segment[] = [];
  for (let at = start; at < end;) {
    const numberEnd = endOfDigits(text, at);
    const wordEnd = endOfLetters(text, at);
    if (numberEnd > at) segments.push(toNumeral(text, at, numberEnd));
    else if (wordEnd > at) segments.push(text.slice(at, wordEnd));
    else if (text[at] === '~' || text[at] === '^') segments.push(text[at] as string);
    at = Math.max(numberEnd, wordEnd, at + 1);
  }
  return segments;
}

export function compareRpmVersions(a: RpmVersion, b: RpmVersion): Comparison {
  const order = compareNumerals(a.epoch, b.epoch) || compareSegments(a.version, b.version);
  if (order !== 0) return order;
  if (a.release === undefined) return b.release === undefined ? 0 : -1;
  return b.release === undefined ? 1 : compareSegments(a.release, b.release);
}

function compareSegments(a: readonly Segment[], b: readonly Segment[]): Comparison {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a[index];
    const right = b[index];
    const leftRank = rankOf(left);
    const rightRank = rankOf(right);
    if (leftRank !== rightRank) return leftRank < rightRank ? -1 : 1;
    const order =
      typeof left === 'string' || left === undefined
        ? compareText(left ?? '', (right as string | undefined) ?? '')
        : compareNumerals(left, right as Numeral);
    if (order !== 0) return order;
  }
  return 0;
}

/** A tilde before the end, the end before a caret, then words, then numbers. */
function rankOf(segment: Segment | undefined): number {
  if (segment === undefined) return 1;
  if (segment === '~') return 0;
  if (segment === '^') return 2;
  return typeof segment === 'string' ? 3 : 4;
}
