import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import { catalog, type MemoryFiles } from '../../../../test/kit/memory-files.ts';
import { golangCatalogers } from './index.ts';

const vendorModules = golangCatalogers.find((cataloger) => cataloger.id === 'golang/vendor-modules') ?? assert.fail();

async function read(files: MemoryFiles, path = 'vendor/modules.txt'): Promise<Outcome<PackageGraph>> {
  const outcome = await catalog(vendorModules, files, path);
  assert.equal(outcome.complete, outcome.issues.length === 0);
  return { ...outcome, value: outcome.value.graphs[0] ?? assert.fail('there is no graph') };
}

const modulesTxt = [
  '## workspace',
  '# a.b/c v1.0.0',
  '## explicit; go 1.17',
  'a.b/c',
  'a.b/c/sub',
  '# a.b/d v1.1.0',
  '## go 1.18',
  'a.b/d',
  '# a.b/e v1.0.0 => a.b/fork v1.2.0',
  '## explicit',
  'a.b/e/pkg',
  '# a.b/f v1.0.0 => ./f',
  'a.b/f',
  '# a.b/g v1.0.0 => ../../outside',
  '## explicit',
  '# a.b/old v0.1.0',
  'a.b/old',
  '# a.b/unused => a.b/never v9.0.0',
  '# a.b/unused v1.0.0 => a.b/never v9.0.0',
].join('\n');

test('every module with packages or an explicit requirement is installed; unused replacements are not', async () => {
  const { value: graph, issues } = await read({ 'vendor/modules.txt': modulesTxt, 'f/go.mod': 'module a.b/f\n' });
  assert.deepEqual(issues, []);
  assert.equal(graph.edges, 'none');
  assert.deepEqual(
    graph.packages.map(({ name, version, kind, line, source }) => [name, version, kind, line, source]),
    [
      ['.', undefined, 'project', undefined, undefined],
      ['a.b/c', 'v1.0.0', 'package', 2, undefined],
      ['a.b/d', 'v1.1.0', 'package', 6, undefined],
      ['a.b/fork', 'v1.2.0', 'package', 9, undefined],
      ['a.b/f', undefined, 'project', 12, { kind: 'local', path: 'f' }],
      ['a.b/g', undefined, 'package', 14, { kind: 'local', path: '../../outside' }],
      ['a.b/old', 'v0.1.0', 'package', 16, undefined],
    ],
  );
});

test('the go.mod beside vendor/ says which modules are direct', async () => {
  const mod = 'module example.com/app\ngo 1.20\nrequire a.b/c v1.0.0\nrequire a.b/d v1.1.0 // indirect\nrequire a.b/e v1.0.0\n';
  const { value: graph } = await read(
    { 'x/vendor/modules.txt': modulesTxt.replaceAll('\n', '\r\n'), 'x/go.mod': mod },
    'x/vendor/modules.txt',
  );
  assert.equal(graph.edges, 'partial');
  assert.deepEqual(
    { ...graph.packages[0], dependsOn: [] },
    { name: 'example.com/app', kind: 'project', directory: 'x', dependsOn: [] },
  );
  assert.deepEqual(
    graph.packages[0]?.dependsOn.map(({ to, requirement, file, line }) => [graph.packages[to]?.name, requirement, file, line]),
    [
      ['a.b/c', 'v1.0.0', 'x/go.mod', 3],
      ['a.b/fork', 'v1.0.0', 'x/go.mod', 5],
    ],
  );
});

test('lines that are neither modules nor packages are issues, and the rest is read', async () => {
  const { value: graph, issues } = await read({
    'vendor/modules.txt': 'a.b/stray\n# a.b/c\na.b/c\n#x\n# a.b/d v1 v2\n# a.b/e v1.0.0\na.b/e\n# a.b/f =>\n',
  });
  assert.deepEqual(
    issues.map(({ code, line }) => [code, line]),
    [
      ['golang/vendor', 1],
      ['golang/vendor', 2],
      ['golang/vendor', 3],
      ['golang/vendor', 4],
      ['golang/vendor', 5],
      ['golang/vendor', 8],
    ],
  );
  assert.deepEqual(
    graph.packages.map(({ name }) => name),
    ['.', 'a.b/e'],
  );
});

test('every truncation of modules.txt is read without throwing', async () => {
  for (let length = 0; length < modulesTxt.length; length += 1) await read({ 'vendor/modules.txt': modulesTxt.slice(0, length) });
});
