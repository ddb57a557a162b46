/** The lines on which a Podfile.lock names pods, which stand in lists and so have no place of their own in the parsed file. */
export class PodLines {
  readonly #rows: readonly string[];
  #bySection: ReadonlyMap<string, number> | undefined;

  constructor(text: string) {
    this.#rows = text.split('\n');
  }

  /** Of an entry of a section, as it is written without quotes. */
  of(section: string, entry: string): number | undefined {
    return (this.#bySection ??= this.#index()).get(`${section}\n${entry}`);
  }

  /** The next line below `line` if it names that entry: the dependencies of a pod follow it in their order. */
  after(line: number, entry: string): number | undefined {
    return entryOf(this.#rows[line] ?? '')?.text === entry ? line + 1 : undefined;
  }

  #index(): ReadonlyMap<string, number> {
    const lines = new Map<string, number>();
    let section = '';
    for (const [index, row] of this.#rows.entries()) {
      const heading = /^([A-Z][A-Z ]*):/.exec(row)?.[1];
      const entry = entryOf(row);
      if (heading !== undefined) section = heading;
      // Deeper than the first level are the dependencies of the entry above.
      if (entry === undefined || entry.indent > 2) continue;
      const key = `${section}\n${entry.text}`;
      if (!lines.has(key)) lines.set(key, index + 1);
    }
    return lines;
  }
}

function entryOf(row: string): { readonly indent: number; readonly text: string } | undefined {
  const dash = /^ *- /.exec(row)?.[0];
  if (dash === undefined) return undefined;
  const written = row.slice(dash.length).trimEnd().replace(/:$/, '');
  const text = /^"(.*)"$|^'(.*)'$/.exec(written);
  return { indent: dash.length - 2, text: text?.[1] ?? text?.[2] ?? written };
}
