import type { Comparison } from '../ecosystem.ts';
import { compareNumerals, compareText, endOfDigits, isDigit, isLetter, toNumeral, type Numeral } from './numeral.ts';

/** Texts and numbers by turns, a text first. Texts are written so that their plain order is the one wanted. */
export type AlternatingParts = readonly (Numeral | string)[];

export interface DebianVersion {
  readonly epoch: Numeral;
  readonly upstream: AlternatingParts;
  readonly revision: AlternatingParts;
}

/** The end of a text: after a tilde, before a letter. */
const textEnd = '\u0002';
const noParts: AlternatingParts = [];

/**
 * Reads `[epoch:]upstream-version[-debian-revision]`.
 * @see https://www.debian.org/doc/debian-policy/ch-controlfields.html#version
 */
export function parseDebianVersion(text: string): DebianVersion | undefined {
  const version = text.trim();
  const colon = version.indexOf(':');
  if (colon === 0 || (colon > 0 && endOfDigits(version, 0) !== colon)) return undefined;
  const dash = version.lastIndexOf('-');
  const end = dash > colon ? dash : version.length;
  const upstream = version.slice(colon + 1, end);
  const revision = dash > colon ? version.slice(dash + 1) : undefined;
  if (!isDigit(upstream.charCodeAt(0)) || /[^0-9A-Za-z.+~:-]/.test(upstream)) return undefined;
  if (revision !== undefined && (revision === '' || /[^0-9A-Za-z+.~]/.test(revision))) return undefined;
  return {
    epoch: colon > 0 ? toNumeral(version, 0, colon) : 0,
    upstream: splitAlternating(upstream),
    revision: revision === undefined ? noParts : splitAlternating(revision),
  };
}

/** Splits a text into what is not a digit and what is, by turns. */
export function splitAlternating(text: string): AlternatingParts {
  const parts: (Numeral | string)[] = [];
  for (let at = 0; at < text.length;) {
    let end = at;
    while (end < text.length && !isDigit(text.charCodeAt(end))) end += 1;
    parts.push(toSortable(text, at, end));
    at = endOfDigits(text, end);
    parts.push(toNumeral(text, end, at));
  }
  return parts;
}

/** A tilde before everything, even before the end; letters before all other characters. */
function toSortable(text: string, start: number, end: number): string {
  let sortable = '';
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7e) sortable += '\u0001';
    else sortable += isLetter(code) ? text[at] : String.fromCharCode(0x100 + code);
  }
  return sortable + textEnd;
}

export function compareDebianVersions(a: DebianVersion, b: DebianVersion): Comparison {
  return (
    compareNumerals(a.epoch, b.epoch) || compareAlternating(a.upstream, b.upstream) || compareAlternating(a.revision, b.revision)
  );
}

/** What is missing is an empty text or 0. */
export function compareAlternating(a: AlternatingParts, b: AlternatingParts): Comparison {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 2) {
    const order =
      compareText((a[index] as string | undefined) ?? textEnd, (b[index] as string | undefined) ?? textEnd) ||
      compareNumerals((a[index + 1] as Numeral | undefined) ?? 0, (b[index + 1] as Numeral | undefined) ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
