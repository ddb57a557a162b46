import { relationHolds } from '../versions/clauses.ts';
import { compareNumerals, endOfDigits, toNumeral } from '../versions/numeral.ts';
import { compareSemVer, parseIdentifiers, type Identifier, type SemVer } from '../versions/semver.ts';

type Operator = '' | '=' | '<' | '<=' | '>' | '>=' | '~' | '^';

interface Comparator {
  readonly operator: '=' | '<' | '<=' | '>' | '>=';
  readonly version: SemVer;
}

/** `1`, `1.x`, `1.2`, `1.2.3-beta`: numbers that are missing or wild are absent. */
interface Partial {
  readonly numbers: readonly number[];
  readonly pre?: readonly Identifier[];
}

/** A list of comparators that must all hold; undefined when the text is no range. */
type Comparators = readonly Comparator[] | undefined;

/** Before every version there is: what `<*` asks for. */
const nothing: Comparator = { operator: '<', version: { release: [0, 0, 0], pre: [0] } };

/**
 * Whether a version is in a range as npm reads it: alternatives with `||`, hyphen ranges, `x`, `~` and `^`. A pre-release is in
 * a range only when a comparator of the same alternative names a pre-release of the same major.minor.patch.
 * Undefined for what is not a range: a tag, a URL, an alias.
 * @see npm documentation, package.json, "dependencies"; node-semver, "Ranges"
 */
export function satisfiesNpmRange(version: SemVer, range: string): boolean | undefined {
  let found = false;
  for (const alternative of range.split('||')) {
    const comparators = parseAlternative(alternative.trim());
    if (comparators === undefined) return undefined;
    found ||= holdsAll(version, comparators);
  }
  return found;
}

function holdsAll(version: SemVer, comparators: readonly Comparator[]): boolean {
  for (const { operator, version: bound } of comparators) {
    if (!relationHolds(operator, compareSemVer(version, bound))) return false;
  }
  if (version.pre === undefined) return true;
  return comparators.some(({ version: bound }) => bound.pre !== undefined && sameRelease(bound, version));
}

function sameRelease(a: SemVer, b: SemVer): boolean {
  for (let index = 0; index < 3; index += 1) if (compareNumerals(a.release[index] ?? 0, b.release[index] ?? 0) !== 0) return false;
  return true;
}

function parseAlternative(text: string): Comparators {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const hyphen = words.indexOf('-');
  if (hyphen !== -1) return hyphen === 1 && words.length === 3 ? hyphenRange(words[0] as string, words[2] as string) : undefined;

  const comparators: Comparator[] = [];
  for (let index = 0; index < words.length; index += 1) {
    let word = words[index] as string;
    // An operator may stand apart from its version: ">= 1.2.3".
    while (isOperator(word) && index + 1 < words.length) word += words[(index += 1)] as string;
    const desugared = parseComparator(word);
    if (desugared === undefined) return undefined;
    comparators.push(...desugared);
  }
  return comparators;
}

function isOperator(word: string): boolean {
  return word.length <= 3 && /^(?:[<>]=?|=|~>?|\^)[v=]*$/.test(word);
}

function hyphenRange(from: string, to: string): Comparators {
  const low = parsePartial(from);
  const high = parsePartial(to);
  if (low === undefined || high === undefined) return undefined;
  const comparators: Comparator[] = [];
  if (low.numbers.length > 0) comparators.push({ operator: '>=', version: lowest(low) });
  if (high.numbers.length === 3) comparators.push({ operator: '<=', version: lowest(high) });
  else if (high.numbers.length > 0) comparators.push(below(high, high.numbers.length - 1));
  return comparators;
}

