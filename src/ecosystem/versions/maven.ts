import type { Comparison } from '../ecosystem.ts';
import { compareNumerals, compareText, endOfDigits, isDigit, toNumeral, type Numeral } from './numeral.ts';

/** A qualifier in lower case with its place among the known ones, or a number and whether a dot stands before it. */
type MavenToken = { readonly qualifier: string; readonly place: number } | { readonly number: Numeral; readonly afterDot: boolean };

export interface MavenVersion {
  /** Without the parts that mean nothing: `1.0.0-foo.0` is `1-foo`. Empty for zero. */
  readonly tokens: readonly MavenToken[];
}

/** Where the end of a version stands among the qualifiers: after `snapshot`, before `sp` and every unknown word. */
const release = 5;
const unknownQualifier = 7;
const places: Readonly<Record<string, number>> = {
  alpha: 0,
  beta: 1,
  milestone: 2,
  rc: 3,
  cr: 3,
  snapshot: 4,
  '': release,
  ga: release,
  final: release,
  release,
  sp: 6,
};
const shortForms: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

/**
 * Reads a version as Maven orders it. Maven itself takes any text; what has no digit at all (`LATEST`), or holds characters of
 * a property or a range (`${version}`, `[1,2)`), names no version and is not read.
 * @see https://maven.apache.org/pom.html#version-order-specification
 */
export function parseMavenVersion(text: string): MavenVersion | undefined {
  const version = text.trim().toLowerCase();
  if (!/\d/.test(version) || /[^0-9a-z._+~@:=-]/.test(version)) return undefined;
  const tokens: MavenToken[] = [];
  let at = 0;
  let afterDot = true;
  for (;;) {
    const token = readToken(version, at, afterDot);
    // Whatever is not a number after a dot begins a new part, before which zeros and releases do not count.
    if (!('number' in token.value && token.value.afterDot)) trim(tokens);
    tokens.push(token.value);
    at = token.end;
    if (at >= version.length) break;
    const separator = version[at];
    afterDot = separator === '.';
    if (separator === '.' || separator === '-') at += 1;
  }
  trim(tokens);
  return { tokens };
}

function readToken(text: string, start: number, afterDot: boolean): { readonly value: MavenToken; readonly end: number } {
  const numberEnd = endOfDigits(text, start);
  if (numberEnd > start) return { value: { number: toNumeral(text, start, numberEnd), afterDot }, end: numberEnd };
  let end = start;
  while (end < text.length && text[end] !== '.' && text[end] !== '-' && !isDigit(text.charCodeAt(end))) end += 1;
  // Nothing between two separators is 0.
  if (end === start) return { value: { number: 0, afterDot }, end };
  const word = text.slice(start, end);
  const qualifier = end < text.length && isDigit(text.charCodeAt(end)) ? (shortForms[word] ?? word) : word;
  const place = Object.hasOwn(places, qualifier) ? (places[qualifier] as number) : unknownQualifier;
  return { value: { qualifier, place }, end };
}

function trim(tokens: MavenToken[]): void {
  for (let last = tokens.at(-1); last !== undefined && isNull(last); last = tokens.at(-1)) tokens.pop();
}

function isNull(token: MavenToken): boolean {
  return 'number' in token ? token.number === 0 : token.place === release;
}

/** Token by token; the end of a version stands between the qualifiers of what comes before a release and everything else. */
export function compareMavenVersions(a: MavenVersion, b: MavenVersion): Comparison {
  const length = Math.max(a.tokens.length, b.tokens.length);
  for (let index = 0; index < length; index += 1) {
    const order = compareTokens(a.tokens[index], b.tokens[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareTokens(a: MavenToken | undefined, b: MavenToken | undefined): Comparison {
  const left = rankOf(a);
  const right = rankOf(b);
  if (left !== right) return left < right ? -1 : 1;
  if (a === undefined || b === undefined) return 0;
  if ('number' in a) return 'number' in b ? compareNumerals(a.number, b.number) : 0;
  return 'number' in b || a.place < unknownQualifier ? 0 : compareText(a.qualifier, b.qualifier);
}

/** Early qualifiers, the end, late qualifiers, numbers after a hyphen, numbers after a dot. */
function rankOf(token: MavenToken | undefined): number {
  if (token === undefined) return release;
  // A release qualifier that something follows is not the end, but comes straight after it.
  if ('qualifier' in token) return token.place === release ? release + 0.5 : token.place;
  return token.afterDot ? unknownQualifier + 2 : unknownQualifier + 1;
}
