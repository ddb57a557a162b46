import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultLimits } from '../limits.ts';
import type { DataArray, DataObject, DataValue, SourceDocument } from '../syntax/document.ts';
import { parseYaml } from './yaml.ts';

const options = { path: 'file.yaml', limits: defaultLimits };

function documents(text: string): readonly SourceDocument[] {
  const outcome = parseYaml(text, options);
  assert.deepEqual(outcome.issues, []);
  assert.equal(outcome.complete, true);
  return outcome.value;
}

function document(text: string): SourceDocument {
  const all = documents(text);
  assert.equal(all.length, 1);
  return all[0] ?? assert.fail();
}

function value(text: string): DataValue {
  return document(text).value;
}

function issues(text: string): readonly (readonly [string, number | undefined])[] {
  const outcome = parseYaml(text, options);
  assert.equal(outcome.complete, false);
  for (const { path } of outcome.issues) assert.equal(path, 'file.yaml');
  return outcome.issues.map(({ code, line }) => [code, line]);
}

test('block and flow collections are objects and arrays (YAML 1.2.2 chapters 7 and 8)', () => {
  assert.deepEqual(value('a:\n  b:\n  - x\n  - y: 1\n    z: 2\nc: {d: [e, {f: g}], h: }\n'), {
    a: { b: ['x', { y: '1', z: '2' }] },
    c: { d: ['e', { f: 'g' }], h: null },
  });
});

test('every scalar is the text as written (section 10.1, failsafe schema)', () => {
  assert.deepEqual(value('- 1.10\n- 007\n- 0x1F\n- true\n- no\n- null\n- ~\n- 2001-12-14\n- 1e3\n- .inf\n- !!int 12\n'), [
    '1.10',
    '007',
    '0x1F',
    'true',
    'no',
    'null',
    '~',
    '2001-12-14',
    '1e3',
    '.inf',
    '12',
  ]);
});

test('an empty plain scalar is null, an empty quoted one is empty text', () => {
  assert.deepEqual(value('a:\nb: ""\nc: \'\'\nd: # nothing\ne:\n  -\n  - x\n'), { a: null, b: '', c: '', d: null, e: [null, 'x'] });
});

test('quoted, literal and folded scalars (sections 7.3 and 8.1)', () => {
  assert.deepEqual(value('a: "x\\ty \\u263a \\"q\\""\nb: \'it\'\'s\'\nc: |\n  one\n  two\nd: >-\n  one\n  two\n\n  three\n'), {
    a: 'x\ty ☺ "q"',
    b: "it's",
    c: 'one\ntwo\n',
    d: 'one two\nthree',
  });
});

test('any JSON of strings is YAML, and read as the same value', () => {
  const texts = fc.string({
    unit: fc.constantFrom('a', '1', ' ', ':', '#', '-', '&', '*', '!', '%', '\n', '"', '\\', 'ü', '🎈', '{', ','),
  });
  const keys = fc.constantFrom('a', 'constructor', 'toString', '-', '10', '9', '<<', 'a: b', '#', ' ');
  const tree = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      texts,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  fc.assert(
    fc.property(tree, (given) => {
      const text = JSON.stringify(given);
      assert.deepEqual(value(text), JSON.parse(text));
    }),
  );
});

test('an alias is the very value that its anchor names (section 7.1)', () => {
  const root = value('a: &one {x: [1]}\nb: *one\nc: &text t\nd: [*text, *text]\n') as DataObject;
  assert.deepEqual(root, { a: { x: ['1'] }, b: { x: ['1'] }, c: 't', d: ['t', 't'] });
  assert.equal(root['a'], root['b']);
});

test('an anchor may be set again, an alias means the one before it, and a document knows only its own', () => {
  assert.deepEqual(value('- &a x\n- *a\n- &a y\n- *a\n'), ['x', 'x', 'y', 'y']);
  assert.deepEqual(value('- &a {k: &a v}\n- *a\n'), [{ k: 'v' }, 'v']);
  assert.deepEqual(issues('--- &a x\n--- \n- *a\n'), [['yaml/alias', 3]]);
});

test('an alias to nothing is an issue and null', () => {
  assert.deepEqual(issues('a: 1\nb: *nothing\n'), [['yaml/alias', 2]]);
  assert.deepEqual(parseYaml('b: *nothing\n', options).value[0]?.value, { b: null });
});

test('an alias inside the node that it names is an issue: no value holds itself', () => {
  for (const text of ['&a [x, *a]', '&a\nx: 1\ny: {z: *a}\n']) {
    const outcome = parseYaml(text, options);
    assert.equal(outcome.complete, false);
    assert.equal(outcome.issues[0]?.code, 'yaml/alias');
    assert.doesNotThrow(() => JSON.stringify(outcome.value[0]?.value));
  }
});

test('nine times nine aliases share one value instead of being written out', () => {
  const levels = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [above, name] of 'abcdefghi'.split('').map((letter, at) => [letter, 'bcdefghij'.charAt(at)])) {
    levels.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${above}`).join(', ')}]`);
  }
  const root = value(levels.join('\n')) as DataObject;
  let here: DataValue | undefined = root['j'];
  let depth = 0;
  while (Array.isArray(here)) {
    assert.ok(here.every((item) => item === (here as DataArray)[0]));
    here = here[0];
    depth += 1;
  }
  assert.equal(depth, 10);
});

test('"<<" is a key like any other: nothing is merged', () => {
  assert.deepEqual(value('a: &a {x: 1}\nb:\n  <<: *a\n  y: 2\n'), { a: { x: '1' }, b: { '<<': { x: '1' }, y: '2' } });
});

