import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { objectOf, parseJson } from '../../../kernel/index.ts';
import { MemberLines } from './member-lines.ts';

test('each member has the line of its name, whatever the layout', () => {
  const text =
    '{\n  "dependencies": {\n\n    "a": "1", "b":\n "2",\n    "c\\"d" : ["x", {"no": 1}],\r\n    "e": "\\": {"\n  },\n  "f": 1\n}';
  assert.deepEqual(
    [...new MemberLines(text).of('dependencies', 2)],
    [
      ['a', 4],
      ['b', 4],
      ['c"d', 6],
      ['e', 7],
    ],
  );
});

test('other objects may stand in the same line', () => {
  const text = '{"a": {"x": 1}, "b": {"y": 1,\n"z": 2}}';
  assert.deepEqual(
    [...new MemberLines(text).of('b', 1)],
    [
      ['y', 1],
      ['z', 2],
    ],
  );
});

test('a line without an object, or behind the end, has no members', () => {
  const lines = new MemberLines('1\n2');
  assert.deepEqual([...lines.of('x', 1)], []);
  assert.deepEqual([...lines.of('x', 9)], []);
});

test('in text as JSON.stringify lays it out, every member has the line on which its name stands', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'));
  fc.assert(
    fc.property(names, (members) => {
      const text = JSON.stringify({ x: Object.fromEntries(members.map((name) => [name, '{"'])) }, undefined, 2);
      const document = parseJson(text, { path: 'x', limits: { nestingLevels: 9 } }).value;
      const section = objectOf(objectOf(document?.value)['x']);
      const lines = new MemberLines(text).of('x', document?.lineOf(section) ?? 0);
      assert.deepEqual([...lines.keys()].toSorted(), Object.keys(section).toSorted());
      const written = text.split('\n');
      for (const [name, line] of lines) assert.equal(written[line - 1]?.trim().startsWith(`${JSON.stringify(name)}:`), true);
    }),
  );
});
