import type { DatabaseSync } from 'node:sqlite';
import type { Ctx, Issue } from '../../kernel/index.ts';
import type { PartContent, PartMark, SourcePart } from '../sources/source.ts';
import { copyPart } from './copy-part.ts';
import { importPart, withCount } from './import-part.ts';
import { createTables } from './schema.ts';
import { immutableUrl } from './open.ts';
import type { PartStatus } from './status.ts';

/** What became of a build. */
export interface Built {
  /** Parts that are in the new database with what their source has now. */
  readonly current: number;
  readonly issues: readonly Issue[];
}

/**
 * Fills an empty database from parts of sources. A part that its source says is unchanged, that could not be had, or that
 * the sources do not speak of, is taken over from the old database. Parts stand in the order of their keys.
 */
export async function buildDatabase(
  database: DatabaseSync,
  parts: readonly SourcePart[],
  old: OldDatabase | undefined,
  ctx: Ctx,
): Promise<Built> {
  createTables(database);
  const builder = new Builder(database, ctx);
  const known = new Map(old?.parts.map((part) => [part.key, part]));
  const given = new Map(parts.map((part) => [part.key, part]));
  if (old !== undefined) database.prepare('ATTACH ? AS old').run(immutableUrl(old.path));
  database.exec('BEGIN');
  for (const key of [...new Set([...known.keys(), ...given.keys()])].toSorted()) {
    ctx.signal.throwIfAborted();
    await builder.build(given.get(key), known.get(key));
  }
  database.exec('COMMIT');
  if (old !== undefined) database.exec('DETACH old');
  return { current: builder.current, issues: builder.issues };
}

export interface OldDatabase {
  readonly path: string;
  readonly sqlite: DatabaseSync;
  readonly parts: readonly PartStatus[];
}

class Builder {
  readonly issues: Issue[] = [];
  current = 0;
  readonly #database: DatabaseSync;
  readonly #ctx: Ctx;
  #parts = 0;

  constructor(database: DatabaseSync, ctx: Ctx) {
    this.#database = database;
    this.#ctx = ctx;
  }

  async build(given: SourcePart | undefined, known: PartStatus | undefined): Promise<void> {
    const outcome = await given?.read(known?.mark, this.#ctx);
    const content = outcome?.value;
    if (given !== undefined && content !== undefined && content !== 'unchanged') {
      await this.#import(given, content, outcome?.issues ?? []);
      this.current += 1;
    } else {
      this.#report(outcome?.issues ?? []);
      if (known === undefined) return;
      const isCurrent = content === 'unchanged';
      this.#copy(known, isCurrent ? given : undefined);
      if (isCurrent) this.current += 1;
    }
  }

  async #import(given: SourcePart, content: PartContent, archiveIssues: readonly Issue[]): Promise<void> {
    this.#parts += 1;
    const imported = await importPart(this.#database, this.#parts, given, content, this.#ctx);
    const issues = [...archiveIssues, ...imported.issues];
    this.#report(issues);
    const insertRefusal = this.#database.prepare('INSERT INTO refusals VALUES (?, ?, ?, ?, ?)');
    for (const { path, line, code, message } of issues) {
      insertRefusal.run(this.#parts, path, line ?? null, code, message);
    }
    const { records, withdrawn, refused, newest } = imported;
    this.#insertPart({ ...given, records, withdrawn, refused, newest, mark: content.mark });
  }

  /** The database keeps all; what is told at once is bounded like the issues of any other file. */
  #report(issues: readonly Issue[]): void {
    const { issuesPerFile } = this.#ctx.limits;
    const told = issues.length > issuesPerFile ? issues.slice(0, issuesPerFile) : issues;
    this.issues.push(...withCount(told, issues.length - told.length));
  }

  #copy(known: PartStatus, given: SourcePart | undefined): void {
    this.#parts += 1;
    copyPart(this.#database, known.part, this.#parts);
    const { origin, licence } = given ?? known;
    this.#insertPart({ ...known, origin, licence, ...(given === undefined ? undefined : { fetched: undefined }) });
  }

  #insertPart(part: PartRow): void {
    this.#database
      .prepare('INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        this.#parts,
        part.key,
        part.ecosystem ?? null,
        part.origin,
        part.licence ?? null,
        part.fetched ?? this.#ctx.now().toISOString(),
        part.newest ?? null,
        part.records,
        part.withdrawn,
        part.refused,
        JSON.stringify(part.mark),
      );
  }
}

interface PartRow {
  readonly key: string;
  readonly ecosystem?: string | undefined;
  readonly origin: string;
  readonly licence?: string | undefined;
  /** Absent: now. */
  readonly fetched?: string | undefined;
  readonly newest?: string | undefined;
  readonly records: number;
  readonly withdrawn: number;
  readonly refused: number;
  readonly mark: PartMark;
}
