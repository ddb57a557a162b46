import { lineAt } from '../../../kernel/index.ts';
import { shown } from '../../shown.ts';

/** A value of an attribute: text, or a list of text. Everything else is not read. */
export type HclValue = string | readonly string[];

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: ReadonlyMap<string, HclValue>;
  /** 1-based line on which it begins. */
  readonly line: number;
}

export interface HclProblem {
  readonly message: string;
  readonly line: number;
}

const token = /[ \t\r]+|\n|#[^\n]*|\/\/[^\n]*|\/\*|"(?:[^"\\\n]|\\.)*"|"[^\n]*|[A-Za-z_][\w-]*|-?\d[\d.]*|[{}[\]=,]/y;
const closedText = /^"(?:[^"\\\n]|\\.)*"$/;

/**
 * The blocks of a file of literals in the syntax of HCL: `type "label" { name = "text" or [ "text", … ] }`. After a problem it goes on
 * with the next block.
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function parseHclBlocks(text: string): { readonly blocks: readonly HclBlock[]; readonly problems: readonly HclProblem[] } {
  const reader = new HclReader(text);
  return { blocks: reader.blocks(), problems: reader.problems };
}

class HclReader {
  readonly problems: HclProblem[] = [];
  readonly #text: string;
  #at = 0;
  #line = 1;
  #token = '';
  /** Of the token. */
  #tokenLine = 1;

  constructor(text: string) {
    this.#text = text;
    this.#next();
  }

  blocks(): readonly HclBlock[] {
    const blocks: HclBlock[] = [];
    while (this.#token !== '') {
      const block = this.#block();
      if (block !== undefined) blocks.push(block);
    }
    return blocks;
  }

  /** The next token that is not white space or a comment; empty at the end. */
  #next(): void {
    const text = this.#text;
    while (this.#at < text.length) {
      token.lastIndex = this.#at;
      const found = token.exec(text)?.[0];
      const start = this.#at;
      this.#at += found?.length ?? 1;
      if (found === '\n') {
        this.#line += 1;
      } else if (found === '/*') {
        const end = text.indexOf('*/', this.#at);
        this.#at = end === -1 ? text.length : end + 2;
        this.#line += lineAt(text.slice(start, this.#at), this.#at) - 1;
      } else if (found === undefined || !/^(?:[ \t\r#]|\/\/)/.test(found)) {
        this.#token = found ?? text.charAt(start);
        this.#tokenLine = this.#line;
        return;
      }
    }
    this.#token = '';
    this.#tokenLine = this.#line;
  }

  #is(wanted: string): boolean {
    return this.#token === wanted;
  }

  #take(): string {
    const taken = this.#token;
    this.#next();
    return taken;
  }

  /** Says what is wrong once a block, and passes over the rest of it. */
  #fail(message: string, depth: number): void {
    const isEnd = this.#token === '';
    this.problems.push({ message: isEnd ? 'ends before its last block does' : message, line: this.#tokenLine });
    let open = depth;
    while (this.#token !== '') {
      const taken = this.#take();
      if (taken === '{') open += 1;
      if (taken === '}') open -= 1;
      if (open <= 0) return;
    }
  }

  #block(): HclBlock | undefined {
    const line = this.#tokenLine;
    if (!/^[A-Za-z_]/.test(this.#token)) {
      this.#fail('has something that is not a block', 0);
      return undefined;
    }
    const type = this.#take();
    const labels: string[] = [];
    while (isText(this.#token) || /^[A-Za-z_]/.test(this.#token)) labels.push(unquoted(this.#take()));
    if (!this.#is('{')) {
      this.#fail('has something that is not a block', 0);
      return undefined;
    }
    this.#next();
    const attributes = new Map<string, HclValue>();
    const block = { type, labels, attributes, line };
    while (!this.#is('}')) {
      const name = this.#token;
      if (!/^[A-Za-z_]/.test(name)) {
        this.#fail('has something that is not an attribute', 1);
        return block;
      }
      this.#next();
      const value = this.#is('=') ? this.#value() : undefined;
      if (value === undefined) {
        this.#fail(`has the attribute ${shown(name)} that is not text or a list of text`, 1);
        return block;
      }
      attributes.set(name, value);
    }
    this.#next();
    return block;
  }

  #value(): HclValue | undefined {
    this.#next();
    if (isText(this.#token)) return unquoted(this.#take());
    if (!this.#is('[')) return undefined;
    this.#next();
    const items: string[] = [];
    while (!this.#is(']')) {
      if (!isText(this.#token)) return undefined;
      items.push(unquoted(this.#take()));
      if (this.#is(',')) this.#next();
      else if (!this.#is(']')) return undefined;
    }
    this.#next();
    return items;
  }
}

/** A quote that nothing closes begins a token that goes on to the end of the row, and is no text. */
function isText(found: string): boolean {
  return closedText.test(found);
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text;
}
