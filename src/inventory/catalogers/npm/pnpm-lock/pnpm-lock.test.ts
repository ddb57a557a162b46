import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits, type Outcome } from '../../../../kernel/index.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued } from '../../../index.ts';
import { catalog, type MemoryFiles } from '../../../../../test/kit/memory-files.ts';
import { edges, labels, nodeOf } from '../../../../../test/kit/labelled-graph.ts';
import { pnpmLock } from './index.ts';

const integrity = `sha512-${Buffer.alloc(64, 2).toString('base64')}`;

function read(files: MemoryFiles, path = 'pnpm-lock.yaml'): Promise<Outcome<Catalogued>> {
  return catalog(pnpmLock, files, path);
}

async function graphsOf(files: MemoryFiles, path?: string): Promise<readonly PackageGraph[]> {
  const outcome = await read(files, path);
  assert.deepEqual(outcome.issues, []);
  assert.equal(outcome.complete, true);
  return outcome.value.graphs;
}

async function graphOf(files: MemoryFiles, path?: string): Promise<PackageGraph> {
  const graphs = await graphsOf(files, path);
  assert.equal(graphs.length, 1);
  return graphs[0] as PackageGraph;
}

async function issuesOf(text: string): Promise<readonly string[]> {
  const outcome = await read({ 'pnpm-lock.yaml': text });
  assert.equal(outcome.complete, outcome.issues.length === 0);
  return outcome.issues.map((issue) => `${issue.code} ${issue.path}:${issue.line} ${issue.message}`);
}

const version9 = `lockfileVersion: '9.0'

catalogs:
  default:
    c:
      specifier: ^3.0.0
      version: 3.0.0

importers:

  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.0.0(r@17.0.0)
      old:
        specifier: npm:real@1
        version: real@1.0.0
    devDependencies:
      c:
        specifier: 'catalog:'
        version: 3.0.0
    optionalDependencies:
      o:
        specifier: 1.0.0
        version: 1.0.0

  packages/x:
    dependencies:
      app:
        specifier: workspace:*
        version: link:../..
      lib:
        specifier: link:../../lib
        version: link:../../lib

packages:

  a@1.0.0:
    resolution: {integrity: ${integrity}}
    peerDependencies:
      r: '>=16'
      s: '*'
    peerDependenciesMeta:
      s:
        optional: true
    deprecated: no longer kept

  c@3.0.0:
    resolution: {integrity: ${integrity}}

  o@1.0.0:
    resolution: {integrity: ${integrity}}

  r@17.0.0:
    resolution: {integrity: ${integrity}}

  real@1.0.0:
    resolution: {integrity: ${integrity}}

snapshots:

  a@1.0.0(r@17.0.0):
    dependencies:
      c: 3.0.0
      r: 17.0.0
    optionalDependencies:
      o: 1.0.0

  a@1.0.0(r@17.0.0)(s@1.0.0):
    dependencies:
      r: 17.0.0

  c@3.0.0: {}

  o@1.0.0:
    optional: true

  r@17.0.0: {}

  real@1.0.0: {}
`;

