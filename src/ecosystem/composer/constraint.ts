import {
  meetsAny,
  raised,
  readClauses,
  splitClauses,
  type Clause,
  type Relation,
  type WrittenClause,
} from '../versions/clauses.ts';
import { compareComposerVersions, parseComposerVersion, type ComposerVersion } from '../versions/composer.ts';
import type { Numeral } from '../versions/numeral.ts';

const relations: Readonly<Record<string, Relation>> = {
  '': '=',
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '>': '>',
  '<': '<',
  '>=': '>=',
  '<=': '<=',
};

/** The first of all pre-releases: a bound without it would take in those of the version after it. */
const dev = { place: 0 } as const;

/**
 * Whether a version meets a Composer constraint: alternatives with `||`, hyphen ranges, wildcards, `~` and `^`. Composer fills
 * versions up to four numbers first, so that 1.0 and 1.0.0 are the same here. Undefined for branches.
 * @see https://getcomposer.org/doc/articles/versions.md#writing-version-constraints
 */
export function satisfiesComposerConstraint(version: ComposerVersion, constraint: string): boolean | undefined {
  return meetsAny(fill(version), constraint.split(/\|\|?/), readAlternative, compareComposerVersions);
}

function readAlternative(text: string): readonly Clause<ComposerVersion>[] | undefined {
  if (text === '') return undefined;
  const ends = text.split(' - ');
  if (ends.length === 1) return readClauses(splitClauses(text, ','), readClause);
  const [from, to] = ends.map((end) => end.trim()) as [string, string];
  const low = ends.length === 2 ? parseComposerVersion(from) : undefined;
  const high = parseComposerVersion(to);
  if (low === undefined || high === undefined) return undefined;
  // An incomplete upper end takes in all that begins like it.
  const numbers = numbersOf(high);
  const whole = numbers.length >= 3 || numbers.length < high.parts.length;
  const above = whole ? undefined : below(numbers, numbers.length - 1);
  return [{ relation: '>=', version: lowest(low) }, above ?? { relation: '<=', version: fill(high) }];
}

function readClause({ operator, version: written }: WrittenClause): readonly Clause<ComposerVersion>[] | undefined {
  // A flag of stability ("@dev") says what else may be taken, not which version.
  const at = written.indexOf('@');
  const text = at === -1 ? written : written.slice(0, at);
  if (text === '*' || text === 'x' || (text === '' && at === 0)) return operator === '' ? [] : undefined;
  const end = endBeforeWildcards(text);
  const version = parseComposerVersion(text.slice(0, end));
  if (version === undefined) return undefined;
  const numbers = numbersOf(version);
  if (end < text.length) {
    return operator === '' && numbers.length === version.parts.length ? between(version, numbers, numbers.length - 1) : undefined;
  }
  if (operator === '~') return between(version, numbers, Math.max(0, numbers.length - 2));
  if (operator === '^') {
    const firstSet = numbers.findIndex((number) => number !== 0);
    return between(version, numbers, firstSet === -1 ? numbers.length - 1 : Math.min(firstSet, 2));
  }
  if (!Object.hasOwn(relations, operator)) return undefined;
  const relation = relations[operator] as Relation;
  return [{ relation, version: relation === '<' || relation === '>=' ? lowest(version) : fill(version) }];
}

/** `1.2.*` and `1.2.x.x` stand for all that begins with 1.2. */
function endBeforeWildcards(text: string): number {
  let end = text.length;
  while (text.endsWith('.*', end) || text.endsWith('.x', end) || text.endsWith('.X', end)) end -= 2;
  return end;
}

function between(
  version: ComposerVersion,
  numbers: readonly Numeral[],
  index: number,
): readonly Clause<ComposerVersion>[] | undefined {
  const above = below(numbers, index);
  return above === undefined ? undefined : [{ relation: '>=', version: lowest(version) }, above];
}

function below(numbers: readonly Numeral[], index: number): Clause<ComposerVersion> | undefined {
  const above = raised(numbers, index);
  if (above === undefined) return undefined;
  return { relation: '<', version: lowest({ parts: above.map((number) => ({ number })) }) };
}

function lowest(version: ComposerVersion): ComposerVersion {
  const filled = fill(version);
  return numbersOf(filled).length === filled.parts.length ? { parts: [...filled.parts, dev] } : filled;
}

function numbersOf(version: ComposerVersion): readonly Numeral[] {
  const numbers: Numeral[] = [];
  for (const part of version.parts) {
    if (part === '#' || !('number' in part)) break;
    numbers.push(part.number);
  }
  return numbers;
}

function fill(version: ComposerVersion): ComposerVersion {
  const numbers = numbersOf(version);
  if (numbers.length >= 4) return version;
  const zeros = Array.from({ length: 4 - numbers.length }, () => ({ number: 0 }));
  return { parts: [...version.parts.slice(0, numbers.length), ...zeros, ...version.parts.slice(numbers.length)] };
}
