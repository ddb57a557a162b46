import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultLimits } from '../../kernel/index.ts';
import { advisory, affects } from '../../../test/kit/made-source.ts';
import { isLater } from './check.ts';
import { parseRecord } from './record.ts';

function parse(record: unknown) {
  const text = typeof record === 'string' ? record : JSON.stringify(record, undefined, 1);
  return parseRecord(Buffer.from(text), 'all.zip!A-1.json', defaultLimits);
}

const good = advisory('A-1', affects('npm', 'a', ['introduced', '0']));

test('a record that has an id and a time is one, whatever else is missing', () => {
  assert.equal(parse({ id: 'A-1', modified: '2026-01-01T00:00:00.5Z' }).complete, true);
  assert.equal(parse(good).value?.affected[0]?.ranges[0]?.events[0]?.version, '0');
  assert.equal(parse({ ...good, affected: null, published: null, withdrawn: null }).complete, true);
});

test('a record of a wrong shape is refused with the line of what is wrong', () => {
  const named = { package: { ecosystem: 'npm', name: 'a' } };
  const range = (events: unknown): object => ({ ...good, affected: [{ ...named, ranges: [{ type: 'SEMVER', events }] }] });
  const wrong: readonly (readonly [unknown, number, RegExp])[] = [
    ['[]', 1, /not a JSON object/],
    ['7', 1, /not a JSON object/],
    [{ modified: '2026-01-01T00:00:00Z' }, 1, /has no id/],
    [{ ...good, id: 7 }, 1, /has no id/],
    [{ ...good, id: 'A 1' }, 1, /has no id/],
    [{ ...good, id: `A-${'1'.repeat(2000)}` }, 1, /has no id/],
    [{ ...good, affected: {} }, 1, /"affected" that is no list/],
    [{ ...good, affected: [7] }, 5, /something in "affected" that is no object/],
    [{ ...good, affected: [{ package: 'npm/a' }] }, 6, /"package" that is no object/],
    [{ ...good, affected: [{ package: { name: 'a' } }] }, 7, /without its ecosystem/],
    [{ ...good, affected: [{ package: { ecosystem: ':8', name: 'a' } }] }, 7, /without its ecosystem/],
    [{ ...good, affected: [{ package: { ecosystem: 'npm', name: '' } }] }, 7, /without a package/],
    [{ ...good, affected: [{ ...named, ranges: 'all' }] }, 6, /"ranges" that is no list/],
    [{ ...good, affected: [{ ...named, ranges: [{ events: [] }] }] }, 12, /range without a type/],
    [range('0'), 12, /"events" that is no list/],
    [range([]), 12, /nothing introduces/],
    [range([{ fixed: '1' }]), 12, /nothing introduces/],
    [range([{ introduced: 0 }]), 15, /"introduced" is no version/],
    [range([{ introduced: '0', fixed: '1' }]), 15, /both "introduced" and "fixed"/],
    [range([{ introduced: '0' }, { repaired: '1' }]), 18, /of no kind that is known/],
    [{ ...good, affected: [{ ...named, versions: '1.0' }] }, 6, /"versions" that are no list/],
    [{ ...good, affected: [{ ...named, versions: ['1.0', 2] }] }, 11, /lists a version that is no text/],
  ];
  for (const [record, line, message] of wrong) {
    const { value, complete, issues } = parse(record);
    assert.equal(value, undefined, JSON.stringify(record));
    assert.equal(complete, false);
    assert.match(issues[0]?.message ?? '', message);
    assert.equal(issues[0]?.line, line, `${issues[0]?.message}: ${JSON.stringify(record)}`);
    assert.equal(issues[0]?.path, 'all.zip!A-1.json');
  }
});

test('a time that cannot be read is an issue, and the record still counts: losing it could hide a vulnerability', () => {
  for (const modified of ['1-01-01T00:00:00Z', '2026-01-01', '2026-01-01T00:00:00+01:00', '2026-13-01T00:00:00Z', 7, undefined]) {
    const { value, complete, issues } = parse({ ...good, modified });
    assert.equal(value?.modified, '0001-01-01T00:00:00Z');
    assert.equal(complete, false);
    assert.match(issues[0]?.message ?? '', /"modified"/);
  }
  const withdrawn = parse({ ...good, withdrawn: 'yes' });
  assert.equal(withdrawn.value?.withdrawn, undefined);
  assert.match(withdrawn.issues[0]?.message ?? '', /not held to be withdrawn/);
});

test('what is not JSON is refused with the line', () => {
  assert.deepEqual(
    parse('{"id": "A-1",\n"modified" "x"}').issues.map(({ code, line }) => [code, line]),
    [['json/syntax', 2]],
  );
  assert.equal(parse('{"id": "A-1"').issues[0]?.code, 'json/truncated');
  assert.equal(parse('').issues[0]?.code, 'json/truncated');
  const latin = parseRecord(Buffer.from([0x7b, 0xff]), 'x', defaultLimits);
  assert.deepEqual(latin.issues[0]?.code, 'text/encoding');
});

test('nesting and size are bounded', () => {
  assert.equal(parse('['.repeat(300_000)).issues[0]?.code, 'json/nesting');
  assert.equal(parse(`{"a":${'['.repeat(300_000)}`).value, undefined);
  const large = parseRecord(Buffer.alloc(defaultLimits.advisoryBytes + 1, 0x20), 'x', defaultLimits);
  assert.equal(large.issues[0]?.code, 'advisory/record-bytes');
});

test('no JSON makes the reader throw, and what it refuses it explains', () => {
  const members = fc.record(
    Object.fromEntries(['id', 'modified', 'affected', 'ranges', 'package', 'versions'].map((name) => [name, fc.jsonValue()])),
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        members,
        members.map((affected) => ({ id: good.id, modified: good.modified, affected: [affected] })),
      ),
      (record) => {
        const { value, complete, issues } = parse(record);
        assert.equal(complete, issues.length === 0);
        if (value === undefined) assert.ok(issues.length > 0);
      },
    ),
  );
});

test('times are ordered whatever the number of their decimals', () => {
  assert.equal(isLater('2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00Z'), true);
  assert.equal(isLater('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5Z'), false);
  assert.equal(isLater('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'), false);
  assert.equal(isLater('2026-01-01T00:00:01Z', '2026-01-01T00:00:00.999999Z'), true);
});
