import {
  isObject,
  type DataArray,
  type DataObject,
  type DataValue,
  type IssueCollector,
  type SourceDocument,
} from '../../../kernel/index.ts';

/**
 * Members of parsed data by their expected type. A member of another type is an issue at its place and reads as absent,
 * so that a mistake in one package does not cost the others.
 */
export class Fields {
  readonly #document: SourceDocument;
  readonly #issues: IssueCollector;

  constructor(document: SourceDocument, issues: IssueCollector) {
    this.#document = document;
    this.#issues = issues;
  }

  /** The document itself; an empty object, with an issue, when it is something else. */
  root(): DataObject {
    const { value } = this.#document;
    if (isObject(value)) return value;
    this.wrong('the document', 'an object', 1);
    return {};
  }

  lineOf(node: DataObject | DataArray): number | undefined {
    return this.#document.lineOf(node);
  }

  /** Undefined when it is absent, empty or not text; the last two with an issue. */
  text(owner: DataObject, key: string, line?: number): string | undefined {
    const value = member(owner, key);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    this.wrong(key, 'text', line);
    return undefined;
  }

  object(owner: DataObject, key: string, line?: number): DataObject | undefined {
    const value = member(owner, key);
    if (value === undefined || isObject(value)) return value;
    this.wrong(key, 'a table', line);
    return undefined;
  }

  list(owner: DataObject, key: string, line?: number): DataArray {
    const value = member(owner, key);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value as DataArray;
    this.wrong(key, 'a list', line);
    return [];
  }

  objects(owner: DataObject, key: string, line?: number): readonly DataObject[] {
    const list = this.list(owner, key, line);
    const objects = list.filter(isObject);
    if (objects.length < list.length) this.wrong(key, 'a list of tables', line);
    return objects;
  }

  strings(owner: DataObject, key: string, line?: number): readonly string[] {
    const list = this.list(owner, key, line);
    const strings = list.filter((item) => typeof item === 'string');
    if (strings.length < list.length) this.wrong(key, 'a list of text', line);
    return strings;
  }

  wrong(key: string, wanted: string, line?: number): void {
    this.#issues.add('pypi/shape', `has ${JSON.stringify(key)} that is not ${wanted}`, line);
  }
}

/** A member of its own, never one that every object inherits. */
export function member(owner: DataObject, key: string): DataValue | undefined {
  return Object.hasOwn(owner, key) ? owner[key] : undefined;
}
