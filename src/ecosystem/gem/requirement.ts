import { meetsAny, raised, readClauses, readRelation, splitClauses } from '../versions/clauses.ts';
import type { Clause, Relation, WrittenClause } from '../versions/clauses.ts';
import { endOfDigits, toNumeral, type Numeral } from '../versions/numeral.ts';
import { compareGemVersions, parseGemVersion, type GemVersion } from '../versions/rubygems.ts';

const relations: Readonly<Record<string, Relation>> = { '': '=', '=': '=', '!=': '!=', '>': '>', '<': '<', '>=': '>=', '<=': '<=' };

/**
 * Whether a version meets a list of gem requirements, `>= 1.2, < 2` or `~> 1.2.3`. Pre-releases are treated like all versions.
 * @see RubyGems Guides, "Patterns", "Declaring Dependencies"
 */
export function satisfiesGemRequirement(version: GemVersion, requirement: string): boolean | undefined {
  return meetsAny(version, [requirement], (text) => readClauses(splitClauses(text, ','), readClause), compareGemVersions);
}

function readClause(clause: WrittenClause): readonly Clause<GemVersion>[] | undefined {
  if (clause.operator !== '~>') return readRelation(clause, relations, parseGemVersion);
  const version = parseGemVersion(clause.version);
  if (version === undefined) return undefined;
  // "~> 1.2.3" lets all but the last but one grow: below 1.3, and below its pre-releases, which an empty word comes before.
  const numbers = leadingNumbers(clause.version);
  const above = raised(numbers, Math.max(0, numbers.length - 2));
  if (above === undefined) return undefined;
  return [
    { relation: '>=', version },
    { relation: '<', version: { segments: [...above, ''] } },
  ];
}

function leadingNumbers(text: string): readonly Numeral[] {
  const numbers: Numeral[] = [];
  for (const part of text.split('.')) {
    if (part === '' || endOfDigits(part, 0) < part.length) break;
    numbers.push(toNumeral(part));
  }
  return numbers;
}
