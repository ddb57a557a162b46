import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits, type Outcome } from '../../../../kernel/index.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued } from '../../../index.ts';
import { catalog, type MemoryFiles } from '../../../../../test/kit/memory-files.ts';
import { edges, labels, nodeOf } from '../../../../../test/kit/labelled-graph.ts';
import { packageLock } from './index.ts';

const sha512 = `sha512-${Buffer.alloc(64, 1).toString('base64')}`;

/** A lockfile of version 3 with these packages, one member a line. */
function lock(packages: unknown, more: object = {}): string {
  return JSON.stringify({ name: 'app', version: '0.1.0', lockfileVersion: 3, requires: true, packages, ...more }, undefined, 2);
}

function read(files: MemoryFiles, path = 'package-lock.json'): Promise<Outcome<Catalogued>> {
  return catalog(packageLock, files, path);
}

async function graphOf(files: MemoryFiles, path?: string): Promise<PackageGraph> {
  const outcome = await read(files, path);
  assert.deepEqual(outcome.issues, []);
  assert.equal(outcome.complete, true);
  return outcome.value.graphs[0] ?? assert.fail('there is no graph');
}

async function codesOf(files: MemoryFiles, path?: string): Promise<readonly string[]> {
  const outcome = await read(files, path);
  assert.equal(outcome.complete, outcome.issues.length === 0);
  return outcome.issues.map((issue) => `${issue.code} ${issue.path}:${issue.line}`);
}

test('a package has its version, scope, licence, hash, notice and line', async () => {
  const graph = await graphOf({
    'package-lock.json': lock({
      '': { name: 'app', version: '0.1.0', license: 'MIT', dependencies: { a: '^1.0.0' } },
      'node_modules/a': { version: '1.2.3', integrity: sha512, license: 'ISC', deprecated: 'use b' },
    }),
  });
  const a = nodeOf(graph, 'a@1.2.3');
  assert.deepEqual(a, {
    name: 'a',
    version: '1.2.3',
    kind: 'package',
    scope: 'runtime',
    licence: 'ISC',
    hashes: [{ algorithm: 'SHA-512', value: '01'.repeat(64) }],
    deprecated: 'use b',
    line: 15,
    dependsOn: [],
  });
  const project = nodeOf(graph, '[.] app@0.1.0');
  assert.equal(project.licence, 'MIT');
  assert.equal(project.line, 7);
  assert.equal(graph.edges, 'complete');
});

test('the flags of an entry are its scope, development before optional', async () => {
  const graph = await graphOf({
    'package-lock.json': lock({
      '': {},
      'node_modules/a': { version: '1.0.0', dev: true },
      'node_modules/b': { version: '1.0.0', optional: true },
      'node_modules/c': { version: '1.0.0', devOptional: true },
      'node_modules/d': { version: '1.0.0', dev: true, optional: true },
      'node_modules/e': { version: '1.0.0', peer: true },
      'node_modules/f': { version: '1.0.0', extraneous: true },
    }),
  });
  const scopes = graph.packages.filter((node) => node.kind === 'package').map((node) => `${node.name} ${node.scope}`);
  assert.deepEqual(scopes, ['a dev', 'b optional', 'c optional', 'd dev', 'e runtime', 'f undefined']);
});

test('edges follow the look-up of Node: the nearest node_modules on the way up', async () => {
  const graph = await graphOf({
    'package-lock.json': lock({
      '': { dependencies: { a: '1', b: '1' } },
      'node_modules/@s/d': { version: '1.0.0', dependencies: { b: '1' } },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '2', c: '1' } },
      'node_modules/a/node_modules/b': { version: '2.0.0', dependencies: { c: '1', a: '1' } },
      'node_modules/a/node_modules/c': { version: '1.0.0', dependencies: { b: '2', '@s/d': '*' } },
      'node_modules/b': { version: '1.0.0' },
    }),
  });
  assert.deepEqual(edges(graph, 'a@1.0.0'), ['a@1.0.0 > b@2.0.0 runtime 2', 'a@1.0.0 > c@1.0.0 runtime 1']);
  assert.deepEqual(edges(graph, 'b@2.0.0'), ['b@2.0.0 > c@1.0.0 runtime 1', 'b@2.0.0 > a@1.0.0 runtime 1']);
  assert.deepEqual(edges(graph, 'c@1.0.0'), ['c@1.0.0 > b@2.0.0 runtime 2', 'c@1.0.0 > @s/d@1.0.0 runtime *']);
  assert.deepEqual(edges(graph, '@s/d@1.0.0'), ['@s/d@1.0.0 > b@1.0.0 runtime 1']);
});

