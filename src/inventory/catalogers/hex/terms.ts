/** A literal of Elixir or Erlang. Text is also what Erlang writes as a binary: `<<"text">>`. */
export type Term =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'atom'; readonly value: string }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'tuple' | 'list' | 'map'; readonly items: readonly Term[]; readonly offset: number }
  /** `key: value` or `key => value`, where a list, tuple or map holds it. */
  | { readonly kind: 'pair'; readonly key: Term; readonly value: Term };

export interface ParsedTerm {
  /** What could be read of it; undefined when there is none. */
  readonly term: Term | undefined;
  /** Offset after the term, or where reading stopped. */
  readonly end: number;
  /** What is wrong at `end`: then the rest of `term` is missing. */
  readonly problem?: string;
}

/** Reads the literal that begins at `start`, without running anything: a call, a variable or an interpolation is a problem. */
export function parseTerm(text: string, start: number, maxLevels: number): ParsedTerm {
  const reader = new TermReader(text, start, maxLevels);
  const term = reader.term();
  const { problem, at } = reader;
  return problem === undefined ? { term, end: at } : { term, end: at, problem };
}

export function itemsOf(term: Term | undefined, kind: 'tuple' | 'list' | 'map'): readonly Term[] | undefined {
  return term?.kind === kind ? term.items : undefined;
}

export function textIn(term: Term | undefined): string | undefined {
  return term?.kind === 'text' ? term.value : undefined;
}

export function atomIn(term: Term | undefined): string | undefined {
  return term?.kind === 'atom' ? term.value : undefined;
}

/** The value of `name:` among the items of a keyword list, or of a tuple that ends in one without its brackets. */
export function optionIn(items: readonly Term[] | undefined, name: string): Term | undefined {
  for (const item of items ?? []) {
    if (item.kind === 'pair' && item.key.kind === 'atom' && item.key.value === name) return item.value;
  }
  return undefined;
}

const number = /-?\d[\d_]*(?:\.\d+)?/y;
const word = /[a-zA-Z_][\w@]*[?!]?/y;
const closing = { tuple: '}', list: ']', map: '}' } as const;

class TermReader {
  at: number;
  problem: string | undefined;
  readonly #text: string;
  readonly #maxLevels: number;
  #levels = 0;

  constructor(text: string, start: number, maxLevels: number) {
    this.#text = text;
    this.at = start;
    this.#maxLevels = maxLevels;
  }

  term(): Term | undefined {
    this.skipBlank();
    const text = this.#text;
    const character = text[this.at];
    if (character === '"') return this.#quoted();
    if (character === '{') return this.#container('tuple', 1);
    if (character === '[') return this.#container('list', 1);
    if (text.startsWith('%{', this.at)) return this.#container('map', 2);
    if (text.startsWith('#{', this.at)) return this.#container('map', 2);
    if (text.startsWith('<<', this.at)) return this.#binary();
    if (character === ':') return this.#atom();
    if (character === "'") return this.#erlangAtom();
    return this.#scalar();
  }

  /** Blanks and comments: `#` of Elixir, `%` of Erlang. */
  skipBlank(): void {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.at);
      const isComment = (code === 0x23 || code === 0x25) && text[this.at + 1] !== '{';
      if (isComment) {
        const end = text.indexOf('\n', this.at);
        this.at = end === -1 ? text.length : end;
      } else if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) {
        this.at += 1;
      } else {
        return;
      }
    }
  }

  #fail(problem: string): undefined {
    this.problem ??= this.at >= this.#text.length ? 'ends before it is complete' : problem;
    return undefined;
  }

  #scalar(): Term | undefined {
    number.lastIndex = this.at;
    word.lastIndex = this.at;
    const digits = number.exec(this.#text)?.[0];
    const name = digits === undefined ? word.exec(this.#text)?.[0] : undefined;
    if (digits === undefined && name === undefined) return this.#fail('has something that is not a literal');
    this.at += (digits ?? name ?? '').length;
    if (digits !== undefined) return { kind: 'number', value: digits };
    const next = this.#text[this.at];
    // A call, a field or a module, which only running the code could tell.
    if (next === '(' || next === '.') return this.#fail('has code where a literal was expected');
    return { kind: 'atom', value: name ?? '' };
  }

  #atom(): Term | undefined {
    this.at += 1;
    if (this.#text[this.at] === '"') {
      const quoted = this.#quoted();
      return quoted === undefined ? undefined : { kind: 'atom', value: quoted.value };
    }
    word.lastIndex = this.at;
    const name = word.exec(this.#text)?.[0];
    if (name === undefined) return this.#fail('has an atom without a name');
    this.at += name.length;
    return { kind: 'atom', value: name };
  }

  #erlangAtom(): Term | undefined {
    const end = this.#text.indexOf("'", this.at + 1);
    if (end === -1) {
      this.at = this.#text.length;
      return this.#fail('');
    }
    const value = this.#text.slice(this.at + 1, end);
    this.at = end + 1;
    return { kind: 'atom', value };
  }

  #binary(): Term | undefined {
    this.at += 2;
    const value = this.#quoted();
    if (value === undefined) return undefined;
    if (this.#text.startsWith('/utf8', this.at)) this.at += 5;
    if (!this.#text.startsWith('>>', this.at)) return this.#fail('has a binary that is not one text');
    this.at += 2;
    return value;
  }

  /** Escapes stand for the character that follows, which is enough for names and versions. */
  #quoted(): Extract<Term, { readonly kind: 'text' }> | undefined {
    const text = this.#text;
    if (text[this.at] !== '"') return this.#fail('has no text where one was expected');
    let value = '';
    let from = this.at + 1;
    for (let at = from; at < text.length; at += 1) {
      const character = text[at];
      if (character === '"') {
        this.at = at + 1;
        return { kind: 'text', value: value + text.slice(from, at) };
      }
      if (character === '\\') {
        value += text.slice(from, at);
        from = at + 1;
        at += 1;
      } else if (character === '#' && text[at + 1] === '{') {
        this.at = at;
        return this.#fail('has code inside a text');
      }
    }
    this.at = text.length;
    return this.#fail('');
  }

  #container(kind: 'tuple' | 'list' | 'map', opening: number): Term | undefined {
    const offset = this.at;
    this.#levels += 1;
    if (this.#levels > this.#maxLevels) return this.#fail(`is nested deeper than ${this.#maxLevels} levels`);
    this.at += opening;
    const items: Term[] = [];
    for (;;) {
      this.skipBlank();
      if (this.#text[this.at] === closing[kind]) {
        this.at += 1;
        break;
      }
      const item = this.#item();
      if (item !== undefined) items.push(item);
      if (this.problem !== undefined) break;
      this.skipBlank();
      if (this.#text[this.at] === ',') this.at += 1;
      else if (this.#text[this.at] !== closing[kind]) {
        this.#fail(`has something that belongs into no ${kind}`);
        break;
      }
    }
    this.#levels -= 1;
    return { kind, items, offset };
  }

  #item(): Term | undefined {
    const term = this.term();
    if (term === undefined) return undefined;
    // `name: value` and `"name": value`: the colon follows at once.
    if (this.#text[this.at] === ':' && (term.kind === 'atom' || term.kind === 'text')) {
      this.at += 1;
      return this.#pair({ kind: 'atom', value: term.value });
    }
    this.skipBlank();
    if (!this.#text.startsWith('=>', this.at)) return term;
    this.at += 2;
    return this.#pair(term);
  }

  #pair(key: Term): Term | undefined {
    const value = this.term();
    return value === undefined ? undefined : { kind: 'pair', key, value };
  }
}
