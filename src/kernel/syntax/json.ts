import { complete, incomplete, type Issue, type Outcome } from '../outcome.ts';
import type { Limits } from '../limits.ts';
import { LineIndex } from '../text.ts';
import type { DataArray, DataObject, DataValue, SourceDocument } from './document.ts';
import { readPlainJson } from './plain-json.ts';

export interface JsonOptions {
  readonly path: string;
  readonly limits: Pick<Limits, 'nestingLevels'>;
  /** Accept comments and trailing commas (JSONC: bun.lock, tsconfig, assay.jsonc). */
  readonly comments?: boolean;
  /**
   * A member at the top that the caller will not read: an older copy of what stands elsewhere. Where the text shows at a glance where it ends,
   * it is passed over, is not in the value, and what is wrong with it is not said.
   */
  readonly unread?: string;
}

/**
 * RFC 8259 JSON in one pass, with the place of every object and array. Unlike `JSON.parse` it names the line of an error,
 * bounds the nesting, and refuses what two readers could understand differently (section 4): duplicate names, and
 * `__proto__`, which would change an object instead of adding to it.
 *
 * A duplicate or forbidden name is an issue and the document is still returned (the first value counts);
 * a syntax error returns no document.
 */
export function parseJson(text: string, options: JsonOptions): Outcome<SourceDocument | undefined> {
  const plain = options.comments === true ? undefined : readPlainJson(text, options.limits.nestingLevels, options.unread);
  if (plain !== undefined) return complete(plain);
  const parser = new JsonParser(text, options);
  try {
    const document = parser.document();
    return parser.issues.length === 0 ? complete(document) : incomplete(document, parser.issues);
  } catch (thrown) {
    if (!(thrown instanceof JsonSyntaxError)) throw thrown;
    return incomplete(undefined, [...parser.issues, parser.issueAt(thrown.code, thrown.message, thrown.offset)]);
  }
}

class JsonSyntaxError extends Error {
  readonly code: string;
  readonly offset: number;
  constructor(code: string, message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const SLASH = 0x2f;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

// eslint-disable-next-line no-control-regex
const forbiddenInString = /[\u0000-\u001f]/;
// eslint-disable-next-line no-control-regex
const rareControl = /[\u0000-\u0009\u000b-\u001f]/;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Like `indexOf`, but beyond every offset when there is none. */
function offsetOf(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from);
  return at === -1 ? Number.POSITIVE_INFINITY : at;
}

/** The hottest loop of a scan: TypeScript's `private` costs nothing, the language's own a check at every access. */
class JsonParser {
  readonly issues: Issue[] = [];
  private readonly text: string;
  private readonly path: string;
  private readonly maxLevels: number;
  private readonly comments: boolean;
  private readonly lines: LineIndex;
  private readonly offsets = new Map<DataObject | DataArray, number>();
  private at = 0;
  private levels = 0;
  private nextBackslash = -1;
  private nextBreak = -1;
  /** Whether the text has control characters other than line feeds: most have none, and need not be asked in every string. */
  private readonly hasRareControls: boolean;

  constructor(text: string, options: JsonOptions) {
    this.text = text;
    this.path = options.path;
    this.maxLevels = options.limits.nestingLevels;
    this.comments = options.comments ?? false;
    this.lines = new LineIndex(text);
    this.hasRareControls = rareControl.test(text);
  }

  document(): SourceDocument {
    const value = this.value();
    if (!Number.isNaN(this.next())) this.fail('json/syntax', 'has text after the end of the JSON value');
    const offsets = this.offsets;
    const lines = this.lines;
    return {
      value,
      lineOf(node) {
        const offset = offsets.get(node);
        return offset === undefined ? undefined : lines.lineOf(offset);
      },
    };
  }

  issueAt(code: string, message: string, offset: number): Issue {
    return { code, path: this.path, line: this.lines.lineOf(offset), message };
  }

  private fail(code: string, message: string, offset = this.at): never {
    throw new JsonSyntaxError(code, message, offset);
  }

