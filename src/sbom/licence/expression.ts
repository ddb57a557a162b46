import { officialExceptionId, officialLicenceId } from './list.ts';

/** An SPDX licence expression as a tree. Chains of one operator are flat; all identifiers are in their official spelling. */
export type LicenceExpression = LicenceTerm | LicenceGroup;

export interface LicenceGroup {
  readonly kind: 'and' | 'or';
  /** At least two. */
  readonly operands: readonly LicenceExpression[];
}

export interface LicenceTerm {
  readonly kind: 'licence' | 'reference';
  /** An id of the SPDX list; for a reference everything: `LicenseRef-x`, `DocumentRef-y:LicenseRef-x`. */
  readonly id: string;
  /** `+`: this version or any later one. */
  readonly orLater: boolean;
  /** What stands after `WITH`: an exception of the SPDX list, or an `AdditionRef-` (SPDX 3.0). */
  readonly exception?: string;
}

export type LicenceParse =
  | {
      readonly ok: true;
      readonly tree: LicenceExpression;
      /** The expression as written, with identifiers and operators in their official spelling. */
      readonly text: string;
    }
  | {
      readonly ok: false;
      /** Reads as a sentence after the expression: "names the licence Foo, which …". */
      readonly reason: string;
      /** 0-based offset into the text. */
      readonly at: number;
    };

const maxCharacters = 100_000;
const maxParentheses = 100;

/**
 * Parses a licence expression (SPDX 2.3 Annex D). Binding, strongest first: `+`, `WITH`, `AND`, `OR`.
 * Operators are all upper or all lower case (D.2, and SPDX 3.0 Annex B); identifiers match without regard to case.
 * An identifier that is not on the SPDX list is a reason, not a tree. Never throws.
 */
export function parseLicenceExpression(text: string): LicenceParse {
  if (text.length > maxCharacters) return { ok: false, reason: `is longer than ${maxCharacters} characters`, at: maxCharacters };
  try {
    return new ExpressionParser(text).whole();
  } catch (thrown) {
    if (!(thrown instanceof ExpressionError)) throw thrown;
    return { ok: false, reason: thrown.message, at: thrown.at };
  }
}

class ExpressionError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** `word` is an identifier or an operator; `+` counts only where it touches the identifier before it. */
interface Token {
  readonly kind: 'word' | 'plus' | 'open' | 'close' | 'end';
  readonly text: string;
  readonly at: number;
}

const lexeme = /\s*(?:([A-Za-z0-9.:-]+)|([+()]))/y;
const reference = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/;
const addition = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?AdditionRef-[A-Za-z0-9.-]+$/;
const operators: ReadonlyMap<string, string> = new Map([
  ['AND', 'AND'],
  ['and', 'AND'],
  ['OR', 'OR'],
  ['or', 'OR'],
  ['WITH', 'WITH'],
  ['with', 'WITH'],
]);
const kindOfSign: Readonly<Record<string, Token['kind']>> = { '+': 'plus', '(': 'open', ')': 'close' };

class ExpressionParser {
  readonly #source: string;
  #token: Token;
  #next = 0;
  #written = '';
  #parentheses = 0;

  constructor(source: string) {
    this.#source = source;
    this.#token = this.#read();
  }

  whole(): LicenceParse {
    const tree = this.#group('or');
    if (!this.#is('end')) this.#unexpected('an operator');
    return { ok: true, tree, text: this.#written };
  }

  #group(kind: 'or' | 'and'): LicenceExpression {
    const operand = kind === 'or' ? () => this.#group('and') : () => this.#operand();
    const first = operand();
    if (!this.#takeOperator(kind === 'or' ? 'OR' : 'AND')) return first;
    const operands = [first];
    do operands.push(operand());
    while (this.#takeOperator(kind === 'or' ? 'OR' : 'AND'));
    return { kind, operands: operands.flatMap((one) => (one.kind === kind ? one.operands : [one])) };
  }

  #operand(): LicenceExpression {
    if (!this.#is('open')) return this.#term();
    if (this.#parentheses === maxParentheses) this.#fail(`has more than ${maxParentheses} parentheses inside each other`);
    this.#parentheses += 1;
    this.#take('(');
    const inner = this.#group('or');
    if (!this.#is('close')) this.#unexpected('")"');
    this.#take(')');
    this.#parentheses -= 1;
    return inner;
  }

  #term(): LicenceTerm {
    const { text, at } = this.#token;
    if (this.#token.kind !== 'word' || operators.has(text)) this.#unexpected('a licence');
    const isReference = reference.test(text);
    const id = isReference ? text : officialLicenceId(text);
    if (id === undefined) this.#fail(`names the licence ${text}, which is not on the SPDX licence list`);
    this.#take(id);
    const orLater = this.#takePlus(isReference, at + text.length);
    if (!this.#takeOperator('WITH')) return { kind: isReference ? 'reference' : 'licence', id, orLater };
    return { kind: isReference ? 'reference' : 'licence', id, orLater, exception: this.#exception() };
  }

  #is(kind: Token['kind']): boolean {
    return this.#token.kind === kind;
  }

  #takePlus(isReference: boolean, end: number): boolean {
    if (this.#token.kind !== 'plus') return false;
    if (isReference || this.#token.at !== end) this.#unexpected('an operator');
    this.#take('+');
    return true;
  }

  #exception(): string {
    const { text } = this.#token;
    if (this.#token.kind !== 'word' || operators.has(text)) this.#unexpected('a licence exception');
    const id = addition.test(text) ? text : officialExceptionId(text);
    if (id === undefined) this.#fail(`names the exception ${text}, which is not on the SPDX list of exceptions`);
    this.#take(id);
    return id;
  }

  #takeOperator(name: 'AND' | 'OR' | 'WITH'): boolean {
    if (this.#token.kind !== 'word' || operators.get(this.#token.text) !== name) return false;
    this.#take(` ${name} `);
    return true;
  }

  #take(written: string): void {
    this.#written += written;
    this.#token = this.#read();
  }

  #read(): Token {
    lexeme.lastIndex = this.#next;
    const match = lexeme.exec(this.#source);
    if (match === null) {
      const at = this.#source.trimEnd().length;
      if (this.#next < at)
        this.#fail(`has ${JSON.stringify(this.#source.slice(this.#next).trim().charAt(0))}, which no expression has`, this.#next);
      return { kind: 'end', text: '', at };
    }
    this.#next = lexeme.lastIndex;
    const text = match[1] ?? match[2] ?? '';
    return { kind: match[1] === undefined ? (kindOfSign[text] as Token['kind']) : 'word', text, at: this.#next - text.length };
  }

  #unexpected(wanted: string): never {
    const found = this.#token.kind === 'end' ? 'ends' : `has ${JSON.stringify(this.#token.text)}`;
    this.#fail(`${found} where ${wanted} was expected`);
  }

  #fail(reason: string, at = this.#token.at): never {
    throw new ExpressionError(reason, at);
  }
}
