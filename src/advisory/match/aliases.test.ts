import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { closeAliases, compareIds, type Aliased } from './aliases.ts';

const record = (id: string, ...aliases: readonly string[]): Aliased => ({ id, aliases });
const summary = (records: readonly Aliased[]) =>
  closeAliases(records).map((group) => [group.id, group.ids, group.records.map(({ id }) => id)]);

test('records that share an id or alias are one vulnerability, under its CVE', () => {
  assert.deepEqual(summary([record('PYSEC-2021-1', 'CVE-2021-5'), record('GHSA-x', 'CVE-2021-5'), record('GO-2021-7')]), [
    ['CVE-2021-5', ['CVE-2021-5', 'GHSA-x', 'PYSEC-2021-1'], ['GHSA-x', 'PYSEC-2021-1']],
    ['GO-2021-7', ['GO-2021-7'], ['GO-2021-7']],
  ]);
});

test('aliases are symmetric and transitive (section "aliases field")', () => {
  assert.deepEqual(summary([record('A-1', 'B-1'), record('C-1', 'B-1'), record('D-1', 'C-1')]), [
    ['A-1', ['A-1', 'B-1', 'C-1', 'D-1'], ['A-1', 'C-1', 'D-1']],
  ]);
});

test('without a CVE the id is that of a record, of GHSA before others', () => {
  assert.equal(closeAliases([record('RUSTSEC-1', 'GHSA-x')])[0]?.id, 'RUSTSEC-1');
  assert.equal(closeAliases([record('RUSTSEC-1', 'GHSA-x'), record('GHSA-x')])[0]?.id, 'GHSA-x');
});

test('numbers in ids are compared as numbers', () => {
  assert.deepEqual(['CVE-2020-10000', 'GHSA-b', 'CVE-2020-9999', 'A-1', 'CVE-2019-20000'].toSorted(compareIds), [
    'CVE-2019-20000',
    'CVE-2020-9999',
    'CVE-2020-10000',
    'GHSA-b',
    'A-1',
  ]);
});

test('a record of malicious code stays by itself, whatever names it', () => {
  const records = [
    record('MAL-2026-1', 'GHSA-x', 'CVE-2026-1'),
    record('GHSA-x', 'MAL-2026-1', 'CVE-2026-1'),
    record('GHSA-y', 'MAL-2026-1'),
  ];
  assert.deepEqual(
    closeAliases(records).map((group) => [group.id, group.records.map(({ id }) => id)]),
    [
      ['CVE-2026-1', ['GHSA-x']],
      ['GHSA-y', ['GHSA-y']],
      ['MAL-2026-1', ['MAL-2026-1']],
    ],
  );
});

test('aliases that run in a circle, name themselves or repeat end', () => {
  assert.equal(closeAliases([record('A', 'B', 'A'), record('B', 'C', 'C'), record('C', 'A')]).length, 1);
});

test('a chain of thirty thousand aliases is followed without recursion', () => {
  const chain = Array.from({ length: 30_000 }, (_, index) => record(`X-${index}`, `X-${index + 1}`));
  assert.equal(closeAliases(chain).length, 1);
});

const id = fc.constantFrom('CVE-2020-1', 'CVE-2020-2', 'GHSA-a', 'GHSA-b', 'PYSEC-1', 'GO-1', 'MAL-1', 'MAL-2', 'X-10', 'X-9');
const records = fc.uniqueArray(fc.record({ id, aliases: fc.array(id, { maxLength: 4 }) }), { selector: (one) => one.id });

test('neither the order of records nor that of aliases matters, and every record is in one group', () => {
  fc.assert(
    fc.property(records, fc.infiniteStream(fc.nat()), (given, random) => {
      const shuffle = <T>(items: readonly T[]): readonly T[] =>
        items
          .map((item) => [random.next().value, item] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, item]) => item);
      const shuffled = shuffle(given).map(({ id: own, aliases }) => record(own, ...shuffle(aliases)));
      assert.deepEqual(summary(shuffled), summary(given));
      const grouped = closeAliases(given).flatMap((group) => group.records.map((one) => one.id));
      assert.deepEqual(grouped.toSorted(), given.map((one) => one.id).toSorted());
    }),
  );
});

test('two groups share an alias only when it is of malicious code or one of them is', () => {
  fc.assert(
    fc.property(records, (given) => {
      const groups = closeAliases(given).filter((group) => !group.id.startsWith('MAL-'));
      const ids = groups.flatMap((group) => group.ids.filter((one) => !one.startsWith('MAL-')));
      assert.equal(new Set(ids).size, ids.length);
    }),
  );
});
