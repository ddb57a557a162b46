import { parse } from 'smol-toml';
import { type DataArray, type DataObject, type DataValue, isObject } from '../syntax/document.ts';

const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

interface Header {
  readonly parts: readonly string[];
  /** `[[a.b]]`: begins a new element of an array of tables. */
  readonly isElement: boolean;
  readonly line: number;
}

/**
 * The lines of the headers of a valid TOML document, by the table that each begins: the n-th `[[a]]` is the n-th element of `a`,
 * and `[a.b]` below it belongs to that element. What looks like a header inside a string or an array is not one.
 */
export function headerLines(text: string, root: DataObject): Map<DataObject | DataArray, number> {
  const lines = new Map<DataObject | DataArray, number>([[root, 1]]);
  const seen = new Map<DataArray, number>();
  for (const header of headersOf(text)) {
    const table = tableOf(root, header, seen);
    if (table !== undefined && !lines.has(table)) lines.set(table, header.line);
  }
  return lines;
}

function tableOf(root: DataObject, { parts, isElement }: Header, seen: Map<DataArray, number>): DataObject | undefined {
  let here: DataValue | undefined = root;
  for (const [depth, part] of parts.entries()) {
    if (!isObject(here) || !Object.hasOwn(here, part)) return undefined;
    here = here[part];
    if (!Array.isArray(here)) continue;
    const elements: DataArray = here;
    const begins = isElement && depth === parts.length - 1;
    const index = (seen.get(elements) ?? -1) + (begins ? 1 : 0);
    if (begins) seen.set(elements, index);
    here = elements[index];
  }
  return isObject(here) ? here : undefined;
}

function headersOf(text: string): readonly Header[] {
  const headers: Header[] = [];
  let at = 0;
  let line = 1;
  /** Brackets of the statement that are not closed yet: a statement ends with its line only outside of them. */
  let open = 0;
  let isStart = true;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      line += 1;
      isStart = open === 0;
      at += 1;
    } else if (code === SPACE || code === TAB || code === RETURN) {
      at += 1;
    } else if (isStart && code === OPEN_BRACKET) {
      const isElement = text.charCodeAt(at + 1) === OPEN_BRACKET;
      const key = readKey(text, at + (isElement ? 2 : 1));
      headers.push({ parts: key.parts, isElement, line });
      at = key.end + (isElement ? 2 : 1);
      isStart = false;
    } else if (code === QUOTE || code === APOSTROPHE) {
      const end = endOfString(text, at);
      if (text.charCodeAt(at + 2) === code) line += newlines(text, at, end);
      at = end;
      isStart = false;
    } else if (code === HASH) {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
    } else {
      if (code === OPEN_BRACKET || code === OPEN_BRACE) open += 1;
      else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) open -= 1;
      at += 1;
      isStart = false;
    }
  }
  return headers;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r';
}

/** The parts of a dotted key up to the `]` that ends its header. */
function readKey(text: string, start: number): { readonly parts: readonly string[]; readonly end: number } {
  const parts: string[] = [];
  let at = start;
  while (at < text.length && text[at] !== ']') {
    const character = text[at];
    if (character === '.' || isBlank(character)) {
      at += 1;
      continue;
    }
    const isQuoted = character === '"' || character === "'";
    let end = isQuoted ? endOfString(text, at) : at + 1;
    if (!isQuoted) while (end < text.length && !'.] \t'.includes(text.charAt(end))) end += 1;
    const raw = text.slice(at, end);
    parts.push(isQuoted ? unquoted(raw) : raw);
    at = end;
  }
  return { parts, end: at };
}

function unquoted(raw: string): string {
  if (raw.startsWith("'") || !raw.includes('\\')) return raw.slice(1, -1);
  const value: unknown = parse(`key = ${raw}`)['key'];
  return typeof value === 'string' ? value : raw;
}

/** Offset after the string that begins at `start`: `"…"`, `'…'`, `"""…"""` or `'''…'''`. */
function endOfString(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  const isMultiline = text.charCodeAt(start + 1) === quote && text.charCodeAt(start + 2) === quote;
  if (!isMultiline && quote === APOSTROPHE) return text.indexOf("'", start + 1) + 1 || text.length;
  let at = start + (isMultiline ? 3 : 1);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH && quote === QUOTE) {
      at += 2;
    } else if (code !== quote) {
      at += 1;
    } else if (!isMultiline) {
      return at + 1;
    } else if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) {
      at += 3;
      // Up to two quotes may stand directly before the closing three.
      while (text.charCodeAt(at) === quote) at += 1;
      return at;
    } else {
      at += 1;
    }
  }
  return at;
}

function newlines(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) === NEWLINE) count += 1;
  return count;
}
