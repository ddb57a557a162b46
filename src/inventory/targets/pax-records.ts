import type { Fault } from './byte-source.ts';
import { textOfBytes } from './tar-header.ts';

const SPACE = 0x20;
const EQUALS = 0x3d;
const NEWLINE = 0x0a;

/**
 * The records of a pax extended header (POSIX.1-2001, "pax Header Block"): `LENGTH KEY=VALUE\n`, in which LENGTH counts all of it.
 * A later record with the same key counts; an empty value takes back what an earlier one said.
 */
export function parsePaxRecords(bytes: Buffer): ReadonlyMap<string, string> | Fault {
  const records = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(SPACE, at);
    const length = space === -1 || space - at > 7 ? Number.NaN : Number(bytes.toString('latin1', at, space));
    const end = at + length;
    const equals = bytes.indexOf(EQUALS, space);
    const isWhole = Number.isInteger(length) && end <= bytes.length && end > space + 1 && bytes[end - 1] === NEWLINE;
    if (!isWhole || equals === -1 || equals >= end) {
      return { code: 'tar/pax', message: 'has extended attributes that cannot be read' };
    }
    const key = bytes.toString('utf8', space + 1, equals);
    // What is not asked for need not be kept: extended attributes can be large.
    if (wanted.has(key)) records.set(key, textOfBytes(bytes.subarray(equals + 1, end - 1)));
    at = end;
  }
  return records;
}

const wanted: ReadonlySet<string> = new Set([
  'path',
  'linkpath',
  'size',
  'GNU.sparse.major',
  'GNU.sparse.minor',
  'GNU.sparse.map',
  'GNU.sparse.numblocks',
  'GNU.sparse.name',
  'GNU.sparse.realsize',
  'GNU.sparse.size',
  'SCHILY.realsize',
]);
