/** The lines of a file, for places that its parser does not keep: those of text inside lists and objects. */
export class TextLines {
  readonly #text: string;
  #lines: readonly string[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get #all(): readonly string[] {
    return (this.#lines ??= this.#text.split('\n'));
  }

  get count(): number {
    return this.#all.length;
  }

  /** Without its line end; empty when there is no such line. `line` is 1-based. */
  at(line: number): string {
    return (this.#all[line - 1] ?? '').trimEnd();
  }

  /**
   * First of a few lines, from `from` up to but not including `to`, that passes. It looks at no more than 50 and at none that is very
   * long, so that asking for every entry of a large list stays cheap.
   */
  find(test: (row: string) => boolean, from: number, to = this.count + 1): number | undefined {
    const end = Math.min(to, this.count + 1, from + MOST_ROWS);
    for (let line = Math.max(from, 1); line < end; line += 1) {
      const row = this.at(line);
      if (row.length <= LONGEST_ROW && test(row)) return line;
    }
    return undefined;
  }

  /**
   * The lines on which the members of a section stand that begins on line `header`: rows below it that are keys of JSON (`"name":`) or
   * YAML (`name:`), as deep as the first of them. One pass, however many are asked for afterwards.
   */
  keysBelow(header: number): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    let indent: number | undefined;
    for (let line = header + 1; line <= this.count; line += 1) {
      const row = this.at(line);
      const own = row.search(/\S/);
      if (own === -1 || row[own] === '#' || row.length > LONGEST_ROW) continue;
      indent ??= own;
      if (own < indent) break;
      const match = own === indent ? key.exec(row) : null;
      const name = match?.[1] ?? match?.[2] ?? match?.[3];
      if (name !== undefined && !found.has(name)) found.set(name, line);
    }
    return found;
  }
}

const LONGEST_ROW = 1000; // characters
const MOST_ROWS = 50;
const key = /^\s*(?:"([^"]+)"|'([^']+)'|([^\s"'#:{}[\],][^\s:]*))\s*:/;
