import type { Comparison } from '../ecosystem.ts';
import { compareNumerals, compareText, endOfDigits, endOfLetters, isDigit, toNumeral, type Numeral } from './numeral.ts';

interface Suffix {
  readonly place: number;
  readonly number: Numeral;
}

export interface ApkVersion {
  readonly first: Numeral | undefined;
  /** The digits of the numbers after the first, as written: a leading zero makes a fraction of them. */
  readonly numbers: readonly string[];
  /** One letter, or empty. */
  readonly letter: string;
  readonly suffixes: readonly Suffix[];
  /** Undefined without `-r`. */
  readonly revision: Numeral | undefined;
  /** What the format does not allow; empty in a valid version. All that begins with a dash is one. */
  readonly rest: string;
}

const suffixNames = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'];
const noSuffix: Suffix = { place: suffixNames.indexOf(''), number: 0 };

/**
 * Reads `number{.number}...{letter}{_suffix{number}}...{~hash}{-r#}`. apk has an order for some invalid versions too, where
 * what is wrong comes last; these are read like apk does. A commit hash says nothing about the order.
 * @see https://gitlab.alpinelinux.org/alpine/apk-tools/-/blob/master/doc/apk-package.5.scd
 */
export function parseApkVersion(text: string): ApkVersion | undefined {
  const version = text.trim();
  if (/[^0-9A-Za-z._~+-]/.test(version) || !/^(?:\.?\d|[a-z]$)/.test(version)) return undefined;
  const firstEnd = endOfDigits(version, 0);
  let at = firstEnd;
  const numbers: string[] = [];
  while (at > 0 && version[at] === '.' && isDigit(version.charCodeAt(at + 1))) {
    const end = endOfDigits(version, at + 1);
    numbers.push(version.slice(at + 1, end));
    at = end;
  }
  const letter = /[a-z]/.test(version[at] ?? '') ? (version[at] as string) : '';
  at += letter.length;

  const suffixes: Suffix[] = [];
  while (version[at] === '_') {
    const nameEnd = endOfLetters(version, at + 1);
    const place = suffixNames.indexOf(version.slice(at + 1, nameEnd));
    if (place === -1 || nameEnd === at + 1) break;
    const end = endOfDigits(version, nameEnd);
    suffixes.push({ place, number: toNumeral(version, nameEnd, end) });
    at = end;
  }
  if (version[at] === '~') {
    let end = at + 1;
    while (end < version.length && /[0-9a-f]/.test(version[end] as string)) end += 1;
    if (end > at + 1) at = end;
  }

  let revision: Numeral | undefined;
  if (version.startsWith('-r', at)) {
    const end = endOfDigits(version, at + 2);
    if (end > at + 2 || end === version.length || version[end] === '-') {
      revision = toNumeral(version, at + 2, end);
      at = end;
    }
  }
  const rest = version[at] === '-' ? '-' : version.slice(at);
  return { first: firstEnd > 0 ? toNumeral(version, 0, firstEnd) : undefined, numbers, letter, suffixes, revision, rest };
}

export function compareApkVersions(a: ApkVersion, b: ApkVersion): Comparison {
  return (
    compareOptional(a.first, b.first) ||
    compareNumbers(a.numbers, b.numbers) ||
    compareText(a.letter, b.letter) ||
    compareSuffixes(a.suffixes, b.suffixes) ||
    compareOptional(a.revision, b.revision) ||
    compareRests(a.rest, b.rest)
  );
}

/** What is missing comes first. */
function compareOptional(a: Numeral | undefined, b: Numeral | undefined): Comparison {
  if (a === undefined) return b === undefined ? 0 : -1;
  return b === undefined ? 1 : compareNumerals(a, b);
}

function compareNumbers(a: readonly string[], b: readonly string[]): Comparison {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a[index] as string;
    const right = b[index] as string;
    const order =
      left.startsWith('0') || right.startsWith('0') ? compareText(left, right) : compareNumerals(toNumeral(left), toNumeral(right));
    if (order !== 0) return order;
  }
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
}

function compareSuffixes(a: readonly Suffix[], b: readonly Suffix[]): Comparison {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a[index] ?? noSuffix;
    const right = b[index] ?? noSuffix;
    const order = left.place < right.place ? -1 : left.place > right.place ? 1 : compareNumerals(left.number, right.number);
    if (order !== 0) return order;
  }
  return 0;
}

/** A valid version comes after an invalid one that begins like it. */
function compareRests(a: string, b: string): Comparison {
  if (a === '') return b === '' ? 0 : 1;
  return b === '' ? -1 : compareText(a, b);
}
