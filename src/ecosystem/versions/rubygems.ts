import type { Comparison } from '../ecosystem.ts';
import { compareNumerals, compareText, endOfDigits, endOfLetters, isDigit, toNumeral, trimZeros, type Numeral } from './numeral.ts';

export interface GemVersion {
  /** Numbers and words; zeros at the end of the numbers before the first word, and of all, are left out. */
  readonly segments: readonly (Numeral | string)[];
}

/** Zeros in the middle make a comparison as long as the longer version: this keeps it from being worth anybody's while. */
const segmentLimit = 1000;

/**
 * Reads the version of a gem, without a platform (`1.6.2`, not `1.6.2-java`, which would be a pre-release).
 * @see RubyGems Guides, "Patterns", "Prerelease Gems"
 */
export function parseGemVersion(text: string): GemVersion | undefined {
  const version = text.trim();
  if (!isDigit(version.charCodeAt(0)) || /[^0-9A-Za-z.-]|\.\.|\.$|-$/.test(version)) return undefined;
  const segments: (Numeral | string)[] = [];
  let hasWord = false;
  for (let at = 0; at < version.length;) {
    const numberEnd = endOfDigits(version, at);
    if (numberEnd > at) {
      segments.push(toNumeral(version, at, numberEnd));
      at = numberEnd;
      continue;
    }
    const wordEnd = endOfLetters(version, at);
    const separated = wordEnd === at;
    // A dash begins a pre-release, as if it were ".pre.".
    const word = separated ? (version[at] === '-' ? 'pre' : '') : version.slice(at, wordEnd);
    at = separated ? at + 1 : wordEnd;
    if (word === '') continue;
    if (!hasWord) trimZeros(segments);
    hasWord = true;
    segments.push(word);
  }
  trimZeros(segments);
  return segments.length > segmentLimit ? undefined : { segments };
}

/** Segment by segment: words come before numbers, and what is missing is 0. */
export function compareGemVersions(a: GemVersion, b: GemVersion): Comparison {
  const length = Math.max(a.segments.length, b.segments.length);
  for (let index = 0; index < length; index += 1) {
    const left = a.segments[index] ?? 0;
    const right = b.segments[index] ?? 0;
    let order: Comparison;
    if (typeof left === 'string') order = typeof right === 'string' ? compareText(left, right) : -1;
    else order = typeof right === 'string' ? 1 : compareNumerals(left, right);
    if (order !== 0) return order;
  }
  return 0;
}
