/** A line of a requirements file after its continuations are joined and its comment is taken off. */
export interface LogicalLine {
  readonly text: string;
  /** 1-based line on which it begins. */
  readonly line: number;
  /** Who needs it, as pip-compile and uv note in a comment: `requests`, `-r requirements.in`, `demo (pyproject.toml)`. */
  readonly via: readonly string[];
}

const commentAt = /(?:^|\s)#/;
const commentOnly = /^\s*#/;

/**
 * The lines of a requirements file: a backslash at the end continues a line, unless it is a comment; `#` begins a comment at the
 * start of a line or after white space.
 * @see https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function logicalLines(text: string): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  const notes = new ViaNotes();
  let joined = '';
  let start: number | undefined;
  const rows = text.split('\n');
  for (const [index, raw] of rows.entries()) {
    const row = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const continues = row.endsWith('\\') && !commentOnly.test(row) && index < rows.length - 1;
    start ??= index + 1;
    joined += continues ? row.slice(0, -1) : row;
    if (continues) continue;
    const at = joined.search(commentAt);
    const content = (at === -1 ? joined : joined.slice(0, at)).trim();
    if (content !== '') lines.push({ text: content, line: start, via: notes.begin() });
    if (at !== -1) notes.comment(joined.slice(joined.indexOf('#', at) + 1));
    else if (content === '') notes.end();
    joined = '';
    start = undefined;
  }
  return lines;
}

/** Follows `# via …` comments, which may go on over several lines: `#   name`. */
class ViaNotes {
  #via: string[] | undefined;
  #isOpen = false;

  begin(): readonly string[] {
    this.#isOpen = false;
    return (this.#via = []);
  }

  end(): void {
    this.#via = undefined;
  }

  comment(text: string): void {
    if (this.#via === undefined) return;
    const first = /^\s*via(?:\s(.*))?$/.exec(text);
    if (first === null && !(this.#isOpen && text.startsWith('  '))) {
      this.#isOpen = false;
      return;
    }
    this.#isOpen = true;
    for (const part of (first === null ? text : (first[1] ?? '')).split(',')) {
      const name = part.trim();
      if (name !== '') this.#via.push(name);
    }
  }
}
