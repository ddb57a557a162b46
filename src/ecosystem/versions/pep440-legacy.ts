import type { Comparison } from '../ecosystem.ts';
import { compareNumerals, compareText, endOfDigits, endOfLetters, isDigit, isLetter, toNumeral, type Numeral } from './numeral.ts';

/** A number, or a word with `*` before it. */
export type LegacyPart = Numeral | string;

const replacements: Readonly<Record<string, string>> = { pre: 'c', preview: 'c', rc: 'c', dev: '@', '-': 'final-' };
const final = '*final';

/**
 * Splits a version that PEP 440 cannot read, in lower case, into the parts by which setuptools ordered it before PEP 440
 * (`parse_version` up to release 7). Undefined for what was not a version then either: other characters than letters, digits
 * and `._+!*:-`, or no digit at all; except what setuptools made of a version that was no text (`<class 'a.Version'>`),
 * which begins with a dash and was published.
 */
export function parseLegacyParts(text: string): readonly LegacyPart[] | undefined {
  if (/[^a-z0-9._+!*:-]/.test(text)) return undefined;
  if (!text.startsWith('-') && !/\d/.test(text)) return undefined;
  const parts: LegacyPart[] = [];
  let at = 0;
  while (at < text.length) {
    const end = endOfPart(text, at);
    if (isDigit(text.charCodeAt(at))) parts.push(toNumeral(text, at, end));
    else if (text[at] !== '.') pushWord(parts, text.slice(at, end));
    at = end;
  }
  pushWord(parts, 'final');
  return parts;
}

function endOfPart(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (isDigit(code)) return endOfDigits(text, start);
  if (isLetter(code)) return endOfLetters(text, start);
  if (text[start] === '.' || text[start] === '-') return start + 1;
  let at = start + 1;
  while (at < text.length && !/[a-z0-9.-]/.test(text[at] as string)) at += 1;
  return at;
}

function pushWord(parts: LegacyPart[], text: string): void {
  const word = `*${Object.hasOwn(replacements, text) ? replacements[text] : text}`;
  if (word < final) {
    // A dash before the word of a pre-release does not count.
    while (parts.at(-1) === '*final-') parts.pop();
  }
  // Neither do zeros at the end of a series of numbers.
  while (parts.at(-1) === 0) parts.pop();
  parts.push(word);
}

/** Words before numbers; a list that is the beginning of another before it. */
export function compareLegacyParts(a: readonly LegacyPart[], b: readonly LegacyPart[]): Comparison {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a[index] as LegacyPart;
    const right = b[index] as LegacyPart;
    let order: Comparison;
    if (typeof left === 'string') order = typeof right === 'string' ? compareText(left, right) : -1;
    else order = typeof right === 'string' ? 1 : compareNumerals(left, right);
    if (order !== 0) return order;
  }
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
}
