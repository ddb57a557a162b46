import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { says } from '../../../test/kit/made-vex.ts';
import { mergeVex } from './merge.ts';
import { vexStatuses, type VexStatement } from './statement.ts';

const a = 'pkg:npm/a@1.0.0';

function summary(statements: readonly VexStatement[]): readonly string[] {
  return mergeVex(statements).statements.map(({ vulnerability, aliases, status, products }) =>
    [vulnerability, ...aliases, status, products[0]?.purls[0]].join(' '),
  );
}

test('statements about one vulnerability under several names become one', () => {
  const statements = [
    says('affected', 'GHSA-aaaa', a, { timestamp: '2026-01-01T00:00:00Z', aliases: ['CVE-2026-1'] }),
    says('fixed', 'CVE-2026-1', 'pkg:npm/a@1.0.0?', { timestamp: '2026-02-01T00:00:00Z' }),
  ];
  assert.deepEqual(summary(statements), ['CVE-2026-1 GHSA-aaaa fixed pkg:npm/a@1.0.0?']);
});

test('a contradiction is shown with the one that counts: the newer, or on a tie the one that warns more', () => {
  const same = { timestamp: '2026-01-01T00:00:00Z' };
  const { conflicts } = mergeVex([
    says('not_affected', 'CVE-2026-1', a, { ...same, document: { author: 'One' } }),
    says('under_investigation', 'CVE-2026-1', a, { ...same, document: { author: 'Two' } }),
  ]);
  assert.deepEqual(
    conflicts.map(({ counts, overruled, product }) => [product, counts.document.author, overruled.document.author]),
    [[a, 'Two', 'One']],
  );
});

test('the same said twice is no contradiction, and a part of a product is another product', () => {
  const { statements, conflicts } = mergeVex([
    says('fixed', 'CVE-2026-1', a, { document: { author: 'One' } }),
    says('fixed', 'CVE-2026-1', a, { document: { author: 'Two' } }),
    says('affected', 'CVE-2026-1', `${a} in pkg:npm/shop@1.0.0`),
  ]);
  assert.deepEqual([statements.length, conflicts.length], [2, 0]);
});

test('the order of documents does not matter, and merging again changes nothing', () => {
  const statement = fc
    .record({
      status: fc.constantFrom(...vexStatuses),
      id: fc.constantFrom('CVE-2026-1', 'CVE-2026-2', 'GHSA-aaaa'),
      aliases: fc.uniqueArray(fc.constantFrom('GHSA-aaaa', 'X-1'), { maxLength: 2 }),
      product: fc.constantFrom(a, 'pkg:npm/a', `${a} in pkg:npm/shop@1.0.0`),
      timestamp: fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
      author: fc.constantFrom('One', 'Two'),
    })
    .map(({ status, id, aliases, product, timestamp, author }) =>
      says(status, id, product, { aliases: aliases.filter((alias) => alias !== id).toSorted(), timestamp, document: { author } }),
    );
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 8 }), (given) => {
      const once = summary(given);
      assert.deepEqual(summary(given.toReversed()), once);
      assert.deepEqual(summary(mergeVex(given).statements), once);
    }),
  );
});
