import { FileFields } from '../executable/index.ts';
import { codedIndexes, tables, type Column } from './schema.ts';

const HEADER_BYTES = 24;
const WIDE_TEXT = 0x01;
const WIDE_GUID = 0x02;
const WIDE_BLOB = 0x04;
/** Written by the compiler while a program is edited as it runs. */
const EXTRA_DATA = 0x40;

interface Place {
  readonly at: number;
  readonly rows: number;
  readonly rowBytes: number;
  /** Where each column begins in a row, and how wide it is. */
  readonly columns: readonly { readonly at: number; readonly bytes: number }[];
}

/** The tables of one assembly. Rows count from 1, as references to them do; 0 refers to none. */
export interface MetadataTables {
  rowsOf(table: number): number;
  /** A field of a row that is there. */
  field(table: number, row: number, column: number): number;
}

/**
 * Reads the stream `#~` (ECMA-335 II.24.2.6), in which the tables follow each other without a directory: where one begins depends on the
 * row counts of all before it. Undefined when it does not add up.
 */
export function readTables(stream: Buffer): MetadataTables | undefined {
  const fields = new FileFields(stream, true);
  if (!fields.holds(0, HEADER_BYTES)) return undefined;
  const heaps = fields.u8(6);
  const counts: number[] = [];
  let at = HEADER_BYTES;
  for (let table = 0; table < 64; table += 1) {
    const isThere = ((fields.u32(table < 32 ? 8 : 12) >>> (table % 32)) & 1) === 1;
    if (isThere && !fields.holds(at, 4)) return undefined;
    counts.push(isThere ? fields.u32(at) : 0);
    if (isThere) at += 4;
  }
  if ((heaps & EXTRA_DATA) !== 0) at += 4;
  const places: Place[] = [];
  for (const [table, columns] of tables.entries()) {
    const place = layOut(columns, at, counts[table] ?? 0, (column) => widthOf(column, heaps, counts));
    at += place.rows * place.rowBytes;
    if (at > stream.length) return undefined;
    places.push(place);
  }
  return {
    rowsOf: (table) => places[table]?.rows ?? 0,
    field(table, row, column) {
      const place = places[table];
      const part = place?.columns[column];
      if (place === undefined || part === undefined || row < 1 || row > place.rows) return 0;
      const offset = place.at + (row - 1) * place.rowBytes + part.at;
      return part.bytes === 2 ? fields.u16(offset) : fields.u32(offset);
    },
  };
}

function layOut(columns: readonly Column[], at: number, rows: number, width: (column: Column) => number): Place {
  const parts: { readonly at: number; readonly bytes: number }[] = [];
  let rowBytes = 0;
  for (const column of columns) {
    const bytes = width(column);
    parts.push({ at: rowBytes, bytes });
    rowBytes += bytes;
  }
  return { at, rows, rowBytes, columns: parts };
}

/** References are of two bytes as long as all that they could refer to can be told apart in them. */
function widthOf(column: Column, heaps: number, counts: readonly number[]): number {
  switch (column) {
    case 2:
    case 4:
      return column;
    case 'text':
      return (heaps & WIDE_TEXT) === 0 ? 2 : 4;
    case 'guid':
      return (heaps & WIDE_GUID) === 0 ? 2 : 4;
    case 'blob':
      return (heaps & WIDE_BLOB) === 0 ? 2 : 4;
    default: {
      const { bits, tables } = typeof column === 'string' ? codedIndexes[column] : { bits: 0, tables: [column.table] };
      const most = Math.max(...tables.map((table) => counts[table] ?? 0));
      return most < 2 ** (16 - bits) ? 2 : 4;
    }
  }
}
