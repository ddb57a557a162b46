import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRichDependency } from './conditions.ts';

const asked = (text: string): readonly string[] =>
  parseRichDependency(text).map(({ name, requirement }) => (requirement === undefined ? name : `${name} ${requirement}`));

test('what may be asked for is every operand that is no condition', () => {
  assert.deepEqual(asked('(a or b)'), ['a', 'b']);
  assert.deepEqual(asked('(a >= 1:2.0 with a < 3)'), ['a >= 1:2.0', 'a < 3']);
  assert.deepEqual(asked('(a if b)'), ['a']);
  assert.deepEqual(asked('(a if b else c)'), ['a', 'c']);
  assert.deepEqual(asked('(a unless b)'), ['a']);
  assert.deepEqual(asked('(a without b)'), ['a']);
});

test('parentheses group, or belong to a name', () => {
  assert.deepEqual(asked('((a or b) and (c if (d or e)))'), ['a', 'b', 'c']);
  assert.deepEqual(asked('(glibc-extra(x86-64) = 2.35 if rpm-config)'), ['glibc-extra(x86-64) = 2.35']);
  assert.deepEqual(asked('(libc.so.6(GLIBC_2.4)(64bit) or a)'), ['libc.so.6(GLIBC_2.4)(64bit)', 'a']);
  assert.deepEqual(asked('(a if (b) else c)'), ['a', 'c']);
});

test('what is broken ends, however deep it nests', () => {
  for (const text of ['(', ')', '()', '(a', 'a)', '(if)', '(a if', ')))a(((', '(a or or b)']) asked(text);
  assert.deepEqual(asked(`${'('.repeat(50_000)}a${')'.repeat(50_000)}`), ['a']);
});