test('version 9: importers, packages and snapshots, with peers, aliases, catalogs and links', async () => {
  const graph = await graphOf({
    'package.json': '{"name": "app", "version": "0.1.0", "dependencies": {"a": "^1.0.0",\n"old": "npm:real@1"}}',
    'packages/x/package.json': '{"name": "x"}',
    'pnpm-lock.yaml': version9,
  });
  assert.deepEqual(labels(graph), [
    '[.] app@0.1.0',
    '[packages/x] x',
    'a@1.0.0',
    'a@1.0.0',
    'c@3.0.0',
    'o@1.0.0',
    'r@17.0.0',
    'real@1.0.0',
    'lib',
  ]);
  assert.deepEqual(edges(graph), [
    '[.] app@0.1.0 > a@1.0.0 runtime ^1.0.0 package.json:1',
    '[.] app@0.1.0 > real@1.0.0 runtime npm:real@1 package.json:2',
    '[.] app@0.1.0 > o@1.0.0 optional 1.0.0 :24',
    '[.] app@0.1.0 > c@3.0.0 dev ^3.0.0 :20',
    '[packages/x] x > [.] app@0.1.0 runtime workspace:* :30',
    '[packages/x] x > lib runtime link:../../lib :33',
    'a@1.0.0 > c@3.0.0 runtime',
    'a@1.0.0 > r@17.0.0 runtime >=16',
    'a@1.0.0 > o@1.0.0 optional',
    'a@1.0.0 > r@17.0.0 runtime >=16',
  ]);
  const a = nodeOf(graph, 'a@1.0.0');
  assert.equal(a.deprecated, 'no longer kept');
  assert.equal(a.line, 39);
  assert.equal(a.scope, undefined);
  assert.deepEqual(a.hashes, [{ algorithm: 'SHA-512', value: '02'.repeat(64) }]);
  assert.deepEqual(nodeOf(graph, 'lib').source, { kind: 'local', path: 'lib' });
});

test('version 6: keys with a slash and an @, flags as scope, a lone project at the top', async () => {
  const graph = await graphOf({
    'pnpm-lock.yaml': `lockfileVersion: '6.0'
dependencies:
  a:
    specifier: ^1.0.0
    version: 1.0.0(r@17.0.0)
  old:
    specifier: npm:real@1
    version: /real@1.0.0
devDependencies:
  d:
    specifier: file:lib/d
    version: file:lib/d
packages:
  /a@1.0.0(r@17.0.0):
    resolution: {integrity: ${integrity}}
    peerDependencies: {r: '*'}
    dependencies:
      r: 17.0.0
    dev: false
  /r@17.0.0:
    resolution: {integrity: ${integrity}}
    optional: true
  /real@1.0.0:
    resolution: {integrity: ${integrity}}
  file:lib/d:
    resolution: {directory: lib/d, type: directory}
    name: d
    version: 4.0.0
    dev: true
    optional: true
`,
  });
  assert.deepEqual(edges(graph), [
    '[.] . > a@1.0.0 runtime ^1.0.0 :3',
    '[.] . > real@1.0.0 runtime npm:real@1 :6',
    '[.] . > d@4.0.0 dev file:lib/d :10',
    'a@1.0.0 > r@17.0.0 runtime *',
  ]);
  assert.deepEqual(
    graph.packages.map((node) => node.scope),
    [undefined, 'runtime', 'optional', 'runtime', 'dev'],
  );
  assert.deepEqual(nodeOf(graph, 'd@4.0.0').source, { kind: 'local', path: 'lib/d' });
});

test('version 5: specifiers apart, a slash before the version, peers behind an underscore', async () => {
  const graph = await graphOf(
    {
      'sub/pnpm-lock.yaml': `lockfileVersion: 5.4
importers:
  .:
    specifiers:
      '@s/a': ^1.0.0
      old: npm:real@1
    dependencies:
      '@s/a': 1.0.0_r@17.0.0
    devDependencies:
      old: /real/1.0.0
  ../lib:
    specifiers: {}
packages:
  /@s/a/1.0.0_r@17.0.0:
    resolution: {integrity: ${integrity}}
    dependencies:
      r: 17.0.0
  /r/17.0.0:
    resolution: {integrity: ${integrity}}
    dev: false
  /real/1.0.0:
    resolution: {integrity: ${integrity}}
    dev: true
`,
    },
    'sub/pnpm-lock.yaml',
  );
  assert.deepEqual(edges(graph), [
    '[sub] sub > @s/a@1.0.0 runtime ^1.0.0 :7',
    '[sub] sub > real@1.0.0 dev npm:real@1 :9',
    '@s/a@1.0.0 > r@17.0.0 runtime',
  ]);
  assert.deepEqual(
    graph.packages.map((node) => node.directory),
    ['sub', 'lib', undefined, undefined, undefined],
  );
});

