import type { Limits } from '../limits.ts';
import { complete, incomplete, type Outcome } from '../outcome.ts';
import { lineAt } from '../text.ts';
import type { XmlElement } from './element.ts';
import { XmlSyntaxError } from './fault.ts';
import { resolveReferences } from './references.ts';

export interface XmlOptions {
  /** What issues name. */
  readonly path: string;
  readonly limits: Pick<Limits, 'nestingLevels' | 'xmlElements'>;
  /** Leave references to entities that are not predefined as they are written, instead of refusing them. */
  readonly keepUnknownEntities?: boolean;
}

/**
 * The root element of an XML 1.0 document that is well-formed (section 2.1); undefined, and an issue with its line, when it is not.
 * A document type declaration is refused whole: it can define entities that expand without end or that read other files.
 * One pass without recursion, so that neither depth nor length costs more than it is long.
 */
export function parseXml(text: string, options: XmlOptions): Outcome<XmlElement | undefined> {
  const normalized = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text; // 2.11 End-of-Line Handling
  try {
    return complete(new XmlParser(normalized, options).document());
  } catch (thrown) {
    if (!(thrown instanceof XmlSyntaxError)) throw thrown;
    const { code, message, offset } = thrown;
    return incomplete(undefined, [{ code, path: options.path, line: lineAt(normalized, offset), message }]);
  }
}

// eslint-disable-next-line no-control-regex
const forbiddenCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const nameStart = String.raw`:A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}`;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const QUESTION = 0x3f;
const EXCLAMATION = 0x21;

interface OpenElement extends XmlElement {
  readonly qualifiedName: string;
  readonly children: XmlElement[];
  text: string;
}

const noAttributes: ReadonlyMap<string, string> = new Map();

function openElement(qualifiedName: string, attributes: ReadonlyMap<string, string>, line: number): OpenElement {
  const colon = qualifiedName.indexOf(':');
  if (colon === -1) return { qualifiedName, name: qualifiedName, attributes, children: [], text: '', line };
  const prefix = qualifiedName.slice(0, colon);
  return { qualifiedName, name: qualifiedName.slice(colon + 1), prefix, attributes, children: [], text: '', line };
}

class XmlParser {
  readonly #text: string;
  readonly #options: XmlOptions;
  readonly #name = new RegExp(`[${nameStart}][${nameStart}\\-.0-9\\xb7\\u0300-\\u036f\\u203f\\u2040]*`, 'uy');
  readonly #open: OpenElement[] = [];
  #root: XmlElement | undefined;
  #at = 0;
  #elements = 0;
  /** The line that ends at `#lineEnd`; offsets that are asked for only grow. */
  #line = 1;
  #lineEnd = -1;

  constructor(text: string, options: XmlOptions) {
    this.#text = text;
    this.#options = options;
  }

  document(): XmlElement {
    const text = this.#text;
    const forbidden = text.search(forbiddenCharacter);
    if (forbidden !== -1) this.#fail('has a character that XML does not allow', forbidden);
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1;
    this.#declaration();
    while (this.#at < text.length) {
      const markup = text.indexOf('<', this.#at);
      this.#characters(markup === -1 ? text.length : markup);
      if (markup !== -1) this.#markup();
    }
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) this.#fail(`ends inside the element ${unclosed.qualifiedName} of line ${unclosed.line}`);
    if (this.#root === undefined) this.#fail('has no element');
    return this.#root;
  }

  #fail(message: string, offset = this.#at, code = 'xml/syntax'): never {
    throw new XmlSyntaxError(code, code === 'xml/syntax' ? `is not valid XML: it ${message}` : message, offset);
  }

  /** `<?xml version="1.0" …?>`, which only the start of the document may have (2.8). */
  #declaration(): void {
    if (!/^<\?xml[ \t\n]/.test(this.#text.slice(this.#at, this.#at + 6))) return;
    const end = this.#text.indexOf('?>', this.#at);
    if (end === -1) this.#fail('has an XML declaration that does not end');
    this.#at = end + 2;
  }

  #characters(end: number): void {
    if (end === this.#at) return;
    const raw = this.#text.slice(this.#at, end);
    const parent = this.#open.at(-1);
    if (parent !== undefined) {
      const marker = raw.indexOf(']]>');
      if (marker !== -1) this.#fail('has "]]>" outside of a CDATA section', this.#at + marker);
      parent.text += this.#resolve(raw, this.#at);
    } else {
      const content = raw.search(/[^ \t\n]/);
      if (content !== -1) this.#fail('has text outside of its root element', this.#at + content);
    }
    this.#at = end;
  }

  #resolve(raw: string, offset: number): string {
    return raw.includes('&') ? resolveReferences(raw, offset, this.#options.keepUnknownEntities ?? false) : raw;
  }

  #markup(): void {
    const next = this.#text.charCodeAt(this.#at + 1);
    if (next === SLASH) this.#endTag();
    else if (next === QUESTION) this.#instruction();
    else if (next === EXCLAMATION) this.#declared();
    else this.#startTag();
  }

