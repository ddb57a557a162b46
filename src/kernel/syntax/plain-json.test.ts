import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DataValue, SourceDocument } from './document.ts';
import { parseJson } from './json.ts';
import { readPlainJson } from './plain-json.ts';

const levels = 200;

/** The line of every object and array, in the order of the text. */
function linesOf(document: SourceDocument): readonly (number | undefined)[] {
  const lines: (number | undefined)[] = [];
  const visit = (value: DataValue | undefined): void => {
    if (typeof value !== 'object' || value === null) return;
    lines.push(document.lineOf(value));
    for (const part of Object.values(value)) visit(part);
  };
  visit(document.value);
  return lines;
}

test('what JSON.stringify writes is read to the same value and the same lines as by the careful parser', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('  ', '    ', '\t', ' '), fc.boolean(), (value, indent, hasBreak) => {
      const text = JSON.stringify(value, undefined, indent) + (hasBreak ? '\n' : '');
      const plain = readPlainJson(text, levels);
      if (plain === undefined) return;
      // A comment option turns the way around off, and there are no comments in this text.
      const careful = parseJson(text, { path: 'x', limits: { nestingLevels: levels }, comments: true }).value;
      assert.ok(careful !== undefined);
      assert.deepEqual(plain.value, careful.value);
      assert.deepEqual(linesOf(plain), linesOf(careful));
    }),
    { numRuns: 500 },
  );
});

test('an ordinary lockfile takes the way around', () => {
  const text = `${JSON.stringify({ name: 'a', packages: { '': {}, 'node_modules/b': { version: '1.0.0', cpu: ['x', 'y'] } } }, undefined, 2)}\n`;
  const plain = readPlainJson(text, levels);
  assert.ok(plain !== undefined);
  assert.deepEqual(linesOf(plain), [1, 3, 4, 5, 7]);
});

test('whatever could hide something does not', () => {
  const refused = [
    '{\n  "a": 1,\n  "a": 2\n}',
    '{\n  "__proto__": {\n    "x": 1\n  }\n}',
    '{\n  "a": 1, "a": 2\n}',
    '{\n  "a": 1,\n\n  "b": {}\n}',
    '{\n  "b": 1, "c": 2\n}',
    '{\n  "a": {}, "b": {},\n\n  "c": {}\n}',
    '{\n  "a" : 1\n}',
    '{\n  "a": "\\u0041"\n}',
    '{\n  "a": 1\n}\n\n',
    '{\n  "a": 1\n} x',
    '{\n  "a": \n}',
    '{"a": 1}',
    '{\n  "2": {},\n  "1": {}\n}',
    '',
  ];
  for (const text of refused) assert.equal(readPlainJson(text, levels), undefined, text);
});

test('nesting beyond the bound is left to the careful parser, which refuses it', () => {
  let value: unknown = 1;
  for (let level = 0; level <= levels; level += 1) value = { a: value };
  const text = JSON.stringify(value, undefined, 1);
  assert.equal(readPlainJson(text, levels), undefined);
  assert.equal(parseJson(text, { path: 'x', limits: { nestingLevels: levels } }).issues[0]?.code, 'json/nesting');
});

test('a last member that nobody reads is passed over, and the lines of the others stay', () => {
  const value = {
    lockfileVersion: 2,
    packages: { a: { version: '1' } },
    dependencies: { a: { version: '1', requires: { b: '2' } } },
  };
  const text = `${JSON.stringify(value, undefined, 2)}\n`;
  const plain = readPlainJson(text, levels, 'dependencies');
  assert.deepEqual(plain?.value, { lockfileVersion: 2, packages: { a: { version: '1' } } });
  assert.deepEqual(plain === undefined ? [] : linesOf(plain), [1, 3, 4]);
});

test('a member that is not the last, is cut off or does not look its part is read like any other', () => {
  const limits = { nestingLevels: levels };
  const last = JSON.stringify({ a: 1, dependencies: {}, z: 1 }, undefined, 2);
  assert.deepEqual(readPlainJson(last, levels, 'dependencies')?.value, { a: 1, dependencies: {}, z: 1 });
  const whole = JSON.stringify({ a: 1, dependencies: { b: { c: 1 } } }, undefined, 2);
  for (let end = 2; end < whole.length; end += 1) {
    const outcome = parseJson(whole.slice(0, end), { path: 'x', limits, unread: 'dependencies' });
    assert.equal(outcome.complete, false, whole.slice(0, end));
  }
  const twice =
    '{\n  "dependencies": {\n    "a": 1\n  },\n  "dependencies": {\n    "a": 1\n  },\n  "dependencies": {\n    "a": 1\n  }\n}';
  assert.equal(parseJson(twice, { path: 'x', limits, unread: 'dependencies' }).complete, false);
});
