import type { DatabaseSync } from 'node:sqlite';
import type { Issue } from '../../kernel/index.ts';
import type { PartMark } from '../sources/source.ts';

/** Records that were fetched together. */
export interface PartStatus {
  readonly part: number;
  readonly key: string;
  /** The one ecosystem it has everything of; absent when it is a collection. */
  readonly ecosystem?: string;
  readonly origin: string;
  readonly licence?: string;
  /** RFC 3339: when it was last fetched, or last seen to be unchanged. */
  readonly fetched: string;
  /** RFC 3339: the newest `modified` among its records. */
  readonly newest?: string;
  readonly records: number;
  readonly withdrawn: number;
  readonly refused: number;
  readonly mark: PartMark;
}

/** An ecosystem in one part. */
export interface Slot {
  readonly slot: number;
  readonly part: number;
  readonly ecosystem: string;
  /** Packages that are named. */
  readonly names: number;
  /** Whether the part claims to have everything of the ecosystem. */
  readonly isCovered: boolean;
}

export interface DatabaseStatus {
  readonly path: string;
  readonly parts: readonly PartStatus[];
  readonly slots: readonly Slot[];
}

export function readSlots(sqlite: DatabaseSync): readonly Slot[] {
  const rows = sqlite.prepare('SELECT slot, part, ecosystem, names, is_covered FROM slots ORDER BY slot').all();
  return rows.map((row) => ({
    slot: Number(row['slot']),
    part: Number(row['part']),
    ecosystem: String(row['ecosystem']),
    names: Number(row['names']),
    isCovered: row['is_covered'] === 1,
  }));
}

export function readParts(sqlite: DatabaseSync): readonly PartStatus[] {
  return sqlite.prepare('SELECT * FROM parts ORDER BY part').all().map(toPart);
}

function toPart(row: Readonly<Record<string, unknown>>): PartStatus {
  const { ecosystem, licence, newest } = row;
  return {
    part: Number(row['part']),
    key: String(row['key']),
    origin: String(row['origin']),
    fetched: String(row['fetched']),
    records: Number(row['records']),
    withdrawn: Number(row['withdrawn']),
    refused: Number(row['refused']),
    mark: JSON.parse(String(row['mark'])) as PartMark,
    ...(typeof ecosystem === 'string' ? { ecosystem } : undefined),
    ...(typeof licence === 'string' ? { licence } : undefined),
    ...(typeof newest === 'string' ? { newest } : undefined),
  };
}

export function readRefusals(sqlite: DatabaseSync): readonly Issue[] {
  return sqlite.prepare('SELECT code, path, line, message FROM refusals ORDER BY rowid').all().map(toIssue);
}

function toIssue({ code, path, line, message }: Readonly<Record<string, unknown>>): Issue {
  const issue = { code: String(code), path: String(path), message: String(message) };
  return typeof line === 'number' ? { ...issue, line } : issue;
}
