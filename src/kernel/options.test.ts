import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { flagName, nearest, variableName } from './options.ts';

test('a key in camelCase is a flag in kebab-case and a variable in capitals', () => {
  assert.equal(flagName('db'), 'db');
  assert.equal(flagName('failOn'), 'fail-on');
  assert.equal(flagName('ignoreFilesToo'), 'ignore-files-too');
  assert.equal(variableName('db'), 'ASSAY_DB');
  assert.equal(variableName('failOn'), 'ASSAY_FAIL_ON');
});

test('different keys have different flags and variables', () => {
  const key = fc.stringMatching(/^[a-z]{1,4}(?:[A-Z][a-z]{0,3}){0,3}$/);
  fc.assert(
    fc.property(key, key, (a, b) => {
      assert.equal(flagName(a) === flagName(b), a === b);
      assert.equal(variableName(a) === variableName(b), a === b);
      assert.match(flagName(a), /^[a-z]+(?:-[a-z]+)*$/);
    }),
  );
});

const words = ['fail-on', 'include-dev', 'db', 'offline', 'ignore-files', 'projects'];

test('the nearest word is one slip of the fingers away', () => {
  const typed: Readonly<Record<string, string>> = {
    failon: 'fail-on',
    'fial-on': 'fail-on',
    'fail-onn': 'fail-on',
    'fsil-on': 'fail-on',
    FailOn: 'fail-on',
    ofline: 'offline',
    dv: 'db',
    bd: 'db',
    project: 'projects',
    'includ-edev': 'include-dev',
  };
  for (const [word, meant] of Object.entries(typed)) assert.equal(nearest(word, words), meant, word);
});

test('a word that resembles nothing has no nearest one', () => {
  for (const word of ['', 'x', 'xyz', 'quick', 'colour', 'x'.repeat(100)]) assert.equal(nearest(word, words), undefined, word);
  assert.equal(nearest('x', ['q']), undefined);
  assert.equal(nearest('fail-on', []), undefined);
});

test('of two that are as near the first is taken, and a nearer one over both', () => {
  assert.equal(nearest('cat', ['car', 'can']), 'car');
  assert.equal(nearest('cat', ['car', 'can', 'cat']), 'cat');
});

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-'), minLength: 3, maxLength: 12 });

/** Of at most one typing slip each: insertion, deletion, replacement, transposition. */
const slip = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('insert', 'delete', 'replace', 'swap'),
  letter: fc.constantFrom('a', 'x'),
});

function withSlip(word: string, { at, kind, letter }: { at: number; kind: string; letter: string }): string {
  const index = at % word.length;
  const [before, here, after] = [word.slice(0, index), word.charAt(index), word.slice(index + 1)];
  if (kind === 'insert') return before + letter + here + after;
  if (kind === 'delete') return before + after;
  if (kind === 'replace') return before + letter + after;
  return before + after.slice(0, 1) + here + after.slice(1);
}

test('any one slip in a word of three letters or more is forgiven', () => {
  fc.assert(fc.property(letters, slip, (word, one) => assert.equal(nearest(withSlip(word, one), [word]), word)));
});

test('what is forgiven is at most a third of the word, by the textbook distance', () => {
  fc.assert(
    fc.property(letters, letters, (word, candidate) => {
      const near = nearest(word, [candidate]) === candidate;
      assert.equal(near, slowDistance(word, candidate) <= Math.floor(word.length / 3));
    }),
  );
});

/** Optimal string alignment distance straight from its recursive definition. */
function slowDistance(a: string, b: string, known = new Map<string, number>()): number {
  if (a === '' || b === '') return a.length + b.length;
  const key = `${a}|${b}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const distances = [
    slowDistance(a.slice(1), b, known) + 1,
    slowDistance(a, b.slice(1), known) + 1,
    slowDistance(a.slice(1), b.slice(1), known) + (a[0] === b[0] ? 0 : 1),
  ];
  if (a.length > 1 && a[0] === b[1] && a[1] === b[0]) distances.push(slowDistance(a.slice(2), b.slice(2), known) + 1);
  const least = Math.min(...distances);
  known.set(key, least);
  return least;
}
