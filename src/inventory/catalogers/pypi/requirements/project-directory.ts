import { posix } from 'node:path';

/** The project whose requirements a file lists: those in a folder `requirements` are of the project around it. */
export function projectDirectoryOf(path: string): string {
  const directory = posix.dirname(path);
  return posix.basename(directory) === 'requirements' ? posix.dirname(directory) : directory;
}
