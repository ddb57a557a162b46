import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memberLines } from './config-lines.ts';

test('a member has the line of its name, whatever stands around it', () => {
  const lineOf = memberLines(`// "a": in a comment
{
  "a": "b", "b": 1, /* "c": 3,
  { */
  "c": { "a": [
    { "a": 1 }, "a",
    "}"
  ],
    "d\\u0065": "\\"x\\": //"
  },
  "z"
    : null, // "y": 1
}
`);
  assert.equal(lineOf('a'), 3);
  assert.equal(lineOf('b'), 3);
  assert.equal(lineOf('c'), 5);
  assert.equal(lineOf('c', 'a'), 5);
  assert.equal(lineOf('c', 'de'), 9);
  assert.equal(lineOf('z'), 11);
});

test('of a name that stands twice the first counts, and what is not there is at line 1', () => {
  const lineOf = memberLines('\n{"a": 1,\n"a": 2}');
  assert.equal(lineOf('a'), 2);
  assert.equal(lineOf('b'), 1);
  assert.equal(lineOf(), 1);
  assert.equal(memberLines('[]')('a'), 1);
});
