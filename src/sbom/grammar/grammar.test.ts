import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DataValue } from '../../kernel/index.ts';
import { checkDocument } from './check.ts';
import { isDate, isDateTime } from './formats.ts';
import { parseGrammar } from './parse.ts';
import { firstRepeated, fingerprint, isSame } from './same.ts';

const grammar = parseGrammar([
  `type thing
 name! text+
 size@2 int<0,9>
 kind $kind
 tags [text]u
 parts [thing]
 owner text/code|owner
 id text
 label text
 %one id|label
type owner open
 name! text
enum kind
 * plain
 @2 fancy
pattern code ^[A-Z]+$
`,
]);

function faults(value: DataValue, version = 2): readonly string[] {
  return checkDocument(value, { kind: 'type', name: 'thing' }, { grammar, version, limit: 20 }).map(
    ({ message, path }) => `${path}: ${message}`,
  );
}

test('a document that keeps its table has no faults', () => {
  assert.deepEqual(
    faults({ name: 'a', size: 9, kind: 'fancy', tags: ['x', 'y'], owner: 'ABC', id: '1', parts: [{ name: 'b', label: 'c' }] }),
    [],
  );
  assert.deepEqual(faults({ name: 'a', id: '1', owner: { name: 'x', more: true } }), []);
});

test('every fault names its place and what is wrong there', () => {
  assert.deepEqual(faults({ name: '', size: 10, kind: 'rare', tags: ['x', 'x'], id: '1', parts: [{ name: 1, label: 'c' }] }), [
    'name: is empty',
    'size: is 10, which is more than 9',
    'kind: is "rare", which is none of the words that are allowed here',
    'tags: repeats an earlier item in item 1',
    'parts[0].name: is 1, not a text',
  ]);
  assert.deepEqual(faults({ id: '1', label: '2', zzz: null }), [
    ': has the member "zzz", which it must not have',
    ': lacks the member "name"',
    ': has more than one of "id" or "label"',
  ]);
});

test('members and words belong to versions', () => {
  assert.deepEqual(faults({ name: 'a', id: '1', size: 1, kind: 'fancy' }, 1), [
    ': has the member "size", which it must not have',
    'kind: is "fancy", which is none of the words that are allowed here',
  ]);
});

test('where one of several shapes is allowed, the faults are those of the nearest', () => {
  assert.deepEqual(faults({ name: 'a', id: '1', owner: { nam: 'x' } }), ['owner: lacks the member "name"']);
});

test('the check ends when there are as many faults as are wanted', () => {
  const parts = Array.from({ length: 100 }, () => ({}));
  assert.equal(faults({ name: 'a', id: '1', parts }).length, 20);
});

test('a date is one of the calendar, and a time has a zone (RFC 3339, 5.6)', () => {
  assert.ok(isDate('2024-02-29') && !isDate('2023-02-29') && !isDate('2023-13-01'));
  assert.ok(isDateTime('2024-02-29T23:59:60Z') && isDateTime('2024-01-01T00:00:00.5+02:00'));
  assert.ok(!isDateTime('2024-01-01T24:00:00Z') && !isDateTime('2024-01-01T00:00:00') && !isDateTime('2024-01-01'));
});

const data = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<DataValue>;

test('what is the same has the same fingerprint, whatever the order of its members', () => {
  fc.assert(
    fc.property(data, (value) => {
      const turned = reversed(value);
      assert.ok(isSame(value, turned));
      assert.equal(fingerprint(value), fingerprint(turned));
    }),
  );
});

function reversed(value: DataValue): DataValue {
  if (Array.isArray(value)) return (value as readonly DataValue[]).map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, inner]) => [name, inner === undefined ? inner : reversed(inner)]),
  );
}

test('sameness is that of JSON: a number is no text, and an order of items counts', () => {
  fc.assert(fc.property(data, data, (a, b) => assert.equal(isSame(a, b), canonical(a) === canonical(b))));
  assert.equal(firstRepeated([{ a: 1, b: 2 }, { a: 1 }, { b: 2, a: 1 }]), 2);
  assert.equal(firstRepeated([1, '1', true, 'true']), -1);
});

function canonical(value: DataValue): string {
  if (Array.isArray(value)) return `[${(value as readonly DataValue[]).map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '0' : JSON.stringify(value);
  return `{${Object.keys(value)
    .toSorted()
    .map((name) => `${JSON.stringify(name)}:${canonical((value as Record<string, DataValue>)[name] as DataValue)}`)
    .join()}}`;
}
