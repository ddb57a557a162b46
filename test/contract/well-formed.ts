import assert from 'node:assert/strict';
import { ecosystemById } from '../../src/ecosystem/index.ts';
import { toInventory, type Catalogued, type Cataloger } from '../../src/inventory/index.ts';
import type { Outcome } from '../../src/kernel/index.ts';
import type { PackageGraph, PackageNode } from '../../src/model/index.ts';
import { parsePurl } from '../../src/model/purl/index.ts';
import type { MemoryFiles } from '../kit/memory-files.ts';

/** What holds of everything that a cataloger says, whatever it was given. */
export function assertWellFormed(outcome: Outcome<Catalogued>, cataloger: Cataloger, files: MemoryFiles): void {
  const places = new Places(files);
  assert.equal(typeof outcome.complete, 'boolean');
  if (!outcome.complete) assert.ok(outcome.issues.length > 0, 'incomplete without an issue');
  for (const { code, path, line, message } of outcome.issues) {
    assert.match(code, /^[a-z0-9]+\/[a-z0-9-]+$/);
    // It is read after the path, in one line.
    assert.match(message, /^[a-z][^\n\r]+$/);
    places.assert(path, line);
  }
  for (const graph of outcome.value.graphs) {
    assert.ok(ecosystemById(graph.ecosystem) !== undefined);
    // Data alone: no member that is undefined, no object of a class, no number that is none.
    assert.deepEqual(graph, JSON.parse(JSON.stringify(graph)));
    for (const node of graph.packages) assertNode(node, graph, places);
  }
  assertInventory(outcome.value.graphs, cataloger);
}

function assertNode(node: PackageNode, graph: PackageGraph, places: Places): void {
  const { kind, name, version, licence, hashes = [], qualifiers = {}, confidence = 1, source } = node;
  assert.equal(typeof name, 'string');
  assert.ok(name !== '' || kind === 'project', 'a package without a name');
  for (const text of [version, licence, node.deprecated, node.supplier, node.namespace, ...Object.values(qualifiers)])
    if (text !== undefined) assert.ok(typeof text === 'string' && text !== '', `${name} has ${JSON.stringify(text)}`);
  for (const { algorithm, value } of hashes) {
    assert.match(algorithm, /^[A-Z]/);
    assert.match(value, /^(?:[0-9a-f]{2})+$/);
  }
  assert.ok(confidence > 0 && confidence <= 1);
  if (source !== undefined) {
    const place = source.kind === 'local' ? source.path : source.url;
    assert.ok(typeof place === 'string' && place !== '' && !place.includes('[native code]'), JSON.stringify(source));
  }
  places.assert(node.file, node.line);
  for (const { to, scope, requirement, file, line } of node.dependsOn) {
    assert.ok(Number.isInteger(to) && to >= 0 && to < graph.packages.length, 'an edge to nowhere');
    assert.match(scope, /^(?:runtime|optional|dev|test)$/);
    if (requirement !== undefined) assert.equal(typeof requirement, 'string');
    places.assert(file, line);
  }
}

/** Every package gets an identity, and its purl can be read again. */
function assertInventory(graphs: readonly PackageGraph[], cataloger: Cataloger): void {
  const { components } = toInventory(
    { kind: 'directory', name: 'target' },
    graphs.map((graph) => ({ graph, file: 'file', cataloger })),
  );
  for (const { purl } of components) if (purl !== undefined) assert.ok(parsePurl(purl).ok, purl);
}

/** Files and lines that there are. */
class Places {
  readonly #files: MemoryFiles;
  readonly #counts = new Map<string, number>();
  #most: number | undefined;

  constructor(files: MemoryFiles) {
    this.#files = files;
  }

  /** Without a path the line is of the file that was read, which may be any of them. */
  assert(path: string | undefined, line: number | undefined): void {
    if (path !== undefined) assert.ok(Object.hasOwn(this.#files, path), `${path} is no file of the example`);
    if (line === undefined) return;
    const last = path === undefined ? this.#longest() : this.#linesOf(path);
    assert.ok(Number.isInteger(line) && line >= 1 && line <= last, `line ${line} of ${path ?? 'a file'}, which has ${last}`);
  }

  #longest(): number {
    return (this.#most ??= Math.max(...Object.keys(this.#files).map((path) => this.#linesOf(path))));
  }

  #linesOf(path: string): number {
    const known = this.#counts.get(path);
    if (known !== undefined) return known;
    const count = String(this.#files[path]).split('\n').length;
    this.#counts.set(path, count);
    return count;
  }
}
