import { join } from 'node:path';
import { AppError } from '../kernel/index.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the advisory database lives unless `db` says otherwise: the user's cache directory, as each platform names it. */
export function defaultDatabaseDirectory(environment: Environment): string {
  return join(cacheDirectory(environment), 'assay', 'db');
}

/** @see https://specifications.freedesktop.org/basedir-spec/ */
function cacheDirectory(environment: Environment): string {
  const chosen = environment['XDG_CACHE_HOME'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const local = environment['LOCALAPPDATA'];
  if (local !== undefined && local !== '') return local;
  const home = environment['HOME'];
  if (home !== undefined && home !== '') return join(home, '.cache');
  throw new AppError('environment/no-home', 'There is no home directory to keep advisory data in', {
    hint: 'Set XDG_CACHE_HOME, or give --db DIR.',
  });
}
