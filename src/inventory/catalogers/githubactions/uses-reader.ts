import {
  isObject,
  type Ctx,
  type DataArray,
  type DataObject,
  type DataValue,
  type Outcome,
  type SourceDocument,
} from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { PackageReader } from '../../package-reader.ts';
import { TextLines } from '../../text-lines.ts';
import { parseImage, toImageNode } from '../container/image.ts';
import { parseUses } from './uses.ts';

/**
 * Gathers what the steps and jobs of one file use: actions in one graph, images in another. Each use is an occurrence of its own, so that
 * every line is evidence. What a pipeline runs writes into what is built, with the secrets at hand: all of it is `runtime`.
 */
export class UsesReader {
  readonly fields: Fields;
  readonly #actions: PackageReader;
  readonly #images: PackageReader;
  readonly #lines: TextLines;
  readonly #directory: string;
  #hasImages = false;

  /** @param directory of the repository or action that the file speaks for, relative to the target */
  constructor(file: SourceFile, ctx: Ctx, document: SourceDocument, text: string, directory: string) {
    this.#actions = new PackageReader(file, ctx, 'githubactions');
    this.#images = new PackageReader(file, ctx, 'docker', this.#actions.issues);
    this.fields = new Fields(document, this.#actions.issues, 'githubactions');
    this.#lines = new TextLines(text);
    this.#directory = directory;
    this.#actions.project({ directory });
  }

  get issues(): PackageReader['issues'] {
    return this.#actions.issues;
  }

  steps(owner: DataObject): void {
    const steps: DataArray = this.fields.list(owner, 'steps', this.fields.lineOf(owner));
    for (const step of steps) {
      if (isObject(step)) this.uses(step);
      else this.fields.wrong('steps', 'a list of steps', this.fields.lineOf(steps));
    }
  }

  /** The `uses` of a step or a job, if it has one. */
  uses(owner: DataObject): void {
    const begin = this.fields.lineOf(owner);
    const written = this.fields.text(owner, 'uses', begin);
    if (written === undefined) return;
    const line = this.#lineOf('uses', written, begin);
    const uses = parseUses(written, line === undefined ? undefined : commentIn(this.#lines.at(line), written));
    if (uses === undefined) {
      this.issues.add(
        'githubactions/uses',
        `uses ${JSON.stringify(written.slice(0, 200))}, which is not owner/repository@ref`,
        line,
      );
    } else if (uses.kind === 'image') {
      this.image(uses.image, line);
    } else if (uses.kind === 'action') {
      const place = line === undefined ? {} : { line };
      const index = this.#actions.add(`${line ?? 0} ${written}`, { ...uses.node, ...place });
      this.#actions.connect(this.#actions.project(), index, { requirement: uses.ref, line });
    }
  }

  /** `container: image` or `container: { image }`, and the same for a service. */
  container(value: DataValue | undefined, key: string, owner: DataObject): void {
    if (value === undefined || value === null) return;
    const begin = this.fields.lineOf(isObject(value) ? value : owner);
    const image = isObject(value) ? this.fields.text(value, 'image', begin) : value;
    if (typeof image !== 'string') {
      if (image !== undefined) this.fields.wrong(key, 'an image', begin);
    } else if (image.trim() !== '') {
      this.image(image.replace(/^docker:\/\//, ''), this.#lineOf(isObject(value) ? 'image' : key, image, begin));
    }
  }

  image(written: string, line: number | undefined): void {
    const image = parseImage(written.trim());
    if (image === undefined) {
      this.issues.add(
        'githubactions/image',
        `uses the image ${JSON.stringify(written.slice(0, 200))}, which is not a reference to one`,
        line,
      );
      return;
    }
    this.#hasImages = true;
    const root = this.#images.project({ directory: this.#directory });
    const place = line === undefined ? {} : { line };
    const index = this.#images.add(`${line ?? 0} ${written}`, { ...toImageNode(image), ...place });
    this.#images.connect(root, index, { requirement: written, line });
  }

  outcome(): Outcome<Catalogued> {
    const graphs = [this.#actions.build('complete'), ...(this.#hasImages ? [this.#images.build('complete')] : [])];
    return this.issues.outcome({ graphs });
  }

  /** The row of a member whose value is text, which the parsed file has no place for. */
  #lineOf(key: string, value: string, begin: number | undefined): number | undefined {
    if (begin === undefined) return undefined;
    const row = new RegExp(`(?:^|[\\s{,"'-])${key.replaceAll(special, String.raw`\$&`)}["']?\\s*:`);
    return this.#lines.find((text) => row.test(text) && text.includes(value), begin) ?? begin;
  }
}

const LONGEST_ROW = 1000; // characters
const special = /[\\^$.*+?()[\]{}|]/g;

/** What follows the `#` after the value; a `#` needs white space before it (YAML 1.2, 6.6). */
function commentIn(row: string, value: string): string | undefined {
  if (row.length > LONGEST_ROW) return undefined;
  const rest = row.slice(row.indexOf(value) + value.length);
  const hash = /\s#/.exec(rest);
  return hash === null ? undefined : rest.slice(hash.index + 2);
}

/** Every member of an object that is an object itself; others are issues. */
export function objectsOf(fields: Fields, owner: DataObject, key: string): readonly DataObject[] {
  const section = fields.object(owner, key, fields.lineOf(owner)) ?? {};
  const found: DataObject[] = [];
  for (const name of Object.keys(section)) {
    const value = member(section, name);
    if (isObject(value)) found.push(value);
    else if (value !== undefined) fields.wrong(name, 'an object', fields.lineOf(section));
  }
  return found;
}
