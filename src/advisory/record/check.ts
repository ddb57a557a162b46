import { isObject, type DataArray, type DataObject, type DataValue } from '../../kernel/index.ts';
import type { EntryEvent, EntryRange, EventKind } from './entry.ts';

/** Why a record is refused, and the part of it that is wrong. */
export interface RecordFault {
  readonly fault: string;
  readonly at: DataObject | DataArray | undefined;
}

/** The parts of a record that decide whether and when it matches, checked against the OSV schema 1.7. */
export interface CheckedRecord {
  readonly id: string;
  readonly modified: string;
  readonly published?: string;
  readonly withdrawn?: string;
  readonly affected: readonly CheckedAffected[];
  /** What is wrong with it and does not keep it from matching. */
  readonly remarks: readonly RecordFault[];
}

export interface CheckedAffected {
  readonly source: DataObject;
  /** Without it the element is about commits of a repository, and no package can be looked up. */
  readonly package?: { readonly ecosystem: string; readonly name: string };
  readonly ranges: readonly EntryRange[];
  readonly versions: readonly string[];
}

const LONGEST_TEXT = 1000; // characters of an id, a name or a version
const idPattern = /^[A-Za-z0-9][\x21-\x7e]*$/;
const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT && idPattern.test(value);
}

/**
 * A record whose package or versions cannot be understood is refused. A time that cannot be understood is a remark only: a record
 * that would otherwise match must not be lost for it.
 */
export function checkRecord(record: DataValue | undefined): CheckedRecord | RecordFault {
  if (!isObject(record)) return { fault: 'is not an advisory: not a JSON object', at: undefined };
  const { id } = record;
  if (!isId(id)) return { fault: 'is not an advisory: it has no id', at: record };
  const affected = checkList(record, 'affected', checkAffected);
  if ('fault' in affected) return affected;
  const remarks: RecordFault[] = [];
  const timeOf = (name: string, consequence: string): string | undefined => {
    const time = record[name] ?? undefined;
    if (time === undefined || isTime(time)) return time;
    remarks.push({ fault: `has a "${name}" that is no RFC 3339 time in UTC: ${consequence}`, at: record });
    return undefined;
  };
  const modified = timeOf('modified', 'it counts as older than any other');
  const published = timeOf('published', 'it is left out');
  const withdrawn = timeOf('withdrawn', 'the record is not held to be withdrawn');
  if ((record['modified'] ?? undefined) === undefined) {
    remarks.push({ fault: 'has no "modified": it counts as older than any other', at: record });
  }
  return {
    id,
    modified: modified ?? LONG_AGO,
    affected: affected.items,
    remarks,
    ...(published === undefined ? undefined : { published }),
    ...(withdrawn === undefined ? undefined : { withdrawn }),
  };
}

/** Go's zero time, which several databases write for "not known". */
const LONG_AGO = '0001-01-01T00:00:00Z';

function isTime(value: DataValue | undefined): value is string {
  return typeof value === 'string' && value.length <= 40 && timePattern.test(value) && !Number.isNaN(Date.parse(value));
}

/** Orders two times of the form `isTime` accepts, whatever the number of their decimals. */
export function isLater(a: string, b: string): boolean {
  return a.slice(0, -1) > b.slice(0, -1);
}

function checkAffected(affected: DataObject): CheckedAffected | RecordFault {
  const named = checkPackage(affected);
  if (named !== undefined && 'fault' in named) return named;
  const ranges = checkList(affected, 'ranges', checkRange);
  if ('fault' in ranges) return ranges;
  const versions = affected['versions'] ?? [];
  if (!Array.isArray(versions)) return { fault: 'has "versions" that are no list', at: affected };
  if (!(versions as DataArray).every(isVersion)) return { fault: 'lists a version that is no text', at: versions as DataArray };
  return {
    source: affected,
    ranges: ranges.items,
    versions: versions as readonly string[],
    ...(named === undefined ? undefined : { package: named }),
  };
}

function checkPackage(affected: DataObject): CheckedAffected['package'] | RecordFault {
  const named = affected['package'] ?? undefined;
  if (named === undefined) return undefined;
  if (!isObject(named)) return { fault: 'has a "package" that is no object', at: affected };
  const { ecosystem, name } = named;
  if (!isName(ecosystem) || ecosystem.startsWith(':')) return { fault: 'names a package without its ecosystem', at: named };
  if (!isName(name)) return { fault: 'names an ecosystem without a package', at: named };
  return { ecosystem, name };
}

function isName(value: DataValue | undefined): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;
}

function isVersion(value: DataValue | undefined): value is string {
  return isName(value);
}

function checkRange(range: DataObject): EntryRange | RecordFault {
  const { type } = range;
  if (!isName(type)) return { fault: 'has a range without a type', at: range };
  const events = checkList(range, 'events', checkEvent);
  if ('fault' in events) return events;
  if (!events.items.some((event) => event.kind === 'introduced')) {
    return { fault: 'has a range that nothing introduces', at: range };
  }
  return { type, events: events.items };
}

const eventKinds: readonly EventKind[] = ['introduced', 'fixed', 'last_affected', 'limit'];

/** "Only a single type is allowed in each event object." */
function checkEvent(event: DataObject): EntryEvent | RecordFault {
  let found: EntryEvent | undefined;
  for (const kind of eventKinds) {
    const version = event[kind] ?? undefined;
    if (version === undefined) continue;
    if (found !== undefined) return { fault: `has an event that is both "${found.kind}" and "${kind}"`, at: event };
    if (!isVersion(version)) return { fault: `has an event whose "${kind}" is no version`, at: event };
    found = { kind, version };
  }
  return found ?? { fault: 'has an event of no kind that is known', at: event };
}

/** A member that is a list of objects, each checked; a missing one is empty. */
function checkList<T extends object>(
  holder: DataObject,
  name: string,
  check: (item: DataObject) => T | RecordFault,
): { readonly items: readonly T[] } | RecordFault {
  const list = holder[name] ?? [];
  if (!Array.isArray(list)) return { fault: `has "${name}" that is no list`, at: holder };
  const items: T[] = [];
  for (const element of list as DataArray) {
    if (!isObject(element)) return { fault: `has something in "${name}" that is no object`, at: list as DataArray };
    const item = check(element);
    if ('fault' in item) return item;
    items.push(item);
  }
  return { items };
}
