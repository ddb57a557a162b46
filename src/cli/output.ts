import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError, messageOf } from '../kernel/index.ts';
import type { Terminal } from './terminal.ts';

/** Puts a result where the user wants it: standard output, or a file that is either whole or not there. */
export function writeOutput(text: string, file: string | undefined, terminal: Terminal, directory: string): void {
  if (file === undefined || file === '-') {
    terminal.out(text);
    return;
  }
  const path = resolve(directory, file);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (thrown) {
    rmSync(draft, { force: true });
    throw new AppError('usage/output', `${file} cannot be written: ${messageOf(thrown)}`, { cause: thrown });
  }
}