test('edges have the scope of their section; a peer dependency leads to the package that is there', async () => {
  const graph = await graphOf({
    'package-lock.json': lock({
      '': {
        dependencies: { a: '1' },
        devDependencies: { b: '1' },
        optionalDependencies: { c: '1', gone: '1' },
        peerDependencies: { d: '1', absent: '1' },
      },
      'node_modules/a': {
        version: '1.0.0',
        peerDependencies: { b: '1', d: '>=1', absent: '*' },
        peerDependenciesMeta: { b: { optional: true } },
        devDependencies: { c: '1' },
      },
      'node_modules/b': { version: '1.0.0', dev: true },
      'node_modules/c': { version: '1.0.0', optional: true },
      'node_modules/d': { version: '1.0.0', peer: true },
    }),
  });
  assert.deepEqual(edges(graph, 'a@1.0.0'), ['a@1.0.0 > b@1.0.0 optional 1', 'a@1.0.0 > d@1.0.0 runtime >=1']);
  assert.deepEqual(
    edges(graph, '[.] app@0.1.0').map((edge) => edge.replace(/^.* > /, '')),
    ['a@1.0.0 runtime 1 :9', 'c@1.0.0 optional 1 :15', 'b@1.0.0 dev 1 :12', 'd@1.0.0 runtime 1 :19'],
  );
});

test('a dependency of the project has its line in package.json, else in the lockfile', async () => {
  const packages = {
    '': { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '1.0.0' },
  };
  const graph = await graphOf(
    {
      'web/package.json': '{\n  "name": "app",\n  "dependencies": {\n    "a": "^1.0.0"\n  }\n}',
      'web/package-lock.json': lock(packages),
    },
    'web/package-lock.json',
  );
  assert.deepEqual(edges(graph), [
    '[web] app@0.1.0 > a@1.0.0 runtime ^1.0.0 web/package.json:4',
    '[web] app@0.1.0 > b@1.0.0 runtime ^1.0.0 :10',
  ]);
});

test('workspaces are projects with their directory, reached through links', async () => {
  const graph = await graphOf({
    'package.json': '{"name": "app", "workspaces": ["packages/*"]}',
    'packages/x/package.json': '{"name": "@acme/x",\n"dependencies": {\n"y": "^1.0.0", "a": "1"}}',
    'package-lock.json': lock({
      '': { name: 'app', workspaces: ['packages/*'] },
      'node_modules/@acme/x': { resolved: 'packages/x', link: true },
      'node_modules/a': { version: '2.0.0' },
      'node_modules/y': { resolved: 'packages/y', link: true },
      'packages/x': { name: '@acme/x', version: '1.0.0', dependencies: { y: '^1.0.0', a: '1' }, devDependencies: { a: '1' } },
      'packages/x/node_modules/a': { version: '1.0.0' },
      'packages/y': { version: '1.5.0', devDependencies: { a: '^2.0.0', '@acme/x': '*' } },
    }),
  });
  assert.deepEqual(labels(graph), ['a@2.0.0', 'a@1.0.0', '[.] app@0.1.0', '[packages/x] @acme/x@1.0.0', '[packages/y] y@1.5.0']);
  assert.deepEqual(edges(graph), [
    '[packages/x] @acme/x@1.0.0 > [packages/y] y@1.5.0 runtime ^1.0.0 packages/x/package.json:3',
    '[packages/x] @acme/x@1.0.0 > a@1.0.0 runtime 1 packages/x/package.json:3',
    '[packages/y] y@1.5.0 > a@2.0.0 dev ^2.0.0 :41',
    '[packages/y] y@1.5.0 > [packages/x] @acme/x@1.0.0 dev * :42',
  ]);
});

