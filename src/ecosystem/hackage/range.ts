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
import { compareNumberLists, parseNumberList, type NumberList } from '../versions/number-list.ts';

const relations: Readonly<Record<string, Relation>> = { '==': '=', '>': '>', '<': '<', '>=': '>=', '<=': '<=' };

/**
 * Whether a version is in a range of a `.cabal` file: `>=1.2 && <1.3 || ==2.*`, `^>=1.2.3`. Brackets are not read.
 * @see https://cabal.readthedocs.io/en/stable/cabal-package-description-file.html#pkg-field-build-depends
 */
export function satisfiesCabalRange(version: NumberList, range: string): boolean | undefined {
  return meetsAny(version, range.split('||'), readAlternative, compareNumberLists);
}

function readAlternative(text: string): readonly Clause<NumberList>[] | undefined {
  if (text === '' || text === '-any') return [];
  return readClauses(splitClauses(text, '&'), readClause);
}

function readClause(clause: WrittenClause): readonly Clause<NumberList>[] | undefined {
  const wild = clause.version.endsWith('.*');
  const version = parseNumberList(wild ? clause.version.slice(0, -2) : clause.version, '.');
  if (version === undefined) return undefined;
  if (wild) return clause.operator === '==' ? upTo(version, version.numbers.length - 1) : undefined;
  // The first two numbers are the major version.
  if (clause.operator === '^>=') {
    return upTo(version.numbers.length > 1 ? version : { numbers: [...version.numbers, 0] }, 1, version);
  }
  return readRelation(clause, relations, (text) => parseNumberList(text, '.'));
}

function upTo(version: NumberList, index: number, from = version): readonly Clause<NumberList>[] | undefined {
  const numbers = raised(version.numbers, index);
  if (numbers === undefined) return undefined;
  return [
    { relation: '>=', version: from },
    { relation: '<', version: { numbers } },
  ];
}
