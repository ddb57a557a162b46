import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../kernel/index.ts';
import { memoryFile } from '../../test/kit/memory-files.ts';
import type { Cataloger } from './cataloger.ts';
import { isInTarget, joinPath, localNode, PackageReader, withoutCredentials } from './package-reader.ts';
import { toInventory } from './to-inventory.ts';

function readerOf(most = 10): PackageReader {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: most } });
  return new PackageReader(memoryFile({ 'a/b.lock': '' }, 'a/b.lock'), ctx, 'gem');
}

test('a name that could not stand in a package URL is an issue, in the file that has it', () => {
  const reader = readerOf();
  for (const name of ['', ' ', 'a b', '/a', 'a/', 'a//b', 'x'.repeat(1001)]) {
    assert.equal(reader.add(name, { name, kind: 'package', file: 'a/c', line: 3 }), undefined, name);
  }
  assert.equal(reader.issues.issues.length, 7);
  assert.deepEqual([reader.issues.issues[0]?.path, reader.issues.issues[0]?.line], ['a/c', 3]);
  assert.notEqual(reader.add('a/b', { name: 'a/b', kind: 'package' }), undefined);
});

test('beyond the limit one issue says that there are more packages, and no project counts', () => {
  const reader = readerOf(1);
  reader.project();
  reader.add('a', { name: 'a', kind: 'package' });
  for (const name of ['b', 'c']) assert.equal(reader.add(name, { name, kind: 'package' }), undefined);
  assert.equal(reader.add('a', { name: 'a', kind: 'package' }), 1);
  assert.deepEqual(
    reader.issues.issues.map(({ code }) => code),
    ['file/too-many-packages'],
  );
});

test('whatever nobody asks for is adopted by the project, in its own scope', () => {
  const reader = readerOf();
  const root = reader.project({ name: 'mine' });
  const a = reader.add('a', { name: 'a', kind: 'package', scope: 'dev' });
  const b = reader.add('b', { name: 'b', kind: 'package' });
  reader.connect(a, b);
  reader.connect(a, undefined);
  reader.connect(a, a);
  reader.adoptLoose(root);
  assert.deepEqual(
    reader.build('complete').packages.map(({ dependsOn }) => dependsOn),
    [[{ to: 1, scope: 'dev' }], [{ to: 2, scope: 'runtime' }], []],
  );
});

test('qualifiers are part of the identity of a package, and confidence that of its evidence', () => {
  const reader = readerOf();
  reader.add('1', { name: 'a', version: '1', kind: 'package', qualifiers: { platform: 'java' }, confidence: 0.5, line: 1 });
  reader.add('2', {
    name: 'a',
    version: '1',
    kind: 'package',
    source: { kind: 'git', url: 'https://git.example/a', commit: 'c' },
    qualifiers: { platform: 'x' },
  });
  reader.add('3', { name: 'a', version: '1', kind: 'package' });
  const cataloger: Cataloger = {
    id: 'gem/x',
    title: '',
    technique: 'lockfile',
    files: [],
    load: () => Promise.reject(new Error()),
  };
  const { components } = toInventory({ kind: 'file', name: 'x' }, [{ graph: reader.build('none'), file: 'a/b.lock', cataloger }]);
  assert.deepEqual(
    components.map(({ purl, evidence }) => [purl, evidence[0]?.confidence]),
    [
      ['pkg:gem/a@1', 1],
      ['pkg:gem/a@1?platform=java', 0.5],
      ['pkg:gem/a@1?platform=x&vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fa%40c', 1],
    ],
  );
});

test('paths are relative to the target, and what leads out of it is no project', () => {
  assert.deepEqual(
    ['./x/', '..', '../..', '/abs', 'C:\\x', 'a\\b', '~/x'].map((path) => joinPath('a', path)),
    ['a/x', '.', '..', '/abs', 'C:/x', 'a/a/b', '~/x'],
  );
  assert.deepEqual(['.', 'a', '..a', '..', '../a', '/a', 'c:/a', '~/a'].map(isInTarget), [
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  assert.equal(localNode('n', 'a', '../../out').kind, 'package');
  assert.equal(localNode('n', 'a', '../in').directory, 'in');
});

test('no password of a URL goes into an inventory', () => {
  assert.equal(withoutCredentials('https://user:pw@host/a@b'), 'https://host/a@b');
  assert.equal(withoutCredentials('ssh://git@host/a'), 'ssh://git@host/a');
  assert.equal(withoutCredentials('git@host:a'), 'git@host:a');
});
