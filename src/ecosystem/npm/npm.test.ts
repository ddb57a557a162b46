import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npm } from './npm.ts';

test('a version may have v, = and blanks before it, as npm takes them', () => {
  for (const text of ['v1.2.3', '=1.2.3', ' =v1.2.3 ', 'V1.2.3', '\t1.2.3\n', 'v 1.2.3', '= v1.2.3']) {
    assert.equal(npm.compareVersions(text, '1.2.3'), 0, JSON.stringify(text));
  }
});

test('a pre-release may stand without its hyphen, as in the loose form of npm', () => {
  assert.equal(npm.compareVersions('1.2.3beta', '1.2.3-beta'), 0);
  assert.equal(npm.compareVersions('1.2.3alpha.1', '1.2.3'), -1);
});

test('pre-releases are ordered by their identifiers (SemVer clause 11.4)', () => {
  const versions = [
    '1.0.0-0',
    '1.0.0-1',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0',
  ];
  for (let index = 1; index < versions.length; index += 1) {
    assert.equal(npm.compareVersions(versions[index - 1] as string, versions[index] as string), -1, versions[index]);
  }
});

test('build metadata has no part in the order (SemVer clause 10)', () => {
  assert.equal(npm.compareVersions('1.0.0+a', '1.0.0+b'), 0);
});

test('further numbers count, so that a fourth one is not taken for fixed', () => {
  assert.equal(npm.compareVersions('1.5.1.2', '1.5.1.3'), -1);
  assert.equal(npm.compareVersions('1.5.1', '1.5.1.2'), -1);
});

test('what is not a version of npm is not read', () => {
  for (const text of [
    '1.2.x',
    '*',
    '1.2.3-',
    '1.2.3-a..b',
    '1.2.3+',
    '1.2.3_4',
    '1..2',
    '.1',
    '1.2.3-ü',
    'file:../x',
    '1.0.0-*',
    '3.0.RC3',
  ]) {
    assert.equal(npm.parseVersion(text), undefined, text);
  }
});
