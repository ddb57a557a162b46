/** Lines of the members of objects whose own lines are known: `SourceDocument` keeps the places of objects, not of strings. */
export class MemberLines {
  readonly #text: string;
  readonly #known = new Map<string, ReadonlyMap<string, number>>();
  #starts: readonly number[] | undefined;

  /** @param text valid JSON */
  constructor(text: string) {
    this.#text = text;
  }

  /** Name to 1-based line of each member of the object `name` that opens on `line`. */
  of(name: string, line: number): ReadonlyMap<string, number> {
    const key = `${line} ${name}`;
    let members = this.#known.get(key);
    if (members === undefined) {
      this.#starts ??= lineStarts(this.#text);
      const start = this.#starts[line - 1] ?? this.#text.length;
      const end = this.#starts[line] ?? this.#text.length;
      // In one line there may be others before it.
      const named = this.#text.slice(start, end).indexOf(`"${name}"`);
      members = linesOfMembers(this.#text, named === -1 ? start : start + named + name.length + 2, line);
      this.#known.set(key, members);
    }
    return members;
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function linesOfMembers(text: string, start: number, firstLine: number): ReadonlyMap<string, number> {
  const members = new Map<string, number>();
  let line = firstLine;
  let levels = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') {
      line += 1;
    } else if (character === '{' || character === '[') {
      levels += 1;
    } else if (character === '}' || character === ']') {
      levels -= 1;
      if (levels === 0) break;
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (levels === 1 && isName(text, end)) members.set(unquote(text.slice(at, end + 1)), line);
      at = end;
    }
  }
  return members;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\n' || text[at] === '\r') at += 1;
  return text[at] === ':';
}

function unquote(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}