test('an alias is the package that it stands for', async () => {
  const graph = await graphOf({
    'package-lock.json': lock({
      '': { dependencies: { old: 'npm:@s/real@^1.0.0' } },
      'node_modules/old': { name: '@s/real', version: '1.0.0' },
    }),
  });
  assert.deepEqual(edges(graph), ['[.] app@0.1.0 > @s/real@1.0.0 runtime npm:@s/real@^1.0.0 :9']);
});

test('resolved tells git, archives and directories; without it and for a registry there is no source', async () => {
  const graph = await graphOf({
    'package-lock.json': lock({
      '': {},
      'node_modules/a': { version: '1.0.0', resolved: 'https://registry.example/a/-/a-1.0.0.tgz' },
      'node_modules/b': { version: '1.0.0', resolved: 'git+ssh://git@git.example/b.git#0123456789abcdef0123456789abcdef01234567' },
      'node_modules/c': { version: '1.0.0', resolved: 'https://host.example/c.tgz' },
      'node_modules/d': { version: '1.0.0', resolved: 'file:vendor/d.tgz' },
      'node_modules/e': { version: '1.0.0', resolved: 'file:lib/e' },
      'node_modules/f': { version: '1.0.0', inBundle: true },
    }),
  });
  assert.deepEqual(
    graph.packages.map((node) => node.source),
    [
      undefined,
      { kind: 'git', url: 'ssh://git@git.example/b.git', commit: '0123456789abcdef0123456789abcdef01234567' },
      { kind: 'archive', url: 'https://host.example/c.tgz' },
      { kind: 'archive', url: 'file:vendor/d.tgz' },
      { kind: 'local', path: 'lib/e' },
      undefined,
      undefined,
    ],
  );
});

test('a package that is required and not there is an issue; an optional or peer one is not', async () => {
  const files = {
    'package-lock.json': lock({
      '': { dependencies: { a: '1', gone: '1' }, optionalDependencies: { spare: '1' }, peerDependencies: { peer: '1' } },
      'node_modules/a': { version: '1.0.0', dependencies: { lost: '^2.0.0' } },
    }),
  };
  assert.deepEqual(await codesOf(files), ['npm/missing-package package-lock.json:22', 'npm/missing-package package-lock.json:10']);
  const messages = (await read(files)).issues.map((issue) => issue.message);
  assert.deepEqual(messages, [
    'has no package for lost ^2.0.0, which node_modules/a asks for',
    'has no package for gone 1, which the project asks for',
  ]);
});

test('what package.json asks for and the lockfile does not know makes the lockfile out of date', async () => {
  const files = {
    'package.json': '{"dependencies": {"a": "1",\n"new": "^1.0.0"}, "peerDependencies": {"p": "1"}}',
    'package-lock.json': lock({ '': { dependencies: { a: '1' } }, 'node_modules/a': { version: '1.0.0' } }),
  };
  const { issues } = await read(files);
  assert.deepEqual(issues, [
    {
      code: 'npm/lockfile-outdated',
      path: 'package.json',
      line: 2,
      message: 'asks for new ^1.0.0, which the lockfile beside it does not know: it is out of date',
    },
  ]);
});

