import { isObject, IssueCollector, type Ctx, type DataObject, type Outcome } from '../../../kernel/index.ts';
import type { PackageGraph, Scope } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { PackageReader, unread } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { readJson } from '../../read.ts';
import { parseReference, toNode, type Reference } from './reference.ts';
import { readConanfile, type Required } from './requirements.ts';

/**
 * Conan 1 locks a graph (`graph_lock`, version 0.1 to 0.4), Conan 2 lists of references (0.5) without edges, in which the conanfile
 * beside it tells the direct ones.
 * @see https://docs.conan.io/2/tutorial/versioning/lockfiles.html
 */
export async function catalogConanLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const json = await readJson(file, ctx);
  if (json.value === undefined) return unread(json.issues);
  const reader = new PackageReader(file, ctx, 'conan');
  reader.issues.addAll(json.issues);
  const fields = new Fields(json.value, reader.issues, 'conan');
  const lock = fields.root();
  const root = reader.project();
  const graph = fields.object(lock, 'graph_lock');
  if (graph !== undefined) {
    new GraphLock(reader, fields, fields.object(graph, 'nodes') ?? {}).read(root);
    return reader.outcome('complete');
  }
  const version = fields.text(lock, 'version');
  if (version !== '0.5') {
    reader.issues.add(
      'conan/lock-version',
      `is a lockfile of version ${JSON.stringify((version ?? '').slice(0, 100))}; 0.1 to 0.5 are known`,
    );
  }
  const text = await file.text();
  return reader.outcome(await readLists(reader, fields, lock, { root, file, text: text.value ?? '' }));
}

class GraphLock {
  readonly #reader: PackageReader;
  readonly #fields: Fields;
  readonly #nodes: DataObject;

  constructor(reader: PackageReader, fields: Fields, nodes: DataObject) {
    this.#reader = reader;
    this.#fields = fields;
    this.#nodes = nodes;
  }

  read(root: number): void {
    for (const [id, node] of Object.entries(this.#nodes)) {
      if (isObject(node)) this.#add(id, node);
      else this.#fields.wrong(`nodes.${id}`, 'an object', this.#fields.lineOf(this.#nodes));
    }
    for (const [id, node] of Object.entries(this.#nodes)) {
      if (!isObject(node)) continue;
      const from = referenceIn(this.#fields, node) === undefined ? root : this.#reader.indexOf(id);
      this.#connect(from, node, 'requires', 'runtime');
      this.#connect(from, node, 'build_requires', 'dev');
    }
  }

  /** The conanfile itself is a node without a reference. */
  #add(id: string, node: DataObject): void {
    const line = this.#fields.lineOf(node);
    const written = referenceIn(this.#fields, node);
    if (written === undefined) return;
    const reference = parseReference(written);
    if (reference === undefined) {
      this.#reader.issues.add('conan/reference', `has ${JSON.stringify(written.slice(0, 100))}, which is not name/version`, line);
      return;
    }
    const prev = this.#fields.text(node, 'prev', line);
    const packageRevision = prev === undefined || prev === '0' ? reference.packageRevision : prev;
    this.#reader.add(id, { ...toNode({ ...reference, ...present({ packageRevision }) }), ...present({ line }) });
  }

  #connect(from: number | undefined, node: DataObject, key: string, scope: Scope): void {
    const line = this.#fields.lineOf(node);
    for (const id of this.#fields.texts(node, key, line)) {
      const to = this.#reader.indexOf(id);
      if (to === undefined && !Object.hasOwn(this.#nodes, id)) {
        this.#reader.issues.add(
          'conan/dependency',
          `has a node that needs the node ${JSON.stringify(id.slice(0, 100))}, which is not there`,
          line,
        );
      }
      this.#reader.connect(from, to, { scope, line });
    }
  }
}

function referenceIn(fields: Fields, node: DataObject): string | undefined {
  const line = fields.lineOf(node);
  return fields.text(node, 'pref', line) ?? fields.text(node, 'ref', line);
}

const lists = [
  ['requires', 'runtime'],
  ['build_requires', 'dev'],
  // Code that recipes and the client itself run.
  ['python_requires', 'dev'],
  ['config_requires', 'dev'],
] as const;

interface Place {
  readonly root: number;
  readonly file: SourceFile;
  readonly text: string;
}

async function readLists(
  reader: PackageReader,
  fields: Fields,
  lock: DataObject,
  { root, file, text }: Place,
): Promise<PackageGraph['edges']> {
  if (lists.every(([key]) => member(lock, key) === undefined)) {
    reader.issues.add('conan/truncated', 'has none of the lists that Conan always writes', 1);
  }
  const lines = linesOfTexts(text);
  /** By name, user and channel. */
  const byIdentity = new Map<string, number[]>();
  for (const [key, scope] of lists) {
    for (const written of fields.texts(lock, key)) {
      const line = lines.get(written);
      const reference = parseReference(written);
      if (reference === undefined) {
        reader.issues.add('conan/reference', `has ${JSON.stringify(written.slice(0, 100))}, which is not name/version`, line);
        continue;
      }
      const index = reader.add(`${key} ${written}`, { ...toNode(reference), scope, ...present({ line }) });
      if (index === undefined) continue;
      const known = byIdentity.get(identityOf(reference));
      if (known === undefined) byIdentity.set(identityOf(reference), [index]);
      else known.push(index);
    }
  }
  const required = await readRequired(file);
  for (const { reference, requirement, scope, line, path } of required) {
    for (const to of byIdentity.get(identityOf(reference)) ?? [])
      reader.connect(root, to, { scope, requirement, line, file: path });
  }
  return required.length === 0 ? 'none' : 'partial';
}

function identityOf({ name, user = '', channel = '' }: Reference): string {
  return `${name}@${user}/${channel}`;
}

/** Each reference stands on a line of its own as Conan writes the file. */
function linesOfTexts(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let line = 0;
  for (const row of text.split('\n')) {
    line += 1;
    const written = /^\s*"([^"]+)"/.exec(row)?.[1];
    if (written !== undefined && !lines.has(written)) lines.set(written, line);
  }
  return lines;
}

type DirectRequirement = Required & { readonly requirement: string; readonly path: string };

/** What is wrong with a conanfile can here cost an edge alone, never a package. */
async function readRequired(lock: SourceFile): Promise<readonly DirectRequirement[]> {
  for (const name of ['conanfile.py', 'conanfile.txt']) {
    const file = await lock.sibling(name);
    if (file === undefined) continue;
    const required = await readConanfile(file, new IssueCollector(file.path));
    return (required ?? []).map((each) => Object.assign({ requirement: each.text, path: file.path }, each));
  }
  return [];
}
