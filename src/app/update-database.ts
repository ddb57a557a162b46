import { OSV_EXPORT, sourceAt, updateDatabase as replaceDatabase, type DatabaseStatus, openDatabase } from '../advisory/index.ts';
import { AppError, type Ctx, type Outcome } from '../kernel/index.ts';
import { ecosystems as knownEcosystems } from '../ecosystem/index.ts';
import { defaultDatabaseDirectory, type Environment } from './cache-directory.ts';

export interface UpdateOptions {
  /** Directory of the database; default in the user's cache directory. */
  readonly database?: string;
  /** A base URL, a directory laid out as the OSV export, an archive or a folder of records; default `source`. */
  readonly from?: string;
  /** Where this user's data usually comes from; default the public export. */
  readonly source?: string;
  /** OSV names of the ecosystems wanted; default those the database has, or all that Assay knows when it has none. */
  readonly ecosystems?: readonly string[];
  readonly environment?: Environment;
}

export interface DatabaseUpdate {
  readonly directory: string;
  readonly isReplaced: boolean;
  /** Why the old database was not taken over, when there was one. */
  readonly discarded?: string;
  /** Undefined when there is no database even now. */
  readonly status?: DatabaseStatus;
}

/** Fetches or imports advisory data. What could not be had or read is in the issues; the old data then stays. Throws as the database does. */
export async function updateAdvisories(options: UpdateOptions, ctx: Ctx): Promise<Outcome<DatabaseUpdate>> {
  const directory = options.database ?? defaultDatabaseDirectory(options.environment ?? {}, options.source);
  const wanted = options.ecosystems?.map(officialName);
  const source =
    options.from === undefined
      ? sourceAt(options.source ?? OSV_EXPORT, wanted ?? (await presentEcosystems(directory)))
      : sourceAt(options.from, wanted);
  const updated = await replaceDatabase(directory, source, ctx);
  const opened = await openDatabase(directory);
  const status = opened.state === 'open' ? opened.database.status() : undefined;
  if (opened.state === 'open') opened.database.close();
  return { ...updated, value: { directory, ...updated.value, ...(status === undefined ? {} : { status }) } };
}

/** The name as OSV spells it, for whatever case the user typed. A name that nobody knows is passed on: the export may have it. */
function officialName(name: string): string {
  const known = knownEcosystems.find((one) =>
    [one.osv, one.id, one.purlType].some((form) => form.toLowerCase() === name.toLowerCase()),
  );
  if (known !== undefined) return known.osv;
  if (/^[A-Za-z0-9][\w .+-]*$/.test(name)) return name;
  throw new AppError('usage/ecosystem', `"${name}" cannot be the name of an ecosystem`);
}

async function presentEcosystems(directory: string): Promise<readonly string[] | undefined> {
  const opened = await openDatabase(directory);
  if (opened.state !== 'open') return undefined;
  const names = opened.database
    .status()
    .parts.map((part) => part.ecosystem)
    .filter((name) => name !== undefined);
  opened.database.close();
  return names.length === 0 ? undefined : names;
}
