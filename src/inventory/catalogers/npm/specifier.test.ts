import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSpecifier, splitDescriptor } from './specifier.ts';

test('only a requirement that allows one version tells the version', () => {
  for (const range of ['1.2.3', '=1.2.3', 'v1.2.3', ' 1.2.3 '])
    assert.deepEqual(parseSpecifier('a', range, '.'), { name: 'a', version: '1.2.3' });
  assert.deepEqual(parseSpecifier('a', '1.2.3-rc.1+build', '.'), { name: 'a', version: '1.2.3-rc.1+build' });
  for (const range of ['^1.2.3', '~1.2.3', '1.2', '1.x', '>=1.2.3', '1.2.3 || 2.0.0', '*', '', 'latest', 'catalog:', '1.2.3.4']) {
    assert.deepEqual(parseSpecifier('a', range, '.'), { name: 'a' }, range);
  }
});

test('an alias is the package that it stands for', () => {
  assert.deepEqual(parseSpecifier('a', 'npm:@s/b@1.0.0', '.'), { name: '@s/b', version: '1.0.0' });
  assert.deepEqual(parseSpecifier('a', 'npm:b@^1.0.0', '.'), { name: 'b' });
  assert.deepEqual(parseSpecifier('a', 'npm:', '.'), { name: 'a' });
});

test('directories, repositories and tarballs are sources', () => {
  assert.deepEqual(parseSpecifier('a', '../b', 'apps/x').source, { kind: 'local', path: 'apps/b' });
  assert.deepEqual(parseSpecifier('a', 'file:./b', '.').source, { kind: 'local', path: 'b' });
  assert.deepEqual(parseSpecifier('a', 'workspace:^', '.').source, { kind: 'local', path: '.' });
  assert.deepEqual(parseSpecifier('a', 'owner/repo#main', '.').source, { kind: 'git', url: 'https://github.com/owner/repo' });
  assert.deepEqual(parseSpecifier('a', 'https://host.example/x.tgz', '.').source, {
    kind: 'archive',
    url: 'https://host.example/x.tgz',
  });
  assert.deepEqual(parseSpecifier('a', 'https://registry.example/b/-/b-1.0.0.tgz', '.'), { name: 'b', version: '1.0.0' });
});

test('a descriptor is split behind its scope', () => {
  assert.deepEqual(splitDescriptor('@s/a@npm:b@1'), { name: '@s/a', range: 'npm:b@1' });
  assert.deepEqual(splitDescriptor('a'), { name: 'a', range: '' });
  assert.deepEqual(splitDescriptor('@s/a'), { name: '@s/a', range: '' });
});
