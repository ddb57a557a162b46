import assert from 'node:assert/strict';
import { test } from 'node:test';
import { severityLevels } from '../../model/index.ts';
import { ageOf, countOf, stepText, worstFirst } from './wording.ts';

test('a count has its noun in the right number and a comma at every thousand', () => {
  const counts: readonly (readonly [number, string])[] = [
    [0, '0 findings'],
    [1, '1 finding'],
    [2, '2 findings'],
    [999, '999 findings'],
    [1000, '1,000 findings'],
    [123_456, '123,456 findings'],
    [1_234_567, '1,234,567 findings'],
  ];
  for (const [count, text] of counts) assert.equal(countOf(count, 'finding'), text);
  assert.equal(countOf(1, 'advisory', 'advisories'), '1 advisory');
  assert.equal(countOf(2, 'advisory', 'advisories'), '2 advisories');
});

test('an age is said in hours up to two days and in days from then on', () => {
  const now = '2026-03-10T12:00:00Z';
  const ages: readonly (readonly [string, string])[] = [
    ['2026-03-10T12:00:00Z', 'just now'],
    ['2026-03-10T11:00:01Z', 'just now'],
    ['2026-03-10T11:00:00Z', '1 hour ago'],
    ['2026-03-10T12:00:00+02:00', '2 hours ago'],
    ['2026-03-08T12:00:01Z', '47 hours ago'],
    ['2026-03-08T12:00:00Z', '2 days ago'],
    ['2023-03-10T12:00:00Z', '1,096 days ago'],
  ];
  for (const [time, age] of ages) assert.equal(ageOf(time, now), age, time);
});

test('a time that is yet to come is a date, not "just now"', () => {
  assert.equal(ageOf('2026-03-10T12:00:00Z', '1970-01-01T00:00:00Z'), 'on 2026-03-10');
  assert.equal(ageOf('2026-03-10T12:30:00Z', '2026-03-10T12:00:00Z'), 'just now');
});

test('a time that is none has an unknown age', () => {
  for (const time of ['', 'yesterday', '2026-13-45T00:00:00Z'])
    assert.equal(ageOf(time, '2026-03-10T12:00:00Z'), 'at an unknown time');
});

test('every severity has its place in what is shown, unknown before what is known to be low', () => {
  assert.deepEqual(worstFirst.toSorted(), severityLevels.toSorted());
  assert.ok(worstFirst.indexOf('unknown') < worstFirst.indexOf('low'));
  const known = worstFirst.filter((level) => level !== 'unknown');
  assert.deepEqual(known, severityLevels.filter((level) => level !== 'unknown').toReversed());
});

test('a step is its text, with the command where there is one', () => {
  assert.equal(stepText({ text: 'Commit a lockfile' }), 'Commit a lockfile');
  assert.equal(stepText({ text: 'Get the data', command: 'assay db update' }), 'Get the data: assay db update');
});
