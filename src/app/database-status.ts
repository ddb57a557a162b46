import { openDatabase, type DatabaseStatus } from '../advisory/index.ts';
import type { Issue } from '../kernel/index.ts';
import { defaultDatabaseDirectory, type Environment } from './cache-directory.ts';

export type DatabaseReport =
  | { readonly state: 'open'; readonly directory: string; readonly status: DatabaseStatus; readonly refusals: readonly Issue[] }
  | { readonly state: 'missing' | 'damaged' | 'outdated'; readonly directory: string; readonly reason: string };

/** How old and how complete the advisory data is. */
export async function databaseStatus(options: {
  readonly database?: string;
  readonly source?: string;
  readonly environment?: Environment;
}): Promise<DatabaseReport> {
  const directory = options.database ?? defaultDatabaseDirectory(options.environment ?? {}, options.source);
  const opened = await openDatabase(directory);
  if (opened.state !== 'open') return { state: opened.state, directory, reason: `${opened.path} ${opened.reason}` };
  const report: DatabaseReport = {
    state: 'open',
    directory,
    status: opened.database.status(),
    refusals: opened.database.refusals(),
  };
  opened.database.close();
  return report;
}
