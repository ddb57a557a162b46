import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits, type Outcome } from '../../../../kernel/index.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued } from '../../../index.ts';
import { catalog, type MemoryFiles } from '../../../../../test/kit/memory-files.ts';
import { edges, labels, nodeOf } from '../../../../../test/kit/labelled-graph.ts';
import { nodeModules, treeOf } from './index.ts';

/** Reads all files of the imagined target that the cataloger would be given; links are files that are not given. */
function read(files: MemoryFiles, links: MemoryFiles = {}): Promise<Outcome<Catalogued>> {
  const given = Object.keys(files).filter((path) => /(?:^|\/)node_modules\/(?:.*\/)?package\.json$/.test(path));
  return catalog(nodeModules, { ...files, ...links }, given.toSorted());
}

async function graphOf(files: MemoryFiles, links?: MemoryFiles): Promise<PackageGraph> {
  const outcome = await read(files, links);
  assert.deepEqual(outcome.issues, []);
  assert.equal(outcome.complete, true);
  return outcome.value.graphs[0] ?? assert.fail('there is no graph');
}

const of = (name: string, version: string, more: object = {}): string => JSON.stringify({ name, version, ...more });

test('a tree is read from the outermost directory that has a node_modules', () => {
  assert.equal(treeOf('node_modules/a/package.json'), '.');
  assert.equal(treeOf('node_modules/a/node_modules/b/package.json'), '.');
  assert.equal(treeOf('apps/web/node_modules/a/node_modules/b/package.json'), 'apps/web');
  assert.equal(treeOf('my_node_modules/x/node_modules/a/package.json'), 'my_node_modules/x');
});

test('edges follow the look-up of Node, and package.json gives the roots', async () => {
  const graph = await graphOf({
    'web/package.json':
      '{"name": "app", "version": "0.1.0", "dependencies": {"a": "^1.0.0"},\n"devDependencies": {"@s/d": "1", "absent": "1"}, "peerDependencies": {"p": "1"}}',
    'web/node_modules/a/package.json': of('a', '1.0.0', {
      license: 'MIT',
      dependencies: { b: '^2.0.0' },
      optionalDependencies: { gone: '1' },
      peerDependencies: { '@s/d': '*', p: '*' },
      devDependencies: { t: '1' },
    }),
    'web/node_modules/a/node_modules/b/package.json': of('b', '2.0.0', { dependencies: { a: '1' } }),
    'web/node_modules/b/package.json': of('b', '1.0.0'),
    'web/node_modules/@s/d/package.json': of('@s/d', '1.0.0', { dependencies: { b: '1' } }),
  });
  assert.deepEqual(edges(graph), [
    '@s/d@1.0.0 > b@1.0.0 runtime 1',
    'b@2.0.0 > a@1.0.0 runtime 1',
    'a@1.0.0 > b@2.0.0 runtime ^2.0.0',
    'a@1.0.0 > @s/d@1.0.0 runtime *',
    '[web] app@0.1.0 > a@1.0.0 runtime ^1.0.0 web/package.json:1',
    '[web] app@0.1.0 > @s/d@1.0.0 dev 1 web/package.json:2',
  ]);
  const a = nodeOf(graph, 'a@1.0.0');
  assert.deepEqual([a.file, a.line, a.licence], ['web/node_modules/a/package.json', 1, 'MIT']);
  assert.equal(graph.edges, 'partial', 'a development dependency is not installed');
});

test('an alias is what its package.json says, and npm 6 left traces of where it came from', async () => {
  const graph = await graphOf({
    'node_modules/old/package.json': of('real', '1.0.0', {
      _resolved: 'git+https://git.example/real.git#0123456789abcdef0123456789abcdef01234567',
      _integrity: `sha512-${Buffer.alloc(64).toString('base64')}`,
      deprecated: 'use another',
    }),
  });
  assert.deepEqual(labels(graph), ['real@1.0.0']);
  const [node] = graph.packages;
  assert.deepEqual([node?.source?.kind, node?.hashes?.length, node?.deprecated], ['git', 1, 'use another']);
});

test('what is no place for a package, or plainly no package, is passed over', async () => {
  const outcome = await read({
    'node_modules/a/package.json': of('a', '1.0.0'),
    'node_modules/a/esm/package.json': '{"type": "module"',
    'node_modules/@s/package.json': 'x',
    'node_modules/.cache/package.json': 'x',
    'node_modules/fixture/package.json': '{"type": "module"}',
  });
  assert.deepEqual(outcome.issues, []);
  assert.deepEqual(labels(outcome.value.graphs[0] as PackageGraph), ['a@1.0.0']);
});

test('a package without a name or a version, and a broken one, are issues', async () => {
  const outcome = await read({
    'node_modules/a/package.json': '{"version": "1.0.0"}',
    'node_modules/b/package.json': '{"name": "b"}',
    'node_modules/c/package.json': '{"name": "c", "version": 5}',
    'node_modules/d/package.json': '[]',
    'node_modules/e/package.json': '{"name": "e",\n',
    'node_modules/f/package.json': '{"name": "f", "version": "1.0.0", "dependencies": 5}',
    'node_modules/g/package.json': '{"name": "g", "version": "1.0.0", "__proto__": {}}',
  });
  assert.equal(outcome.complete, false);
  assert.deepEqual(
    outcome.issues.map((issue) => `${issue.path}:${issue.line} ${issue.message}`),
    [
      'node_modules/a/package.json:1 has no name',
      'node_modules/b/package.json:1 has no version',
      'node_modules/c/package.json:1 has no version',
      'node_modules/d/package.json:1 is not a JSON object',
      'node_modules/e/package.json:2 ends where a name in quotes was expected',
      'node_modules/g/package.json:1 names a member "__proto__", which is not read',
      'node_modules/f/package.json:1 has a "dependencies" of the package that is not an object',
    ],
  );
  assert.deepEqual(labels(outcome.value.graphs[0] as PackageGraph), ['a@1.0.0', 'b', 'c', 'f@1.0.0', 'g@1.0.0']);
});

