import { posix } from 'node:path';

/** `src/App/App.csproj` is the project App. */
export function projectNameOf(path: string): string {
  return posix.basename(path).replace(/\.[a-z]+proj$/i, '');
}
