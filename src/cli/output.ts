import { appendFileSync, chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { resolve } from 'node:path';
import { AppError, messageOf, systemCodeOf } from '../kernel/index.ts';
import type { Terminal } from './terminal.ts';

/**
 * Puts a result where the user wants it: standard output, or a file that is either whole or not there. What is no plain file
 * (`/dev/null`, a pipe) is written to as it is. Throws `AppError` `usage/output` when that cannot be done.
 */
export function writeOutput(text: string, file: string | undefined, terminal: Terminal, directory: string): void {
  if (file === undefined || file === '-') {
    terminal.out(text);
    return;
  }
  try {
    const path = resolve(directory, file);
    const present = statSync(path, { throwIfNoEntry: false });
    // A device is not replaced by a file, nor is the file behind `/dev/stdout`, which may hold more than this.
    if (present !== undefined && (!present.isFile() || path.startsWith('/dev/'))) appendFileSync(path, text);
    else if (present !== undefined) replaceFile(realpathSync(path), text, present);
    else replaceFile(path, text);
  } catch (thrown) {
    throw new AppError('usage/output', `${file} cannot be written: ${reasonOf(thrown)}`, { cause: thrown });
  }
}

/** Under another name first, which nobody can have prepared as a link, and then in one step in place of the old one. */
function replaceFile(path: string, text: string, present?: Stats): void {
  const draft = `${path}.${process.getBuiltinModule('node:crypto').randomUUID()}.tmp`;
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    if (present !== undefined) chmodSync(draft, present.mode & 0o777);
    renameSync(draft, path);
  } catch (thrown) {
    rmSync(draft, { force: true });
    throw thrown;
  }
}

function reasonOf(thrown: unknown): string {
  const code = systemCodeOf(thrown);
  if (code === 'ENOENT') return 'its directory does not exist';
  if (code === 'EISDIR') return 'it is a directory';
  // Without the path that follows: it is that of the draft.
  return /^E[A-Z0-9]+: [^,]+/.exec(messageOf(thrown))?.[0] ?? messageOf(thrown);
}
