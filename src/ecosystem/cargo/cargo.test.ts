import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cargo } from './cargo.ts';

function check(requirement: string, inside: readonly string[], outside: readonly string[]): void {
  for (const version of inside) assert.equal(cargo.satisfies(version, requirement), true, `${version} meets ${requirement}`);
  for (const version of outside)
    assert.equal(cargo.satisfies(version, requirement), false, `${version} does not meet ${requirement}`);
}

test('build metadata has no part in the order (SemVer clause 10)', () => {
  assert.equal(cargo.compareVersions('1.0.0+zstd.1.5', '1.0.0'), 0);
  assert.equal(cargo.compareVersions('1.0.0-rc.1', '1.0.0'), -1);
});

test('no operator means ^ ("Default requirements")', () => {
  check('1.2.3', ['1.2.3', '1.9.0'], ['2.0.0', '1.2.2']);
  check('1.2', ['1.2.0', '1.9.9'], ['2.0.0']);
  check('1', ['1.0.0'], ['2.0.0']);
  check('0.2.3', ['0.2.9'], ['0.3.0']);
  check('0.0.3', ['0.0.3'], ['0.0.4']);
  check('0.0', ['0.0.9'], ['0.1.0']);
  check('^0', ['0.9.9'], ['1.0.0']);
});

test('~ lets the last part grow that is given, but the patch at most ("Tilde requirements")', () => {
  check('~1.2.3', ['1.2.9'], ['1.3.0']);
  check('~1.2', ['1.2.9'], ['1.3.0']);
  check('~1', ['1.9.9'], ['2.0.0']);
});

test('* stands for any number ("Wildcard requirements")', () => {
  check('*', ['0.0.1', '9.9.9'], ['1.0.0-alpha']);
  check('1.*', ['1.9.9'], ['2.0.0']);
  check('1.2.*', ['1.2.9'], ['1.3.0']);
});

test('an incomplete version stands for all that begin so ("Comparison requirements")', () => {
  check('>1.2', ['1.3.0'], ['1.2.9']);
  check('<=1.2', ['1.2.9'], ['1.3.0']);
  check('=1.2', ['1.2.9'], ['1.3.0']);
  check('< 1.2', ['1.1.9'], ['1.2.0']);
});

test('all of a list must be met ("Multiple version requirements")', () => {
  check('>= 1.2, < 1.5', ['1.2.0', '1.4.9'], ['1.5.0', '1.1.9']);
});

test('a pre-release meets only what names a pre-release of the same release ("Pre-releases")', () => {
  check('1.0.0-alpha', ['1.0.0-beta', '1.0.0', '1.5.0'], ['1.1.0-alpha', '1.0.0-0']);
  check('>=1.0.0', [], ['1.0.0-alpha', '2.0.0-alpha']);
});

test('what cannot be read is undecided', () => {
  for (const requirement of ['', '>=', '1.2.3.4', '1.*.3', 'latest', '>=1.0 <2.0', '1.0,', '*.1', '1.2-alpha']) {
    assert.equal(cargo.satisfies('1.0.0', requirement), undefined, requirement);
  }
});
