import type { PurlFailure, PurlPart, PurlParts } from './purl.ts';

export const typePattern = /^[A-Za-z][A-Za-z0-9.-]*$/;
/** In either case, but in ASCII: there are other letters that become one of these in lower case. */
export const keyPattern = /^[A-Za-z][A-Za-z0-9._-]*$/;

export type Qualifier = readonly [key: string, value: string];

/** The pairs that count: one with an empty value is no pair (ECMA-427 5.6, qualifiers). */
export function qualifiersOf(given: PurlParts['qualifiers']): readonly Qualifier[] {
  if (given === undefined) return [];
  const entries: readonly (readonly [string, string | undefined])[] =
    given instanceof Map ? [...(given as ReadonlyMap<string, string>)] : Object.entries(given);
  return entries.filter((entry): entry is Qualifier => entry[1] !== undefined && entry[1] !== '');
}

/** By key, not by `key=value`: `compiler` comes before `compiler.version`. */
export function sortedByKey(qualifiers: readonly Qualifier[]): readonly Qualifier[] {
  return qualifiers.length < 2 ? qualifiers : qualifiers.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

const longestQuote = 60;

/** Somebody else's text in a message: in quotes, control characters escaped, not longer than a line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length <= longestQuote ? text : `${text.slice(0, longestQuote)}…`);
}

export function syntaxFailure(part: PurlPart, reason: string, at?: number): PurlFailure {
  return { ok: false, kind: 'syntax', part, reason, ...(at === undefined ? {} : { at }) };
}

export function typeFailure(type: string, at?: number): PurlFailure {
  const reason =
    type === '' ? 'has no type' : `has the type ${quoted(type)}: a type is letters, digits, "." and "-", a letter first`;
  return syntaxFailure('type', reason, at);
}

export function keyFailure(key: string, at?: number): PurlFailure {
  const reason = `has the qualifier key ${quoted(key)}: a key is lower-case letters, digits, ".", "-" and "_", a letter first`;
  return syntaxFailure('qualifiers', reason, at);
}

export function repeatedKey(key: string, at?: number): PurlFailure {
  return syntaxFailure('qualifiers', `names the qualifier ${quoted(key)} twice`, at);
}

export function halfCharacter(part: PurlPart): PurlFailure {
  return syntaxFailure(part, `has half a character (a lone surrogate) in its ${part}`);
}

export function brokenEncoding(part: PurlPart, at: number): PurlFailure {
  return syntaxFailure(part, `has percent-encoding in its ${part} that is not UTF-8 text`, at);
}

export function encodedSlash(part: PurlPart, at: number): PurlFailure {
  return syntaxFailure(part, `has an encoded "/" inside a segment of its ${part}`, at);
}
