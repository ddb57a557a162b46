import { isObject, textOf, arrayOf, type DataObject, type DataValue } from '../../kernel/index.ts';
import { severityLevels, type Severity, type SeverityLevel } from '../../model/index.ts';
import type { CvssVersion, ScoreVector } from './cvss.ts';

/** What one record says of the severity, in the form in which the database keeps it. */
export interface Rating {
  readonly level: SeverityLevel;
  readonly score?: number;
  readonly vector?: string;
  /** What it rests on: `CVSS 4.0`, or the member of the record. */
  readonly basis: string;
  /** Which rating speaks for a vulnerability that several records rate: the highest weight does. */
  readonly weight: number;
}

/**
 * Precedence: a newer version of CVSS before an older one, any vector before a word, a word before what follows from the
 * kind of record. Of two of the same weight the more severe one counts.
 */
const weights: Readonly<Record<CvssVersion | 'malicious' | 'word' | 'informational', number>> = {
  malicious: 7,
  '4.0': 6,
  '3.1': 5,
  '3.0': 4,
  '2.0': 3,
  word: 2,
  informational: 1,
};

const words: Readonly<Record<string, SeverityLevel>> = {
  none: 'none',
  negligible: 'low',
  low: 'low',
  moderate: 'medium',
  medium: 'medium',
  important: 'high',
  high: 'high',
  critical: 'critical',
};

/** RustSec: notices that are no vulnerabilities. `unsound` can become one in the hands of the code that calls it. */
const informational: Readonly<Record<string, SeverityLevel>> = { notice: 'none', unmaintained: 'none', unsound: 'low' };

/** The best rating among the `severity` elements of a record or of one of its packages. Elements of other shapes rate nothing. */
function rateVectors(severity: DataValue | undefined, score: ScoreVector): Rating | undefined {
  let best: Rating | undefined;
  for (const element of arrayOf(severity)) {
    if (!isObject(element)) continue;
    const type = textOf(element['type']) ?? '';
    const value = textOf(element['score']);
    if (value === undefined) continue;
    const rating = type.startsWith('CVSS_') ? rateVector(value, score) : rateWord(value, `severity of type ${type}`);
    if (rating !== undefined) best = moreTelling(best, rating);
  }
  return best;
}

function rateVector(vector: string, scoreVector: ScoreVector): Rating | undefined {
  const scored = scoreVector(vector);
  if (scored === undefined) return undefined;
  const { score, version } = scored;
  return { level: levelOf(score, version), score, vector, basis: `CVSS ${version}`, weight: weights[version] };
}

/** Qualitative scales: CVSS 3.1 section 5, CVSS 4.0 section 6; CVSS 2.0 has none, NVD's is used. */
function levelOf(score: number, version: CvssVersion): SeverityLevel {
  if (version === '2.0') return score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'none';
}

function rateWord(word: DataValue | undefined, basis: string): Rating | undefined {
  const level = typeof word === 'string' ? words[word.toLowerCase()] : undefined;
  return level === undefined ? undefined : { level, basis, weight: weights.word };
}

/** What a database says in its own members, of a record or of one of its packages. */
function rateSpecifics(holder: DataObject): Rating | undefined {
  let best: Rating | undefined;
  for (const name of ['database_specific', 'ecosystem_specific'] as const) {
    const specific = holder[name];
    if (!isObject(specific)) continue;
    const word = rateWord(specific['severity'], `${name}.severity`);
    if (word !== undefined) best = moreTelling(best, word);
    if (arrayOf(specific['categories']).includes('malicious')) {
      best = moreTelling(best, { level: 'critical', basis: `${name}.categories`, weight: weights.malicious });
    }
    const kind = textOf(specific['informational']);
    const level = kind === undefined ? undefined : informational[kind];
    if (level !== undefined) best = moreTelling(best, { level, basis: `informational (${kind})`, weight: weights.informational });
  }
  return best;
}

/** A record of malicious code: the package itself is the attack. */
export function isMalware(id: string): boolean {
  return id.startsWith('MAL-');
}

/** What a whole record says. */
export function rateRecord(id: string, record: DataObject, score: ScoreVector): Rating | undefined {
  return isMalware(id) ? { level: 'critical', basis: 'malicious code', weight: weights.malicious } : rateHolder(record, score);
}

/** What a holder of `severity` and of the databases' own members says: a record, or one of its `affected`. */
export function rateHolder(holder: DataObject, score: ScoreVector): Rating | undefined {
  const byVector = rateVectors(holder['severity'], score);
  const bySpecifics = rateSpecifics(holder);
  return bySpecifics === undefined ? byVector : moreTelling(byVector, bySpecifics);
}

/** A rating as the database keeps it, after JSON. Undefined when it is something else. */
export function readRating(value: unknown): Rating | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { level, score, vector, basis, weight } = value as Readonly<Record<string, unknown>>;
  if (!severityLevels.some((known) => known === level) || typeof basis !== 'string' || typeof weight !== 'number') return undefined;
  return {
    level: level as SeverityLevel,
    basis,
    weight,
    ...(typeof score === 'number' ? { score } : undefined),
    ...(typeof vector === 'string' ? { vector } : undefined),
  };
}

/** The one of two ratings that counts. Does not depend on their order but for ratings that say the same. */
export function moreTelling(a: Rating | undefined, b: Rating): Rating {
  if (a === undefined) return b;
  const order =
    a.weight - b.weight || (a.score ?? 0) - (b.score ?? 0) || severityLevels.indexOf(a.level) - severityLevels.indexOf(b.level);
  return order >= 0 ? a : b;
}

/** The severity of a finding, from the ratings of its records by record id, in any order. */
export function toSeverity(ratings: ReadonlyMap<string, Rating>): Severity {
  let best: Rating | undefined;
  let record = '';
  for (const [id, rating] of [...ratings].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const winner = moreTelling(best, rating);
    if (winner === best) continue;
    best = winner;
    record = id;
  }
  if (best === undefined) return { level: 'unknown' };
  const { level, score, vector, basis } = best;
  return {
    level,
    source: `${basis} of ${record}`,
    ...(score === undefined ? undefined : { score }),
    ...(vector === undefined ? undefined : { vector }),
  };
}
