import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../test/kit/catalogued.ts';
import { vcpkgCatalogers } from './index.ts';

const status = `Package: zlib
Version: 1.3.1
Port-Version: 1
Architecture: x64-linux
Multi-Arch: same
Abi: 00ff
Description: A compression library
  that goes on
Status: install ok installed

Package: curl
Version: 8.5.0
Depends: vcpkg-cmake:x64-linux-host, zlib
Architecture: x64-linux
Status: install ok installed

Package: curl
Feature: ssl
Depends: openssl (!windows), zlib[core]
Architecture: x64-linux
Status: install ok installed

Package: openssl
Version: 3.2.0
Architecture: x64-linux
Status: install ok installed

Package: vcpkg-cmake
Version: 2023-05-04
Architecture: x64-linux-host
Status: install ok installed

Package: gone
Version: 1
Architecture: x64-linux
Status: purge ok not-installed
`;

test('installed ports have version, triplet, port version and line; features add to what a port depends on', async () => {
  const graph = await readGraph(vcpkgCatalogers, 'vcpkg/status', { 'installed/vcpkg/status': status });
  assert.deepEqual(versionsOf(graph), ['zlib 1.3.1', 'curl 8.5.0', 'openssl 3.2.0', 'vcpkg-cmake 2023-05-04']);
  assert.deepEqual(nodeOf(graph, 'zlib'), {
    name: 'zlib',
    kind: 'package',
    version: '1.3.1',
    qualifiers: { triplet: 'x64-linux', port_version: '1' },
    file: 'installed/vcpkg/status',
    line: 1,
  });
  assert.deepEqual(
    edgesOf(graph).map((edge) => edge.split(' @')[0]),
    ['curl > vcpkg-cmake runtime', 'curl > zlib runtime', 'curl > openssl runtime'],
  );
});

test('the updates say what happened since the snapshot, in the order of their names', async () => {
  const paragraph = (version: string, state: string): string =>
    `Package: zlib\nVersion: ${version}\nArchitecture: x64-linux\nStatus: ${state}\n`;
  const files = {
    'installed/vcpkg/status': status,
    'installed/vcpkg/updates/0000000002': paragraph('1.4', 'install ok installed'),
    'installed/vcpkg/updates/0000000001': paragraph('1.3.1', 'purge ok not-installed'),
    'installed/vcpkg/updates/0000000000': 'Package: curl\nFeature: ssl\nArchitecture: x64-linux\nStatus: purge ok not-installed\n',
  };
  const graph = await readGraph(vcpkgCatalogers, 'vcpkg/status', files);
  assert.equal(nodeOf(graph, 'zlib').version, '1.4');
  assert.ok(!edgesOf(graph).some((edge) => edge.startsWith('curl > openssl')));
  const group = vcpkgCatalogers[0]?.group;
  assert.equal(new Set(Object.keys(files).map((path) => group?.(path))).size, 1);
});

test('what is not a paragraph of a port is an issue on its line', async () => {
  const read = await readWith(vcpkgCatalogers, 'vcpkg/status', {
    'x/vcpkg/status': 'Version: 1\n\nnonsense\n\n  early\nPackage: a b\nStatus: install ok installed\n',
    'x/vcpkg/updates/1': new Uint8Array([0xff, 0xfe]),
  });
  assert.deepEqual(issuesOf(read), [
    'vcpkg/syntax @ 3',
    'vcpkg/syntax @ 5',
    'vcpkg/unnamed @ 1',
    'vcpkg/no-version @ 6',
    'text/encoding @ 1',
    'vcpkg/name @ 6',
  ]);
  await readTruncated(vcpkgCatalogers, 'vcpkg/status', { 'x/vcpkg/status': status }, 'x/vcpkg/status');
});

const manifest = `{
  "name": "app",
  "version-semver": "1.0.0",
  "license": "MIT",
  "builtin-baseline": "3426db05b996481ca31e95fff3734cf23e0f51bc",
  "dependencies": [
    "zlib",
    { "name": "curl", "version>=": "8.0.0#1", "features": ["ssl"] },
    { "name": "vcpkg-cmake", "host": true },
    "fmt"
  ],
  "features": { "gui": { "description": "", "dependencies": ["qt"] } },
  "overrides": [
    { "name": "fmt", "version": "10.1.1#2" },
    { "name": "zlib", "version-string": "1.2.8", "port-version": 4 }
  ]
}`;

test('a manifest asks for ports; a version is known only where an override pins it', async () => {
  const graph = await readGraph(vcpkgCatalogers, 'vcpkg/vcpkg-json', { 'a/vcpkg.json': manifest });
  assert.deepEqual(nodeOf(graph, 'app'), {
    kind: 'project',
    name: 'app',
    directory: 'a',
    version: '1.0.0',
    licence: 'MIT',
    line: 1,
  });
  assert.deepEqual(versionsOf(graph), ['zlib 1.2.8', 'curl', 'vcpkg-cmake', 'fmt 10.1.1', 'qt']);
  assert.deepEqual(
    [nodeOf(graph, 'fmt').qualifiers, nodeOf(graph, 'zlib').qualifiers],
    [{ port_version: '2' }, { port_version: '4' }],
  );
  assert.deepEqual(edgesOf(graph), [
    'app > zlib runtime @ 7',
    'app > curl runtime >=8.0.0#1 @ 8',
    'app > vcpkg-cmake dev @ 9',
    'app > fmt runtime @ 10',
    'app > qt optional @ 12',
  ]);
});

test('a manifest of the wrong shape is an issue, no truncation throws, and there is a limit', async () => {
  for (const text of ['[]', '{"dependencies": 1}', '{"dependencies": [1, {}]}', '{"features": {"a": 1}}', '{"overrides": [{}]}']) {
    assert.notEqual((await readWith(vcpkgCatalogers, 'vcpkg/vcpkg-json', { 'vcpkg.json': text })).issues.length, 0, text);
  }
  await readTruncated(vcpkgCatalogers, 'vcpkg/vcpkg-json', { 'vcpkg.json': manifest }, 'vcpkg.json');
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const read = await readWith(vcpkgCatalogers, 'vcpkg/vcpkg-json', { 'vcpkg.json': manifest }, 'vcpkg.json', ctx);
  assert.deepEqual(issuesOf(read), ['file/too-many-packages @ 8']);
});

test('a port without a version or a known status, and a field that stands twice, are issues', async () => {
  const texts = {
    'vcpkg/no-version @ 1': 'Package: a\nArchitecture: x\nStatus: install ok installed\n',
    'vcpkg/no-status @ 1': 'Package: a\nVersion: 1\nArchitecture: x\n',
    'vcpkg/syntax @ 3': 'Package: a\nVersion: 1\nPackage: b\nStatus: install ok installed\n',
  };
  for (const [issue, text] of Object.entries(texts)) {
    assert.deepEqual(issuesOf(await readWith(vcpkgCatalogers, 'vcpkg/status', { 'x/vcpkg/status': text })), [issue]);
  }
  const odd = 'Package: a\nVersion: 1\nStatus: install ok\n';
  assert.deepEqual(issuesOf(await readWith(vcpkgCatalogers, 'vcpkg/status', { 'x/vcpkg/status': odd })), ['vcpkg/no-status @ 1']);
});
