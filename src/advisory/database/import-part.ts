import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { Ctx, Issue } from '../../kernel/index.ts';
import { isLater } from '../record/check.ts';
import { toNamedEntry } from '../record/entries.ts';
import { packEntry } from '../record/entry.ts';
import { type ParsedRecord, parseRecord } from '../record/record.ts';
import { packTexts, toTexts } from '../record/texts.ts';
import { loadCvss, type ScoreVector } from '../severity/cvss.ts';
import { rateHolder, rateRecord } from '../severity/rating.ts';
import type { GivenRecord, PartContent, SourcePart } from '../sources/source.ts';
import { type StagedEntries, stageEntries } from './staging.ts';

/** What became of the records of one part. */
export interface ImportedPart {
  readonly records: number;
  readonly withdrawn: number;
  /** Records that are not in the database at all. */
  readonly refused: number;
  readonly newest: string | undefined;
  /** At most some thousand; then the last one counts the others. */
  readonly issues: readonly Issue[];
}

const ISSUES_KEPT = 1000;
const RECORDS_BETWEEN_BREATHS = 2000;

/**
 * Puts the records of one part into a database that is being built. A record that is refused is an issue. Rows go in
 * by the order of their keys, whatever the order in which the source gives the records.
 */
export async function importPart(
  database: DatabaseSync,
  part: number,
  source: SourcePart,
  content: PartContent,
  ctx: Ctx,
): Promise<ImportedPart> {
  const importer = new PartImporter(stageEntries(database), ctx);
  const task = ctx.progress.start(source.key, content.count);
  try {
    let done = 0;
    for (const given of content.records()) {
      await importer.add(given);
      done += 1;
      if (done % RECORDS_BETWEEN_BREATHS !== 0) continue;
      task.update(done, content.count);
      await setImmediate();
      ctx.signal.throwIfAborted();
    }
    return importer.write(database, part, source);
  } finally {
    task.end();
  }
}

interface KeptRecord {
  readonly id: string;
  /** Which of the given records this is: the entries of those that are replaced are left out in the end. */
  readonly given: number;
  readonly path: string;
  readonly modified: string;
  readonly published: string | null;
  readonly withdrawn: string | null;
  readonly rating: string | null;
  readonly brief: string;
  readonly deflated: Uint8Array;
}

class PartImporter {
  readonly #ctx: Ctx;
  readonly #staged: StagedEntries;
  readonly #issues: Issue[] = [];
  readonly #kept = new Map<string, KeptRecord>();
  #given = 0;
  #refused = 0;
  #unreported = 0;
  #score: ScoreVector | undefined;

  constructor(staged: StagedEntries, ctx: Ctx) {
    this.#staged = staged;
    this.#ctx = ctx;
  }

  async add(given: GivenRecord): Promise<void> {
    this.#given += 1;
    const bytes = given.bytes();
    const parsed = bytes.value === undefined ? undefined : parseRecord(bytes.value, given.path, this.#ctx.limits);
    this.#report(bytes.issues);
    if (parsed !== undefined) this.#report(parsed.issues);
    if (bytes.value === undefined || parsed?.value === undefined) {
      this.#refused += 1;
      return;
    }
    this.#score ??= await loadCvss();
    this.#stage(parsed.value, this.#score);
    this.#keep(this.#toKept(parsed.value, given, bytes.value, this.#score));
  }

  /** A withdrawn record keeps its text, so that its id can be explained and older states of it stay away, and names nothing. */
  #stage(record: ParsedRecord, score: ScoreVector): void {
    for (const affected of record.affected) {
      const rating = rateHolder(affected.source, score);
      const named = toNamedEntry(record.id, affected, rating);
      if (named === undefined) continue;
      const { ecosystem, name, entry } = named;
      if (record.withdrawn === undefined)
        this.#staged.add(ecosystem, name, record.id, this.#given, JSON.stringify(packEntry(entry)));
      else this.#staged.addEcosystem(ecosystem);
    }
  }

  #toKept(record: ParsedRecord, given: GivenRecord, bytes: Uint8Array, score: ScoreVector): KeptRecord {
    const rating = rateRecord(record.id, record.source, score);
    return {
      id: record.id,
      given: this.#given,
      path: given.path,
      modified: record.modified,
      published: record.published ?? null,
      withdrawn: record.withdrawn ?? null,
      rating: rating === undefined ? null : JSON.stringify(rating),
      brief: packTexts(toTexts(record.source)),
      deflated: given.deflated?.() ?? process.getBuiltinModule('node:zlib').deflateRawSync(bytes),
    };
  }

  /**
   * Two records of one id: "the one with the later modification time is considered authoritative". Nothing is lost by that,
   * but somebody should know.
   */
  #keep(record: KeptRecord): void {
    const known = this.#kept.get(record.id);
    const isBetter = known === undefined || isLater(record.modified, known.modified);
    if (isBetter) this.#kept.set(record.id, record);
    if (known === undefined) return;
    const [kept, dropped] = isBetter ? [record, known] : [known, record];
    const reason = isLater(kept.modified, dropped.modified) ? 'is newer' : 'comes first';
    const message = `describes ${record.id}, and so does ${kept.path}, which ${reason} and counts`;
    this.#report([{ code: 'advisory/duplicate-id', path: dropped.path, message }]);
    this.#refused += 1;
  }

  #report(issues: readonly Issue[]): void {
    for (const issue of issues) {
      if (this.#issues.length < ISSUES_KEPT) this.#issues.push(issue);
      else this.#unreported += 1;
    }
  }

  write(database: DatabaseSync, part: number, source: SourcePart): ImportedPart {
    const insertRecord = database.prepare('INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)');
    const insertText = database.prepare('INSERT INTO texts (brief, deflated) VALUES (?, ?)');
    const records = [...this.#kept.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const texts = records.map((record) => insertText.run(record.brief, record.deflated).lastInsertRowid);
    let withdrawn = 0;
    let newest: string | undefined;
    for (const [index, record] of records.entries()) {
      const text = texts[index] ?? null;
      insertRecord.run(part, record.id, record.modified, record.published, record.withdrawn, record.rating, text);
      if (record.withdrawn !== null) withdrawn += 1;
      if (newest === undefined || isLater(record.modified, newest)) newest = record.modified;
    }
    this.#staged.write(part, source.ecosystem, (id) => this.#kept.get(id)?.given);
    return {
      records: this.#kept.size,
      withdrawn,
      refused: this.#refused,
      newest,
      issues: withCount(this.#issues, this.#unreported),
    };
  }
}

/** Issues of which there are more than are told: the last one says how many. */
export function withCount(issues: readonly Issue[], further: number): readonly Issue[] {
  const last = issues.at(-1);
  if (further === 0 || last === undefined) return issues;
  return [...issues, { code: 'advisory/more-issues', path: last.path, message: `is followed by ${further} further problems` }];
}
