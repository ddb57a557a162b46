import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../../test/kit/catalogued.ts';
import { catalog, type MemoryFiles } from '../../../../../test/kit/memory-files.ts';
import { osCatalogers } from '../index.ts';
import { parseDependency } from './installed.ts';

const path = 'lib/apk/db/installed';
const release = { 'etc/os-release': 'ID=alpine\nVERSION_ID=3.18.4\nPRETTY_NAME="Alpine Linux v3.18"\n' };

const installed = `C:Q1pSfkYN5sNzNGKUGRYGHMjUZk7ts=
P:musl
V:1.2.4-r2
A:x86_64
S:383459
I:622592
T:the musl c library (libc) implementation
U:https://musl.libc.example/
L:MIT
o:musl
m:Timo Teräs <timo@example.org>
t:1695896374
c:f93af038c3de7146121c2ea8124ba5ce29b4b058
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1fsTvTYUuFKWEhbqJKfWbPTDNPG4=
R:libc.musl-x86_64.so.1

C:Q1aTCVQYIYuNYJ6sNnkOQOpaCGW0Q=
P:libcrypto3
V:3.1.3-r0
A:x86_64
L:Apache-2.0
o:openssl
D:so:libc.musl-x86_64.so.1 !openssl-old
p:so:libcrypto.so.3=3 provider
F:
R:.at-the-root
F:usr/lib/node_modules/x
R:package.json

P:app
V:1.0-r0
A:x86_64
L:custom
D:musl>=1.2 libcrypto3=3.1.3-r0 not-there cmd:tool~1 provider

P:tools
V:2-r0
A:noarch
p:cmd:tool=1.5-r0
`;

const files: MemoryFiles = { ...release, [path]: installed, 'etc/apk/world': 'app tools@edge>1\n!musl-debug musl\n' };

test('packages have name, version, architecture, licence, maintainer and the package they were built from', async () => {
  const graph = await readGraph(osCatalogers, 'apk/installed', files, path);
  assert.deepEqual(versionsOf(graph), ['musl 1.2.4-r2', 'libcrypto3 3.1.3-r0', 'app 1.0-r0', 'tools 2-r0']);
  assert.deepEqual(nodeOf(graph, 'musl'), {
    name: 'musl',
    version: '1.2.4-r2',
    kind: 'package',
    scope: 'runtime',
    namespace: 'alpine',
    qualifiers: { arch: 'x86_64', distro: 'alpine-3.18.4' },
    licence: 'MIT',
    supplier: 'Timo Teräs <timo@example.org>',
    line: 1,
  });
  assert.deepEqual(nodeOf(graph, 'libcrypto3').qualifiers, { arch: 'x86_64', distro: 'alpine-3.18.4', upstream: 'openssl' });
});

test('edges lead to who has the name or provides it; those of the system are the packages in etc/apk/world', async () => {
  const graph = await readGraph(osCatalogers, 'apk/installed', files, path);
  assert.deepEqual(edgesOf(graph), [
    'alpine > app runtime @ etc/apk/world:1',
    'alpine > tools runtime >1 @ etc/apk/world:1',
    'alpine > musl runtime @ etc/apk/world:2',
    'libcrypto3 > musl runtime @ 27',
    'app > musl runtime >=1.2 @ 38',
    'app > libcrypto3 runtime =3.1.3-r0 @ 38',
    'app > tools runtime ~1 @ 38',
  ]);
});

test('a dependency is a name with what is asked of its version; a conflict is none', () => {
  assert.deepEqual(parseDependency('so:libc.so.6'), { name: 'so:libc.so.6', requirement: undefined });
  assert.deepEqual(parseDependency('a>=1.2'), { name: 'a', requirement: '>=1.2' });
  assert.deepEqual(parseDependency('a=~1.2'), { name: 'a', requirement: '=~1.2' });
  assert.deepEqual(parseDependency('a@edge'), { name: 'a', requirement: undefined });
  assert.deepEqual(parseDependency('a>1@edge'), { name: 'a', requirement: '>1' });
  assert.equal(parseDependency('!a'), undefined);
});