test('a path out of the target is an issue and is not followed', async () => {
  const files = {
    '../etc/package.json': '{"name": "secret"}',
    'app/package-lock.json': lock({
      '': { dependencies: { etc: 'file:../../etc', a: '1' } },
      '../../etc': { version: '1.0.0', dependencies: { b: '1' } },
      '/abs': { version: '1.0.0' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/etc': { resolved: '../../etc', link: true },
    }),
  };
  assert.deepEqual(await codesOf(files, 'app/package-lock.json'), [
    'path/outside-target app/package-lock.json:13',
    'path/outside-target app/package-lock.json:19',
  ]);
  const graph = (await read(files, 'app/package-lock.json')).value.graphs[0] as PackageGraph;
  assert.deepEqual(labels(graph), ['a@1.0.0', '[app] app@0.1.0', 'etc@1.0.0']);
  assert.deepEqual(nodeOf(graph, 'etc@1.0.0').source, { kind: 'local', path: '../../etc' });
});

test('a lockfile in a folder may name its neighbours inside the target', async () => {
  const files = {
    'lib/package.json': '{"name": "lib", "dependencies": {"a": "1"}}',
    'app/package-lock.json': lock({
      '': { dependencies: { lib: 'file:../lib' } },
      '../lib': { version: '1.0.0', dependencies: { a: '1' } },
      '../lib/node_modules/a': { version: '1.0.0' },
      'node_modules/lib': { resolved: '../lib', link: true },
    }),
  };
  const graph = await graphOf(files, 'app/package-lock.json');
  assert.deepEqual(edges(graph), [
    '[app] app@0.1.0 > [lib] lib@1.0.0 runtime file:../lib :9',
    '[lib] lib@1.0.0 > a@1.0.0 runtime 1 lib/package.json:1',
  ]);
});

test('a neighbour whose dependencies npm leaves to it does not pass for read, so that its own manifest still counts', async () => {
  const files = {
    'app/package-lock.json': lock({
      '': { dependencies: { lib: 'file:../lib' } },
      '../lib': { version: '1.0.0', dependencies: { a: '1' } },
      'node_modules/lib': { resolved: '../lib', link: true },
    }),
  };
  const graph = await graphOf(files, 'app/package-lock.json');
  assert.deepEqual(labels(graph), ['[app] app@0.1.0', 'lib@1.0.0']);
  assert.deepEqual(nodeOf(graph, 'lib@1.0.0').source, { kind: 'local', path: 'lib' });
});

test('links that lead nowhere, to each other or to the project itself do not go round in circles', async () => {
  const files = {
    'package-lock.json': lock({
      '': { dependencies: { self: 'file:.', loop: '*', lost: '*', mute: '*' } },
      'node_modules/loop': { resolved: 'packages/loop', link: true },
      'node_modules/lost': { resolved: 'packages/lost', link: true },
      'node_modules/mute': { link: true },
      'node_modules/self': { resolved: '', link: true },
      'packages/loop': { resolved: 'packages/loop', link: true },
    }),
  };
  const graph = (await read(files)).value.graphs[0] as PackageGraph;
  assert.deepEqual(await codesOf(files), [
    'npm/link package-lock.json:30',
    'npm/link package-lock.json:15',
    'npm/link package-lock.json:19',
    'npm/link package-lock.json:23',
    'npm/missing-package package-lock.json:12',
  ]);
  assert.deepEqual(edges(graph), [
    '[.] app@0.1.0 > [.] app@0.1.0 runtime file:. :9',
    '[.] app@0.1.0 > [packages/loop] loop runtime * :10',
    '[.] app@0.1.0 > [packages/lost] lost runtime * :11',
  ]);
});

test('workspaces may need each other', async () => {
  const graph = await graphOf({
    'package-lock.json': lock({
      '': { workspaces: ['x', 'y'] },
      'node_modules/x': { resolved: 'x', link: true },
      'node_modules/y': { resolved: 'y', link: true },
      x: { version: '1.0.0', dependencies: { y: '*' } },
      y: { version: '1.0.0', dependencies: { x: '*' } },
    }),
  });
  assert.equal(edges(graph).length, 2);
});

test('npm-shrinkwrap.json is read in place of the package-lock.json beside it', async () => {
  const files = {
    'npm-shrinkwrap.json': lock({ '': {}, 'node_modules/a': { version: '1.0.0' } }),
    'package-lock.json': lock({ '': {}, 'node_modules/b': { version: '1.0.0' } }),
  };
  assert.deepEqual(labels(await graphOf(files, 'npm-shrinkwrap.json')), ['a@1.0.0', '[.] app@0.1.0']);
  assert.deepEqual(await read(files, 'package-lock.json'), { value: { graphs: [] }, complete: true, issues: [] });
});

test('version 2 is read by its packages, not by the copy for older clients', async () => {
  const text = lock(
    { '': {}, 'node_modules/a': { version: '2.0.0' } },
    { lockfileVersion: 2, dependencies: { a: { version: '1.0.0' } } },
  );
  assert.deepEqual(labels(await graphOf({ 'package-lock.json': text })), ['a@2.0.0', '[.] app@0.1.0']);
});

test('an empty lockfile is a project without packages', async () => {
  assert.deepEqual(labels(await graphOf({ 'package-lock.json': lock({}) })), ['[.] app@0.1.0']);
});

test('wrong types everywhere are issues with their lines, and what is well-formed is read', async () => {
  const cases: readonly (readonly [unknown, readonly string[]])[] = [
    [[], ['npm/shape package-lock.json:6']],
    [5, ['npm/shape package-lock.json:1']],
    [{ '': {}, 'node_modules/a': [] }, ['npm/shape package-lock.json:8']],
    [{ '': {}, 'node_modules/a': null }, ['npm/shape package-lock.json:undefined']],
    [{ '': { dependencies: 5 } }, ['npm/shape package-lock.json:7']],
    [{ '': { dependencies: { a: {} } } }, ['npm/shape package-lock.json:7']],
    [{ '': {}, 'node_modules/a': { version: 5 } }, ['npm/shape package-lock.json:8']],
    [{ '': {}, 'node_modules/a/lib': { version: '1.0.0' } }, ['npm/shape package-lock.json:8']],
    [{ 'node_modules/a': { version: '1.0.0' } }, ['npm/shape package-lock.json:6']],
  ];
  for (const [packages, codes] of cases)
    assert.deepEqual(await codesOf({ 'package-lock.json': lock(packages) }), codes, JSON.stringify(packages));
});

test('what is no lockfile is said to be none', async () => {
  assert.deepEqual(await codesOf({ 'package-lock.json': '{}' }), ['npm/shape package-lock.json:1']);
  assert.deepEqual(await codesOf({ 'package-lock.json': '[]' }), ['npm/shape package-lock.json:1']);
  assert.deepEqual(await codesOf({ 'package-lock.json': '{"lockfileVersion": 9, "packages": {"": {}}}' }), [
    'npm/lockfile-version package-lock.json:1',
  ]);
  assert.deepEqual(await codesOf({ 'package-lock.json': '{"lockfileVersion": 3,\n"packages": {"": {}' }), [
    'json/truncated package-lock.json:2',
  ]);
});

test('a name twice and a forbidden name are issues and change nothing else', async () => {
  const text =
    '{"lockfileVersion": 3, "packages": {"": {},\n"node_modules/a": {"version": "1.0.0"},\n"node_modules/a": {"version": "2.0.0"},\n"__proto__": {"version": "3.0.0"}}}';
  assert.deepEqual(await codesOf({ 'package-lock.json': text }), [
    'json/duplicate-key package-lock.json:3',
    'json/prototype-key package-lock.json:4',
  ]);
  const graph = (await read({ 'package-lock.json': text })).value.graphs[0] as PackageGraph;
  assert.deepEqual(labels(graph), ['a@1.0.0', '[.] .']);
});

test('names that every object inherits are looked up like others', async () => {
  const graph = await graphOf({
    'package-lock.json': lock({
      '': { dependencies: { constructor: '1', toString: '1' } },
      'node_modules/constructor': {
        version: '1.0.0',
        optionalDependencies: { valueOf: '1' },
        peerDependencies: { hasOwnProperty: '1' },
      },
      'node_modules/toString': { version: '1.0.0' },
    }),
  });
  assert.equal(edges(graph).length, 2);
});

test('more packages than the limit are an issue, and so is a path longer than any file system has', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const packages = { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } };
  const outcome = await catalog(packageLock, { 'package-lock.json': lock(packages) }, 'package-lock.json', ctx);
  assert.deepEqual(
    outcome.issues.map((issue) => [issue.code, issue.line]),
    [['file/too-many-packages', 11]],
  );
  const deep = 'node_modules/a/'.repeat(400) + 'node_modules/a';
  assert.deepEqual(await codesOf({ 'package-lock.json': lock({ '': {}, [deep]: {}, [`${'d/'.repeat(200)}d`]: {} }) }), [
    'npm/shape package-lock.json:8',
    'file/too-many-levels package-lock.json:9',
  ]);
});
