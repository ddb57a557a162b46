import { compareNumerals } from '../versions/numeral.ts';
import { comparePep440, comparePublic, parsePep440, type Pep440Version, type PythonVersion } from '../versions/pep440.ts';

type OrderedOperator = '~=' | '==' | '!=' | '<=' | '>=' | '<' | '>';

/** A clause after it has been read. */
type Clause =
  | { readonly operator: OrderedOperator; readonly version: Pep440Version; readonly wild: boolean }
  | { readonly operator: '==='; readonly text: string };

const operators = ['===', '~=', '==', '!=', '<=', '>=', '<', '>'] as const;

/**
 * Whether a version meets a set of version specifiers, `>=1.2,!=1.4.*,<2`: all of them; an empty set takes any. Pre-releases are
 * not left out: an installer passes over them only while there is a choice, and here there is one version ("Handling of
 * pre-releases"). Undefined when a clause cannot be read, or when a version older than PEP 440 would have to be put in order.
 * @see https://packaging.python.org/en/latest/specifications/version-specifiers/#version-specifiers
 * @param text the version as it was written, for `===`
 */
export function satisfiesSpecifiers(version: PythonVersion, specifiers: string, text: string): boolean | undefined {
  const clauses: Clause[] = [];
  for (const part of specifiers.split(',')) {
    const written = part.trim();
    if (written === '') continue;
    const clause = parseClause(written);
    if (clause === undefined) return undefined;
    clauses.push(clause);
  }
  const exact = text.trim().toLowerCase();
  let met = true;
  for (const clause of clauses) {
    if (clause.operator === '===') met &&= clause.text === exact;
    else if ('legacy' in version) return undefined;
    else met &&= holds(clause.operator, clause.version, clause.wild, version);
  }
  return met;
}

function parseClause(text: string): Clause | undefined {
  const operator = operators.find((candidate) => text.startsWith(candidate));
  if (operator === undefined) return undefined;
  const written = text.slice(operator.length).trim();
  if (operator === '===') return written === '' || /\s/.test(written) ? undefined : { operator, text: written.toLowerCase() };

  const wild = written.endsWith('.*');
  const version = parsePep440(wild ? written.slice(0, -2) : written);
  if (version === undefined) return undefined;
  const equality = operator === '==' || operator === '!=';
  if (wild && (!equality || !isPlainRelease(version))) return undefined;
  if (version.local !== undefined && !equality) return undefined;
  if (operator === '~=' && version.written < 2) return undefined;
  return { operator, version, wild };
}

function isPlainRelease({ pre, post, dev, local }: Pep440Version): boolean {
  return pre === undefined && post === undefined && dev === undefined && local === undefined;
}

function isPreRelease(version: Pep440Version): boolean {
  return version.pre !== undefined || version.dev !== undefined;
}

function holds(operator: OrderedOperator, bound: Pep440Version, wild: boolean, version: Pep440Version): boolean {
  switch (operator) {
    case '==':
      return isEqual(bound, wild, version);
    case '!=':
      return !isEqual(bound, wild, version);
    case '<=':
      return comparePublic(version, bound) <= 0;
    case '>=':
      return comparePublic(version, bound) >= 0;
    case '~=':
      return comparePublic(version, bound) >= 0 && beginsWith(version, bound, bound.written - 1);
    case '<':
      // Not the pre-releases of the bound itself, the first of which is its dev0.
      return comparePublic(version, isPreRelease(bound) ? bound : { ...bound, dev: 0 }) < 0;
    case '>':
      // Neither the local versions of the bound nor, unless it names one itself, its post-releases.
      return (
        comparePublic(version, bound) > 0 && (bound.post !== undefined || bound.dev !== undefined || !isPostOf(version, bound))
      );
  }
}

function isEqual(bound: Pep440Version, wild: boolean, version: Pep440Version): boolean {
  if (wild) return beginsWith(version, bound, bound.written);
  // A specifier without a local version label takes every label.
  return (bound.local === undefined ? comparePublic(version, bound) : comparePep440(version, bound)) === 0;
}

/** Whether the epoch and the first numbers of the release are those of the bound. */
function beginsWith(version: Pep440Version, bound: Pep440Version, length: number): boolean {
  if (compareNumerals(version.epoch, bound.epoch) !== 0) return false;
  for (let index = 0; index < length; index += 1) {
    if (compareNumerals(version.release[index] ?? 0, bound.release[index] ?? 0) !== 0) return false;
  }
  return true;
}

function isPostOf(version: Pep440Version, bound: Pep440Version): boolean {
  return version.post !== undefined && comparePublic(withoutSuffixes(version), withoutSuffixes(bound)) === 0;
}

function withoutSuffixes({ epoch, release, written, pre }: Pep440Version): Pep440Version {
  return pre === undefined ? { epoch, release, written } : { epoch, release, written, pre };
}
