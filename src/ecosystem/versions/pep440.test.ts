import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparePythonVersions, parsePep440, parsePythonVersion } from './pep440.ts';

function order(a: string, b: string): number {
  const left = parsePythonVersion(a) ?? assert.fail(`${a} is not read`);
  const right = parsePythonVersion(b) ?? assert.fail(`${b} is not read`);
  return comparePythonVersions(left, right);
}

test('versions come in the order of PEP 440, "Summary of permitted suffixes and relative ordering"', () => {
  const versions = (
    '1.dev0 1.0.dev456 1.0a1 1.0a2.dev456 1.0a12.dev456 1.0a12 1.0b1.dev456 1.0b2 1.0b2.post345.dev456 1.0b2.post345 ' +
    '1.0rc1.dev456 1.0rc1 1.0 1.0+abc.5 1.0+abc.7 1.0+5 1.0.post456.dev34 1.0.post456 1.0.15 1.1.dev1 1!0.1'
  ).split(' ');
  for (const [index, version] of versions.entries()) {
    assert.equal(order(version, version), 0, version);
    for (const later of versions.slice(index + 1)) assert.equal(order(version, later), -1, `${version} before ${later}`);
  }
});

test('every spelling that PEP 440 normalises is the same version (Appendix B and "Normalization")', () => {
  const spellings: Readonly<Record<string, readonly string[]>> = {
    '1.1rc1': [
      '1.1RC1',
      '1.1.rc1',
      '1.1-rc1',
      '1.1_rc_1',
      '1.1c1',
      '1.1pre1',
      '1.1preview1',
      '1.1-PREVIEW-1',
      ' v1.1rc1\n',
      '0!1.1.0rc01',
    ],
    '1.1a0': ['1.1a', '1.1alpha', '1.1.alpha0', '1.1a.'],
    '1.1b2': ['1.1beta2', '1.1-b.2'],
    '1.1.post2': ['1.1post2', '1.1-post-2', '1.1-2', '1.1.rev2', '1.1r2', '1.1_R_2'],
    '1.1.dev0': ['1.1dev', '1.1-DEV', '1.1.0.dev0'],
    '1.1+ubuntu.1': ['1.1+ubuntu-1', '1.1+UBUNTU_01'],
    '1.1rc1.post2.dev3': ['1.1rc1post2dev3', '1.1rc1-2dev3', '1.1rc1rev2.dev3'],
  };
  for (const [version, others] of Object.entries(spellings))
    for (const other of others) assert.equal(order(version, other), 0, other);
});

test('the local version label is compared segment by segment, numbers after words', () => {
  assert.equal(order('1.0+1.2', '1.0+1.10'), -1);
  assert.equal(order('1.0+a', '1.0+1'), -1);
  assert.equal(order('1.0+1', '1.0+1.0'), -1);
});

test('what PEP 440 does not know is not read as such', () => {
  for (const text of [
    '',
    '1.0-foo',
    '1.0+',
    '1.0+a..b',
    '1..0',
    'v',
    '1!',
    '!1',
    '1.0.post1.post2',
    '1.0a1b1',
    '1.0 .dev1',
    '1.x',
    '１.０',
  ]) {
    assert.equal(parsePep440(text), undefined, text);
  }
});

test('a version older than PEP 440 comes before every other, in the order of the old setuptools', () => {
  assert.equal(order('2.0-charmander', '0.1'), -1);
  assert.equal(order('0.1-bulbasaur', '0.1-charmander'), -1);
  assert.equal(order('2013-01-21T20:33:09+0100', '2013-01-23T17:11:52+0100'), -1);
  assert.equal(order('1.0-foo', '1.0.0-foo'), 0);
});

test('what was never a version is not read: blanks inside, a word without a number', () => {
  for (const text of ['not a version', 'latest', '1.0 final', '$Revision$', ''])
    assert.equal(parsePythonVersion(text), undefined, text);
});
