import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { systemCodeOf } from '../../kernel/index.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from './schema.ts';

/** Why there is no database to ask, for the sentence "the advisory database PATH …". */
export interface NoDatabase {
  readonly state: 'missing' | 'damaged' | 'outdated';
  readonly path: string;
  readonly reason: string;
}

const HEADER_BYTES = 100;
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');

/**
 * Looks at the header of a database file before SQLite does (file format, section 1.3): whether it is one of ours, whole, and of
 * this version. Undefined when it is.
 */
export function checkHeader(path: string): NoDatabase | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (thrown) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(systemCodeOf(thrown) ?? '');
    return isMissing
      ? { state: 'missing', path, reason: 'is not there' }
      : { state: 'damaged', path, reason: `cannot be opened (${systemCodeOf(thrown)})` };
  }
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    const stats = fstatSync(file);
    const bytes = stats.isFile() ? readSync(file, header, 0, HEADER_BYTES, 0) : 0;
    return faultOf(header.subarray(0, bytes), stats.size, path);
  } finally {
    closeSync(file);
  }
}

function faultOf(header: Buffer, fileBytes: number, path: string): NoDatabase | undefined {
  if (
    header.length < HEADER_BYTES ||
    !header.subarray(0, MAGIC.length).equals(MAGIC) ||
    header.readUInt32BE(68) !== APPLICATION_ID
  ) {
    return { state: 'damaged', path, reason: 'is not an advisory database' };
  }
  const version = header.readUInt32BE(60);
  if (version !== SCHEMA_VERSION) {
    const maker = version < SCHEMA_VERSION ? 'an older' : 'a newer';
    return { state: 'outdated', path, reason: `was made by ${maker} version of Assay` };
  }
  const stated = header.readUInt16BE(16);
  const pageBytes = stated === 1 ? 65_536 : stated;
  if (header.readUInt32BE(28) * pageBytes !== fileBytes) return { state: 'damaged', path, reason: 'is not whole' };
  return undefined;
}
