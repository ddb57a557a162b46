import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextLines } from './text-lines.ts';

test('the members of a section are found as deep as the first of them, up to its end', () => {
  const yaml = new TextLines('a:\n  # a comment\n  one: 1\n  "two": 2\n  three:\n    one: nested\n\n  one: again\nb:\n  four: 4\n');
  assert.deepEqual(
    [...yaml.keysBelow(1)],
    [
      ['one', 3],
      ['two', 4],
      ['three', 5],
    ],
  );
  assert.deepEqual([...yaml.keysBelow(9)], [['four', 10]]);
  const json = new TextLines('{\n  "a": {\r\n    "x/y": "1",\r\n    "z": "2"\r\n  },\n  "b": 1\n}');
  assert.deepEqual(
    [...json.keysBelow(2)],
    [
      ['x/y', 3],
      ['z', 4],
    ],
  );
  assert.deepEqual([...json.keysBelow(7)], []);
});

test('a row is looked for from a line on, among a few, and never in one that is very long', () => {
  const lines = new TextLines(['a', 'b', 'x'.repeat(2000), 'b', ...Array.from({ length: 100 }, () => ''), 'late'].join('\n'));
  assert.equal(
    lines.find((row) => row === 'b', 1),
    2,
  );
  assert.equal(
    lines.find((row) => row === 'b', 3),
    4,
  );
  assert.equal(
    lines.find((row) => row === 'b', 3, 4),
    undefined,
  );
  assert.equal(
    lines.find((row) => row.startsWith('x'), 1),
    undefined,
  );
  assert.equal(
    lines.find((row) => row === 'late', 1),
    undefined,
  );
  assert.deepEqual([lines.at(2), lines.at(0), lines.at(9999)], ['b', '', '']);
});
