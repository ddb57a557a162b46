import type { Finding, Severity } from '../../model/index.ts';
import type { PlacedEntry, StoredRecord } from '../database/database.ts';
import { isLater } from '../record/check.ts';
import { moreTelling, type Rating, toSeverity } from '../severity/rating.ts';
import type { AliasGroup, Aliased } from './aliases.ts';
import { lowestFix } from './fixed-version.ts';
import type { ComparedVersion, RangeVerdict } from './range.ts';

/** A finding before it is known how the component got in. */
export type MatchedFinding = Omit<Finding, 'paths' | 'priority'>;

/** A record that does not call the component unaffected. */
export interface RecordHit extends Aliased {
  readonly record: StoredRecord;
  readonly verdict: Exclude<RangeVerdict, { readonly verdict: 'not affected' }>;
  /** What the record says of the package. */
  readonly entries: readonly PlacedEntry[];
}

/** Zero times stand for "not known" in several databases. */
const SENSELESS_TIME = '0001-';

export function toFinding(component: string, version: ComparedVersion | undefined, group: AliasGroup<RecordHit>): MatchedFinding {
  const hits = group.records;
  const affected = hits.filter((hit) => hit.verdict.verdict === 'affected');
  const deciding = affected.length > 0 ? affected : hits;
  const entries = hits.flatMap((hit) => hit.entries);
  const fixedIn = affected.length === 0 || version === undefined ? undefined : lowestFix(version, entries);
  const published = times(hits, 'published').reduce<string | undefined>(
    (a, b) => (a === undefined || isLater(a, b) ? b : a),
    undefined,
  );
  const modified = times(hits, 'modified').reduce<string | undefined>(
    (a, b) => (a === undefined || isLater(b, a) ? b : a),
    undefined,
  );
  return {
    id: group.id,
    aliases: group.ids,
    records: [...new Set(hits.map((hit) => hit.id))],
    component,
    verdict: affected.length > 0 ? 'affected' : 'could not decide',
    reason: reasonOf(deciding),
    summary: summaryOf(hits),
    severity: severityOf(hits),
    references: [...new Set(hits.flatMap((hit) => hit.record.texts.references))],
    weaknesses: [...new Set(hits.flatMap((hit) => hit.record.texts.weaknesses))].toSorted(
      (a, b) => Number(a.slice(4)) - Number(b.slice(4)),
    ),
    ...(fixedIn === undefined ? undefined : { fixedIn }),
    ...(published === undefined ? undefined : { published }),
    ...(modified === undefined ? undefined : { modified }),
  };
}

/** The reasons of the records, each once; with the records when they do not say the same. */
function reasonOf(hits: readonly RecordHit[]): string {
  const reasons = Map.groupBy(hits, ({ verdict }) => (verdict.verdict === 'affected' ? verdict.text : verdict.reason));
  if (reasons.size === 1) return [...reasons.keys()].join('');
  return [...reasons].map(([reason, from]) => `${reason} (${[...new Set(from.map((hit) => hit.id))].join(', ')})`).join('; ');
}

/** Records are sorted with GHSA before the rest: theirs are written to be read in a list. */
function summaryOf(hits: readonly RecordHit[]): string {
  const written = hits.find((hit) => hit.record.texts.hasSummary);
  return (written ?? hits.find((hit) => hit.record.texts.summary !== ''))?.record.texts.summary ?? '';
}

function severityOf(hits: readonly RecordHit[]): Severity {
  const ratings = new Map<string, Rating>();
  for (const { id, record, entries } of hits) {
    for (const rating of [record.rating, ...entries.map((entry) => entry.rating)]) {
      if (rating !== undefined) ratings.set(id, moreTelling(ratings.get(id), rating));
    }
  }
  return toSeverity(ratings);
}

function times(hits: readonly RecordHit[], name: 'published' | 'modified'): readonly string[] {
  return hits.flatMap(({ record }) => {
    const time = record[name];
    return time === undefined || time.startsWith(SENSELESS_TIME) ? [] : [time];
  });
}
