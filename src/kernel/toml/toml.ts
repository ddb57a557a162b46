import { parse, TomlDate, TomlError } from 'smol-toml';
import type { Limits } from '../limits.ts';
import { incomplete, IssueCollector, type Outcome } from '../outcome.ts';
import { type DataArray, type DataObject, type DataValue, isObject, type SourceDocument } from '../syntax/document.ts';

export interface TomlOptions {
  readonly path: string;
  readonly limits: Pick<Limits, 'nestingLevels'>;
}

/**
 * A TOML 1.0 document. Dates become text as written in RFC 3339; `lineOf` knows tables that have a header of their own
 * (`[a.b]`, `[[package]]`). TOML itself forbids duplicate keys (section "Keys"), so they are syntax errors here.
 */
export function parseToml(text: string, options: TomlOptions): Outcome<SourceDocument | undefined> {
  const reader = new TomlReader(options);
  try {
    const value = reader.table(parse(text, { integersAsBigInt: 'asNeeded', maxDepth: options.limits.nestingLevels }), 1);
    let lines: Map<DataObject | DataArray, number> | undefined;
    const document = { value, lineOf: (node: DataObject | DataArray) => (lines ??= headerLines(text, value)).get(node) };
    return reader.issues.outcome(document);
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown;
    const reason = (thrown.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '');
    return incomplete(undefined, [
      { code: 'toml/syntax', path: options.path, line: thrown.line, message: `is not valid TOML: ${reason}` },
    ]);
  }
}

/** The library's value as plain data: dates and 64-bit integers become text, forbidden keys and depth become issues. */
class TomlReader {
  readonly issues: IssueCollector;
  readonly #maxLevels: number;

  constructor(options: TomlOptions) {
    this.issues = new IssueCollector(options.path);
    this.#maxLevels = options.limits.nestingLevels;
  }

  table(table: object, level: number): DataObject {
    const result: Record<string, DataValue> = {};
    for (const [key, value] of Object.entries(table) as [string, unknown][]) {
      if (key === '__proto__') this.issues.add('toml/prototype-key', 'names a key "__proto__", which is not read');
      else result[key] = this.#value(value, level + 1);
    }
    return result;
  }

  #value(value: unknown, level: number): DataValue {
    if (level > this.#maxLevels) {
      this.issues.add('toml/nesting', `is nested deeper than ${this.#maxLevels} levels`);
      return null;
    }
    if (value instanceof TomlDate) return value.toISOString();
    if (typeof value === 'bigint') return value.toString();
    if (Array.isArray(value)) return value.map((item: unknown) => this.#value(item, level + 1));
    if (typeof value === 'object' && value !== null) return this.table(value, level);
    return value as string | number | boolean;
  }
}

const LONGEST_HEADER = 1000; // characters: a longer line is not a header worth a quadratic match
const header = /^[ \t]*(\[\[?)[ \t]*([^\]\n]+?)[ \t]*\]\]?[ \t]*(?:#.*)?\r?$/;
const keyPart = /"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+)/g;

/** Walks the headers in order: the n-th `[[a]]` is the n-th element of `a`, and `[a.b]` below it belongs to that element. */
function headerLines(text: string, root: DataObject): Map<DataObject | DataArray, number> {
  const lines = new Map<DataObject | DataArray, number>([[root, 1]]);
  const seen = new Map<DataArray, number>();
  let line = 0;
  for (const row of text.split('\n')) {
    line += 1;
    if (row.length > LONGEST_HEADER) continue;
    const match = header.exec(row);
    if (match === null) continue;
    const isElement = match[1] === '[[';
    const parts = [...(match[2] ?? '').matchAll(keyPart)].map((part) => part[1] ?? part[2] ?? part[3] ?? '');
    const table = tableOf(root, parts, isElement, seen);
    if (table !== undefined && !lines.has(table)) lines.set(table, line);
  }
  return lines;
}

function tableOf(
  root: DataObject,
  parts: readonly string[],
  isElement: boolean,
  seen: Map<DataArray, number>,
): DataObject | undefined {
  let here: DataValue | undefined = root;
  for (const [depth, part] of parts.entries()) {
    if (!isObject(here)) return undefined;
    here = here[part];
    if (!Array.isArray(here)) continue;
    const elements: DataArray = here;
    const isLast = depth === parts.length - 1;
    const index = (seen.get(elements) ?? -1) + (isLast && isElement ? 1 : 0);
    if (isLast && isElement) seen.set(elements, index);
    here = elements[index];
  }
  return isObject(here) ? here : undefined;
}