test('git, archives, directories and runtimes have a source; a registry has none', async () => {
  const commit = '0123456789abcdef0123456789abcdef01234567';
  const graph = await graphOf({
    'pnpm-lock.yaml': `lockfileVersion: '9.0'
importers:
  .: {}
packages:
  a@https://codeload.github.com/o/a/tar.gz/${commit}:
    resolution: {tarball: https://codeload.github.com/o/a/tar.gz/${commit}}
    version: 1.0.0
  b@git+https://git.example/b.git#${commit}:
    resolution: {commit: ${commit}, repo: 'https://git.example/b.git', type: git}
    version: 1.0.0
  c@https://host.example/c.tgz:
    resolution: {integrity: ${integrity}, tarball: 'https://host.example/c.tgz'}
    version: 1.0.0
  d@file:vendor/d.tgz:
    resolution: {integrity: ${integrity}, tarball: file:vendor/d.tgz}
    version: 1.0.0
  e@1.0.0:
    resolution: {integrity: ${integrity}, tarball: 'https://registry.example/e/-/e-1.0.0.tgz'}
  node@runtime:24.0.0:
    resolution: {type: variations, variants: []}
    version: 24.0.0
snapshots:
  e@1.0.0: {}
`,
  });
  assert.deepEqual(
    graph.packages.slice(1).map((node) => [node.name, node.version, node.source]),
    [
      ['e', '1.0.0', undefined],
      ['a', '1.0.0', { kind: 'git', url: 'https://github.com/o/a', commit }],
      ['b', '1.0.0', { kind: 'git', url: 'https://git.example/b.git', commit }],
      ['c', '1.0.0', { kind: 'archive', url: 'https://host.example/c.tgz' }],
      ['d', '1.0.0', { kind: 'archive', url: 'file:vendor/d.tgz' }],
      ['node', '24.0.0', { kind: 'archive', url: 'runtime:24.0.0' }],
    ],
  );
});

test('both documents of a file with two are read: what pnpm itself installs, and what the project needs', async () => {
  const graphs = await graphsOf({
    'package.json': '{"name": "app", "dependencies": {"a": "^1.0.0"}}',
    'pnpm-lock.yaml': `---
lockfileVersion: '9.0'
importers:
  .:
    configDependencies:
      conf: {specifier: 1.0.0, version: 1.0.0}
    packageManagerDependencies:
      pnpm: {specifier: 12.0.0, version: 12.0.0}
packages:
  conf@1.0.0: {resolution: {integrity: x}}
  pnpm@12.0.0: {resolution: {integrity: x}}
snapshots:
  conf@1.0.0: {}
  pnpm@12.0.0: {}
---
lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a: {specifier: ^1.0.0, version: 1.0.0}
packages:
  a@1.0.0: {resolution: {integrity: x}}
snapshots:
  a@1.0.0: {}
`,
  });
  assert.deepEqual(
    graphs.map((graph) => edges(graph)),
    [
      ['[.] app > conf@1.0.0 dev 1.0.0 :6', '[.] app > pnpm@12.0.0 dev 12.0.0 :8'],
      ['[.] app > a@1.0.0 runtime ^1.0.0 package.json:1'],
    ],
  );
});

test('package.json that asks for more than the lockfile knows makes it out of date, unless pnpm leaves it out on purpose', async () => {
  const manifest =
    '{"name": "app", "dependencies": {"new": "1", "linked": "link:lib", "removed": "1"},\n"optionalDependencies": {"spare": "1"}}';
  const base = "lockfileVersion: '9.0'\nimporters:\n  .: {}\n";
  const missing = async (more: string): Promise<readonly string[]> =>
    (await read({ 'package.json': manifest, 'pnpm-lock.yaml': base + more })).issues.map(
      (issue) => `${issue.line} ${issue.message.split(' ')[2]}`,
    );
  assert.deepEqual(await missing(''), ['1 new', '1 linked', '1 removed', '2 spare']);
  const onPurpose =
    "settings:\n  excludeLinksFromLockfile: true\noverrides:\n  removed@1: '-'\nignoredOptionalDependencies: [spare]\n";
  assert.deepEqual(await missing(onPurpose), ['1 new']);
});

