import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ecosystemById } from '../../ecosystem/index.ts';
import type { AffectedEntry, EntryEvent } from '../record/entry.ts';
import { lowestFix } from './fixed-version.ts';
import { compared } from './range.ts';
import { evaluateEntry } from './verdict.ts';

const npm = ecosystemById('npm');

function entry(...events: readonly (readonly [EntryEvent['kind'], string])[]): AffectedEntry {
  return {
    record: 'A-1',
    versions: [],
    ranges: [{ type: 'SEMVER', events: events.map(([kind, version]) => ({ kind, version })) }],
  };
}

const fixOf = (version: string, ...entries: readonly AffectedEntry[]) => lowestFix(compared(version, npm), entries);

test('the fix of the branch in use is taken, not one of an older or newer branch', () => {
  const branches = entry(['introduced', '0'], ['fixed', '1.8.4'], ['introduced', '2.0.0'], ['fixed', '2.3.1']);
  assert.equal(fixOf('1.2.0', branches), '1.8.4');
  assert.equal(fixOf('2.1.0', branches), '2.3.1');
});

test('a fix that another record calls affected is none', () => {
  const first = entry(['introduced', '0'], ['fixed', '1.0.1']);
  const second = entry(['introduced', '0'], ['fixed', '1.2.0']);
  assert.equal(fixOf('1.0.0', first, second), '1.2.0');
  assert.equal(fixOf('1.0.0', first, entry(['introduced', '0'])), undefined);
  assert.equal(fixOf('1.0.0', first, { ...entry(), versions: ['1.0.1'] }), undefined);
});

test('nothing is a fix of what has none, or of a version that cannot be compared', () => {
  assert.equal(fixOf('1.0.0', entry(['introduced', '0'], ['last_affected', '2.0.0'])), undefined);
  assert.equal(fixOf('1.0.0', entry(['introduced', '0'], ['fixed', 'soon'])), undefined);
  assert.equal(fixOf('latest', entry(['introduced', '0'], ['fixed', '2.0.0'])), undefined);
});

test('a range that ends before the first pre-release is fixed by the release', () => {
  assert.equal(fixOf('0.3.0', entry(['introduced', '0.0.0-0'], ['fixed', '0.3.1-0'])), '0.3.1');
});

test('more fixes than anybody publishes do not take forever', () => {
  const many = Array.from({ length: 3000 }, (_, index) => ['fixed', `1.0.${index}`] as const);
  const everything = entry(['introduced', '0']);
  assert.equal(fixOf('0.1.0', entry(['introduced', '0'], ...many), everything), undefined);
});

const version = fc.tuple(fc.nat(4), fc.nat(3)).map(([major, minor]) => `${major}.${minor}.0`);
const anyEntry = fc
  .tuple(
    version,
    fc.array(fc.tuple(fc.constantFrom<EntryEvent['kind']>('introduced', 'fixed', 'last_affected'), version), { maxLength: 5 }),
  )
  .map(([start, events]) => entry(['introduced', start], ...events));

test('a fix is above the present version, free of every record, and no lower candidate is', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 3 }), version, (entries, present) => {
      const candidates = entries
        .flatMap(({ ranges }) =>
          ranges.flatMap(({ events }) => events.filter(({ kind }) => kind === 'fixed').map((event) => event.version)),
        )
        .filter((candidate) => npm.compareVersions(candidate, present) === 1)
        .filter((candidate) => entries.every((one) => evaluateEntry(one, compared(candidate, npm)).verdict !== 'affected'))
        .toSorted((a, b) => npm.compareVersions(a, b) as number);
      assert.equal(fixOf(present, ...entries), candidates[0]);
    }),
  );
});
