import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pypi } from './pypi.ts';

function check(specifiers: string, inside: readonly string[], outside: readonly string[]): void {
  for (const version of inside) assert.equal(pypi.satisfies(version, specifiers), true, `${version} meets ${specifiers}`);
  for (const version of outside) assert.equal(pypi.satisfies(version, specifiers), false, `${version} does not meet ${specifiers}`);
}

test('~= is at least that, and the same up to the last number but one ("Compatible release")', () => {
  check('~=2.2', ['2.2', '2.9', '2.2.post3'], ['3.0', '2.1', '2.2rc1']);
  check('~=1.4.5', ['1.4.5', '1.4.9'], ['1.5', '1.4.4']);
  check('~=1.4.0', ['1.4.1'], ['1.5']);
  check('~=2.2.post3', ['2.2.post3', '2.3'], ['2.2', '3.0']);
  check('~=1!2.2', ['1!2.3'], ['2.3']);
});

test('== takes other spellings, other zeros at the end and any local version ("Version matching")', () => {
  check('==1.1', ['1.1', '1.1.0', '1.1+local'], ['1.1.post1', '1.1a1', '1.1.1']);
  check('==1.1.post1', ['1.1-1'], ['1.1']);
  check('==1.1+abc', ['1.1+ABC'], ['1.1', '1.1+abd']);
  check('== 1.1.*', ['1.1', '1.1.5', '1.1a1', '1.1.post1', '1.1.0.dev1'], ['1.2', '1.10']);
  check('==1.0.0.*', ['1', '1.0.0.7'], ['1.0.1']);
});

test('!= is the contrary of == ("Version exclusion")', () => {
  check('!=1.1', ['1.1.post1', '1.2'], ['1.1', '1.1.0', '1.1+local']);
  check('!=1.1.*', ['1.2'], ['1.1', '1.1.3']);
});

test('<= and >= do not look at local versions ("Inclusive ordered comparison")', () => {
  check('<=1.0', ['1.0+local', '1.0rc1'], ['1.0.post1']);
  check('>=1.0', ['1.0', '2'], ['1.0rc1']);
});

test('< leaves out pre-releases and > post-releases of the version itself ("Exclusive ordered comparison")', () => {
  check('<3.1', ['3.0.9', '3.0rc1'], ['3.1', '3.1.dev0', '3.1rc1']);
  check('<3.1rc1', ['3.1a1', '3.1.dev0'], ['3.1rc1']);
  check('>1.7', ['1.7.1', '1.8'], ['1.7', '1.7.0.post1', '1.7+local']);
  check('>1.7.post2', ['1.7.1', '1.7.0.post3'], ['1.7.0', '1.7.post2+local']);
});

test('=== compares the text, in any case ("Arbitrary equality")', () => {
  check('===1.0', ['1.0'], ['1.0.0']);
  check('===1.0-FOO', ['1.0-foo'], ['1.0-bar']);
});

test('all of a list must be met; an empty list takes any version', () => {
  check('>=1.2, !=1.3.*, <2', ['1.2', '1.4'], ['1.3.1', '2.0', '1.1']);
  check('', ['1.0', '1.0a1', '1.0-foo'], []);
});

test('a pre-release that is there is not left out ("Handling of pre-releases")', () => {
  check('>=1.0', ['2.0rc1', '1.1.dev3'], []);
});

test('what cannot be read is undecided', () => {
  for (const specifiers of [
    '1.0',
    '=1.0',
    '~=1',
    '>=1.0.*',
    '<1.0+local',
    '==1.0a1.*',
    '>=1.0 <2',
    '=>1',
    '==',
    '>=1,foo',
    '=== 1 0',
  ]) {
    assert.equal(pypi.satisfies('1.0', specifiers), undefined, specifiers);
  }
  assert.equal(pypi.satisfies('1.0-foo', '>=0.1'), undefined);
  assert.equal(pypi.satisfies('no version', '>=0.1'), undefined);
});
