import assert from 'node:assert/strict';
import test from 'node:test';
import { parseOptions } from './options.ts';

test('an option has its value after a space, after "=" or attached', () => {
  for (const text of [
    '-r base.txt',
    '-rbase.txt',
    '--requirement base.txt',
    '--requirement=base.txt',
    '--requirement "base.txt"',
  ]) {
    assert.deepEqual(parseOptions(text), [{ kind: 'include', value: 'base.txt' }], text);
  }
  assert.deepEqual(parseOptions("-c 'a b.txt'"), [{ kind: 'constrain', value: 'a b.txt' }]);
  assert.deepEqual(parseOptions('-e . --hash=sha256:1 --hash sha256:2'), [
    { kind: 'editable', value: '.' },
    { kind: 'hash', value: 'sha256:1' },
    { kind: 'hash', value: 'sha256:2' },
  ]);
});

test('settings of an installation are known and ignored (requirements file format, "Supported options")', () => {
  for (const text of [
    '-i https://registry.example/simple',
    '--extra-index-url=https://registry.example/simple --trusted-host registry.example',
    '--find-links ./wheels --no-index',
    '--no-binary :all: --only-binary=:none: --prefer-binary --require-hashes --pre',
    '--use-feature fast-deps',
    '--config-settings "--global-option=x" -C a=b --global-option=x',
  ]) {
    assert.ok(
      parseOptions(text).every(({ kind }) => kind === 'setting'),
      text,
    );
  }
});

test('an unknown option is named, and so is one without its value', () => {
  assert.deepEqual(parseOptions('--frobnicate=1'), [{ kind: 'unknown', name: '--frobnicate' }]);
  assert.deepEqual(parseOptions('-r'), [{ kind: 'unknown', name: '-r without a value' }]);
  assert.deepEqual(parseOptions('--requirement='), [{ kind: 'unknown', name: '--requirement without a value' }]);
  assert.deepEqual(parseOptions('--pre=yes'), [{ kind: 'unknown', name: '--pre' }]);
});
