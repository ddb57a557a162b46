import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultLimits } from '../limits.ts';
import type { DataArray, DataObject, SourceDocument } from './document.ts';
import { parseJson, type JsonOptions } from './json.ts';

const options: JsonOptions = { path: 'file.json', limits: defaultLimits };

function parsed(text: string, more: Partial<JsonOptions> = {}): SourceDocument {
  const outcome = parseJson(text, { ...options, ...more });
  assert.deepEqual(outcome.issues, []);
  assert.equal(outcome.complete, true);
  assert.ok(outcome.value !== undefined);
  return outcome.value;
}

/** The one issue of a text of which no document can be made. */
function refused(text: string, more: Partial<JsonOptions> = {}): { code: string; line: number | undefined; message: string } {
  const outcome = parseJson(text, { ...options, ...more });
  assert.equal(outcome.complete, false);
  assert.equal(outcome.value, undefined);
  const { code, path, line, message } = outcome.issues.at(-1) ?? assert.fail('there is no issue');
  assert.equal(path, 'file.json');
  return { code, line, message };
}

const names = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('constructor', 'toString', '10', '9', '', 'a"b', 'hasOwnProperty'),
);
/** Lone surrogates included: JSON text can hold them, escaped or not. */
const strings = fc.array(fc.nat(0xffff), { maxLength: 8 }).map((units) => String.fromCharCode(...units));
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    strings,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(names, tie('value'), { maxKeys: 5 }),
  ),
})).value;

test('what JSON.stringify writes is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(0, 1, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      fc.pre(!text.includes('__proto__'));
      assert.deepEqual(parsed(text).value, JSON.parse(text));
    }),
  );
});

test('a text that JSON.parse refuses is refused, and one that it reads is read the same', () => {
  const token = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b"',
    '"\\u0041"',
    '"\\x"',
    '0',
    '01',
    '-',
    '-0',
    '1.5',
    '1.',
    '.5',
    '1e5',
    '1E+2',
    '2e',
    '1e999',
    'true',
    'false',
    'null',
    'nul',
    'NaN',
    ' ',
    '\n',
    '\t',
    '\r',
    '\v',
    '\u00a0',
    '\ufeff',
    "'",
    '//',
    '/**/',
    '"',
    '\\',
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
      const text = tokens.join('');
      const outcome = parseJson(text, options);
      let expected: unknown;
      try {
        expected = JSON.parse(text);
      } catch {
        assert.equal(outcome.value, undefined, `${text} was accepted`);
        assert.equal(outcome.complete, false);
        return;
      }
      // A repeated name is the one thing that JSON.parse accepts and this parser does not.
      if (outcome.issues.some((issue) => issue.code === 'json/duplicate-key')) return;
      assert.deepEqual(outcome.value?.value, expected);
    }),
    { numRuns: 2000 },
  );
});

test('numbers are those of JSON.parse: negative zero, more digits than a number holds, exponents out of range (RFC 8259 section 6)', () => {
  for (const text of ['-0', '0.1', '1e-400', '1e999', '-1E+2', '9007199254740993', '123456789012345678901234567890']) {
    assert.ok(Object.is(parsed(text).value, JSON.parse(text)), text);
  }
});

test('every truncation of an object is an issue and never throws', () => {
  const text = '{"name": "caf\\u00e9 \\"x\\"", "list": [1, -2.5e+10, true, null, {"deep": {}}], "ünïcode 🎈": "\\ud83c\\udf88"}';
  assert.deepEqual(parsed(text).value, JSON.parse(text));
  for (let length = 0; length < text.length; length += 1) {
    assert.ok(refused(text.slice(0, length)).code.startsWith('json/'), `at ${length}`);
    assert.ok(refused(text.slice(0, length), { comments: true }).code.startsWith('json/'), `at ${length}, with comments`);
  }
});

test('an empty text and white space alone are truncated documents', () => {
  assert.deepEqual(refused(''), { code: 'json/truncated', line: 1, message: 'ends where a value was expected' });
  assert.deepEqual(refused('\n\n  '), { code: 'json/truncated', line: 3, message: 'ends where a value was expected' });
});

