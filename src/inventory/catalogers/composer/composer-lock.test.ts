import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../test/kit/catalogued.ts';
import { composerCatalogers } from './index.ts';

const id = 'composer/composer-lock';
const sha1 = 'ab'.repeat(20);

const packages = [
  {
    name: 'acme/log',
    version: 'v3.0.0',
    source: { type: 'git', url: 'https://git.example/acme/log.git', reference: sha1 },
    dist: { type: 'zip', url: 'https://registry.example/log.zip', reference: sha1, shasum: sha1.toUpperCase() },
    require: { php: '>=8', 'ext-json': '*', 'composer-runtime-api': '^2', 'Psr/Log-Implementation': '^3' },
    license: ['MIT', 'GPL-2.0-or-later'],
    'notification-url': 'https://registry.example/downloads/',
    abandoned: 'acme/newer',
  },
  {
    name: 'psr/impl',
    version: 'dev-main',
    source: { type: 'git', url: 'https://me:secret@git.example/psr/impl.git', reference: sha1 },
    dist: { type: 'zip', url: 'https://git.example/x.zip', shasum: '' },
    require: [],
    provide: { 'psr/log-implementation': '3.0.0' },
    abandoned: true,
  },
  { name: 'acme/near', version: '1.0.0', dist: { type: 'path', url: './packages/near' } },
  { name: 'acme/archive', version: '1.0.0', dist: { type: 'tar', url: 'https://files.example/archive.tar' } },
];
const lock = JSON.stringify(
  { packages, 'packages-dev': [{ name: 'test/unit', version: '9.1.0', require: { 'acme/log': '*' } }], 'platform-dev': [] },
  null,
  1,
);
const manifest = `{
  "name": "acme/app",
  "license": "MIT",
  "require": {
    "php": "^8.1",
    "acme/log": "^3.0",
    "acme/near": "*",
    "acme/archive": "*"
  },
  "require-dev": { "test/unit": "^9" }
}`;

test('packages have version, licence, source, SHA-1, notice and line', async () => {
  const graph = await readGraph(
    composerCatalogers,
    id,
    { 'a/composer.lock': lock, 'a/composer.json': manifest },
    'a/composer.lock',
  );
  assert.deepEqual(nodeOf(graph, 'acme/app'), { kind: 'project', name: 'acme/app', directory: 'a', licence: 'MIT' });
  assert.deepEqual(nodeOf(graph, 'acme/log'), {
    name: 'acme/log',
    kind: 'package',
    version: 'v3.0.0',
    scope: 'runtime',
    licence: 'MIT OR GPL-2.0-or-later',
    deprecated: 'abandoned; use acme/newer instead',
    hashes: [{ algorithm: 'SHA-1', value: sha1 }],
    line: 3,
  });
  assert.deepEqual(nodeOf(graph, 'psr/impl').source, { kind: 'git', url: 'https://git.example/psr/impl.git', commit: sha1 });
  assert.equal(nodeOf(graph, 'psr/impl').deprecated, 'abandoned');
  assert.deepEqual(nodeOf(graph, 'acme/archive').source, { kind: 'archive', url: 'https://files.example/archive.tar' });
  assert.deepEqual([nodeOf(graph, 'acme/near').kind, nodeOf(graph, 'acme/near').directory], ['project', 'a/packages/near']);
  assert.equal(nodeOf(graph, 'test/unit').scope, 'dev');
});

test('edges lead to whatever provides what is asked for; PHP and its extensions are not packages', async () => {
  const graph = await readGraph(composerCatalogers, id, { 'composer.lock': lock, 'composer.json': manifest }, 'composer.lock');
  assert.deepEqual(edgesOf(graph), [
    'acme/app > acme/log runtime ^3.0 @ composer.json:6',
    'acme/app > acme/near runtime * @ composer.json:7',
    'acme/app > acme/archive runtime * @ composer.json:8',
    'acme/app > test/unit dev ^9 @ composer.json:10',
    'acme/log > psr/impl runtime ^3 @ 3',
    'test/unit > acme/log runtime * @ 67',
  ]);
  assert.equal(graph.edges, 'complete');
});

test('without composer.json the project asks for what nobody else asks for', async () => {
  const graph = await readGraph(composerCatalogers, id, { 'composer.lock': lock }, 'composer.lock');
  assert.deepEqual(
    edgesOf(graph).filter((edge) => edge.startsWith('.')),
    ['. > acme/near runtime', '. > acme/archive runtime', '. > test/unit dev'],
  );
});

