import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadCvss } from './cvss.ts';

const score = await loadCvss();

test('vectors of every version have the score that FIRST publishes for them', () => {
  const published: readonly (readonly [string, number, string])[] = [
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 9.3, '4.0'],
    ['CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:A', 7.3, '4.0'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1, '3.1'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0, '3.1'],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8, '3.0'],
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C', 10, '2.0'],
    ['(AV:L/AC:H/Au:N/C:C/I:C/A:C)', 6.2, '2.0'],
  ];
  for (const [vector, expected, version] of published) assert.deepEqual(score(vector), { score: expected, version }, vector);
});

test('what is no whole vector has no score', () => {
  const broken = [
    '',
    '7.5',
    'HIGH',
    'CVSS:3.1',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H',
    'CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:9.9/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N',
    `CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H${'/E:X'.repeat(200)}`,
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\n',
  ];
  for (const vector of broken) assert.equal(score(vector), undefined, vector);
});

test('no text makes the calculator throw, and a score is within 0 and 10', () => {
  const metric = fc.tuple(
    fc.constantFrom('AV', 'AC', 'AT', 'PR', 'UI', 'S', 'C', 'I', 'A', 'Au', 'E', 'VC'),
    fc.constantFrom('N', 'L', 'H', 'C', 'X', 'zz'),
  );
  const vector = fc
    .tuple(fc.constantFrom('', 'CVSS:3.0/', 'CVSS:3.1/', 'CVSS:4.0/'), fc.array(metric, { maxLength: 12 }))
    .map(([prefix, metrics]) => prefix + metrics.map((pair) => pair.join(':')).join('/'));
  fc.assert(
    fc.property(fc.oneof(vector, fc.string()), (text) => {
      const scored = score(text);
      assert.ok(scored === undefined || (scored.score >= 0 && scored.score <= 10));
    }),
  );
});
