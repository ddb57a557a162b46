import { readRating, type Rating } from '../severity/rating.ts';

/** What an event does to the versions from it on (OSV schema, `affected[].ranges[].events`). */
export type EventKind = 'introduced' | 'fixed' | 'last_affected' | 'limit';

export interface EntryEvent {
  readonly kind: EventKind;
  readonly version: string;
}

export interface EntryRange {
  /** `SEMVER`, `ECOSYSTEM`, `GIT`, or what the schema may define later. */
  readonly type: string;
  /** Empty for `GIT`: commits cannot be compared here. */
  readonly events: readonly EntryEvent[];
}

/** What matching needs of one element of a record's `affected`; kept in the look-up table under the package's name. */
export interface AffectedEntry {
  /** The record's id. */
  readonly record: string;
  /** What follows the colon in the ecosystem: the release of a distribution, or the URL of a repository. */
  readonly suffix?: string;
  readonly ranges: readonly EntryRange[];
  /** Affected versions that no range above holds. */
  readonly versions: readonly string[];
  /** Severity for this package, when the record has one for it (`affected[].severity`). */
  readonly rating?: Rating;
}

/** How many events ranges have together. */
export function eventsOf(ranges: readonly EntryRange[]): number {
  return ranges.reduce((sum, { events }) => sum + events.length, 0);
}

const letters: Readonly<Record<EventKind, string>> = { introduced: 'i', fixed: 'f', last_affected: 'l', limit: 'm' };
const kinds: Readonly<Record<string, EventKind>> = { i: 'introduced', f: 'fixed', l: 'last_affected', m: 'limit' };

type Packed = readonly unknown[];

/** An entry as it lies in the database: an array for JSON, without names. */
export function packEntry(entry: AffectedEntry): Packed {
  const packed: unknown[] = [entry.record, entry.suffix ?? 0, entry.ranges.map(packRange), entry.versions, entry.rating ?? 0];
  return packed;
}

function packRange(range: EntryRange): Packed {
  const packed = [range.type];
  for (const { kind, version } of range.events) packed.push(letters[kind], version);
  return packed;
}

/** The inverse of `packEntry`, for what a database holds. Undefined when it is something else: the database is damaged. */
export function unpackEntry(packed: unknown): AffectedEntry | undefined {
  if (!Array.isArray(packed) || packed.length !== 5) return undefined;
  const [record, suffix, packedRanges, versions, rating] = packed as readonly unknown[];
  if (typeof record !== 'string' || !Array.isArray(packedRanges) || !areStrings(versions)) return undefined;
  const ranges: EntryRange[] = [];
  for (const range of packedRanges as readonly unknown[]) {
    if (!areStrings(range) || range.length % 2 !== 1) return undefined;
    const events: EntryEvent[] = [];
    for (let at = 1; at < range.length; at += 2) {
      const kind = kinds[range[at] as string];
      if (kind === undefined) return undefined;
      events.push({ kind, version: range[at + 1] as string });
    }
    ranges.push({ type: range[0] as string, events });
  }
  const read = rating === 0 ? undefined : readRating(rating);
  if (rating !== 0 && read === undefined) return undefined;
  return {
    record,
    ranges,
    versions,
    ...(typeof suffix === 'string' ? { suffix } : undefined),
    ...(read === undefined ? undefined : { rating: read }),
  };
}

function areStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
