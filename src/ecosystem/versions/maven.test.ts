import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareMavenVersions, parseMavenVersion } from './maven.ts';

function order(a: string, b: string): number {
  const left = parseMavenVersion(a) ?? assert.fail(`${a} is not read`);
  const right = parseMavenVersion(b) ?? assert.fail(`${b} is not read`);
  return compareMavenVersions(left, right);
}

test('tokens come in the order of the specification', () => {
  const versions = '1-alpha 1-alpha-1 1-beta 1-milestone 1-rc 1-SNAPSHOT 1 1-sp 1-abc 1-xyz 1-1 1.1 1.2 2.0-alpha 2.0 10'.split(
    ' ',
  );
  for (const [index, version] of versions.entries()) {
    for (const later of versions.slice(index + 1)) assert.equal(order(version, later), -1, `${version} before ${later}`);
  }
});

test('zeros and words for a release at the end of each part mean nothing ("Trimming")', () => {
  for (const text of ['1.0.0', '1.ga', '1.final', '1.0', '1.', '1-', '1-release', '1.0.0-0.0.0'])
    assert.equal(order(text, '1'), 0, text);
  assert.equal(order('1.0.0-foo.0.0', '1-foo'), 0);
});

test('a, b and m are alpha, beta and milestone only when a number follows directly', () => {
  assert.equal(order('1a1', '1-alpha-1'), 0);
  assert.equal(order('1m3', '1-milestone-3'), 0);
  assert.equal(order('1-a', '1'), 1);
});

test('real versions come in the order of their release', () => {
  for (const [a, b] of [
    ['2.0-beta9', '2.0'],
    ['2.9.10.1', '2.9.10.8'],
    ['31.1-android', '31.1-jre'],
    ['4.1.42.Final', '4.1.100.Final'],
    ['10.0.6', '10.0.6+7-e2ba6752'],
    ['5.0.0.M1', '5.0.0.RC1'],
  ] as const) {
    assert.equal(order(a, b), -1, `${a} before ${b}`);
  }
});

test('what names no version is not read, though Maven takes any text', () => {
  for (const text of ['', 'LATEST', 'RELEASE', '${project.version}', '[1.0,2.0)', '1 0'])
    assert.equal(parseMavenVersion(text), undefined, text);
});