test('the files of packages are owned, relative to the target', async () => {
  const cataloger = osCatalogers.find(({ id }) => id === 'apk/installed') ?? assert.fail();
  const at = `usr/${path}`;
  const outcome = await catalog(cataloger, { 'root/etc/os-release': 'ID=alpine\n', [`root/${at}`]: installed }, `root/${at}`);
  assert.deepEqual(outcome.issues, []);
  assert.deepEqual(outcome.value.ownedFiles, [
    'root/lib/ld-musl-x86_64.so.1',
    'root/lib/libc.musl-x86_64.so.1',
    'root/.at-the-root',
    'root/usr/lib/node_modules/x/package.json',
  ]);
});

test('a file that a package claims outside of the system is nobody’s', async () => {
  const cataloger = osCatalogers.find(({ id }) => id === 'apk/installed') ?? assert.fail();
  const outcome = await catalog(cataloger, { ...release, [path]: 'P:a\nV:1\nF:../..\nR:x\nF:/etc\nR:./y\nR:..\n' }, path);
  assert.deepEqual(outcome.value.ownedFiles, ['etc/./y']);
});

test('what cannot be understood is an issue on its line, and the rest is read', async () => {
  const spoilt = 'P:a\nV:1\nnonsense\n\nV:2\n\nP:b/../c\nV:3\n\nP:d\n\nP:e\nV:5\nP:f\nV:6\n\nP:a\nV:9\n';
  const read = await readWith(osCatalogers, 'apk/installed', { ...release, [path]: spoilt }, path);
  assert.deepEqual(issuesOf(read), [
    'apk/line @ 3',
    'apk/unnamed @ 5',
    'apk/name @ 7',
    'apk/unnamed @ 7',
    'apk/line @ 14',
    'apk/no-version @ 10',
    'apk/duplicate @ 17',
  ]);
  assert.deepEqual(versionsOf(read.graph), ['a 1', 'd', 'e 5', 'f 6', 'a 9']);
});

test('a maintainer in Latin-1 does not hide the packages', async () => {
  const bytes = Buffer.from(installed.replace('ä', 'xx'), 'latin1');
  bytes[bytes.indexOf('Terxx') + 3] = 0xe4;
  const read = await readWith(osCatalogers, 'apk/installed', { ...release, [path]: bytes }, path);
  assert.deepEqual(issuesOf(read), ['text/encoding @ 11']);
  assert.equal(nodeOf(read.graph, 'musl').supplier, 'Timo Teräxs <timo@example.org>');
});

test('a database without packages says so, and so does one of an unknown distribution', async () => {
  assert.deepEqual(issuesOf(await readWith(osCatalogers, 'apk/installed', { ...release, [path]: '' }, path)), ['apk/empty']);
  assert.deepEqual(issuesOf(await readWith(osCatalogers, 'apk/installed', { [path]: installed }, path)), ['os/no-release']);
});

test('issues are counted from the limit on, however many lines are broken', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, issuesPerFile: 3 } });
  const read = await readWith(osCatalogers, 'apk/installed', { ...release, [path]: 'x\n'.repeat(1000) }, path, ctx);
  assert.deepEqual(
    read.issues.map(({ message }) => message),
    ['has a line that is no field of a package', 'has a line that is no field of a package', 'has 999 more issues'],
  );
});

test('many packages that offer the same do not make more edges than anybody could mean', async () => {
  const many = Array.from({ length: 3000 }, (_, index) => `P:p${index}\nV:1\np:same=1\nD:same\n`).join('\n');
  const graph = await readGraph(osCatalogers, 'apk/installed', { ...release, [path]: many }, path);
  assert.equal(graph.edges, 'partial');
  assert.ok(graph.packages.every(({ kind, dependsOn }) => kind === 'platform' || dependsOn.length <= 32));
});

test('a database that is cut off anywhere is read up to there', async () => {
  await readTruncated(osCatalogers, 'apk/installed', files, path);
});

test('a record that stands there twice is one package', async () => {
  const graph = await readGraph(osCatalogers, 'apk/installed', { ...files, [path]: `${installed}\n${installed}` }, path);
  assert.equal(versionsOf(graph).length, 4);
});

test('a system that owns more files than the limit says so', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, directoryEntries: 3 } });
  assert.deepEqual(issuesOf(await readWith(osCatalogers, 'apk/installed', files, path, ctx)), ['os/too-many-files']);
});

test('an empty database of another package manager than that of the distribution is no loss', async () => {
  await readGraph(osCatalogers, 'apk/installed', { 'etc/os-release': 'ID=debian\n', [path]: '' }, path);
});