test('what is missing, malformed or outside is an issue with its line', async () => {
  assert.deepEqual(
    await issuesOf(`lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      gone: {specifier: ^1.0.0, version: 1.0.0}
      mute: {specifier: ^1.0.0}
      far: {specifier: 'link:../far', version: 'link:../far'}
    optionalDependencies:
      spare: {specifier: ^1.0.0, version: 1.0.0}
    devDependencies: [a]
  ../up: {}
  odd: text
packages:
  a@1.0.0:
    resolution: {integrity: x}
  b@file:../b:
    resolution: {directory: ../b, type: directory}
  c: {}
  d@1.0.0: 5
snapshots:
  a@1.0.0:
    dependencies:
      lost: 2.0.0
      odd: [1]
    optionalDependencies:
      spare: 1.0.0
`),
    [
      'path/outside-target pnpm-lock.yaml:11 names the path "../up", which lies outside the target and was not followed',
      'npm/shape pnpm-lock.yaml:2 has an importer "odd" that is not a mapping',
      'path/outside-target pnpm-lock.yaml:16 names the path "../b", which lies outside the target and was not followed',
      'npm/shape pnpm-lock.yaml:18 has a package "c" without a name',
      'npm/shape pnpm-lock.yaml:undefined has a package "d@1.0.0" that is not a mapping',
      'npm/missing-package pnpm-lock.yaml:5 has no package for gone 1.0.0, which the project asks for',
      'npm/shape pnpm-lock.yaml:6 has no version of mute, which the project asks for',
      'path/outside-target pnpm-lock.yaml:7 names the path "../far", which lies outside the target and was not followed',
      'npm/shape pnpm-lock.yaml:3 has a "devDependencies" of the project that is not an object',
      'npm/missing-package pnpm-lock.yaml:14 has no package for lost 2.0.0, which a@1.0.0 asks for',
      'npm/shape pnpm-lock.yaml:14 has no version of odd, which a@1.0.0 asks for',
    ],
  );
});

test('what is no lockfile, or one of an unknown version, is said to be that', async () => {
  assert.deepEqual(await issuesOf(''), ['npm/shape pnpm-lock.yaml:1 is empty']);
  assert.deepEqual(await issuesOf('- a'), ['npm/shape pnpm-lock.yaml:1 is not a mapping']);
  assert.deepEqual(await issuesOf('a: b'), ['npm/lockfile-version pnpm-lock.yaml:1 has no "lockfileVersion" and was not read']);
  assert.deepEqual(await issuesOf("lockfileVersion: '12.0'\n"), [
    'npm/lockfile-version pnpm-lock.yaml:1 has the lockfile version "12.0", of which only 5, 6 and 9 are known',
  ]);
  assert.deepEqual(await issuesOf('lockfileVersion: [9]\n'), [
    'npm/lockfile-version pnpm-lock.yaml:1 has the lockfile version ["9"], of which only 5, 6 and 9 are known',
  ]);
  assert.deepEqual((await issuesOf("lockfileVersion: '9.0'\n  bad"))[0]?.split(' ')[0], 'yaml/syntax');
});

test('sections of a wrong type are issues', async () => {
  assert.deepEqual(await issuesOf("lockfileVersion: '9.0'\nimporters: [a]\npackages: 5\nsnapshots: text\n"), [
    'npm/shape pnpm-lock.yaml:1 has a "importers" of the lockfile that is not an object',
    'npm/shape pnpm-lock.yaml:1 has a "packages" of the lockfile that is not an object',
    'npm/shape pnpm-lock.yaml:1 has a "snapshots" of the lockfile that is not an object',
  ]);
});

test('more packages than the limit are an issue', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const outcome = await catalog(pnpmLock, { 'pnpm-lock.yaml': version9 }, 'pnpm-lock.yaml', ctx);
  assert.equal(outcome.issues[0]?.code, 'file/too-many-packages');
});
