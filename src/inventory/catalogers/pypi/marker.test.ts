import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { extrasNeeded, mayHold, parseMarker, type Marker } from './marker.ts';

const levels = 200;

function holds(text: string, extras: readonly string[] = [], groups: readonly string[] = []): boolean | undefined {
  const marker = parseMarker(text, levels);
  return marker === undefined
    ? undefined
    : mayHold(marker, { hasExtra: (name) => extras.includes(name), hasGroup: (name) => groups.includes(name) });
}

test('what a marker says of the environment may hold (PEP 508, "Environment Markers")', () => {
  for (const text of [
    'python_version < "3.10"',
    "'linux' in sys_platform",
    'python_full_version not in "3.8 3.9" and os_name=="nt"',
    '(platform_machine == "x" or implementation_name != \'cpython\')',
    'platform.version === "1"',
  ]) {
    assert.equal(holds(text), true, text);
  }
});

test('an extra must be chosen for a marker that asks for it', () => {
  assert.equal(holds('extra == "a"'), false);
  assert.equal(holds('extra == "a"', ['a']), true);
  assert.equal(holds('"a" == extra', ['a']), true);
  assert.equal(holds('extra != "a"'), true);
  assert.equal(holds('extra == "a" or python_version < "3"'), true);
  assert.equal(holds('extra == "a" and python_version < "3"'), false);
  assert.equal(holds('python_version < "3" and (extra == "a" or extra == "b")', ['b']), true);
});

test('extras and dependency groups of a lock are sets (PEP 751, "Environment Markers")', () => {
  assert.equal(holds('"a" in extras'), false);
  assert.equal(holds('"a" not in extras'), true);
  assert.equal(holds('"dev" in dependency_groups', [], ['dev']), true);
  assert.equal(holds('"dev" in dependency_groups'), false);
});

test('"and" binds more tightly than "or"', () => {
  assert.equal(holds('extra == "a" and extra == "b" or os_name == "nt"'), true);
  assert.equal(holds('os_name == "nt" or extra == "a" and extra == "b"'), true);
  assert.equal(holds('(os_name == "nt" or extra == "a") and extra == "b"'), false);
});

test('the extras that a requirement needs are those one of which will do', () => {
  assert.deepEqual(extrasNeeded(undefined, levels), []);
  assert.deepEqual(extrasNeeded('python_version < "3"', levels), []);
  assert.deepEqual(extrasNeeded('extra == "a"', levels), ['a']);
  assert.deepEqual(extrasNeeded('extra == "a" or extra == "b"', levels), ['a', 'b']);
  assert.deepEqual(extrasNeeded('extra == "a" and extra == "b"', levels), ['a', 'b']);
  assert.deepEqual(extrasNeeded('extra != "a"', levels), []);
  assert.deepEqual(extrasNeeded('extra == ', levels), []);
});

test('what is no marker is not read, and 10,000 parentheses do not overflow the stack', () => {
  for (const text of [
    '',
    'a',
    'a ==',
    '== "a"',
    'a == "b" and',
    '(a == "b"',
    'a == "b")',
    'a = "b"',
    'a == "b',
    'a not "b"',
    'a == "b" c',
  ]) {
    assert.equal(parseMarker(text, levels), undefined, text);
  }
  const deep = `${'('.repeat(10_000)}a == "b"${')'.repeat(10_000)}`;
  assert.equal(parseMarker(deep, levels), undefined);
  assert.ok(parseMarker(`${'('.repeat(100)}a == "b"${')'.repeat(100)}`, levels) !== undefined);
});

test('a marker holds as its logic says, whatever the extras', () => {
  const leaf = fc.constantFrom('extra == "a"', 'extra != "a"', 'extra == "b"', 'os_name == "x"');
  const tree = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.tuple(tie('tree'), fc.constantFrom('and', 'or'), tie('tree')).map(([left, word, right]) => `(${left}) ${word} (${right})`),
    ),
  })).tree;
  fc.assert(
    fc.property(tree, fc.subarray(['a', 'b']), (text, extras) => {
      const script = text
        .replaceAll('extra == "a"', String(extras.includes('a')))
        .replaceAll('extra != "a"', String(!extras.includes('a')))
        .replaceAll('extra == "b"', String(extras.includes('b')))
        .replaceAll('os_name == "x"', 'true');
      assert.equal(holds(text, extras), evaluate(script));
    }),
  );
});

/** Truth of `(true) and ((false) or (true))`, by rewriting from the inside. */
function evaluate(script: string): boolean {
  let text = script;
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(/\((true|false)\)/, '$1');
    text = text.replace(/(true|false) (and|or) (true|false)/, (_whole, left: string, word: string, right: string) => {
      const value = word === 'and' ? left === 'true' && right === 'true' : left === 'true' || right === 'true';
      return String(value);
    });
  }
  return text === 'true';
}

test('a marker is a tree of what may be chosen', () => {
  const expected: Marker = {
    kind: 'or',
    parts: [
      { kind: 'extra', name: 'a', wanted: true },
      { kind: 'and', parts: [{ kind: 'environment' }, { kind: 'group', name: 'g', wanted: false }] },
    ],
  };
  assert.deepEqual(parseMarker('extra == "a" or os_name == "nt" and "g" not in dependency_groups', levels), expected);
});