test('a stream holds any number of documents (section 9.2)', () => {
  assert.deepEqual(
    documents('--- a\n--- {b: c}\n...\n# comment\n---\n- d\n').map((each) => each.value),
    ['a', { b: 'c' }, ['d']],
  );
  assert.deepEqual(documents(''), []);
  assert.deepEqual(documents('# nothing but a comment\n'), []);
  assert.deepEqual(
    documents('%YAML 1.2\n---\na: b\n').map((each) => each.value),
    [{ a: 'b' }],
  );
});

test('every document knows its own lines', () => {
  const [first, second] = documents('---\na:\n  b: 1\n---\nc:\n  d: 2\n');
  const one = first?.value as { a: DataObject };
  const two = second?.value as { c: DataObject };
  assert.equal(first?.lineOf(one.a), 2);
  assert.equal(second?.lineOf(two.c), 5);
});

test('a collection begins on the line of its key, or of itself where it has none', () => {
  const source = document('a:\n  b:\n\n    c: [1, {x: y}]\n  "d":\n  - e\n  -\n    f: g\n? h\n: i: j\n');
  const root = source.value as { a: { b: { c: [string, DataObject] }; d: [string, DataObject] }; h: DataObject };
  assert.equal(source.lineOf(root), 1);
  assert.equal(source.lineOf(root.a), 1);
  assert.equal(source.lineOf(root.a.b), 2);
  assert.equal(source.lineOf(root.a.b.c), 4);
  assert.equal(source.lineOf(root.a.b.c[1]), 4);
  assert.equal(source.lineOf(root.a.d), 5);
  assert.equal(source.lineOf(root.a.d[1]), 8);
  assert.equal(source.lineOf(root.h), 9);
  assert.equal(source.lineOf({}), undefined);
});

test('carriage returns before line feeds change no line and no value', () => {
  const source = document('a:\r\n  b: c\r\n  d:\r\n  - e\r\n');
  const root = source.value as { a: { b: string; d: DataArray } };
  assert.deepEqual(root, { a: { b: 'c', d: ['e'] } });
  assert.equal(source.lineOf(root.a.d), 3);
});

test('a key that occurs twice is an issue at its second place, and the first value counts (section 3.2.1.3)', () => {
  assert.deepEqual(issues('a: 1\nb: 2\n"a": 3\n'), [['yaml/duplicate-key', 3]]);
  assert.deepEqual(issues('x:\n  a: {b: 1, b: 2}\n'), [['yaml/duplicate-key', 2]]);
  assert.deepEqual(parseYaml('a: 1\na: 2\n', options).value[0]?.value, { a: '1' });
  assert.deepEqual(value('constructor: 1\ntoString: {valueOf: 2}\n'), { constructor: '1', toString: { valueOf: '2' } });
});

test('"__proto__" is an issue and changes no object', () => {
  for (const text of [
    'a: 1\n__proto__: {polluted: yes}\n',
    'a: 1\n"\\x5f_proto__":\n  polluted: yes\n',
    '- &k __proto__\n- *k : {polluted: yes}\n',
  ]) {
    assert.deepEqual(issues(text), [['yaml/prototype-key', 2]]);
    const read = parseYaml(text, options).value[0]?.value;
    assert.equal(Object.getPrototypeOf(read), Array.isArray(read) ? Array.prototype : Object.prototype);
  }
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

test('a collection as a key is an issue, and the rest is read', () => {
  assert.deepEqual(issues('? [a, b]\n: c\nd: e\n'), [['yaml/key', 1]]);
  assert.deepEqual(parseYaml('? {a: b}\n: c\nd: e\n', options).value[0]?.value, { d: 'e' });
});

test('nesting is bounded: 10,000 levels of any kind are one issue, and the stack holds', () => {
  const blockMappings = Array.from({ length: 10_000 }, (_, level) => `${' '.repeat(Math.min(level, 300))}a:`).join('\n');
  for (const text of ['[', '{a: ', '- ', '? ', '[{a: ', '? - '].map((open) => open.repeat(10_000)).concat(blockMappings)) {
    const outcome = parseYaml(text, options);
    assert.deepEqual(
      outcome.issues.map(({ code, message }) => [code, message]),
      [['yaml/nesting', 'is nested deeper than 200 levels']],
    );
    assert.deepEqual(outcome.value, []);
  }
});

test('a syntax error names its line and returns no document', () => {
  for (const [text, line] of [
    ['a: 1\nb: [2\n', 3],
    ['a: 1\n\tb: 2\n', 2],
    ['a: "x\n', 2],
    ['a: 1\nb: c: d\n', 2],
    ['a: @x\n', 1],
  ] as const) {
    assert.deepEqual(issues(text), [['yaml/syntax', line]], text);
    assert.deepEqual(parseYaml(text, options).value, []);
  }
});

test('no text makes it throw, and a result without issues is complete', () => {
  const token = fc.constantFrom(
    '- ',
    ': ',
    '\n',
    '  ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '&a ',
    '*a',
    '!t ',
    '"',
    "'",
    '? ',
    '|',
    '>',
    '#',
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    'a',
    'b',
    '\0',
    '\t',
    '\r',
    '<<',
    '__proto__',
    '\\',
    '!!str ',
    '!<',
    '@',
    '`',
    '\ufeff',
    '\u2028',
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 24 }), (tokens) => {
      const outcome = parseYaml(tokens.join(''), options);
      assert.equal(outcome.complete, outcome.issues.length === 0);
      for (const issue of outcome.issues) assert.ok((issue.line ?? 0) >= 1);
      assert.doesNotThrow(() => JSON.stringify(outcome.value.map((each) => each.value)));
    }),
    { numRuns: 3000 },
  );
});
