import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { AppError, defaultLimits, isObject, messageOf, type DataObject, type DataValue, type Issue } from '../../kernel/index.ts';
import { isLater } from '../record/check.ts';
import { splitOsvName } from '../record/entries.ts';
import { type AffectedEntry, unpackEntry } from '../record/entry.ts';
import { type RecordTexts, unpackTexts } from '../record/texts.ts';
import { readRating, type Rating } from '../severity/rating.ts';
import { type DatabaseStatus, readParts, readRefusals, readSlots, type Slot } from './status.ts';

/** An entry, and the part of the database it is from. */
export interface PlacedEntry extends AffectedEntry {
  readonly part: number;
}

/** A whole record, read when something matched. */
export interface StoredRecord {
  readonly id: string;
  readonly part: number;
  readonly modified: string;
  readonly published?: string;
  readonly withdrawn?: string;
  readonly rating?: Rating;
  readonly texts: RecordTexts;
  /** The OSV record itself, as its source has it: nothing but its id is checked. Read when it is asked for. */
  readonly source: () => DataObject;
}

/** The advisories of one machine. Read-only; throws `AppError` `database/damaged` when the file turns out to be damaged. */
export interface AdvisoryDatabase {
  /** Whether it has everything that is published for an ecosystem, by its OSV name, with or without a release: else nothing follows from finding nothing. */
  covers(ecosystem: string): boolean;
  /**
   * What is said of packages of one ecosystem (OSV name), by name. Names are in the form that `normalizeName` of the ecosystem gives.
   * Those that no advisory names are left out. Withdrawn records say nothing.
   */
  lookup(ecosystem: string, names: readonly string[]): ReadonlyMap<string, readonly PlacedEntry[]>;
  /** The record of an id in one part. */
  record(part: number, id: string): StoredRecord;
  /** Every record of an id, of all parts, withdrawn ones too. */
  recordsOf(id: string): readonly StoredRecord[];
  /** Whether another part that covers the ecosystem has a newer state of the record: the older one then says nothing. */
  isSuperseded(record: StoredRecord, ecosystem: string): boolean;
  status(): DatabaseStatus;
  /** The records that were refused when the database was built, and why. */
  refusals(): readonly Issue[];
  close(): void;
}

/** Puts the questions to a database whose header is in order. Throws what SQLite throws when its tables cannot be read. */
export function askDatabase(sqlite: DatabaseSync, path: string): AdvisoryDatabase {
  const slots = readSlots(sqlite);
  const statement = onceEach(sqlite);
  const guarded = <T>(question: () => T): T => {
    try {
      return question();
    } catch (thrown) {
      throw damaged(path, thrown);
    }
  };
  const readSource = (text: number, id: string): DataObject => guarded(() => toSource(statement(deflatedSql).get(text), id));
  const slotsOf = (ecosystem: string): readonly Slot[] => slots.filter((slot) => slot.ecosystem === ecosystem);
  return {
    covers: (ecosystem) => slotsOf(splitOsvName(ecosystem).base).some((slot) => slot.isCovered),
    lookup: (ecosystem, names) => guarded(() => lookupNames(statement(lookupSql), slotsOf(ecosystem), names)),
    record: (part, id) => guarded(() => toRecord(statement(recordSql).get(part, id), id, readSource)),
    recordsOf: (id) =>
      guarded(() =>
        statement(recordsSql)
          .all(id)
          .map((row) => toRecord(row, id, readSource)),
      ),
    isSuperseded: (record, ecosystem) =>
      guarded(() =>
        slotsOf(ecosystem).some((slot) => {
          if (!slot.isCovered || slot.part === record.part) return false;
          const modified = statement(modifiedSql).get(slot.part, record.id)?.['modified'];
          return typeof modified === 'string' && isLater(modified, record.modified);
        }),
      ),
    status: () => guarded(() => ({ path, parts: readParts(sqlite), slots })),
    refusals: () => guarded(() => readRefusals(sqlite)),
    close: () => sqlite.close(),
  };
}

