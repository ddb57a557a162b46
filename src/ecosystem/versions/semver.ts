import type { Comparison } from '../ecosystem.ts';
import {
  compareNumerals,
  compareReleases,
  compareText,
  endOfDigits,
  isDigit,
  isLetter,
  toNumeral,
  trimZeros,
  type Numeral,
} from './numeral.ts';

/** A word is text; a number is compared as one. */
export type Identifier = Numeral | string;

export interface SemVer {
  /** Major, minor, patch, and more where the text had more. Missing ones are 0. */
  readonly release: readonly Numeral[];
  /** Absent for a release, never empty. */
  readonly pre?: readonly Identifier[];
  /** What follows the `+`. Has no part in precedence. */
  readonly build?: readonly Identifier[];
}

/** As it was read. */
export interface WrittenSemVer extends SemVer {
  /** How many numbers the text had; `release` is without the zeros at its end. */
  readonly written: number;
}

export interface SemVerDialect {
  /** What may stand before the number: one `v`, or any run of `v`, `=` and blanks as npm reads it. */
  readonly prefix: 'v' | 'v= ';
  /** Whether the hyphen before a pre-release may be left out after a full `1.2.3`: npm's loose form, `1.2.3beta`. */
  readonly bareBeta: boolean;
}

const noIdentifiers: readonly Identifier[] = [];
const plainDialect: SemVerDialect = { prefix: 'v', bareBeta: false };

/**
 * Reads Semantic Versioning 2.0.0, and what is written more loosely but can have only one meaning: a leading `v`, blanks
 * around it, fewer or more than three numbers, leading zeros. Numbers after the third are compared like the others.
 * @see https://semver.org/spec/v2.0.0.html
 */
export function parseSemVer(text: string, dialect: SemVerDialect = plainDialect): WrittenSemVer | undefined {
  let end = text.length;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end -= 1;
  let at = skipPrefix(text, end, dialect.prefix);

  const release: Numeral[] = [];
  for (;;) {
    const stop = Math.min(endOfDigits(text, at), end);
    if (stop === at) return undefined;
    release.push(toNumeral(text, at, stop));
    at = stop;
    if (at >= end) break;
    // A dot before a word ("1.2.beta") does not begin another number, and so it is nothing that can be read.
    if (text.charCodeAt(at) !== 0x2e) break;
    at += 1;
  }

  const written = release.length;
  trimZeros(release);
  if (at >= end) return { release, written };

  let pre: readonly Identifier[] | undefined;
  const hyphen = text.charCodeAt(at) === 0x2d;
  if (hyphen || (dialect.bareBeta && written === 3 && isLetter(text.charCodeAt(at)))) {
    const start = hyphen ? at + 1 : at;
    at = text.indexOf('+', start);
    if (at === -1 || at > end) at = end;
    pre = parseIdentifiers(text, start, at);
    if (pre === undefined) return undefined;
  }
  if (at === end) return pre === undefined ? { release, written } : { release, written, pre };

  if (text.charCodeAt(at) !== 0x2b) return undefined;
  const build = parseIdentifiers(text, at + 1, end);
  if (build === undefined) return undefined;
  return pre === undefined ? { release, written, build } : { release, written, pre, build };
}

function skipPrefix(text: string, end: number, prefix: SemVerDialect['prefix']): number {
  let at = 0;
  while (at < end && isBlank(text.charCodeAt(at))) at += 1;
  if (prefix === 'v') {
    const code = text.charCodeAt(at) | 0x20;
    return at < end && code === 0x76 ? at + 1 : at;
  }
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code !== 0x76 && code !== 0x56 && code !== 0x3d && !isBlank(code)) break;
    at += 1;
  }
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** Clause 9: dot-separated, not empty, of letters, digits and hyphens. Undefined when it is not that. */
export function parseIdentifiers(text: string, start: number, end: number): Identifier[] | undefined {
  const identifiers: Identifier[] = [];
  let from = start;
  for (;;) {
    let at = from;
    let numeric = true;
    for (; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (isDigit(code)) continue;
      if (!isLetter(code) && code !== 0x2d) break;
      numeric = false;
    }
    if (at === from) return undefined;
    identifiers.push(numeric ? toNumeral(text, from, at) : text.slice(from, at));
    if (at === end) return identifiers;
    if (text.charCodeAt(at) !== 0x2e) return undefined;
    from = at + 1;
  }
}

/** Precedence, clause 11. */
export function compareSemVer(a: SemVer, b: SemVer): Comparison {
  const order = compareReleases(a.release, b.release);
  if (order !== 0) return order;
  if (a.pre === undefined) return b.pre === undefined ? 0 : 1;
  return b.pre === undefined ? -1 : compareIdentifiers(a.pre, b.pre);
}

/** Precedence, and among versions of the same precedence by build metadata: without any comes first. */
export function compareSemVerAndBuild(a: SemVer, b: SemVer): Comparison {
  return compareSemVer(a, b) || compareIdentifiers(a.build ?? noIdentifiers, b.build ?? noIdentifiers);
}

/** Clause 11.4: numbers before words, numbers as numbers, words by ASCII, a longer list after its own beginning. */
export function compareIdentifiers(a: readonly Identifier[], b: readonly Identifier[]): Comparison {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a[index] as Identifier;
    const right = b[index] as Identifier;
    const order =
      typeof left === 'string'
        ? typeof right === 'string'
          ? compareText(left, right)
          : 1
        : typeof right === 'string'
          ? -1
          : compareNumerals(left, right);
    if (order !== 0) return order;
  }
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
}
