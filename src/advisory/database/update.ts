import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import { AppError, type Ctx, type Issue, messageOf, type Outcome, systemCodeOf } from '../../kernel/index.ts';
import type { AdvisorySource } from '../sources/source.ts';
import { type AdvisoryDatabase, askDatabase } from './database.ts';
import { buildDatabase, type OldDatabase } from './build.ts';
import { lockDirectory } from './lock.ts';
import { openFile } from './open.ts';
import { DATABASE_FILE } from './schema.ts';
import { readParts } from './status.ts';

const NEW_FILE = `${DATABASE_FILE}.new`;

/** What became of an update. */
export interface Updated {
  /** Whether there is another database file now. False when no part of the sources could be had: the old one stays. */
  readonly isReplaced: boolean;
  /** Why the old database was not taken over, when there was one. */
  readonly discarded?: string;
}

/**
 * Brings the database of a directory to the state of a source: what the source speaks of is replaced, the rest stays. The new
 * database is built beside the old one and put in its place in one step, so that readers, and whatever ends this process, never
 * see half of it. Issues name what is missing: parts that could not be had, records that were refused.
 * Throws `AppError` `database/busy` while another process updates it, `database/not-writable`, and what the signal was aborted with.
 */
export async function updateDatabase(directory: string, source: AdvisorySource, ctx: Ctx): Promise<Outcome<Updated>> {
  makeDirectory(directory);
  const lock = await lockDirectory(directory);
  try {
    removeLeftovers(directory);
    return await replaceDatabase(directory, source, ctx);
  } finally {
    removeLeftovers(directory);
    lock.release();
  }
}

/** A database in memory, for a small source: a folder of records in a repository. */
export async function openMemoryDatabase(source: AdvisorySource, ctx: Ctx): Promise<Outcome<AdvisoryDatabase>> {
  const parts = await source.parts(ctx);
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const sqlite = new DatabaseSync(':memory:');
  const built = await buildDatabase(sqlite, parts.value, undefined, ctx);
  return withIssues(askDatabase(sqlite, ':memory:'), [...parts.issues, ...built.issues]);
}

async function replaceDatabase(directory: string, source: AdvisorySource, ctx: Ctx): Promise<Outcome<Updated>> {
  const parts = await source.parts(ctx);
  const path = join(directory, DATABASE_FILE);
  const newPath = join(directory, NEW_FILE);
  const old = await openOld(path);
  try {
    const built = await buildFile(newPath, async (database) => buildDatabase(database, parts.value, old.database, ctx));
    old.database?.sqlite.close();
    const isReplaced = built.current > 0;
    if (isReplaced) await putInPlace(newPath, path, directory);
    const updated: Updated = old.discarded === undefined ? { isReplaced } : { isReplaced, discarded: old.discarded };
    return withIssues(updated, [...parts.issues, ...built.issues]);
  } finally {
    if (old.database?.sqlite.isOpen === true) old.database.sqlite.close();
  }
}

/** The old database when all of it can be read; it is not taken over in part. */
async function openOld(path: string): Promise<{ readonly database?: OldDatabase; readonly discarded?: string }> {
  const sqlite = await openFile(path);
  if ('state' in sqlite) return sqlite.state === 'missing' ? {} : { discarded: sqlite.reason };
  try {
    const answer = sqlite.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
    if (answer === 'ok') return { database: { path, sqlite, parts: readParts(sqlite) } };
    sqlite.close();
    return { discarded: `is damaged (${String(answer)})` };
  } catch (thrown) {
    sqlite.close();
    return { discarded: `is damaged (${messageOf(thrown)})` };
  }
}

function withIssues<T>(value: T, issues: readonly Issue[]): Outcome<T> {
  return { value, complete: issues.length === 0, issues };
}

/** Without a journal: a file that is not finished is thrown away. It is on the disk when this returns. */
async function buildFile<T>(path: string, build: (database: DatabaseSync) => Promise<T>): Promise<T> {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE');
    return await build(database);
  } catch (thrown) {
    if (systemCodeOf(thrown) !== 'ERR_SQLITE_ERROR') throw thrown;
    throw new AppError('database/not-writable', `the advisory database ${path} cannot be written: ${messageOf(thrown)}`, {
      hint: 'Check that there is room on the disk.',
      cause: thrown,
    });
  } finally {
    database.close();
    syncFile(path);
  }
}

const RENAME_ATTEMPTS = 20;
const RENAME_PAUSE_MILLISECONDS = 100;

/** Windows refuses to replace a file while somebody reads it, which a scan does for some milliseconds. */
async function putInPlace(from: string, to: string, directory: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(from, to);
      break;
    } catch (thrown) {
      const isInUse = ['EPERM', 'EACCES', 'EBUSY'].includes(systemCodeOf(thrown) ?? '');
      if (systemCodeOf(thrown) === undefined) throw thrown;
      if (!isInUse || attempt === RENAME_ATTEMPTS) {
        throw new AppError('database/not-writable', `the advisory database ${to} cannot be replaced`, {
          hint: 'Check that no other program keeps it open and that the directory can be written to.',
          cause: thrown,
        });
      }
      await setTimeout(RENAME_PAUSE_MILLISECONDS);
    }
  }
  syncDirectory(directory);
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Windows and some file systems cannot sync a directory; a rename is as durable there as it gets. */
function syncDirectory(path: string): void {
  try {
    const directory = openSync(path, 'r');
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
  } catch (thrown) {
    if (systemCodeOf(thrown) === undefined) throw thrown;
  }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (thrown) {
    throw new AppError('database/not-writable', `the directory ${directory} for the advisory database cannot be made`, {
      cause: thrown,
    });
  }
}

/** What an update that was killed left behind. Nobody else is writing: this process has the lock. */
function removeLeftovers(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name.startsWith(NEW_FILE)) rmSync(join(directory, name), { force: true });
  }
}
