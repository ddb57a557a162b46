import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../kernel/index.ts';

const LOCK_FILE = 'advisories.lock';
const SQLITE_BUSY = 5;

/**
 * Keeps other updates out of a directory until `release`. The lock is the operating system's, taken by SQLite on a file of its
 * own: it goes with the process that holds it, however that ends, so that a lock can never be stale. The file stays.
 * Throws `AppError` `database/busy` when another process updates the database, `database/not-writable` when no lock can be had.
 */
export async function lockDirectory(directory: string): Promise<{ release(): void }> {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const path = join(directory, LOCK_FILE);
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    lock?.close();
    if (thrown instanceof Error && 'errcode' in thrown && thrown.errcode === SQLITE_BUSY) {
      throw new AppError('database/busy', `the advisory database in ${directory} is being updated by another process`, {
        hint: 'Wait until that update has ended. Scans can go on meanwhile.',
      });
    }
    throw new AppError('database/not-writable', `the advisory database in ${directory} cannot be locked for the update`, {
      hint: 'Check that the directory can be written to.',
      cause: thrown,
    });
  }
  return { release: () => lock.close() };
}