test('the store of pnpm: a package is found by its name, and by the link beside it where there are two', async () => {
  const store = 'node_modules/.pnpm';
  const graph = await graphOf(
    {
      'package.json': '{"name": "app", "dependencies": {"a": "1", "b": "2"}}',
      [`${store}/a@1.0.0/node_modules/a/package.json`]: of('a', '1.0.0', { dependencies: { b: '^1.0.0', c: '*' } }),
      [`${store}/b@1.0.0/node_modules/b/package.json`]: of('b', '1.0.0'),
      [`${store}/b@2.0.0/node_modules/b/package.json`]: of('b', '2.0.0', { dependencies: { a: '1' } }),
      [`${store}/c@1.0.0/node_modules/c/package.json`]: of('c', '1.0.0', { dependencies: { b: '*' } }),
    },
    {
      [`${store}/a@1.0.0/node_modules/b/package.json`]: of('b', '1.0.0'),
      'node_modules/b/package.json': of('b', '2.0.0'),
    },
  );
  assert.deepEqual(edges(graph), [
    'a@1.0.0 > b@1.0.0 runtime ^1.0.0',
    'a@1.0.0 > c@1.0.0 runtime *',
    'b@2.0.0 > a@1.0.0 runtime 1',
    '[.] app > a@1.0.0 runtime 1 package.json:1',
    '[.] app > b@2.0.0 runtime 2 package.json:1',
  ]);
  assert.equal(graph.edges, 'partial', 'which b the package c gets cannot be told');
});

test('the stores of Yarn and of the configuration of pnpm are read', async () => {
  const graph = await graphOf({
    'node_modules/.store/@s-a-npm-1.0.0-00ff/package/package.json': of('@s/a', '1.0.0', { dependencies: { b: '*' } }),
    'node_modules/.store/b-npm-1.0.0-00ff/package/package.json': of('b', '1.0.0'),
    'node_modules/.pnpm-config/@s/conf/package.json': of('@s/conf', '1.0.0'),
  });
  assert.deepEqual(labels(graph), ['@s/conf@1.0.0', '@s/a@1.0.0', 'b@1.0.0']);
  assert.deepEqual(edges(graph), ['@s/a@1.0.0 > b@1.0.0 runtime *']);
});

test('what workspaces have in a node_modules above them is found there', async () => {
  const graph = await graphOf(
    {
      'packages/x/package.json': '{"name": "x", "dependencies": {"a": "1", "b": "1"}}',
      'packages/x/node_modules/a/package.json': of('a', '1.0.0', { dependencies: { b: '1' } }),
    },
    { 'node_modules/b/package.json': of('b', '1.0.0', { dependencies: { c: '1' } }) },
  );
  assert.deepEqual(labels(graph), ['a@1.0.0', 'b@1.0.0', '[packages/x] x']);
  assert.equal(nodeOf(graph, 'b@1.0.0').file, 'node_modules/b/package.json');
  assert.equal(edges(graph).length, 3);
});

test('what the project needs and is not installed is an issue, unless a lockfile tells of it', async () => {
  const files = {
    'package.json':
      '{"dependencies": {"a": "1",\n"gone": "^1.0.0", "w": "workspace:*", "l": "file:lib"}, "devDependencies": {"d": "1"}, "optionalDependencies": {"o": "1"}}',
    'node_modules/a/package.json': of('a', '1.0.0'),
  };
  assert.deepEqual((await read(files)).issues, [
    { code: 'npm/missing-package', path: 'package.json', line: 2, message: 'asks for gone ^1.0.0, which is not installed' },
  ]);
  assert.deepEqual((await read({ ...files, 'yarn.lock': '' })).issues, []);
});

test('a name that is a path is not looked up', async () => {
  const graph = await graphOf({
    'app/package.json': '{"name": "app", "optionalDependencies": {"../../secret": "1", "a/../../secret": "1", ".store": "1"}}',
    'app/node_modules/a/package.json': of('a', '1.0.0', { optionalDependencies: { '../../../secret': '1' } }),
    'secret/package.json': of('secret', '1.0.0'),
  });
  assert.deepEqual(edges(graph), []);
});

test('more packages than the limit are an issue, and no packages are no graph', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const files = { 'node_modules/a/package.json': of('a', '1.0.0'), 'node_modules/b/package.json': of('b', '1.0.0') };
  const outcome = await catalog(nodeModules, files, Object.keys(files), ctx);
  assert.deepEqual(
    outcome.issues.map((issue) => issue.code),
    ['file/too-many-packages'],
  );
  assert.deepEqual(labels(outcome.value.graphs[0] as PackageGraph), ['a@1.0.0']);
  assert.deepEqual(await read({ 'node_modules/x/package.json': '{}' }), { value: { graphs: [] }, complete: true, issues: [] });
});
