import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../test/kit/catalogued.ts';
import { cocoapodsCatalogers } from './index.ts';

const id = 'cocoapods/podfile-lock';
const commit = '0123456789abcdef0123456789abcdef01234567';

const lock = `PODS:
  - Alone (1.10)
  - Fork (2.0.0)
  - GoogleUtilities (7.5.2):
    - GoogleUtilities/Core (= 7.5.2)
    - "GoogleUtilities/NSData+zlib (= 7.5.2)"
  - GoogleUtilities/Core (7.5.2):
    - Alone (~> 1.0)
  - "GoogleUtilities/NSData+zlib (7.5.2)"
  - Near (0.1.0):
    - GoogleUtilities/Core
  - Zip (3.0)

DEPENDENCIES:
  - Fork (from \`https://git.example/fork.git\`, branch \`main\`)
  - GoogleUtilities (~> 7.5)
  - Near (from \`../Near\`)
  - Zip (from \`https://files.example/zip.tgz\`)

SPEC REPOS:
  trunk:
    - Alone
    - GoogleUtilities

EXTERNAL SOURCES:
  Fork:
    :branch: main
    :git: https://me:secret@git.example/fork.git
  Near:
    :path: "../Near"
  Zip:
    :http: https://files.example/zip.tgz

CHECKOUT OPTIONS:
  Fork:
    :commit: ${commit}
    :git: https://me:secret@git.example/fork.git

SPEC CHECKSUMS:
  Alone: ${'ab'.repeat(20)}
  Fork: ${'cd'.repeat(20)}

PODFILE CHECKSUM: ${'ef'.repeat(20)}

COCOAPODS: 1.15.2
`;

test('a pod is one package with all its subspecs; version as written, source and line', async () => {
  const graph = await readGraph(cocoapodsCatalogers, id, { 'ios/Podfile.lock': lock });
  assert.deepEqual(versionsOf(graph), ['Alone 1.10', 'Fork 2.0.0', 'GoogleUtilities 7.5.2', 'Zip 3.0']);
  assert.deepEqual(nodeOf(graph, 'Alone'), { name: 'Alone', kind: 'package', version: '1.10', line: 2 });
  assert.deepEqual(nodeOf(graph, 'Fork').source, { kind: 'git', url: 'https://git.example/fork.git', commit });
  assert.deepEqual(nodeOf(graph, 'Zip').source, { kind: 'archive', url: 'https://files.example/zip.tgz' });
  assert.deepEqual(nodeOf(graph, 'Near'), {
    name: 'Near',
    kind: 'project',
    directory: 'Near',
    source: { kind: 'local', path: 'Near' },
    version: '0.1.0',
    line: 10,
  });
});

test('edges lead from pod to pod, also where subspecs need each other', async () => {
  const graph = await readGraph(cocoapodsCatalogers, id, { 'Podfile.lock': lock });
  assert.deepEqual(edgesOf(graph), [
    '. > Fork runtime @ 15',
    '. > GoogleUtilities runtime ~> 7.5 @ 16',
    '. > Near runtime @ 17',
    '. > Zip runtime @ 18',
    'GoogleUtilities > Alone runtime ~> 1.0 @ 8',
    'Near > GoogleUtilities runtime @ 11',
  ]);
  assert.equal(graph.edges, 'complete');
});

test('what cannot be understood is an issue on its line, and the rest is read', async () => {
  const text =
    'PODS:\n  - A (1.0):\n    - Gone (~> 1)\n  - B\n  - a+b (1.0)\n  - two words\n  -\n    - C\n\nDEPENDENCIES:\n  - A\n  - B\n  - 7\n  - {}\n';
  const read = await readWith(cocoapodsCatalogers, id, { 'Podfile.lock': text });
  assert.deepEqual(issuesOf(read), [
    'cocoapods/pod @ 4',
    'cocoapods/pod @ 5',
    'cocoapods/pod @ 6',
    'cocoapods/shape',
    'cocoapods/shape',
    'cocoapods/dependency @ 3',
    'cocoapods/dependency @ 13',
  ]);
  assert.deepEqual(versionsOf(read.graph), ['A 1.0', 'B']);
});

test('files of the wrong shape are issues, no truncation throws, and there is a limit', async () => {
  for (const text of ['', '[]', 'PODS: 1', 'PODS:\nDEPENDENCIES: x', 'a: [']) {
    assert.notEqual((await readWith(cocoapodsCatalogers, id, { 'Podfile.lock': text })).issues.length, 0, text);
  }
  await readTruncated(cocoapodsCatalogers, id, { 'Podfile.lock': lock }, 'Podfile.lock');
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const read = await readWith(cocoapodsCatalogers, id, { 'Podfile.lock': lock }, 'Podfile.lock', ctx);
  assert.equal(issuesOf(read)[0], 'file/too-many-packages @ 3');
});

test('a pod with nothing in its brackets has no version', async () => {
  const read = await readWith(cocoapodsCatalogers, 'cocoapods/podfile-lock', {
    'Podfile.lock': 'PODS:\n  - A ()\nDEPENDENCIES:\n  - A\n',
  });
  assert.deepEqual(issuesOf(read), ['cocoapods/pod @ 2']);
  assert.deepEqual(versionsOf(read.graph), ['A']);
});
