const header = /^[ \t]*\[([\w.-]+)\]/;
const key = /^[ \t]*(?:"([^"\n]+)"|'([^'\n]+)'|([\w-]+))[ \t]*[.=]/;
const LONGEST_ROW = 1000; // characters

/** The 1-based line of an entry of a catalog by its table and alias; TOML parsers keep no places. */
export function entryLines(text: string): (table: string, alias: string) => number | undefined {
  const lines = new Map<string, number>();
  let table = '';
  let line = 0;
  for (const row of text.split('\n')) {
    line += 1;
    if (row.length > LONGEST_ROW) continue;
    table = header.exec(row)?.[1] ?? table;
    const [, double, single, bare] = key.exec(row) ?? [];
    const id = `${table}\n${double ?? single ?? bare ?? ''}`;
    if (!lines.has(id)) lines.set(id, line);
  }
  return (wanted, alias) => lines.get(`${wanted}\n${alias}`);
}
