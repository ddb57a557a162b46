import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composer } from './composer.ts';

function check(constraint: string, inside: readonly string[], outside: readonly string[]): void {
  for (const version of inside) assert.equal(composer.satisfies(version, constraint), true, `${version} meets ${constraint}`);
  for (const version of outside)
    assert.equal(composer.satisfies(version, constraint), false, `${version} does not meet ${constraint}`);
}

test('words stand in the order of version_compare, around the release', () => {
  const versions = ['1.0-dev', '1.0-alpha1', '1.0-beta', '1.0-beta2', '1.0-RC1', '1.0', '1.0-patch1'];
  for (let index = 1; index < versions.length; index += 1) {
    assert.equal(composer.compareVersions(versions[index - 1] as string, versions[index] as string), -1, versions[index]);
  }
  assert.equal(composer.compareVersions('v1.0.0-stable', '1.0.0+build'), 0);
});

test('a branch is no version: matching cannot decide about it', () => {
  for (const branch of ['dev-main', '2.x-dev', '1.0.x-dev', '1.2.3.#', '1.0-foo']) {
    assert.equal(composer.parseVersion(branch), undefined, branch);
  }
});

test('a single question about a branch gets the answer of version_compare', () => {
  assert.equal(composer.compareVersions('dev-main', '1.0.0'), -1);
  assert.equal(composer.compareVersions('dev-main', 'dev-main'), 0);
  assert.equal(composer.compareVersions('dev-main', 'dev-next'), undefined);
  assert.equal(composer.compareVersions('1.0-foo', '1.0'), undefined);
});

test('~ and ^ ("Next significant release operators")', () => {
  check('~1.2', ['1.2.0', '1.9.9'], ['2.0.0', '1.1.9']);
  check('~1.2.3', ['1.2.9'], ['1.3.0']);
  check('^1.2.3', ['1.2.3', '1.9.9'], ['2.0.0', '2.0.0-beta1']);
  check('^0.3', ['0.3.9'], ['0.4.0']);
  check('^0.0.3', ['0.0.3'], ['0.0.4']);
});

test('ranges, wildcards and alternatives ("Version range", "Wildcard version range", "Hyphenated version range")', () => {
  check('>=1.0 <1.1 || >=1.2', ['1.0.5', '1.3'], ['1.1.9']);
  check('>=1.0,<2.0|3.*', ['1.5', '3.7'], ['2.5', '2.0-dev']);
  check('1.0 - 2.0', ['1.0', '2.0.9'], ['2.1.0']);
  check('1.0.0 - 2.1.0', ['2.1.0'], ['2.1.1']);
  check('1.0.*', ['1.0.0', '1.0.9'], ['1.1']);
  check('!=1.0', ['1.1'], ['1.0.0']);
  check('*', ['1.0', '0.1-dev'], []);
  check('^1.0@dev', ['1.5'], ['2.0']);
});

test('1.0 and 1.0.0 are the same to a constraint', () => {
  check('1.0', ['1.0.0', '1.0.0.0', 'v1.0'], ['1.0.1']);
});

test('branches and what else cannot be read are undecided', () => {
  for (const constraint of ['', 'dev-main', 'dev-main as 1.0', '^1.0 || dev-main', '>=', '=>1', '>*']) {
    assert.equal(composer.satisfies('1.0', constraint), undefined, constraint);
  }
});
