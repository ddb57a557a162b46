import assert from 'node:assert/strict';
import type { Ctx, Issue } from '../../src/kernel/index.ts';
import type { Cataloger } from '../../src/inventory/index.ts';
import type { PackageGraph, PackageNode } from '../../src/model/index.ts';
import { catalog, type MemoryFiles } from './memory-files.ts';

/** What one cataloger made of files of an imagined target. */
export interface Read {
  readonly graphs: readonly PackageGraph[];
  readonly issues: readonly Issue[];
  /** The first graph; fails when there is none. */
  readonly graph: PackageGraph;
}

/** Runs the cataloger of that id, which must give issues exactly when it is not complete. */
export async function readWith(
  catalogers: readonly Cataloger[],
  id: string,
  files: MemoryFiles,
  paths: string | readonly string[] = Object.keys(files),
  ctx?: Ctx,
): Promise<Read> {
  const cataloger = catalogers.find((one) => one.id === id) ?? assert.fail(`there is no cataloger ${id}`);
  const outcome = await catalog(cataloger, files, paths, ctx);
  assert.equal(outcome.complete, outcome.issues.length === 0);
  const { graphs } = outcome.value;
  return {
    graphs,
    issues: outcome.issues,
    get graph() {
      return graphs[0] ?? assert.fail('there is no graph');
    },
  };
}

/** As `readWith`, of files that must be read without an issue; the first graph. */
export async function readGraph(...parts: Parameters<typeof readWith>): Promise<PackageGraph> {
  const read = await readWith(...parts);
  assert.deepEqual(read.issues, []);
  return read.graph;
}

/** `from > to scope requirement @ [file:]line` of every edge; what is not stated is left out. */
export function edgesOf(graph: PackageGraph): readonly string[] {
  return graph.packages.flatMap((node) =>
    node.dependsOn.map(({ to, scope, requirement, line, file }) => {
      const place = line === undefined ? [] : ['@', file === undefined ? line : `${file}:${line}`];
      return [node.name, '>', graph.packages[to]?.name, scope, ...(requirement === undefined ? [] : [requirement]), ...place].join(
        ' ',
      );
    }),
  );
}

/** `name version` of the packages, projects left out. */
export function versionsOf(graph: PackageGraph): readonly string[] {
  return graph.packages
    .filter(({ kind }) => kind === 'package')
    .map(({ name, version }) => (version === undefined ? name : `${name} ${version}`));
}

/** The package of that name without its edges. */
export function nodeOf(graph: PackageGraph, name: string): Omit<PackageNode, 'dependsOn'> {
  const { dependsOn: _, ...node } = graph.packages.find((one) => one.name === name) ?? assert.fail(`there is no ${name}`);
  return node;
}

/** `code @ line` of every issue. */
export function issuesOf(read: Read): readonly string[] {
  return read.issues.map(({ code, line }) => (line === undefined ? code : `${code} @ ${line}`));
}

/** Reads one of the files cut off at every third character, which must never throw. */
export async function readTruncated(catalogers: readonly Cataloger[], id: string, files: MemoryFiles, path: string): Promise<void> {
  const text = String(files[path]);
  for (let length = 0; length < text.length; length += 3) {
    await readWith(catalogers, id, { ...files, [path]: text.slice(0, length) }, path);
  }
}
