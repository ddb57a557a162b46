import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareReleases, compareTimes, isTime, parseRelease, type Release } from './release.ts';

function release(text: string): Release {
  return parseRelease(text) ?? assert.fail(text);
}

test('document versions are in the order of semantic versioning (clause 11), whole numbers in their own', () => {
  for (const ordered of [
    ['0', '1', '2', '10'],
    ['0.9.0', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-rc.2', '1.0.0-rc.10', '1.0.0', '1.2.0', '1.10.0'],
  ]) {
    const shuffled = ordered.toReversed().map(release);
    assert.deepEqual(
      shuffled.toSorted(compareReleases).map(({ text }) => text),
      ordered,
    );
  }
  assert.equal(compareReleases(release('1.0.0+a'), release('1.0.0+b')), 0);
  assert.deepEqual(
    ['v1', '1.0', '1.0.0.0', '', '-1'].map(parseRelease).filter((one) => one !== undefined),
    [],
  );
});

test('times are compared as instants; what is no time comes before all times', () => {
  assert.equal(compareTimes('2026-01-01T00:00:00Z', '2026-01-01T01:00:00.000+01:00'), 0);
  assert.ok(compareTimes('2026-01-01T00:00:00.0001Z', '2026-01-01T00:00:00.00009Z') > 0);
  assert.ok(compareTimes('yesterday', '0001-01-01T00:00:00Z') < 0);
  assert.ok(!isTime('2026-01-01'));
});

test('the order of times is total', () => {
  const time = fc.oneof(
    fc.constantFrom(
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00.5Z',
      '2026-01-01T00:00:00.50Z',
      '2025-12-31T23:00:00-01:00',
      'no time',
      '',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(time, time, time, (a, b, c) => {
      assert.equal(Math.sign(compareTimes(a, b)), -Math.sign(compareTimes(b, a)) + 0);
      if (compareTimes(a, b) <= 0 && compareTimes(b, c) <= 0) assert.ok(compareTimes(a, c) <= 0);
    }),
  );
});
