import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ecosystemById } from '../../ecosystem/index.ts';
import type { EcosystemId } from '../../model/index.ts';
import type { AffectedEntry } from '../record/entry.ts';
import { compared } from './range.ts';
import { entryText, evaluateEntry } from './verdict.ts';

const until2 = {
  type: 'SEMVER',
  events: [
    { kind: 'introduced', version: '0' },
    { kind: 'fixed', version: '2.0.0' },
  ],
} as const;
const odd = { type: 'SEMVER', events: [{ kind: 'introduced', version: 'then' }] } as const;
const git = { type: 'GIT', events: [] } as const;

function entry(parts: Partial<AffectedEntry>): AffectedEntry {
  return { record: 'A-1', ranges: [], versions: [], ...parts };
}

function verdictOf(parts: Partial<AffectedEntry>, version: string, ecosystem: EcosystemId = 'npm', release?: string): string {
  return evaluateEntry(entry(parts), compared(version, ecosystemById(ecosystem), release)).verdict;
}

test('a version is affected when any range holds it or it is listed', () => {
  assert.equal(verdictOf({ ranges: [odd, until2] }, '1.0.0'), 'affected');
  assert.equal(verdictOf({ ranges: [until2], versions: ['3.0.0'] }, '3.0.0'), 'affected');
  assert.equal(verdictOf({ ranges: [until2], versions: ['3.0.0'] }, '4.0.0'), 'not affected');
});

test('a listed version is found in another spelling, and one that cannot be read in its own', () => {
  assert.equal(verdictOf({ versions: ['1.0'] }, '1.0.0', 'pypi'), 'affected');
  assert.equal(verdictOf({ versions: ['1.0-ALPHA'] }, '1.0a0', 'pypi'), 'affected');
  assert.equal(verdictOf({ versions: ['not a version'] }, 'not a version', 'pypi'), 'affected');
  assert.equal(verdictOf({ versions: ['not a version'] }, '1.0', 'pypi'), 'not affected');
});

test('a version that cannot be read is never "not affected"', () => {
  for (const parts of [{ ranges: [until2] }, { versions: ['1.0.0'] }, { ranges: [git] }, {}]) {
    assert.equal(verdictOf(parts, 'not a version'), 'could not decide');
  }
});

test('one range that cannot be decided makes the record undecided, unless another holds', () => {
  assert.equal(verdictOf({ ranges: [until2, odd] }, '3.0.0'), 'could not decide');
  assert.equal(verdictOf({ ranges: [until2, git] }, '3.0.0'), 'could not decide');
});

test('a record that names the package and says nothing of its versions is undecided', () => {
  assert.equal(verdictOf({}, '1.0.0'), 'could not decide');
  assert.equal(verdictOf({ ranges: [git] }, '1.0.0'), 'could not decide');
});

test('a record of a release is about that release, and undecided when the release of the package is not known', () => {
  const trixie = { suffix: '13', ranges: [{ ...until2, type: 'ECOSYSTEM' }] };
  assert.equal(verdictOf(trixie, '1.0.0', 'deb', '13'), 'affected');
  assert.equal(verdictOf(trixie, '2.0.0', 'deb', '13'), 'not affected');
  assert.equal(verdictOf(trixie, '1.0.0', 'deb', '12'), 'not affected');
  assert.equal(verdictOf(trixie, '1.0.0', 'deb'), 'could not decide');
  assert.equal(verdictOf({ ranges: trixie.ranges }, '1.0.0', 'deb', '12'), 'affected');
});

test('the URL of a repository after the colon is where the package is known best, not another package', () => {
  const drupal = { suffix: 'https://packages.example/8', ranges: [{ ...until2, type: 'ECOSYSTEM' }] };
  assert.equal(verdictOf(drupal, '1.0.0', 'composer'), 'affected');
  assert.equal(verdictOf(drupal, '2.0.0', 'composer'), 'not affected');
});

test('the text of an entry says what it covers', () => {
  assert.equal(entryText(entry({ ranges: [until2], versions: ['3.0.0', '3.0.1'] })), '< 2.0.0 or 2 versions that are listed');
  assert.equal(entryText(entry({ ranges: [git] })), 'git commits');
  assert.equal(entryText(entry({})), 'no version');
});
