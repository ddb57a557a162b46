import type { DatabaseSync } from 'node:sqlite';
import { ecosystems } from '../../ecosystem/index.ts';

export const DATABASE_FILE = 'advisories.sqlite';

/** `PRAGMA application_id`: "ASAY". */
export const APPLICATION_ID = 0x41534159;
/**
 * Raised whenever tables or what they hold change, also by how an ecosystem normalises its names or orders its versions.
 * Another number is another database: it is built anew, not migrated.
 */
export const SCHEMA_VERSION = 2;

/**
 * `names` answers look-ups: small rows, because most names of a project are in no advisory and a search must touch few pages
 * to find that out. `entries` has all that matching needs of one package (see `packEntry`), `texts` what a report says of
 * a record and the whole of it as a raw deflate stream. A slot is an ecosystem in one part. Rows are inserted in the order of their keys, so that the same
 * content makes the same file.
 */
const tables = `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE parts (
    part INTEGER PRIMARY KEY, key TEXT NOT NULL, ecosystem TEXT, origin TEXT NOT NULL, licence TEXT,
    fetched TEXT NOT NULL, newest TEXT, records INTEGER NOT NULL, withdrawn INTEGER NOT NULL,
    refused INTEGER NOT NULL, mark TEXT NOT NULL
  );
  CREATE TABLE refusals (part INTEGER NOT NULL, path TEXT NOT NULL, line INTEGER, code TEXT NOT NULL, message TEXT NOT NULL);
  CREATE TABLE slots (
    slot INTEGER PRIMARY KEY, part INTEGER NOT NULL, ecosystem TEXT NOT NULL, names INTEGER NOT NULL, is_covered INTEGER NOT NULL
  );
  CREATE TABLE names (slot INTEGER NOT NULL, name TEXT NOT NULL, entries INTEGER NOT NULL, PRIMARY KEY (slot, name)) WITHOUT ROWID;
  CREATE TABLE entries (number INTEGER PRIMARY KEY, packed TEXT NOT NULL);
  CREATE TABLE records (
    part INTEGER NOT NULL, id TEXT NOT NULL, modified TEXT NOT NULL, published TEXT, withdrawn TEXT, rating TEXT,
    text INTEGER NOT NULL, PRIMARY KEY (part, id)
  ) WITHOUT ROWID;
  CREATE TABLE texts (number INTEGER PRIMARY KEY, brief TEXT NOT NULL, deflated BLOB NOT NULL);
`;

export function createTables(database: DatabaseSync): void {
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};${tables}`);
  database.prepare('INSERT INTO facts VALUES (?, ?)').run('names', nameRules());
}

/**
 * The ecosystems whose names were normalised when the database was built. Names of an ecosystem that is understood only since
 * then would be looked up in another form than they were stored in, and nothing would be found.
 */
export function nameRules(): string {
  const names = ecosystems.flatMap(({ osv, otherOsvNames = [] }) => [osv].concat(otherOsvNames));
  return JSON.stringify(names.toSorted());
}