test('a lockfile that lacks what composer.json asks for is stale: an issue, for packages are missing', async () => {
  const read = await readWith(
    composerCatalogers,
    id,
    { 'composer.lock': '{"packages": []}', 'composer.json': manifest },
    'composer.lock',
  );
  assert.equal(read.issues.length, 4);
  assert.equal(read.issues[0]?.message, 'does not have acme/log, which the project asks for (composer.json line 6)');
});

test('what cannot be understood is an issue on its line, and the rest is read', async () => {
  const text = `{"packages": [
{"version": "1"},
{"name": "a/b", "dist": {"shasum": "x"}, "require": {"gone/away": "1", "x/y": 7}},
7,
{"name": "a//b", "version": "1"},
{"name": "c/d", "version": 1, "license": [1], "source": []}
]}`;
  const read = await readWith(composerCatalogers, id, { 'composer.lock': text });
  assert.deepEqual(issuesOf(read), [
    'composer/unnamed @ 2',
    'composer/no-version @ 3',
    'composer/shasum @ 3',
    'composer/shape @ 1',
    'composer/name @ 5',
    'composer/shape @ 6',
    'composer/no-version @ 6',
    'composer/shape @ 6',
    'composer/shape @ 6',
    'composer/shape @ 3',
    'composer/dependency @ 3',
  ]);
  assert.deepEqual(versionsOf(read.graph), ['a/b', 'c/d']);
});

test('files of the wrong shape are issues, and no truncation throws', async () => {
  for (const text of ['[]', '7', '{}', '{"packages": {}}', '{"packages": [], "packages-dev": 1}', '{']) {
    assert.notEqual((await readWith(composerCatalogers, id, { 'composer.lock': text })).issues.length, 0, text);
  }
  await readTruncated(composerCatalogers, id, { 'composer.lock': lock, 'composer.json': manifest }, 'composer.lock');
});

test('more packages than the limit are an issue', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const read = await readWith(composerCatalogers, id, { 'composer.lock': lock }, 'composer.lock', ctx);
  assert.equal(read.issues[0]?.code, 'file/too-many-packages');
  assert.equal(read.graph.packages.length, 2);
});

test('installed.json is a list in version 1; version 2 names the packages for development', async () => {
  const at = 'p/vendor/composer/installed.json';
  const one = await readGraph(composerCatalogers, 'composer/installed', { [at]: JSON.stringify(packages) }, at);
  assert.deepEqual([one.packages[0]?.directory, versionsOf(one).length], ['p', 3]);
  const two = await readGraph(
    composerCatalogers,
    'composer/installed',
    { [at]: JSON.stringify({ packages, dev: false, 'dev-package-names': ['acme/archive'] }), 'p/composer.json': manifest },
    at,
  );
  assert.equal(nodeOf(two, 'acme/archive').scope, 'dev');
  assert.equal(nodeOf(two, 'acme/app').directory, 'p');
  assert.ok(edgesOf(two).includes('acme/log > psr/impl runtime ^3 @ 1'));
  for (const text of ['{}', '7', '[1]']) {
    assert.notEqual((await readWith(composerCatalogers, 'composer/installed', { [at]: text }, at)).issues.length, 0, text);
  }
});

test('composer.json alone asks for packages; a version is known only where it is pinned', async () => {
  const files = {
    'composer.json': '{"require": {\n"a/b": "1.2.3",\n"c/d": "^1.0"\n},\n"require-dev": {"e/f": "dev-main"}}',
    'vendor/composer/installed.json': '[]',
    'vendor/a/b/composer.json': '{"require": {"x/y": "1"}}',
  };
  const graph = await readGraph(composerCatalogers, 'composer/composer-json', files, 'composer.json');
  assert.deepEqual(versionsOf(graph), ['a/b 1.2.3', 'c/d', 'e/f']);
  assert.deepEqual(edgesOf(graph), ['. > a/b runtime 1.2.3 @ 2', '. > c/d runtime ^1.0 @ 3', '. > e/f dev dev-main @ 5']);
  const copy = await readWith(composerCatalogers, 'composer/composer-json', files, 'vendor/a/b/composer.json');
  assert.deepEqual([copy.graphs, copy.issues], [[], []]);
  assert.notEqual((await readWith(composerCatalogers, 'composer/composer-json', { 'composer.json': '{' })).issues.length, 0);
});
