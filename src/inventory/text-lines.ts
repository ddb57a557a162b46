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
   * The lines on which keys stand, from line `from` on: the first of each name, in JSON (`"name":`) or YAML (`name:`, `- name`).
   * One pass, however many keys are asked for afterwards.
   */
  keysFrom(from: number, to = this.count + 1): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (let line = from; line < Math.min(to, this.count + 1); line += 1) {
      const row = this.at(line);
      if (row.length > LONGEST_ROW) continue;
      const match = key.exec(row);
      const name = match?.[1] ?? match?.[2] ?? match?.[3];
      if (name !== undefined && !found.has(name)) found.set(name, line);
    }
    return found;
  }
}

const LONGEST_ROW = 1000; // characters
const MOST_ROWS = 50;
const key = /^\s*(?:- )?(?:"([^"]+)"|'([^']+)'|([^\s"'#:{}[\],][^\s:]*))\s*(?::|$)/;