export function damaged(path: string, cause: unknown): AppError {
  return new AppError('database/damaged', `the advisory database ${path} is damaged: ${messageOf(cause)}`, {
    hint: 'Remove it and run "assay db update".',
    cause,
  });
}

// One statement for all names: a search by itself is cheap, a call from JavaScript is not.
const lookupSql = `
  SELECT names.name, entries.packed FROM json_each(?) AS wanted
  CROSS JOIN names ON names.slot = ? AND names.name = wanted.value
  LEFT JOIN entries ON entries.number = names.entries`;
const recordColumns =
  'records.part, records.id, records.modified, records.published, records.withdrawn, records.rating, records.text, texts.brief';
const recordSql = `SELECT ${recordColumns} FROM records JOIN texts ON number = text WHERE records.part = ? AND records.id = ?`;
const recordsSql = `SELECT ${recordColumns} FROM parts JOIN records ON records.part = parts.part AND records.id = ? JOIN texts ON number = text`;
const deflatedSql = 'SELECT deflated FROM texts WHERE number = ?';
const modifiedSql = 'SELECT modified FROM records WHERE part = ? AND id = ?';

function onceEach(sqlite: DatabaseSync): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = sqlite.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}

function lookupNames(
  statement: StatementSync,
  slots: readonly Slot[],
  names: readonly string[],
): ReadonlyMap<string, readonly PlacedEntry[]> {
  const found = new Map<string, PlacedEntry[]>();
  // In the order of the index, so that each of its pages is read once.
  const wanted = JSON.stringify(names.toSorted());
  for (const { slot, part } of slots) {
    for (const row of statement.all(wanted, slot)) {
      const { name, packed } = row;
      if (typeof name !== 'string' || typeof packed !== 'string') throw new Error('a name has no entries');
      const entries = found.get(name) ?? [];
      found.set(name, entries);
      for (const item of JSON.parse(packed) as readonly unknown[]) {
        const entry = unpackEntry(item);
        if (entry === undefined) throw new Error(`an entry of ${JSON.stringify(name)} cannot be read`);
        entries.push({ ...entry, part });
      }
    }
  }
  return found;
}

function toRecord(
  row: Record<string, unknown> | undefined,
  id: string,
  readSource: (text: number, id: string) => DataObject,
): StoredRecord {
  const { part, modified, published, withdrawn, rating, text, brief } = row ?? {};
  if (typeof part !== 'number' || typeof modified !== 'string' || typeof text !== 'number' || typeof brief !== 'string') {
    throw new TypeError(`the record ${id} is not there`);
  }
  const texts = unpackTexts(brief);
  if (texts === undefined) throw new Error(`the texts of ${id} cannot be read`);
  const read = typeof rating === 'string' ? readRating(JSON.parse(rating)) : undefined;
  if (read === undefined && typeof rating === 'string') throw new Error(`the rating of ${id} cannot be read`);
  return {
    id,
    part,
    modified,
    texts,
    source: () => readSource(text, id),
    ...(typeof published === 'string' ? { published } : undefined),
    ...(typeof withdrawn === 'string' ? { withdrawn } : undefined),
    ...(read === undefined ? undefined : { rating: read }),
  };
}

function toSource(row: Record<string, unknown> | undefined, id: string): DataObject {
  const deflated = row?.['deflated'];
  if (!(deflated instanceof Uint8Array)) throw new TypeError(`the text of ${id} is not there`);
  const { inflateRawSync } = process.getBuiltinModule('node:zlib');
  const source = JSON.parse(inflateRawSync(deflated, { maxOutputLength: defaultLimits.advisoryBytes }).toString()) as DataValue;
  if (!isObject(source) || source['id'] !== id) throw new Error(`the text of ${id} is of something else`);
  return source;
}