  /** A comment, a CDATA section or a document type declaration. */
  #declared(): void {
    const text = this.#text;
    if (text.startsWith('<!--', this.#at)) {
      const end = text.indexOf('--', this.#at + 4);
      if (end === -1) this.#fail('has a comment that does not end');
      if (text.charCodeAt(end + 2) !== GREATER) this.#fail('has "--" inside a comment', end);
      this.#at = end + 3;
    } else if (text.startsWith('<![CDATA[', this.#at)) {
      const parent = this.#open.at(-1);
      if (parent === undefined) this.#fail('has a CDATA section outside of its root element');
      const end = text.indexOf(']]>', this.#at + 9);
      if (end === -1) this.#fail('has a CDATA section that does not end');
      parent.text += text.slice(this.#at + 9, end);
      this.#at = end + 3;
    } else if (text.startsWith('<!DOCTYPE', this.#at)) {
      this.#fail('has a document type declaration and is not read, because that can define entities', this.#at, 'xml/doctype');
    } else {
      this.#fail('has "<!" that begins nothing');
    }
  }

  #instruction(): void {
    const start = this.#at;
    this.#at += 2;
    const target = this.#takeName('a processing instruction');
    if (target.toLowerCase() === 'xml') this.#fail('has an XML declaration that is not at its start', start);
    const end = this.#text.indexOf('?>', this.#at);
    if (end === -1) this.#fail('has a processing instruction that does not end', start);
    if (end !== this.#at && !this.#skipSpace()) this.#fail('has a processing instruction without a space after its name', start);
    this.#at = end + 2;
  }

  #startTag(): void {
    const start = this.#at;
    this.#at += 1;
    const qualifiedName = this.#takeName('a tag');
    if (this.#root !== undefined && this.#open.length === 0) this.#fail('has a second root element', start);
    this.#elements += 1;
    const { nestingLevels, xmlElements } = this.#options.limits;
    if (this.#elements > xmlElements) this.#fail(`has more than ${xmlElements} elements`, start, 'xml/elements');
    if (this.#open.length >= nestingLevels) this.#fail(`is nested deeper than ${nestingLevels} levels`, start, 'xml/nesting');
    const attributes = this.#attributes(qualifiedName);
    const element = openElement(qualifiedName, attributes, this.#lineOf(start));
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#root = element;
    else parent.children.push(element);
    if (this.#text.charCodeAt(this.#at) === SLASH) {
      if (this.#text.charCodeAt(this.#at + 1) !== GREATER) this.#fail(`has a tag ${qualifiedName} that does not end`);
      this.#at += 2;
    } else {
      this.#at += 1;
      this.#open.push(element);
    }
  }

  /** Up to the `>` or `/` that ends the start tag. */
  #attributes(tag: string): ReadonlyMap<string, string> {
    let attributes: Map<string, string> | undefined;
    for (;;) {
      const hasSpace = this.#skipSpace();
      const code = this.#text.charCodeAt(this.#at);
      if (code === GREATER || code === SLASH) return attributes ?? noAttributes;
      if (Number.isNaN(code)) this.#fail(`ends inside the tag ${tag}`);
      if (!hasSpace) this.#fail(`has no space before an attribute of the tag ${tag}`);
      const nameAt = this.#at;
      const name = this.#takeName(`an attribute of the tag ${tag}`);
      this.#skipSpace();
      if (this.#text.charCodeAt(this.#at) !== EQUALS) this.#fail(`has an attribute ${name} without a value`);
      this.#at += 1;
      this.#skipSpace();
      const value = this.#attributeValue(name);
      attributes ??= new Map();
      if (attributes.has(name)) this.#fail(`has the attribute ${name} twice in one tag`, nameAt);
      attributes.set(name, value);
    }
  }

  #attributeValue(name: string): string {
    const quote = this.#text.charCodeAt(this.#at);
    if (quote !== QUOTE && quote !== APOSTROPHE) this.#fail(`has an attribute ${name} whose value is not in quotes`);
    const start = this.#at + 1;
    const end = this.#text.indexOf(quote === QUOTE ? '"' : "'", start);
    if (end === -1) this.#fail(`has an attribute ${name} whose value does not end`);
    const raw = this.#text.slice(start, end);
    const less = raw.indexOf('<');
    if (less !== -1) this.#fail(`has "<" in the value of the attribute ${name}`, start + less);
    this.#at = end + 1;
    return this.#resolve(/[\t\n]/.test(raw) ? raw.replaceAll(/[\t\n]/g, ' ') : raw, start); // 3.3.3
  }

  #endTag(): void {
    const start = this.#at;
    this.#at += 2;
    const name = this.#takeName('an end tag');
    const open = this.#open.pop();
    if (open?.qualifiedName !== name) {
      const wanted = open === undefined ? 'nothing is open' : `${open.qualifiedName} of line ${open.line} is open`;
      this.#fail(`closes ${name} where ${wanted}`, start);
    }
    this.#skipSpace();
    if (this.#text.charCodeAt(this.#at) !== GREATER) this.#fail(`has an end tag ${name} that does not end`);
    this.#at += 1;
  }

  #takeName(of: string): string {
    const start = this.#at;
    let end = start;
    while (isAsciiNameCharacter(this.#text.charCodeAt(end))) end += 1;
    const first = this.#text.charCodeAt(start);
    const isPlain = !(this.#text.charCodeAt(end) >= 0x80) && !(first >= 0x2d && first <= 0x39);
    if (!isPlain) {
      this.#name.lastIndex = start;
      end = start + (this.#name.exec(this.#text)?.[0] ?? '').length;
    }
    if (end === start) this.#fail(`has something else where the name of ${of} was expected`);
    this.#at = end;
    return this.#text.slice(start, end);
  }

  #skipSpace(): boolean {
    const start = this.#at;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x09) return this.#at > start;
      this.#at += 1;
    }
  }

  #lineOf(offset: number): number {
    if (this.#lineEnd === -1) this.#lineEnd = this.#endOfLine(0);
    while (this.#lineEnd < offset) {
      this.#line += 1;
      this.#lineEnd = this.#endOfLine(this.#lineEnd + 1);
    }
    return this.#line;
  }

  #endOfLine(from: number): number {
    const end = this.#text.indexOf('\n', from);
    return end === -1 ? this.#text.length : end;
  }
}

function isAsciiNameCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2d && code <= 0x3a && code !== SLASH) ||
    code === 0x5f
  );
}
