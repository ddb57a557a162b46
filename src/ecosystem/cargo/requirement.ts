import { compareNumerals, endOfDigits, toNumeral, type Numeral } from '../versions/numeral.ts';
import { compareIdentifiers, parseIdentifiers, type Identifier, type SemVer } from '../versions/semver.ts';

type Operator = '=' | '>' | '>=' | '<' | '<=' | '~' | '^';

interface Comparator {
  readonly operator: Operator;
  /** One to three; what is missing or `*` is absent. */
  readonly numbers: readonly Numeral[];
  /** Only with three numbers. Empty for a release. */
  readonly pre: readonly Identifier[];
}

const noIdentifiers: readonly Identifier[] = [];
const requirementPattern = /^(>=|<=|[<>=~^])? *([^ ]+)$/;

/**
 * Whether a version meets a Cargo requirement: comparators with `,` between, `^` where there is no operator, `*` for any. A
 * pre-release meets it only when a comparator names a pre-release of the same major.minor.patch. Undefined when it cannot be read.
 * @see https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html
 */
export function satisfiesCargoRequirement(version: SemVer, requirement: string): boolean | undefined {
  const comparators = parseRequirement(requirement.trim());
  if (comparators === undefined) return undefined;
  if (!comparators.every((comparator) => holds(comparator, version))) return false;
  if (version.pre === undefined) return true;
  return comparators.some(({ numbers, pre }) => pre.length > 0 && compareNumbers(version, numbers) === 0);
}

function parseRequirement(text: string): readonly Comparator[] | undefined {
  if (text === '*' || text === 'x' || text === 'X') return [];
  const comparators: Comparator[] = [];
  for (const part of text.split(',')) {
    const match = requirementPattern.exec(part.trim());
    const comparator = match === null ? undefined : parseComparator(match[1] as Operator | undefined, match[2] as string);
    if (comparator === undefined) return undefined;
    comparators.push(comparator);
  }
  return comparators;
}

function parseComparator(operator: Operator | undefined, text: string): Comparator | undefined {
  const numbers: Numeral[] = [];
  let at = 0;
  let wild = false;
  for (let position = 0; position < 3; position += 1) {
    if (position > 0) {
      if (text[at] !== '.') break;
      at += 1;
    }
    const character = text[at];
    if (position > 0 && (character === '*' || character === 'x' || character === 'X')) {
      wild = true;
      at += 1;
      continue;
    }
    const end = endOfDigits(text, at);
    if (end === at || wild) return undefined;
    numbers.push(toNumeral(text, at, end));
    at = end;
  }
  // "1.2.*" without an operator fixes what it names.
  const meaning = operator ?? (wild ? '=' : '^');
  if (at === text.length) return { operator: meaning, numbers, pre: noIdentifiers };
  if (numbers.length < 3) return undefined;

  const plus = text.indexOf('+', at);
  const end = plus === -1 ? text.length : plus;
  if (plus !== -1 && parseIdentifiers(text, plus + 1, text.length) === undefined) return undefined;
  if (at === end) return { operator: meaning, numbers, pre: noIdentifiers };
  const pre = text[at] === '-' ? parseIdentifiers(text, at + 1, end) : undefined;
  return pre === undefined ? undefined : { operator: meaning, numbers, pre };
}

function holds(comparator: Comparator, version: SemVer): boolean {
  const { operator, numbers, pre } = comparator;
  const order = compareNumbers(version, numbers);
  switch (operator) {
    case '=':
      return order === 0 && comparePre(version, pre) === 0;
    // An incomplete version stands for all versions that begin so: ">1.2" begins at 1.3, "<1.2" ends before 1.2.
    case '>':
      return order > 0 || (order === 0 && numbers.length === 3 && comparePre(version, pre) > 0);
    case '>=':
      return isAtLeast(comparator, version);
    case '<':
      return order < 0 || (order === 0 && numbers.length === 3 && comparePre(version, pre) < 0);
    case '<=':
      return order < 0 || (order === 0 && (numbers.length < 3 ? version.pre === undefined : comparePre(version, pre) <= 0));
    case '~':
      return compareNumbers(version, numbers.slice(0, 2)) === 0 && isAtLeast(comparator, version);
    case '^':
      return (
        compareNumbers(version, numbers.slice(0, caretLength(numbers))) === 0 &&
        (isAtLeast(comparator, version) || (order === 0 && numbers.length < 3))
      );
  }
}

/** An incomplete version is met by releases only. */
function isAtLeast({ numbers, pre }: Comparator, version: SemVer): boolean {
  const order = compareNumbers(version, numbers);
  return order > 0 || (order === 0 && (numbers.length < 3 ? version.pre === undefined : comparePre(version, pre) >= 0));
}

/** How many leading numbers `^` holds fast: up to and with the first that is not 0, or all that there are. */
function caretLength(numbers: readonly Numeral[]): number {
  const first = numbers.findIndex((number) => number !== 0);
  return first === -1 ? numbers.length : first + 1;
}

/** By the numbers that the comparator has, and no others. */
function compareNumbers(version: SemVer, numbers: readonly Numeral[]): -1 | 0 | 1 {
  for (const [index, number] of numbers.entries()) {
    const order = compareNumerals(version.release[index] ?? 0, number);
    if (order !== 0) return order;
  }
  return 0;
}

/** Like SemVer clause 11.3 and 11.4, where no identifiers at all make a release. */
function comparePre(version: SemVer, pre: readonly Identifier[]): -1 | 0 | 1 {
  if (version.pre === undefined) return pre.length === 0 ? 0 : 1;
  return pre.length === 0 ? -1 : compareIdentifiers(version.pre, pre);
}
