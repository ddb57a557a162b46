import type { Comparison } from '../ecosystem.ts';
import { compareNumerals, endOfDigits, endOfLetters, isDigit, toNumeral, type Numeral } from './numeral.ts';

/** A number, the place of a word, or the `#` that PHP takes for any number. */
type Part = { readonly number: Numeral } | { readonly place: number } | '#';

export interface ComposerVersion {
  readonly parts: readonly Part[];
}

/** Words by stability; a number, and the end of a version, stands between `rc` and `p`. */
const numberPlace = 4;
const places: Readonly<Record<string, number>> = {
  dev: 0,
  a: 1,
  alpha: 1,
  b: 2,
  beta: 2,
  rc: 3,
  p: 5,
  pl: 5,
  patch: 5,
};

/**
 * Reads a version in the order of PHP's `version_compare`, with the words that Composer knows. Branches (`dev-main`, `2.x-dev`)
 * are no versions, and neither is what holds the placeholder `#`. What follows a `+` is left out.
 * @see https://getcomposer.org/doc/articles/versions.md
 * @see https://www.php.net/version_compare
 */
export function parseComposerVersion(text: string): ComposerVersion | undefined {
  const parts = splitParts(text);
  return parts === undefined || parts.includes('#') ? undefined : { parts };
}

function splitParts(text: string): readonly Part[] | undefined {
  const plus = text.indexOf('+');
  const version = (plus === -1 ? text : text.slice(0, plus)).trim().toLowerCase();
  const parts: Part[] = [];
  let at = version.startsWith('v') ? 1 : 0;
  if (!isDigit(version.charCodeAt(at))) return undefined;
  while (at < version.length) {
    const numberEnd = endOfDigits(version, at);
    const wordEnd = endOfLetters(version, at);
    const word = version.slice(at, wordEnd);
    if (numberEnd > at) parts.push({ number: toNumeral(version, at, numberEnd) });
    else if (Object.hasOwn(places, word)) parts.push({ place: places[word] as number });
    else if (version[at] === '#') parts.push('#');
    // "stable" says nothing; a separator separates.
    else if (word !== 'stable' && !(wordEnd === at && /[._-]/.test(version[at] as string))) return undefined;
    at = Math.max(numberEnd, wordEnd, at + 1);
  }
  return parts;
}

export function compareComposerVersions(a: ComposerVersion, b: ComposerVersion): Comparison {
  return compareParts(a.parts, b.parts);
}

/**
 * `version_compare` for texts that need not be versions: a branch comes before every version, and `#` is like any number and like
 * none. Not transitive where a `#` is, and so for single questions only.
 */
export function comparePhpVersions(a: string, b: string): Comparison | undefined {
  const left = splitParts(a);
  const right = splitParts(b);
  if (left !== undefined && right !== undefined) return compareParts(left, right);
  if (a === b && isBranch(a)) return 0;
  if (left === undefined && right === undefined) return undefined;
  if (left === undefined) return isBranch(a) ? -1 : undefined;
  return isBranch(b) ? 1 : undefined;
}

function isBranch(text: string): boolean {
  return /^dev-\S+$/.test(text);
}

function compareParts(a: readonly Part[], b: readonly Part[]): Comparison {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const order = comparePart(a[index], b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function comparePart(a: Part | undefined, b: Part | undefined): Comparison {
  const left = placeOf(a);
  const right = placeOf(b);
  if (left !== right) return left < right ? -1 : 1;
  if (left !== numberPlace || a === '#' || b === '#') return 0;
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return 'number' in a && 'number' in b ? compareNumerals(a.number, b.number) : 0;
}

function placeOf(part: Part | undefined): number {
  return part === undefined || part === '#' || 'number' in part ? numberPlace : part.place;
}
