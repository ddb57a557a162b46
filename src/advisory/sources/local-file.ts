import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { complete, incomplete, type Issue, type Outcome, systemCodeOf } from '../../kernel/index.ts';

/** Reads a whole file that is no link, of at most `maxBytes`. `path` is what issues name. */
export function readLocalFile(file: string, path: string, maxBytes: number): Outcome<Buffer | undefined> {
  let descriptor: number;
  try {
    // O_NOFOLLOW does not exist on Windows, where links need a privilege to be made.
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (thrown) {
    return refused(path, 'advisory/unreadable', reasonOf(thrown));
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return refused(path, 'advisory/unreadable', 'is not a file');
    if (stats.size > maxBytes) return refused(path, 'advisory/file-bytes', `is larger than ${maxBytes} bytes`);
    const bytes = Buffer.allocUnsafeSlow(stats.size);
    let read = 0;
    while (read < bytes.length) {
      const more = readSync(descriptor, bytes, read, bytes.length - read, read);
      if (more === 0) return refused(path, 'advisory/unreadable', 'became shorter while it was read');
      read += more;
    }
    return complete(bytes);
  } catch (thrown) {
    return refused(path, 'advisory/unreadable', reasonOf(thrown));
  } finally {
    closeSync(descriptor);
  }
}

function reasonOf(thrown: unknown): string {
  const code = systemCodeOf(thrown);
  if (code === undefined) throw thrown;
  if (code === 'ENOENT') return 'is not there';
  return code === 'ELOOP' ? 'is a link, and links are not followed' : `cannot be read (${code})`;
}

function refused(path: string, code: string, message: string): Outcome<undefined> {
  const issue: Issue = { code, path, message };
  return incomplete(undefined, [issue]);
}
