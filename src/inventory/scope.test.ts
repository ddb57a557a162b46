import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PackageEdge, PackageGraph, PackageNode, Scope } from '../model/index.ts';
import { scopesOf } from './scope.ts';

type Edges = readonly (readonly [to: number, scope: Scope])[];

function node(kind: PackageNode['kind'], edges: Edges, scope?: Scope): PackageNode {
  const dependsOn: PackageEdge[] = edges.map(([to, edgeScope]) => ({ to, scope: edgeScope }));
  return { name: 'x', kind, dependsOn, ...(scope === undefined ? {} : { scope }) };
}

function graph(...packages: readonly PackageNode[]): PackageGraph {
  return { ecosystem: 'npm', packages, edges: 'complete' };
}

test('a package takes the weakest scope along a path', () => {
  assert.deepEqual(scopesOf(graph(node('project', [[1, 'dev']]), node('package', [[2, 'runtime']]), node('package', []))), [
    'runtime',
    'dev',
    'dev',
  ]);
});

test('of several paths the strongest decides', () => {
  const scopes = scopesOf(
    graph(
      node('project', [
        [1, 'dev'],
        [2, 'runtime'],
      ]),
      node('package', [[3, 'runtime']]),
      node('package', [[3, 'optional']]),
      node('package', []),
    ),
  );
  assert.deepEqual(scopes, ['runtime', 'dev', 'runtime', 'optional']);
});

test('a stronger path that begins at a later index still wins', () => {
  const scopes = scopesOf(
    graph(
      node('package', []),
      node('package', [[0, 'runtime']]),
      node('project', [
        [1, 'runtime'],
        [0, 'test'],
      ]),
    ),
  );
  assert.deepEqual(scopes, ['runtime', 'runtime', 'runtime']);
});

test('what no path reaches is runtime, so that a missing edge hides nothing', () => {
  assert.deepEqual(scopesOf(graph(node('project', []), node('package', [[2, 'dev']]), node('package', []))), [
    'runtime',
    'runtime',
    'runtime',
  ]);
});

test('what the file itself says outranks the edges', () => {
  assert.deepEqual(scopesOf(graph(node('project', [[1, 'runtime']]), node('package', [], 'dev'))), ['runtime', 'dev']);
});

test('cycles end', () => {
  assert.deepEqual(
    scopesOf(graph(node('project', [[1, 'dev']]), node('package', [[2, 'runtime']]), node('package', [[1, 'runtime']]))),
    ['runtime', 'dev', 'dev'],
  );
});
