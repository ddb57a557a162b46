import type { IssueCollector } from '../../../../kernel/index.ts';

export interface ClassicEntry {
  /** `name@range`, each of which this entry answers. */
  readonly descriptors: readonly string[];
  /** 1-based. */
  readonly line: number;
  /** `version`, `resolved`, `integrity` … */
  readonly fields: Map<string, string>;
  /** `dependencies`, `optionalDependencies`: name to range. */
  readonly sections: Map<string, Map<string, string>>;
}

/**
 * The format of Yarn 1: two spaces a level, keys and values bare or quoted as JSON strings, `#` comments.
 * A line that is none of it is an issue and is left out; the rest is read.
 */
export function parseClassic(text: string, issues: IssueCollector, maxEntries: number): readonly ClassicEntry[] {
  const parser = new ClassicParser(issues);
  let line = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    line += 1;
    parser.line(text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end), line);
    if (parser.entries.length > maxEntries) {
      parser.entries.pop();
      issues.add('file/too-many-packages', `names more than ${maxEntries} packages; the rest was not read`, line);
      break;
    }
    start = end + 1;
  }
  return parser.entries;
}

class ClassicParser {
  readonly entries: ClassicEntry[] = [];
  readonly #issues: IssueCollector;
  #entry: ClassicEntry | undefined;
  #section: Map<string, string> | undefined;

  constructor(issues: IssueCollector) {
    this.#issues = issues;
  }

  line(text: string, line: number): void {
    let indent = 0;
    while (text[indent] === ' ') indent += 1;
    if (indent === text.length || text[indent] === '#') return;
    const tokens = tokensOf(text, indent);
    if (tokens === undefined) this.#malformed(line);
    else if (indent === 0) this.#startEntry(tokens, line);
    else if (this.#entry === undefined) this.#malformed(line);
    else if (indent === 2) this.#field(this.#entry, tokens, line);
    else if (indent === 4 && this.#section !== undefined) this.#requirement(this.#section, tokens, line);
    else this.#malformed(line);
  }

  #startEntry(tokens: Tokens, line: number): void {
    this.#section = undefined;
    this.#entry = undefined;
    if (!tokens.opens || tokens.values.length === 0 || tokens.values.some((descriptor) => !descriptor.includes('@', 1))) {
      this.#malformed(line);
      return;
    }
    this.#entry = { descriptors: tokens.values, line, fields: new Map(), sections: new Map() };
    this.entries.push(this.#entry);
  }

  #field(entry: ClassicEntry, tokens: Tokens, line: number): void {
    const [key, value] = tokens.values;
    this.#section = undefined;
    if (key === undefined || tokens.values.length !== (tokens.opens ? 1 : 2) || entry.fields.has(key) || entry.sections.has(key)) {
      this.#malformed(line);
    } else if (value === undefined) {
      this.#section = new Map();
      entry.sections.set(key, this.#section);
    } else {
      entry.fields.set(key, value);
    }
  }

  #requirement(section: Map<string, string>, tokens: Tokens, line: number): void {
    const [name, range] = tokens.values;
    if (name === undefined || range === undefined || tokens.opens || tokens.values.length !== 2 || section.has(name))
      this.#malformed(line);
    else section.set(name, range);
  }

  #malformed(line: number): void {
    this.#issues.add('yarn/syntax', 'has a line that is not in the format of a yarn.lock', line);
  }
}

interface Tokens {
  readonly values: readonly string[];
  /** Whether the line ends in a colon: what is indented more belongs to it. */
  readonly opens: boolean;
}

/** The words of a line; undefined when a quotation does not end. */
function tokensOf(text: string, start: number): Tokens | undefined {
  const values: string[] = [];
  let at = start;
  while (at < text.length) {
    const character = text[at];
    if (character === ' ' || character === ',') {
      at += 1;
    } else if (character === ':') {
      return text.slice(at + 1).trim() === '' ? { values, opens: true } : undefined;
    } else if (character === '"') {
      const end = endOfQuotation(text, at);
      const value = end === -1 ? undefined : unquote(text.slice(at, end + 1));
      if (value === undefined) return undefined;
      values.push(value);
      at = end + 1;
    } else {
      const end = endOfWord(text, at);
      values.push(text.slice(at, end));
      at = end;
    }
  }
  return { values, opens: false };
}

function endOfQuotation(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += text[at] === '\\' ? 2 : 1) if (text[at] === '"') return at;
  return -1;
}

function unquote(quoted: string): string | undefined {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

/** A bare word ends at a space, at a comma, or at the colon that ends the line. */
function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== ' ' && text[at] !== ',') at += 1;
  return at === text.length && text[at - 1] === ':' ? at - 1 : at;
}