test('a name that occurs twice is an issue at its second place, and the first value counts (RFC 8259 section 4)', () => {
  const outcome = parseJson('{\n"a": 1,\n"b": 2,\n"\\u0061": 3\n}', options);
  assert.deepEqual(outcome.value?.value, { a: 1, b: 2 });
  assert.equal(outcome.complete, false);
  assert.deepEqual(outcome.issues, [
    { code: 'json/duplicate-key', path: 'file.json', line: 4, message: 'names the member "a" twice' },
  ]);
});

test('the names of what every object inherits are ordinary names', () => {
  const document = parsed('{"constructor": 1, "toString": {"hasOwnProperty": 2}, "valueOf": 3}');
  assert.deepEqual(document.value, { constructor: 1, toString: { hasOwnProperty: 2 }, valueOf: 3 });
});

test('"__proto__" is an issue and changes no object, however it is spelt', () => {
  for (const name of ['__proto__', '\\u005f_proto__', '__proto\\u005f_']) {
    const outcome = parseJson(`{\n"${name}": {"polluted": true}, "a": {}}`, options);
    assert.deepEqual(
      outcome.issues.map(({ code, line }) => [code, line]),
      [['json/prototype-key', 2]],
    );
    const value = outcome.value?.value as DataObject;
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.equal(value['polluted'], undefined);
    assert.deepEqual(value, { a: {} });
  }
});

test('nesting is bounded: 10,000 levels are one issue with its line, and the stack holds', () => {
  for (const open of ['[', '{"a":', '[{"a":[']) {
    const found = refused('\n' + open.repeat(10_000));
    assert.deepEqual(found, { code: 'json/nesting', line: 2, message: 'is nested deeper than 200 levels' });
  }
});

test('as many levels as the limit allows are read, one more is not, and siblings do not add up', () => {
  const limits = { nestingLevels: 3 };
  assert.deepEqual(parsed('[[[1]], [[2]], {"a": {}}]', { limits }).value, [[[1]], [[2]], { a: {} }]);
  assert.equal(refused('[[[[1]]]]', { limits }).code, 'json/nesting');
});

test('every object and array knows the line on which it begins', () => {
  const document = parsed('\n{\n  "a": {\n    "b": [\n      {}, []\n    ]\n  },\r\n  "c":\n    []\n}');
  const root = document.value as { a: { b: [DataObject, DataArray] }; c: DataArray };
  assert.equal(document.lineOf(root), 2);
  assert.equal(document.lineOf(root.a), 3);
  assert.equal(document.lineOf(root.a.b), 4);
  assert.equal(document.lineOf(root.a.b[0]), 5);
  assert.equal(document.lineOf(root.a.b[1]), 5);
  assert.equal(document.lineOf(root.c), 9);
  assert.equal(document.lineOf({}), undefined);
});

test('an error names its line', () => {
  assert.deepEqual(refused('{\n"a": 1,\n"b" 2}'), { code: 'json/syntax', line: 3, message: 'has "2" where ":" was expected' });
  assert.deepEqual(refused('[1]\n\nx'), { code: 'json/syntax', line: 3, message: 'has text after the end of the JSON value' });
  assert.deepEqual(refused('[\n1,\n]'), {
    code: 'json/syntax',
    line: 3,
    message: 'has "]" where an element after "," was expected',
  });
  assert.equal(refused('["a\nb"]').message, 'has a line break or control character inside a string');
  assert.equal(refused('["\\q"]').message, 'has an escape that JSON does not know');
  assert.equal(refused("{'a': 1}").message, `has "'" where a name in quotes was expected`);
});

test('comments and trailing commas are refused unless they are asked for', () => {
  for (const text of ['[1,]', '{"a":1,}', '// x\n1', '[/* x */]']) assert.equal(refused(text).code, 'json/syntax', text);
});

test('JSONC: comments stand wherever white space does, and a comma may end a list', () => {
  const text = '// one\n{ /* "x": 1, */ "a" /**/ : /***/ [ 1, // two\n 2, /* , */ ], "b": "// text /* */", }\n/* end */ // end';
  assert.deepEqual(parsed(text, { comments: true }).value, { a: [1, 2], b: '// text /* */' });
});

test('JSONC: a lone comma, two commas and a comment without an end are still errors', () => {
  for (const text of ['[,]', '{,}', '[1,,]', '{"a":1,,}', '1 /', '1 /*', '1 /*/', '[1 / 2]', ',']) {
    assert.equal(refused(text, { comments: true }).code.startsWith('json/'), true, text);
  }
});
