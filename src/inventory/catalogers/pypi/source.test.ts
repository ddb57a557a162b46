import assert from 'node:assert/strict';
import test from 'node:test';
import { distributionOf, gitSource, localSource, locate, withoutCredentials } from './source.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';

test('a URL of version control names its repository, and its commit when the ref is one', () => {
  assert.deepEqual(locate(`git+https://host.example/a/b.git@${commit}#egg=demo[x]&subdirectory=s`, '.'), {
    name: 'demo',
    source: { kind: 'git', url: 'https://host.example/a/b.git', commit },
  });
  assert.deepEqual(locate('git+ssh://git@host.example/a/b.git@v1.0', '.').source, {
    kind: 'git',
    url: 'ssh://git@host.example/a/b.git',
  });
  assert.deepEqual(locate('hg+https://host.example/a', '.').source, { kind: 'archive', url: 'hg+https://host.example/a' });
});

test('an archive says its name and version in its file name, and a hash in its fragment', () => {
  const digest = 'ab'.repeat(32);
  assert.deepEqual(locate(`https://host.example/x/demo_a-1.0-py3-none-any.whl?x=1#sha256=${digest}`, '.'), {
    name: 'demo_a',
    version: '1.0',
    hash: { algorithm: 'SHA-256', value: digest },
    source: { kind: 'archive', url: 'https://host.example/x/demo_a-1.0-py3-none-any.whl?x=1' },
  });
});

test('file names of wheels (PEP 427) and source archives (PEP 625) hold name and version', () => {
  assert.deepEqual(distributionOf('a-1.0+cpu-1-cp311-cp311-linux_x86_64.whl'), { name: 'a', version: '1.0+cpu' });
  assert.deepEqual(distributionOf('a-b-1.0.tar.gz'), { name: 'a-b', version: '1.0' });
  for (const other of ['a', 'a-1.0', 'a-b.zip', '-1.tar.gz', 'a-1.whl', 'main.zip'])
    assert.equal(distributionOf(other), undefined, other);
});

test('a path is relative to the target, and stays as written when it leads out of it', () => {
  assert.deepEqual(localSource('../lib/', 'app'), { kind: 'local', path: 'lib' });
  assert.deepEqual(localSource('.', 'app'), { kind: 'local', path: 'app' });
  assert.deepEqual(localSource('./', '.'), { kind: 'local', path: '.' });
  assert.deepEqual(localSource('../../lib', 'app'), { kind: 'local', path: '../../lib' });
  assert.deepEqual(localSource('/opt/lib', 'app'), { kind: 'local', path: '/opt/lib' });
  assert.deepEqual(localSource('..\\lib', 'app'), { kind: 'local', path: 'lib' });
  assert.deepEqual(locate('file:///${PROJECT_ROOT}/lib', 'app').source, { kind: 'local', path: 'app/lib' });
  assert.deepEqual(locate('file:///${PROJECT_ROOT}', 'app').source, { kind: 'local', path: 'app' });
  assert.deepEqual(locate('file:.', 'app').source, { kind: 'local', path: 'app' });
});

test('credentials in a URL are left out, the user "git" of SSH is not one', () => {
  assert.equal(withoutCredentials('https://me:p@ss@host.example/a@b'), 'https://host.example/a@b');
  assert.equal(withoutCredentials('https://token@host.example/a'), 'https://host.example/a');
  assert.equal(withoutCredentials('ssh://git@host.example/a'), 'ssh://git@host.example/a');
  assert.equal(withoutCredentials('https://host.example/a@b'), 'https://host.example/a@b');
  assert.deepEqual(gitSource('https://x:y@host.example/a', commit.toUpperCase()), {
    kind: 'git',
    url: 'https://host.example/a',
    commit,
  });
});
