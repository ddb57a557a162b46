import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npm } from './npm.ts';

function check(range: string, inside: readonly string[], outside: readonly string[]): void {
  for (const version of inside) assert.equal(npm.satisfies(version, range), true, `${version} in ${JSON.stringify(range)}`);
  for (const version of outside) assert.equal(npm.satisfies(version, range), false, `${version} not in ${JSON.stringify(range)}`);
}

test('comparators that follow each other must all hold', () => {
  check('>=1.2.7 <1.3.0', ['1.2.7', '1.2.99'], ['1.2.6', '1.3.0']);
  check('>= 1.2.7  <  1.3.0', ['1.2.7'], ['1.3.0']);
});

test('|| gives alternatives, and an empty one takes every release', () => {
  check('1.2.7 || >=1.2.9 <2.0.0', ['1.2.7', '1.2.9', '1.4.6'], ['1.2.8', '2.0.0']);
  check('1.0.0||', ['1.0.0', '9.9.9'], ['9.9.9-beta']);
});

test('a hyphen range takes in both its ends, and all that begins like an incomplete upper end', () => {
  check('1.2.3 - 2.3.4', ['1.2.3', '2.3.4'], ['1.2.2', '2.3.5']);
  check('1.2 - 2.3', ['1.2.0', '2.3.9'], ['2.4.0', '2.4.0-0']);
  check('1 - x', ['1.0.0', '99.0.0'], ['0.9.9']);
});

test('x, X, * and nothing stand for any number', () => {
  check('*', ['0.0.0', '9.9.9'], ['1.0.0-beta']);
  check('', ['1.0.0'], []);
  check('1.x', ['1.0.0', '1.9.9'], ['2.0.0', '0.9.9', '2.0.0-0']);
  check('1.2.*', ['1.2.0'], ['1.3.0']);
  check('>1', ['2.0.0'], ['1.9.9']);
  check('<=1.2', ['1.2.9'], ['1.3.0', '1.3.0-0']);
  check('<1.2', ['1.1.9'], ['1.2.0', '1.2.0-beta']);
  check('<*', [], ['0.0.0', '1.0.0']);
});

test('~ lets the patch grow, or the minor version where there is only a major one', () => {
  check('~1.2.3', ['1.2.3', '1.2.9'], ['1.3.0', '1.2.2']);
  check('~1.2', ['1.2.0', '1.2.9'], ['1.3.0']);
  check('~1', ['1.9.9'], ['2.0.0']);
  check('~> 1.2.3', ['1.2.9'], ['1.3.0']);
});

test('^ keeps what comes up to the first number that is not 0', () => {
  check('^1.2.3', ['1.2.3', '1.9.0'], ['2.0.0', '1.2.2', '2.0.0-0']);
  check('^0.2.3', ['0.2.9'], ['0.3.0']);
  check('^0.0.3', ['0.0.3'], ['0.0.4']);
  check('^0.0', ['0.0.9'], ['0.1.0']);
  check('^0.x', ['0.9.9'], ['1.0.0']);
  check('^1.x', ['1.9.9'], ['2.0.0']);
});

test('a pre-release is in a range only when the range names one of the same release', () => {
  check('>1.2.3-alpha.3', ['1.2.3-alpha.7', '1.2.3', '3.4.5'], ['3.4.5-alpha.9', '1.2.3-alpha.3']);
  check('^1.2.3-beta.2', ['1.2.3-beta.4', '1.2.4'], ['1.2.4-beta.2', '1.2.3-beta.1']);
  check('>=1.0.0', [], ['1.0.0-rc.1', '2.0.0-rc.1']);
});

test('what is not a range is undecided', () => {
  for (const range of [
    'latest',
    'npm:other@1.0.0',
    'https://registry.example/x.tgz',
    'workspace:*',
    '1.2.3 || next',
    '>=',
    '>>1',
    '1.2.3.4',
    '- 2',
    '1 - 2 - 3',
  ]) {
    assert.equal(npm.satisfies('1.2.3', range), undefined, range);
  }
  assert.equal(npm.satisfies('next', '*'), undefined);
});
