import { parse, TomlDate, TomlError } from 'smol-toml';
import type { Limits } from '../limits.ts';
import { incomplete, IssueCollector, type Outcome } from '../outcome.ts';
import type { DataArray, DataObject, DataValue, SourceDocument } from '../syntax/document.ts';
import { lineAt } from '../text.ts';
import { headerLines } from './header-lines.ts';

export interface TomlOptions {
  readonly path: string;
  readonly limits: Pick<Limits, 'nestingLevels'>;
}

/**
 * A TOML 1.0 document. Dates become text in the form of RFC 3339, and integers that a number cannot hold become text;
 * `lineOf` knows tables that have a header of their own (`[a.b]`, `[[package]]`). TOML itself forbids duplicate keys
 * (section "Keys"), so they are syntax errors here.
 */
export function parseToml(text: string, options: TomlOptions): Outcome<SourceDocument | undefined> {
  const reader = new TomlReader(text, options);
  try {
    const value = reader.table(parse(text, { integersAsBigInt: 'asNeeded', maxDepth: options.limits.nestingLevels }), 1);
    let lines: Map<DataObject | DataArray, number> | undefined;
    const document = { value, lineOf: (node: DataObject | DataArray) => (lines ??= headerLines(text, value)).get(node) };
    return reader.issues.outcome(document);
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown;
    const { path, limits } = options;
    const reason = (thrown.message.split('\n', 1)[0] ?? '').replace(/^Invalid TOML document: /, '');
    const isNesting = reason.includes('nested');
    const message = isNesting ? `is nested deeper than ${limits.nestingLevels} levels` : `is not valid TOML: ${reason}`;
    return incomplete(undefined, [{ code: isNesting ? 'toml/nesting' : 'toml/syntax', path, line: thrown.line, message }]);
  }
}

/** The library's value as plain data: dates and 64-bit integers become text, forbidden keys and depth become issues. */
class TomlReader {
  readonly issues: IssueCollector;
  readonly #text: string;
  readonly #maxLevels: number;

  constructor(text: string, options: TomlOptions) {
    this.issues = new IssueCollector(options.path);
    this.#text = text;
    this.#maxLevels = options.limits.nestingLevels;
  }

  table(table: object, level: number): DataObject {
    const result: Record<string, DataValue> = {};
    for (const [key, value] of Object.entries(table) as [string, unknown][]) {
      if (key === '__proto__') this.#forbiddenKey(key);
      else result[key] = this.#value(value, level + 1);
    }
    return result;
  }

  /** The library keeps no places, so the line is that of the first mention. */
  #forbiddenKey(key: string): void {
    const at = this.#text.indexOf(key);
    const line = at === -1 ? undefined : lineAt(this.#text, at);
    this.issues.add('toml/prototype-key', `names a key "${key}", which is not read`, line);
  }

  #value(value: unknown, level: number): DataValue {
    if (typeof value === 'string') return value;
    if (level > this.#maxLevels) {
      this.issues.add('toml/nesting', `is nested deeper than ${this.#maxLevels} levels`);
      return null;
    }
    if (value instanceof TomlDate) return value.toISOString();
    if (typeof value === 'bigint') return value.toString();
    if (Array.isArray(value)) return value.map((item: unknown) => this.#value(item, level + 1));
    if (typeof value === 'object' && value !== null) return this.table(value, level);
    return value as number | boolean;
  }
}
