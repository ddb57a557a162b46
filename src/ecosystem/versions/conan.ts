import type { Comparison } from '../ecosystem.ts';
import { compareNumerals, compareText, endOfDigits, toNumeral, type Numeral } from './numeral.ts';

/** A number and what is written straight after it (`1k`), or a word alone. */
interface Item {
  readonly number: Numeral | undefined;
  readonly word: string;
}

export interface ConanVersion {
  /** Without zeros at the end. */
  readonly items: readonly Item[];
  readonly pre: readonly Item[] | undefined;
  readonly build: readonly Item[] | undefined;
}

/**
 * Reads `items[-pre-release][+build]`, where the items, any number of them, may have letters after their digits: `1.1.1k` is after
 * `1.1.1`. A word alone (`cci.20230101`) is after every number.
 * @see https://docs.conan.io/2/reference/conanfile/attributes.html#version
 */
export function parseConanVersion(text: string): ConanVersion | undefined {
  const version = text.trim().toLowerCase();
  if (!/\d/.test(version)) return undefined;
  const plus = version.indexOf('+');
  const build = plus === -1 ? undefined : parseItems(version.slice(plus + 1));
  const rest = plus === -1 ? version : version.slice(0, plus);
  const dash = rest.indexOf('-');
  const pre = dash === -1 ? undefined : parseItems(rest.slice(dash + 1));
  const items = parseItems(dash === -1 ? rest : rest.slice(0, dash));
  if (items === undefined || (plus !== -1 && build === undefined) || (dash !== -1 && pre === undefined)) return undefined;
  return { items, pre, build };
}

function parseItems(text: string): readonly Item[] | undefined {
  const items: Item[] = [];
  for (const part of text.split('.')) {
    if (part === '' || /[^0-9a-z_-]/.test(part)) return undefined;
    const end = endOfDigits(part, 0);
    items.push({ number: end === 0 ? undefined : toNumeral(part, 0, end), word: part.slice(end) });
  }
  for (let last = items.at(-1); last?.number === 0 && last.word === ''; last = items.at(-1)) items.pop();
  return items;
}

/** A pre-release is before its release, a build after it. */
export function compareConanVersions(a: ConanVersion, b: ConanVersion): Comparison {
  const order = compareItems(a.items, b.items);
  if (order !== 0) return order;
  if (a.pre === undefined || b.pre === undefined) {
    if (a.pre !== b.pre) return a.pre === undefined ? 1 : -1;
  } else {
    const preOrder = compareItems(a.pre, b.pre);
    if (preOrder !== 0) return preOrder;
  }
  if (a.build === undefined) return b.build === undefined ? 0 : -1;
  return b.build === undefined ? 1 : compareItems(a.build, b.build);
}

function compareItems(a: readonly Item[], b: readonly Item[]): Comparison {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const left = a[index];
    const right = b[index];
    // No list ends in a zero, and nothing comes before a zero.
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    if ((left.number === undefined) !== (right.number === undefined)) return left.number === undefined ? 1 : -1;
    const order = compareNumerals(left.number ?? 0, right.number ?? 0) || compareText(left.word, right.word);
    if (order !== 0) return order;
  }
  return 0;
}
