import { posix } from 'node:path';
import type { SourceFile } from './cataloger.ts';

export function directoryOf(file: Pick<SourceFile, 'path'>): string {
  return posix.dirname(file.path);
}

/** A path as a file in `directory` writes it, with either separator, relative to the target. Not one that leads out of it. */
export function resolvePath(directory: string, written: string): string | undefined {
  const forward = written.trim().replaceAll('\\', '/');
  if (forward === '' || forward.startsWith('/') || /^[A-Za-z]:/.test(forward)) return undefined;
  const path = posix.normalize(posix.join(directory, forward));
  return path === '..' || path.startsWith('../') ? undefined : path.replace(/(?<=.)\/$/, '');
}

/** A file of the target by its path in it. */
export function fileAt(from: SourceFile, path: string): Promise<SourceFile | undefined> {
  return from.sibling('../'.repeat(from.path.split('/').length - 1) + path);
}

/** The file of that name in a directory or in the nearest one above, within the target. */
export async function nearestAbove(from: SourceFile, directory: string, name: string): Promise<SourceFile | undefined> {
  for (let level = directory; ; level = posix.dirname(level)) {
    const found = await fileAt(from, posix.join(level, name));
    if (found !== undefined) return found;
    if (level === '.') return undefined;
  }
}
