import type { Comparison } from '../ecosystem.ts';
import { compareNumerals, compareReleases, compareText, endOfDigits, toNumeral, trimZeros, type Numeral } from './numeral.ts';
import { compareLegacyParts, parseLegacyParts, type LegacyPart } from './pep440-legacy.ts';

/** 0, 1, 2 for `a`, `b`, `rc`. */
type PreKind = 0 | 1 | 2;

export interface Pep440Version {
  readonly epoch: Numeral;
  /** Without the zeros at its end, which mean nothing. */
  readonly release: readonly Numeral[];
  /** How many numbers the text had. */
  readonly written: number;
  readonly pre?: { readonly kind: PreKind; readonly number: Numeral };
  readonly post?: Numeral;
  readonly dev?: Numeral;
  /** Segments of the local version label, in lower case. */
  readonly local?: readonly (Numeral | string)[];
}

/** A version from before PEP 440, in the order that setuptools gave it: before every version that PEP 440 can read. */
export interface LegacyPythonVersion {
  readonly legacy: readonly LegacyPart[];
}

export type PythonVersion = Pep440Version | LegacyPythonVersion;

/** In each list a word that begins like another comes after it. */
const preWords: readonly (readonly [string, PreKind])[] = [
  ['alpha', 0],
  ['a', 0],
  ['beta', 1],
  ['b', 1],
  ['rc', 2],
  ['c', 2],
  ['preview', 2],
  ['pre', 2],
];
const postWords = ['post', 'rev', 'r'];

/** Reads a version, PEP 440 or older. Undefined for what was never one: blanks inside it, a word without a number. */
export function parsePythonVersion(text: string): PythonVersion | undefined {
  const version = parsePep440(text);
  if (version !== undefined) return version;
  const legacy = parseLegacyParts(text.trim().toLowerCase());
  return legacy === undefined ? undefined : { legacy };
}

/**
 * Reads a version in any spelling that PEP 440 normalises, Appendix B.
 * @see https://packaging.python.org/en/latest/specifications/version-specifiers/
 */
export function parsePep440(text: string): Pep440Version | undefined {
  const scanner = new Scanner(text.trim().toLowerCase());
  if (scanner.next === 'v') scanner.at += 1;
  let first = scanner.number();
  if (first === undefined) return undefined;
  let epoch: Numeral = 0;
  if (scanner.next === '!') {
    scanner.at += 1;
    epoch = first;
    first = scanner.number();
    if (first === undefined) return undefined;
  }
  const release: Numeral[] = [first];
  while (scanner.next === '.') {
    const before = scanner.at;
    scanner.at += 1;
    const number = scanner.number();
    if (number === undefined) {
      scanner.at = before;
      break;
    }
    release.push(number);
  }
  const written = release.length;
  trimZeros(release);

  const preWord = preWords.find(([word]) => scanner.skipWord(word));
  const pre = preWord === undefined ? undefined : { kind: preWord[1], number: scanner.implicitNumber() };
  const post = readPost(scanner);
  const dev = scanner.skipWord('dev') ? scanner.implicitNumber() : undefined;
  const local = scanner.next === '+' ? parseLocal(scanner.rest(1)) : scanner.next === undefined ? [] : undefined;
  if (local === undefined) return undefined;
  return {
    epoch,
    release,
    written,
    ...(pre !== undefined && { pre }),
    ...(post !== undefined && { post }),
    ...(dev !== undefined && { dev }),
    ...(local.length > 0 && { local }),
  };
}

function readPost(scanner: Scanner): Numeral | undefined {
  if (scanner.next === '-') {
    // "1.0-1" is an implicit post-release.
    scanner.at += 1;
    const number = scanner.number();
    if (number !== undefined) return number;
    scanner.at -= 1;
  }
  return postWords.some((word) => scanner.skipWord(word)) ? scanner.implicitNumber() : undefined;
}

function parseLocal(text: string): readonly (Numeral | string)[] | undefined {
  const segments: (Numeral | string)[] = [];
  for (const segment of text.split(/[-_.]/)) {
    if (segment === '' || /[^a-z0-9]/.test(segment)) return undefined;
    segments.push(endOfDigits(segment, 0) === segment.length ? toNumeral(segment) : segment);
  }
  return segments;
}

class Scanner {
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get next(): string | undefined {
    return this.#text[this.at];
  }

  rest(skip: number): string {
    return this.#text.slice(this.at + skip);
  }

  number(): Numeral | undefined {
    const end = endOfDigits(this.#text, this.at);
    if (end === this.at) return undefined;
    const value = toNumeral(this.#text, this.at, end);
    this.at = end;
    return value;
  }

  /** Goes past a word, and at most one separator before it, when they are here. */
  skipWord(word: string): boolean {
    const start = this.#afterSeparator();
    if (!this.#text.startsWith(word, start)) return false;
    this.at = start + word.length;
    return true;
  }

  /** Goes past at most one separator and the number after it; without a number it is 0. */
  implicitNumber(): Numeral {
    this.at = this.#afterSeparator();
    return this.number() ?? 0;
  }

  #afterSeparator(): number {
    const next = this.next;
    return next === '.' || next === '-' || next === '_' ? this.at + 1 : this.at;
  }
}

/** The order of PEP 440, "Summary of permitted suffixes and relative ordering"; what is older than PEP 440 comes before it. */
export function comparePythonVersions(a: PythonVersion, b: PythonVersion): Comparison {
  if ('legacy' in a) return 'legacy' in b ? compareLegacyParts(a.legacy, b.legacy) : -1;
  return 'legacy' in b ? 1 : comparePep440(a, b);
}

export function comparePep440(a: Pep440Version, b: Pep440Version): Comparison {
  return comparePublic(a, b) || compareLocal(a.local, b.local);
}

/** As if neither had a local version label. */
export function comparePublic(a: Pep440Version, b: Pep440Version): Comparison {
  return (
    compareNumerals(a.epoch, b.epoch) ||
    compareReleases(a.release, b.release) ||
    compareNumerals(preRank(a), preRank(b)) ||
    compareNumerals(a.pre?.number ?? 0, b.pre?.number ?? 0) ||
    compareOptional(a.post, b.post, -1) ||
    compareOptional(a.dev, b.dev, 1)
  );
}

/** Development releases of the final release come first, then a, b, rc, and last the final release with its post-releases. */
function preRank(version: Pep440Version): number {
  if (version.pre !== undefined) return version.pre.kind + 1;
  return version.dev !== undefined && version.post === undefined ? 0 : 4;
}

/** `absent` is what a missing number is against one that is there. */
function compareOptional(a: Numeral | undefined, b: Numeral | undefined, absent: -1 | 1): Comparison {
  if (a === undefined) return b === undefined ? 0 : absent;
  return b === undefined ? (absent === 1 ? -1 : 1) : compareNumerals(a, b);
}

function compareLocal(a: Pep440Version['local'], b: Pep440Version['local']): Comparison {
  if (a === undefined) return b === undefined ? 0 : -1;
  if (b === undefined) return 1;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const order = compareLocalSegments(a[index] as Numeral | string, b[index] as Numeral | string);
    if (order !== 0) return order;
  }
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
}

function compareLocalSegments(a: Numeral | string, b: Numeral | string): Comparison {
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : -1;
  return typeof b === 'string' ? 1 : compareNumerals(a, b);
}
