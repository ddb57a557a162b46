const header = /^[ \t]*\[([^[\n]+)\]/;
const key = /^[ \t]*(?:"([^"\n]+)"|'([^'\n]+)'|([A-Za-z0-9_-]+))[ \t]*[.=]/;
const LONGEST_ROW = 1000; // characters

/** Names a table by its header, without the quotes and blanks that may be written in it. */
export function tableName(...parts: readonly string[]): string {
  return parts.join('.').replaceAll(/["' \t]/g, '');
}

/**
 * The 1-based lines on which a manifest names its keys, by table name and key. A look at the text, since TOML parsers keep no
 * places: what only looks like a key, inside a string of several lines, can make a line wrong but nothing else.
 */
export function keyLines(text: string): (table: string, name: string) => number | undefined {
  let lines: Map<string, number> | undefined;
  return (table, name) => (lines ??= indexLines(text)).get(`${table}\n${name}`);
}

function indexLines(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  let table = '';
  let line = 0;
  for (const row of text.split('\n')) {
    line += 1;
    if (row.length > LONGEST_ROW) continue;
    const heading = header.exec(row)?.[1];
    if (heading !== undefined) {
      table = tableName(heading);
      // [dependencies.name] is a key of [dependencies].
      const dot = heading.lastIndexOf('.');
      if (dot !== -1) add(tableName(heading.slice(0, dot)), tableName(heading.slice(dot + 1)));
      continue;
    }
    const match = key.exec(row);
    const name = match?.[1] ?? match?.[2] ?? match?.[3];
    if (name !== undefined) add(table, name);
  }
  return lines;

  function add(parent: string, name: string): void {
    const id = `${parent}\n${name}`;
    if (!lines.has(id)) lines.set(id, line);
  }
}
