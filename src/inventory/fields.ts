import {
  isObject,
  type DataArray,
  type DataObject,
  type DataValue,
  type IssueCollector,
  type SourceDocument,
} from '../kernel/index.ts';

/**
 * Members of a parsed file by their expected type. A member of another type is an issue `<family>/shape` at its place and reads as
 * absent, so that a mistake in one package does not cost the others. Null, which YAML makes of an empty value, is absent too.
 */
export class Fields {
  readonly #document: SourceDocument;
  readonly #issues: IssueCollector;
  readonly #family: string;

  constructor(document: SourceDocument, issues: IssueCollector, family: string) {
    this.#document = document;
    this.#issues = issues;
    this.#family = family;
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

  /** Trimmed. Undefined when it is absent or says nothing. */
  text(owner: DataObject, key: string, line?: number): string | undefined {
    const value = member(owner, key);
    if (value === undefined) return undefined;
    if (typeof value === 'string') return value.trim() || undefined;
    this.wrong(key, 'text', line);
    return undefined;
  }

  object(owner: DataObject, key: string, line?: number): DataObject | undefined {
    const value = member(owner, key);
    if (value === undefined || isObject(value)) return value;
    this.wrong(key, 'an object', line);
    return undefined;
  }

  list(owner: DataObject, key: string, line?: number): DataArray {
    const value = member(owner, key);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value as DataArray;
    this.wrong(key, 'a list', line);
    return [];
  }

  /** The objects of a list. */
  objects(owner: DataObject, key: string, line?: number): readonly DataObject[] {
    const list = this.list(owner, key, line);
    const objects = list.filter(isObject);
    if (objects.length < list.length) this.wrong(key, 'a list of objects', line);
    return objects;
  }

  /** The texts of a list. */
  texts(owner: DataObject, key: string, line?: number): readonly string[] {
    const list = this.list(owner, key, line);
    const texts = list.filter((item) => typeof item === 'string');
    if (texts.length < list.length) this.wrong(key, 'a list of text', line);
    return texts;
  }

  /** Members of an object whose values are text: names and their requirements. */
  textMembers(owner: DataObject, key: string, line?: number): readonly (readonly [name: string, value: string])[] {
    const found: (readonly [string, string])[] = [];
    const object = this.object(owner, key, line);
    if (object === undefined) return found;
    for (const [name, value] of Object.entries(object)) {
      if (typeof value === 'string') found.push([name, value]);
      else this.wrong(`${key}.${name}`, 'text', this.lineOf(object) ?? line);
    }
    return found;
  }

  wrong(key: string, wanted: string, line?: number): void {
    this.#issues.add(`${this.#family}/shape`, `has ${JSON.stringify(key)} that is not ${wanted}`, line);
  }
}

/** A member of its own, never one that every object inherits. */
export function member(owner: DataObject, key: string): DataValue | undefined {
  return Object.hasOwn(owner, key) ? (owner[key] ?? undefined) : undefined;
}
