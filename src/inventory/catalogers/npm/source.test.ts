import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRegistryAddress, localDirectory, packageOfTarball, toSource, withoutCredentials } from './source.ts';

const commit = '1d7e288222b53a0cab90a331f1865220ec29560c';

test('a tarball as registries lay them out has no source of its own', () => {
  for (const address of [
    'https://registry.example/a/-/a-1.0.0.tgz',
    'https://registry.example/@scope/a/-/a-1.0.0.tgz',
    'https://host.example/api/npm/all/@scope/a/-/@scope/a-1.0.0.tgz',
    'https://registry.example/a/-/a-1.0.0.tgz#790c58b19ba1720a84205b57c618d5ad8524973e',
    'https://registry.example/a/-/a-1.0.0.tgz?token=x',
    'https://npm.host.example/download/@scope/a/1.0.0/0123456789abcdef',
  ]) {
    assert.equal(isRegistryAddress(address), true, address);
    assert.equal(toSource(address, '.'), undefined, address);
  }
});

test('a tarball elsewhere is an archive, also where a path only looks like that of a registry', () => {
  assert.deepEqual(toSource('https://host.example/a-1.0.0.tgz#abc', '.'), {
    kind: 'archive',
    url: 'https://host.example/a-1.0.0.tgz',
  });
  const gitlab = 'https://gitlab.example/group/project/-/archive/v1/project-v1.tar.gz';
  assert.deepEqual(toSource(gitlab, '.'), { kind: 'archive', url: gitlab });
});

test('git is read in the spellings of all clients, with its commit and without a password', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['git+ssh://git@github.com/o/r.git#', 'ssh://git@github.com/o/r.git'],
    ['git+https://user:secret@github.com/o/r.git#', 'https://github.com/o/r.git'],
    ['git://github.com/o/r.git#', 'git://github.com/o/r.git'],
    ['https://github.com/o/r.git#', 'https://github.com/o/r.git'],
    ['https://github.com/o/r#commit=', 'https://github.com/o/r'],
    ['https://github.com/o/r.git#workspace=a&commit=', 'https://github.com/o/r.git'],
    ['git@github.com:o/r.git#', 'ssh://git@github.com/o/r.git'],
    ['github:o/r#', 'https://github.com/o/r'],
    ['gitlab:o/r#', 'https://gitlab.com/o/r'],
    ['https://codeload.github.com/o/r/tar.gz/', 'https://github.com/o/r'],
  ];
  for (const [text, url] of cases) assert.deepEqual(toSource(text + commit, '.'), { kind: 'git', url, commit }, text);
});

test('a branch or a range behind # is no commit', () => {
  for (const fragment of ['main', 'semver:^1.0.0', 'v1.0.0', '']) {
    assert.deepEqual(toSource(`git+https://git.example/r.git#${fragment}`, '.'), { kind: 'git', url: 'https://git.example/r.git' });
  }
});

test('a directory is local and named from the target, a tarball on disk is an archive', () => {
  assert.deepEqual(toSource('file:../lib/a', 'apps/web'), { kind: 'local', path: 'apps/lib/a' });
  assert.deepEqual(toSource('link:./lib', '.'), { kind: 'local', path: 'lib' });
  assert.deepEqual(toSource('portal:./lib::locator=x%40workspace%3A.', '.'), { kind: 'local', path: 'lib' });
  assert.deepEqual(toSource('file:./lib#./lib::hash=a46447&locator=x', '.'), { kind: 'local', path: 'lib' });
  assert.deepEqual(toSource('file:../../outside', 'apps'), { kind: 'local', path: '../../outside' });
  assert.deepEqual(toSource('file:vendor/a.tgz', '.'), { kind: 'archive', url: 'file:vendor/a.tgz' });
  assert.equal(localDirectory('file:vendor/a.tgz#0123'), undefined);
  assert.equal(localDirectory('file:vendor/a'), 'vendor/a');
});

test('a version or a range is no source', () => {
  for (const text of ['1.0.0', '^1.0.0', 'latest', '', '>=1 <2', 'npm:other@1']) assert.equal(toSource(text, '.'), undefined, text);
});

test('a registry address tells name and version', () => {
  assert.deepEqual(packageOfTarball('https://registry.example/is-odd/-/is-odd-3.0.1.tgz'), { name: 'is-odd', version: '3.0.1' });
  assert.deepEqual(packageOfTarball('https://host.example/npm/@s/a/-/a-1.0.0-rc.1.tgz#0f'), {
    name: '@s/a',
    version: '1.0.0-rc.1',
  });
  assert.deepEqual(packageOfTarball('https://host.example/@s%2Fa/-/a-1.0.0.tgz'), { name: '@s/a', version: '1.0.0' });
  assert.equal(packageOfTarball('https://registry.example/a/-/b-1.0.0.tgz'), undefined);
  assert.equal(packageOfTarball('https://host.example/a-1.0.0.tgz'), undefined);
});

test('passwords and tokens do not leave the lockfile', () => {
  assert.equal(withoutCredentials('https://user:token@host.example/a'), 'https://host.example/a');
  assert.equal(withoutCredentials('ssh://git:secret@host.example/a'), 'ssh://git@host.example/a');
  assert.equal(withoutCredentials('https://host.example/a@1'), 'https://host.example/a@1');
});

test('no spelling takes more than linear time', () => {
  const long = 100_000;
  for (const part of ['::', '#', '/-/', '@', 'a:', '\n', 'commit=', '.git']) {
    for (const start of ['', 'file:', 'https://', 'git+']) toSource(start + part.repeat(long), '.');
    packageOfTarball(part.repeat(long));
  }
});