function parseComparator(word: string): Comparators {
  const { operator, rest } = splitOperator(word);
  const partial = parsePartial(rest);
  if (partial === undefined) return undefined;
  const { numbers } = partial;
  if (operator === '^' || operator === '~') return desugar(operator, partial);
  if (numbers.length === 3) return [{ operator: operator === '' ? '=' : operator, version: lowest(partial) }];
  if (numbers.length === 0) return operator === '<' || operator === '>' ? [nothing] : [];

  const last = numbers.length - 1;
  switch (operator) {
    case '>':
      return [{ operator: '>=', version: { release: raised(numbers, last) } }];
    case '>=':
      return [{ operator: '>=', version: { release: padded(numbers) } }];
    case '<':
      return [{ operator: '<', version: { release: padded(numbers), pre: [0] } }];
    case '<=':
      return [below(partial, last)];
    default:
      return [{ operator: '>=', version: { release: padded(numbers) } }, below(partial, last)];
  }
}

function splitOperator(word: string): { readonly operator: Operator; readonly rest: string } {
  for (const operator of ['>=', '<=', '~>', '>', '<', '=', '~', '^'] as const) {
    if (word.startsWith(operator)) return { operator: operator === '~>' ? '~' : operator, rest: word.slice(operator.length) };
  }
  return { operator: '', rest: word };
}

/** `~` lets the last number that is given, but at most the patch, grow; `^` all that comes after the first that is not 0. */
function desugar(operator: '^' | '~', partial: Partial): readonly Comparator[] {
  const { numbers } = partial;
  if (numbers.length === 0) return [];
  const last = numbers.length - 1;
  const firstSet = numbers.findIndex((number) => number !== 0);
  const fixed = operator === '~' ? Math.min(1, last) : firstSet === -1 ? last : firstSet;
  return [{ operator: '>=', version: lowest(partial) }, below(partial, fixed)];
}

function lowest(partial: Partial): SemVer {
  const release = padded(partial.numbers);
  return partial.pre === undefined ? { release } : { release, pre: partial.pre };
}

/** Everything before the version, and all its pre-releases, in which the number at `index` is one more. */
function below(partial: Partial, index: number): Comparator {
  return { operator: '<', version: { release: raised(partial.numbers, index), pre: [0] } };
}

function raised(numbers: readonly number[], index: number): readonly number[] {
  return padded([...numbers.slice(0, index), (numbers[index] as number) + 1]);
}

function padded(numbers: readonly number[]): readonly number[] {
  return numbers.length === 3 ? numbers : [...numbers, 0, 0, 0].slice(0, 3);
}

function parsePartial(text: string): Partial | undefined {
  if (text === '') return undefined;
  let at = 0;
  while (at < text.length && (text[at] === 'v' || text[at] === 'V' || text[at] === '=')) at += 1;
  const numbers: number[] = [];
  let wild = false;
  let positions = 0;
  for (; positions < 3; positions += 1) {
    if (positions > 0) {
      if (text[at] !== '.') break;
      at += 1;
    }
    const character = text[at];
    if (character === 'x' || character === 'X' || character === '*') {
      wild = true;
      at += 1;
      continue;
    }
    const end = endOfDigits(text, at);
    const number = toNumeral(text, at, end);
    if (end === at || typeof number !== 'number') return undefined;
    // "1.x.3" is read as "1.x".
    if (!wild) numbers.push(number);
    at = end;
  }
  if (at === text.length) return { numbers };
  return positions === 3 ? parseQualifiers(text, at, numbers) : undefined;
}

/** `-beta.1+build`; the build metadata has no part in anything, and neither has the pre-release of an incomplete version. */
function parseQualifiers(text: string, start: number, numbers: readonly number[]): Partial | undefined {
  const plus = text.indexOf('+', start);
  const end = plus === -1 ? text.length : plus;
  if (plus !== -1 && parseIdentifiers(text, plus + 1, text.length) === undefined) return undefined;
  if (start === end) return { numbers };
  const pre = parseIdentifiers(text, text[start] === '-' ? start + 1 : start, end);
  if (pre === undefined) return undefined;
  return numbers.length === 3 ? { numbers, pre } : { numbers };
}