  /** Skips white space and returns the character code there, NaN at the end. */
  private next(): number {
    const text = this.text;
    let at = this.at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
        at += 1;
      } else if (code === SLASH && this.comments) {
        at = this.afterComment(at);
      } else {
        this.at = at;
        return code;
      }
    }
  }

  private afterComment(at: number): number {
    const text = this.text;
    if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      return end === -1 ? text.length : end + 1;
    }
    const end = text.startsWith('/*', at) ? text.indexOf('*/', at + 2) : -1;
    if (end === -1) this.fail('json/syntax', 'has a comment that does not end', at);
    return end + 2;
  }

  private value(): DataValue {
    const code = this.next();
    if (code === QUOTE) return this.string();
    if (code === OPEN_BRACE) return this.object();
    if (code === OPEN_BRACKET) return this.array();
    return this.scalar();
  }

  private scalar(): DataValue {
    const text = this.text;
    if (text.startsWith('true', this.at)) return this.word(4, true);
    if (text.startsWith('false', this.at)) return this.word(5, false);
    if (text.startsWith('null', this.at)) return this.word(4, null);
    number.lastIndex = this.at;
    const match = number.exec(text);
    if (match === null) this.unexpected('a value');
    this.at = number.lastIndex;
    return Number(match[0]);
  }

  private word(length: number, value: boolean | null): boolean | null {
    this.at += length;
    return value;
  }

  private unexpected(wanted: string): never {
    const character = this.text.charAt(this.at);
    if (character === '') this.fail('json/truncated', `ends where ${wanted} was expected`);
    this.fail('json/syntax', `has ${JSON.stringify(character)} where ${wanted} was expected`);
  }

  private string(): string {
    const text = this.text;
    const start = this.at + 1;
    let end = text.indexOf('"', start);
    if (end === -1) this.fail('json/truncated', 'ends inside a string');
    // The next backslash and line break are looked for once each time they are passed, not in every string.
    if (this.nextBackslash < start) this.nextBackslash = offsetOf(text, '\\', start);
    const escaped = this.nextBackslash < end;
    if (escaped) end = this.endOfEscapedString(start);
    if (this.nextBreak < start) this.nextBreak = offsetOf(text, '\n', start);
    const raw = text.slice(start, end);
    if (this.nextBreak < end || (this.hasRareControls && forbiddenInString.test(raw))) {
      this.fail('json/syntax', 'has a line break or control character inside a string');
    }
    this.at = end + 1;
    return escaped ? this.unescape(raw, start) : raw;
  }

  private endOfEscapedString(start: number): number {
    const text = this.text;
    let at = start;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) return at;
      if (Number.isNaN(code)) this.fail('json/truncated', 'ends inside a string');
      at += code === BACKSLASH ? 2 : 1;
    }
  }

  private unescape(raw: string, start: number): string {
    try {
      return JSON.parse(`"${raw}"`) as string;
    } catch {
      this.fail('json/syntax', 'has an escape that JSON does not know', start);
    }
  }

  private enter(): number {
    this.levels += 1;
    if (this.levels > this.maxLevels) {
      this.fail('json/nesting', `is nested deeper than ${this.maxLevels} levels`);
    }
    const offset = this.at;
    this.at += 1;
    return offset;
  }

  private object(): DataObject {
    const object: Record<string, DataValue> = {};
    this.offsets.set(object, this.enter());
    let code = this.next();
    while (code !== CLOSE_BRACE) {
      if (code !== QUOTE) this.unexpected('a name in quotes');
      const nameAt = this.at;
      const name = this.string();
      if (this.next() !== COLON) this.unexpected('":"');
      this.at += 1;
      const value = this.value();
      if (name === '__proto__') {
        this.issues.push(this.issueAt('json/prototype-key', 'names a member "__proto__", which is not read', nameAt));
      } else if (Object.hasOwn(object, name)) {
        this.issues.push(this.issueAt('json/duplicate-key', `names the member ${JSON.stringify(name)} twice`, nameAt));
      } else {
        object[name] = value;
      }
      code = this.separator(CLOSE_BRACE, '"," or "}"');
    }
    this.at += 1;
    this.levels -= 1;
    return object;
  }

  private array(): DataArray {
    const array: DataValue[] = [];
    this.offsets.set(array, this.enter());
    let code = this.next();
    while (code !== CLOSE_BRACKET) {
      array.push(this.value());
      code = this.separator(CLOSE_BRACKET, '"," or "]"');
    }
    this.at += 1;
    this.levels -= 1;
    return array;
  }

  /** After an element: the closing bracket, or a comma and then the character that begins the next element. */
  private separator(close: number, wanted: string): number {
    const code = this.next();
    if (code === close) return code;
    if (code !== COMMA) this.unexpected(wanted);
    this.at += 1;
    const following = this.next();
    if (following === close && !this.comments) this.unexpected('an element after ","');
    return following;
  }
}
