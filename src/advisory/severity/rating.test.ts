import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { severityLevels } from '../../model/index.ts';
import { loadCvss } from './cvss.ts';
import { moreTelling, rateHolder, rateRecord, readRating, toSeverity, type Rating } from './rating.ts';

const score = await loadCvss();
const v2 = { type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:C/I:C/A:C' };
const v30 = { type: 'CVSS_V3', score: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' };
const v31 = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N' };
const v4 = { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N' };

function levelOf(record: object): readonly (string | number | undefined)[] {
  const rating = rateHolder(record as never, score);
  return [rating?.level, rating?.score, rating?.basis];
}

test('a newer version of CVSS is preferred, whatever the order and the height of the scores', () => {
  assert.deepEqual(levelOf({ severity: [v2, v30, v31, v4] }), ['medium', 6.9, 'CVSS 4.0']);
  assert.deepEqual(levelOf({ severity: [v31, v30, v2] }), ['medium', 6.1, 'CVSS 3.1']);
  assert.deepEqual(levelOf({ severity: [v2, v30] }), ['critical', 9.8, 'CVSS 3.0']);
  assert.deepEqual(levelOf({ severity: [v2] }), ['high', 10, 'CVSS 2.0']);
});

test('of two vectors of one version the higher score counts', () => {
  const low = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N' };
  assert.deepEqual(levelOf({ severity: [low, v31] }), ['medium', 6.1, 'CVSS 3.1']);
  assert.deepEqual(levelOf({ severity: [low] }), ['none', 0, 'CVSS 3.1']);
});

test('without a vector that can be read the words of the databases count, in any case', () => {
  const broken = [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N' }];
  assert.deepEqual(levelOf({ severity: broken, database_specific: { severity: 'MODERATE' } }), [
    'medium',
    undefined,
    'database_specific.severity',
  ]);
  assert.deepEqual(levelOf({ ecosystem_specific: { severity: 'High' } }), ['high', undefined, 'ecosystem_specific.severity']);
  assert.deepEqual(levelOf({ severity: [{ type: 'Ubuntu', score: 'negligible' }] }), ['low', undefined, 'severity of type Ubuntu']);
  assert.deepEqual(levelOf({ severity: [v31], database_specific: { severity: 'CRITICAL' } })[0], 'medium');
  assert.deepEqual(levelOf({ database_specific: { severity: 'toString' } }), [undefined, undefined, undefined]);
});

test('RustSec notices are no vulnerabilities, unsoundness is a small one, malicious crates are critical', () => {
  const rating = (informational: string | null, categories: readonly string[] = []) =>
    levelOf({ database_specific: { informational, categories } })[0];
  assert.equal(rating('unmaintained'), 'none');
  assert.equal(rating('notice'), 'none');
  assert.equal(rating('unsound'), 'low');
  assert.equal(rating(null), undefined);
  assert.equal(rating('something new'), undefined);
  assert.equal(rating(null, ['malicious']), 'critical');
  assert.equal(levelOf({ severity: [v31], database_specific: { informational: 'unsound' } })[0], 'medium');
});

test('a record of malicious code is critical whatever it says', () => {
  const rating = rateRecord('MAL-2026-1', { severity: [v31], database_specific: { severity: 'LOW' } }, score);
  assert.equal(rating?.level, 'critical');
});

test('severities of wrong shapes rate nothing and do not throw', () => {
  for (const severity of [null, 7, 'HIGH', {}, [null], [[]], [{}], [{ type: 1, score: 2 }], [{ type: 'CVSS_V3' }]]) {
    assert.deepEqual(levelOf({ severity, database_specific: severity, ecosystem_specific: [severity] }), [
      undefined,
      undefined,
      undefined,
    ]);
  }
});

const anyRating: fc.Arbitrary<Rating> = fc.record(
  {
    level: fc.constantFrom(...severityLevels),
    score: fc.integer({ min: 0, max: 10 }),
    basis: fc.constantFrom('CVSS 3.1', 'CVSS 4.0'),
    weight: fc.integer({ min: 1, max: 3 }),
  },
  { noNullPrototype: true },
);

test('the severity of a finding does not depend on the order of its records', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), anyRating), { selector: ([id]) => id }), (ratings) => {
      const severity = toSeverity(new Map(ratings));
      assert.deepEqual(toSeverity(new Map(ratings.toReversed())), severity);
      assert.equal(severity.level === 'unknown' && severity.source === undefined, ratings.length === 0);
    }),
  );
  assert.deepEqual(toSeverity(new Map()), { level: 'unknown' });
});

test('nothing outweighs what moreTelling picks', () => {
  fc.assert(
    fc.property(anyRating, anyRating, (a, b) => {
      const best = moreTelling(a, b);
      for (const other of [a, b])
        assert.ok(best.weight > other.weight || (best.weight === other.weight && (best.score ?? 0) >= (other.score ?? 0)));
    }),
  );
});

test('a rating survives JSON, and what is none is recognised', () => {
  fc.assert(fc.property(anyRating, (rating) => assert.deepEqual(readRating(JSON.parse(JSON.stringify(rating))), rating)));
  for (const value of [
    null,
    1,
    {},
    { level: 'worst', basis: '', weight: 1 },
    { level: 'low', basis: 1, weight: 1 },
    { level: 'low', basis: 'x' },
  ]) {
    assert.equal(readRating(value), undefined);
  }
});
