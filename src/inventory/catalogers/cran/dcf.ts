/** The fields of one record, by their names as written; continuation lines are joined by blanks. */
export interface DcfRecord {
  readonly fields: ReadonlyMap<string, string>;
  /** 1-based line of the record, and of each of its fields. */
  readonly line: number;
  readonly lines: ReadonlyMap<string, number>;
}

/**
 * Debian control format as R writes and reads it: `Field: value` lines, continued by lines that begin with white space, records apart
 * by empty lines. What is neither, and a field that its record has already, is left out: `brokenLine` is the first of these.
 * @see https://rdrr.io/r/base/dcf.html
 */
export function parseDcf(text: string): { readonly records: readonly DcfRecord[]; readonly brokenLine?: number } {
  const records: DcfRecord[] = [];
  let fields: Map<string, string> | undefined;
  let lines = new Map<string, number>();
  let name: string | undefined;
  let brokenLine: number | undefined;
  let line = 0;
  for (const raw of text.split('\n')) {
    line += 1;
    const row = raw.trimEnd();
    if (row === '') {
      // A line of blanks alone goes on with a field.
      if (raw.replace('\r', '') === '') fields = undefined;
      continue;
    }
    if (/^\s/.test(row)) {
      if (fields === undefined || name === undefined) brokenLine ??= line;
      else fields.set(name, fields.get(name) ? `${fields.get(name)} ${row.trim()}` : row.trim());
      continue;
    }
    const colon = row.indexOf(':');
    if (colon <= 0) {
      brokenLine ??= line;
      name = undefined;
      continue;
    }
    if (fields === undefined) {
      fields = new Map();
      lines = new Map();
      records.push({ fields, line, lines });
    }
    name = row.slice(0, colon);
    if (fields.has(name)) {
      brokenLine ??= line;
      name = undefined;
      continue;
    }
    fields.set(name, row.slice(colon + 1).trim());
    lines.set(name, line);
  }
  return { records, ...(brokenLine === undefined ? {} : { brokenLine }) };
}
