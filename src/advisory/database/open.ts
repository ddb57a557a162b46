import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../../kernel/index.ts';
import { type AdvisoryDatabase, askDatabase } from './database.ts';
import { checkHeader, type NoDatabase } from './header.ts';
import { DATABASE_FILE, nameRules } from './schema.ts';

export type OpenedDatabase = { readonly state: 'open'; readonly database: AdvisoryDatabase } | NoDatabase;

/** Opens the database of a directory for reading. One that is not there or not usable is an answer, not an error. */
export async function openDatabase(directory: string): Promise<OpenedDatabase> {
  const path = join(directory, DATABASE_FILE);
  const opened = await openFile(path);
  if ('state' in opened) return opened;
  try {
    return { state: 'open', database: askDatabase(opened, path) };
  } catch (thrown) {
    opened.close();
    return { state: 'damaged', path, reason: `cannot be read (${messageOf(thrown)})` };
  }
}

/**
 * The SQLite file itself, checked as far as it can be without reading all of it. It is opened as immutable, without locks: nobody
 * ever writes to it, an update puts another file in its place.
 */
export async function openFile(path: string): Promise<DatabaseSync | NoDatabase> {
  const fault = checkHeader(path);
  if (fault !== undefined) return fault;
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  let sqlite: DatabaseSync | undefined;
  try {
    sqlite = new DatabaseSync(immutableUrl(path), { readOnly: true });
    sqlite.exec('PRAGMA trusted_schema = OFF');
    const rules = sqlite.prepare("SELECT value FROM facts WHERE name = 'names'").get()?.['value'];
    if (rules === nameRules()) return sqlite;
    sqlite.close();
    return { state: 'outdated', path, reason: 'was made by a version of Assay that knows other ecosystems' };
  } catch (thrown) {
    sqlite?.close();
    return { state: 'damaged', path, reason: `cannot be read (${messageOf(thrown)})` };
  }
}

/** Nothing is locked and no journal is looked for. */
export function immutableUrl(path: string): string {
  const url = pathToFileURL(path);
  url.searchParams.set('mode', 'ro');
  url.searchParams.set('immutable', '1');
  return url.href;
}
