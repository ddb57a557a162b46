import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkRecord, type CheckedRecord } from './check.ts';
import { toNamedEntry } from './entries.ts';
import { type AffectedEntry, packEntry, unpackEntry } from './entry.ts';

const plain = { noNullPrototype: true } as const;
const event = fc.record({ kind: fc.constantFrom('introduced', 'fixed', 'last_affected', 'limit'), version: fc.string() }, plain);
const anyEntry: fc.Arbitrary<AffectedEntry> = fc.record(
  {
    record: fc.string(),
    suffix: fc.string(),
    ranges: fc.array(fc.record({ type: fc.string(), events: fc.array(event) }, plain)),
    versions: fc.array(fc.string()),
    rating: fc.constant({ level: 'low', basis: 'CVSS 3.1', weight: 5, score: 2 } as const),
  },
  { requiredKeys: ['record', 'ranges', 'versions'], noNullPrototype: true },
) as fc.Arbitrary<AffectedEntry>;

test('an entry comes out of the database as it went in', () => {
  fc.assert(fc.property(anyEntry, (entry) => assert.deepEqual(unpackEntry(JSON.parse(JSON.stringify(packEntry(entry)))), entry)));
});

test('what is no entry is recognised', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void unpackEntry(value)));
  for (const value of [
    null,
    [],
    ['A', 0, [], [], 0, 0],
    [1, 0, [], [], 0],
    ['A', 0, [['SEMVER', 'x', '1']], [], 0],
    ['A', 0, [[]], [], 0],
    ['A', 0, [], [1], 0],
    ['A', 0, [], [], 1],
  ]) {
    assert.equal(unpackEntry(value), undefined, JSON.stringify(value));
  }
});

function entryOf(affected: object) {
  const checked = checkRecord({ id: 'A-1', modified: '2026-01-01T00:00:00Z', affected: [affected as never] }) as CheckedRecord;
  return toNamedEntry('A-1', checked.affected[0] as CheckedRecord['affected'][number], undefined);
}

test('names are normalised as their ecosystem does, and the suffix of the ecosystem is kept apart', () => {
  const named = entryOf({ package: { ecosystem: 'PyPI', name: 'Zope.Interface_X' } });
  assert.deepEqual([named?.ecosystem, named?.name, named?.entry.suffix], ['PyPI', 'zope-interface-x', undefined]);
  const suffixed = entryOf({ package: { ecosystem: 'Packagist:https://packages.example/8', name: 'A/B' } });
  assert.deepEqual(
    [suffixed?.ecosystem, suffixed?.name, suffixed?.entry.suffix],
    ['Packagist', 'a/b', 'https://packages.example/8'],
  );
});

test('an element without a package is about commits, and nothing can be looked up in it', () => {
  assert.equal(entryOf({ ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] }), undefined);
});

test('listed versions that a range holds are dropped, and others are kept, also those that cannot be read', () => {
  const entry = entryOf({
    package: { ecosystem: 'PyPI', name: 'a' },
    ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '1.0' }, { fixed: '2.0' }] }],
    versions: ['1.0', '1.5.post1', '2.0', '0.9', 'not a version', '1.9'],
  })?.entry;
  assert.deepEqual(entry?.versions, ['2.0', '0.9', 'not a version']);
});

test('commits are dropped where there is something that can be compared, and remembered where there is not', () => {
  const git = { type: 'GIT', repo: 'https://example.org/a', events: [{ introduced: '0' }, { fixed: 'f'.repeat(40) }] };
  const named = { package: { ecosystem: 'npm', name: 'a' } };
  assert.deepEqual(entryOf({ ...named, ranges: [git] })?.entry.ranges, [{ type: 'GIT', events: [] }]);
  assert.deepEqual(entryOf({ ...named, ranges: [git], versions: ['1.0.0'] })?.entry.ranges, []);
  const semver = { type: 'SEMVER', events: [{ introduced: '0' }] };
  assert.deepEqual(entryOf({ ...named, ranges: [git, semver] })?.entry.ranges.length, 1);
});

test('in an ecosystem that is not understood everything is kept as it is', () => {
  const entry = entryOf({
    package: { ecosystem: 'OSS-Fuzz', name: 'A' },
    ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2' }] }],
    versions: ['1', '1.1'],
  });
  assert.deepEqual([entry?.name, entry?.entry.versions], ['A', ['1', '1.1']]);
});
