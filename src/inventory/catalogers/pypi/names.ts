import { posix } from 'node:path';
import { ecosystemById } from '../../../ecosystem/index.ts';
import type { Scope } from '../../../model/index.ts';

/** The key under which two spellings of a package or an extra are the same (PEP 503, PEP 685). */
export function keyOf(name: string): string {
  return ecosystemById('pypi').normalizeName(name);
}

/** Names that people give to groups and files of what is needed to develop, not to run. */
const developmentWords: ReadonlySet<string> = new Set([
  'build',
  'ci',
  'dev',
  'develop',
  'development',
  'doc',
  'docs',
  'lint',
  'linting',
  'test',
  'testing',
  'tests',
  'typing',
]);

/** The scope of a dependency group of which only the name is known: `dev` when the name says so, else `optional`, which is stronger. */
export function scopeOfGroup(name: string): Scope {
  return keyOf(name)
    .split('-')
    .some((word) => developmentWords.has(word))
    ? 'dev'
    : 'optional';
}

/** Whether a file is for development by its name or that of its directory: `requirements-dev.txt`, `tests/requirements.txt`. */
export function isDevelopmentFile(path: string): boolean {
  const words = `${posix.basename(posix.dirname(path))}.${posix.basename(path)}`.toLowerCase().split(/[-_.]/);
  return words.some((word) => developmentWords.has(word));
}
