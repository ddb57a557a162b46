import type { Comparison } from '../ecosystem.ts';

/** A decimal number too long to be held exactly: more than 15 digits, without leading zeros. */
export interface LongNumeral {
  readonly digits: string;
}

/** A non-negative whole number of any size. */
export type Numeral = number | LongNumeral;

const exactDigits = 15;

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** Offset of the first character at or after `start` that is not a digit. */
export function endOfDigits(text: string, start: number): number {
  let at = start;
  while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

/** Offset of the first character at or after `start` that is not an ASCII letter. */
export function endOfLetters(text: string, start: number): number {
  let at = start;
  while (at < text.length && isLetter(text.charCodeAt(at))) at += 1;
  return at;
}

/** The number that the digits from `start` to `end` write; nothing at all is 0. */
export function toNumeral(text: string, start = 0, end = text.length): Numeral {
  let from = start;
  while (from < end && text.charCodeAt(from) === 0x30) from += 1;
  if (end - from > exactDigits) return { digits: text.slice(from, end) };
  let value = 0;
  for (let at = from; at < end; at += 1) value = value * 10 + (text.charCodeAt(at) - 0x30);
  return value;
}

export function compareNumerals(a: Numeral, b: Numeral): Comparison {
  if (typeof a === 'number') {
    if (typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
    return -1;
  }
  if (typeof b === 'number') return 1;
  if (a.digits.length !== b.digits.length) return a.digits.length < b.digits.length ? -1 : 1;
  return compareText(a.digits, b.digits);
}

/** Order by UTF-16 code units, which for ASCII is the order of the bytes. */
export function compareText(a: string, b: string): Comparison {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Leaves out the zeros at the end, which mean nothing where missing numbers are 0. */
export function trimZeros(numbers: (Numeral | string)[]): void {
  while (numbers.at(-1) === 0) numbers.pop();
}

/**
 * Numbers position by position; missing ones are 0, so that `1.0` and `1.0.0` are the same. When the longer list has no zeros at its
 * end this takes as long as the shorter one is, so that one long version cannot make many comparisons slow.
 */
export function compareReleases(a: readonly Numeral[], b: readonly Numeral[]): Comparison {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const order = compareNumerals(a[index] as Numeral, b[index] as Numeral);
    if (order !== 0) return order;
  }
  if (a.length > length) return hasMore(a, length) ? 1 : 0;
  return b.length > length && hasMore(b, length) ? -1 : 0;
}

function hasMore(numbers: readonly Numeral[], from: number): boolean {
  if (numbers.at(-1) !== 0) return true;
  for (let index = from; index < numbers.length; index += 1) if (numbers[index] !== 0) return true;
  return false;
}
