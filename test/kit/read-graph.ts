import assert from 'node:assert/strict';
import type { Outcome } from '../../src/kernel/index.ts';
import type { PackageGraph, PackageNode } from '../../src/model/index.ts';
import type { Catalogued } from '../../src/inventory/cataloger.ts';
import { pypiCatalogers } from '../../src/inventory/catalogers/pypi/index.ts';

/** For tests: a cataloger by its id. */
export function cataloger(id: string): (typeof pypiCatalogers)[number] {
  const found = pypiCatalogers.find((one) => one.id === id);
  assert.ok(found !== undefined, `no cataloger ${id}`);
  return found;
}

/** For tests: the one graph of an outcome that must have nothing to complain about. */
export function onlyGraph(outcome: Outcome<Catalogued>): PackageGraph {
  assert.deepEqual(outcome.issues, []);
  assert.equal(outcome.complete, true);
  assert.equal(outcome.value.graphs.length, 1);
  return outcome.value.graphs[0] as PackageGraph;
}

/** For tests: `name@version` of every package, projects in brackets, in the order of the graph. */
export function names(graph: PackageGraph | undefined): readonly string[] {
  return (graph?.packages ?? []).map(nameOf);
}

/** For tests: every edge as `from -> to scope requirement file:line`, sorted. */
export function edges(graph: PackageGraph | undefined): readonly string[] {
  const packages = graph?.packages ?? [];
  return packages
    .flatMap((node) =>
      node.dependsOn.map((edge) => {
        const place = edge.line === undefined ? [] : [`${edge.file ?? ''}:${edge.line}`];
        const words = [nameOf(node), '->', nameOf(packages[edge.to] as PackageNode), edge.scope, edge.requirement ?? '-', ...place];
        return words.join(' ');
      }),
    )
    .toSorted();
}

/** For tests: the node of a name, as it was written. */
export function node(graph: PackageGraph | undefined, name: string): PackageNode {
  const found = (graph?.packages ?? []).find((one) => one.name === name);
  assert.ok(found !== undefined, `no package ${name}`);
  return found;
}

/** For tests: code, place and message of every issue. */
export function problems(outcome: Outcome<unknown>): readonly string[] {
  return outcome.issues.map(({ code, path, line, message }) => `${code} ${path}:${line ?? ''} ${message}`);
}

function nameOf({ name, version, kind }: PackageNode): string {
  return kind === 'project' ? `[${name}]` : `${name}@${version ?? '?'}`;
}
