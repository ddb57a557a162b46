import {
  meetsAny,
  raised,
  readClauses,
  readRelation,
  splitClauses,
  type Clause,
  type Relation,
  type WrittenClause,
} from '../versions/clauses.ts';
import { compareConanVersions, parseConanVersion, type ConanVersion } from '../versions/conan.ts';

const relations: Readonly<Record<string, Relation>> = { '': '=', '=': '=', '>': '>', '<': '<', '>=': '>=', '<=': '<=' };

/**
 * Whether a version is in a Conan range, `[>=1.0 <2]` with or without brackets. Pre-releases are treated like all versions.
 * @see https://docs.conan.io/2/tutorial/versioning/version_ranges.html
 */
export function satisfiesConanRange(version: ConanVersion, range: string): boolean | undefined {
  const text = range.trim();
  const inner = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  // "[>=1.0, include_prerelease]": an option follows the comma.
  const [clauses = '', option] = inner.split(',', 2);
  if (option !== undefined && !option.trim().startsWith('include_prerelease')) return undefined;
  return meetsAny(version, clauses.split('||'), readAlternative, compareConanVersions);
}

function readAlternative(text: string): readonly Clause<ConanVersion>[] | undefined {
  if (text === '*') return [];
  return text === '' ? undefined : readClauses(splitClauses(text, ''), readClause);
}

function readClause(clause: WrittenClause): readonly Clause<ConanVersion>[] | undefined {
  if (clause.operator !== '~' && clause.operator !== '^') return readRelation(clause, relations, parseConanVersion);
  const version = parseConanVersion(clause.version);
  if (version === undefined) return undefined;
  const written = (clause.version.split(/[-+]/, 1)[0] as string).split('.').length;
  const numbers = Array.from({ length: written }, (_, index) => version.items[index]?.number ?? 0);
  const firstSet = numbers.findIndex((number) => number !== 0);
  const caret = firstSet === -1 ? numbers.length - 1 : firstSet;
  const above = raised(numbers, clause.operator === '~' ? Math.min(1, numbers.length - 1) : caret);
  if (above === undefined) return undefined;
  const items = above.map((number) => ({ number, word: '' }));
  // Nor the pre-releases of the next version, of which an empty one is the first.
  return [
    { relation: '>=', version },
    { relation: '<', version: { items, pre: [], build: undefined } },
  ];
}
