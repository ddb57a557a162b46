import { join } from 'node:path';
import { AppError, sha256 } from '../kernel/index.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the advisory database lives unless `db` says otherwise: the user's cache directory, as each platform names it. What comes from
 * a source of one's own has a place of its own: a project's configuration must not decide what other projects are judged by.
 */
export function defaultDatabaseDirectory(environment: Environment, source: string | undefined): string {
  const name = source === undefined ? 'db' : `db-${sha256(source).slice(0, 16)}`;
  return join(cacheDirectory(environment), 'assay', name);
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
