import type { Comparison } from '../ecosystem.ts';
import { compareNumerals, endOfDigits, toNumeral, type Numeral } from './numeral.ts';

/** A version that is nothing but numbers. */
export interface NumberList {
  readonly numbers: readonly Numeral[];
}

/** Numbers with one of the given separators between each two. */
export function parseNumberList(text: string, separators: string): NumberList | undefined {
  const version = text.trim();
  const numbers: Numeral[] = [];
  for (let at = 0; ; at += 1) {
    const end = endOfDigits(version, at);
    if (end === at) return undefined;
    numbers.push(toNumeral(version, at, end));
    if (end === version.length) return { numbers };
    if (!separators.includes(version[end] as string)) return undefined;
    at = end;
  }
}

/** Number by number; a list that is the beginning of another comes before it, so that 1.0 is before 1.0.0. */
export function compareNumberLists(a: NumberList, b: NumberList): Comparison {
  const length = Math.min(a.numbers.length, b.numbers.length);
  for (let index = 0; index < length; index += 1) {
    const order = compareNumerals(a.numbers[index] as Numeral, b.numbers[index] as Numeral);
    if (order !== 0) return order;
  }
  return a.numbers.length < b.numbers.length ? -1 : a.numbers.length > b.numbers.length ? 1 : 0;
}
