import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultLimits } from '../limits.ts';
import type { DataObject, DataValue, SourceDocument } from '../syntax/document.ts';
import { parseToml } from './toml.ts';

const options = { path: 'file.toml', limits: defaultLimits };

function document(text: string): SourceDocument {
  const outcome = parseToml(text, options);
  assert.deepEqual(outcome.issues, []);
  assert.equal(outcome.complete, true);
  return outcome.value ?? assert.fail('there is no document');
}

function value(text: string): DataValue {
  return document(text).value;
}

function issues(text: string): readonly (readonly [string, number | undefined])[] {
  const outcome = parseToml(text, options);
  assert.equal(outcome.complete, false);
  for (const { path } of outcome.issues) assert.equal(path, 'file.toml');
  return outcome.issues.map(({ code, line }) => [code, line]);
}

test('tables, arrays of tables, dotted keys and inline tables are objects and arrays', () => {
  assert.deepEqual(
    value('a = 1\nb.c = "x"\n"d.e".f = [1, [2]]\n[g]\nh = {i = true, j.k = 2.5}\n[[l]]\n[[l]]\nm = 1\n[l.n]\no = 2'),
    {
      a: 1,
      b: { c: 'x' },
      'd.e': { f: [1, [2]] },
      g: { h: { i: true, j: { k: 2.5 } } },
      l: [{}, { m: 1, n: { o: 2 } }],
    },
  );
});

test('an empty document is an empty table on line 1', () => {
  const source = document('# nothing\n');
  assert.deepEqual(source.value, {});
  assert.equal(source.lineOf(source.value as DataObject), 1);
});

test('strings keep their escapes, line breaks and quotes', () => {
  assert.deepEqual(value("a = \"\\t\\u00e9\\U0001F388\\\"\"\nb = '\\n'\nc = \"\"\"\nx\ny\\\n   z\"\"\"\nd = '''it''s'''"), {
    a: '\té🎈"',
    b: '\\n',
    c: 'x\nyz',
    d: "it''s",
  });
});

test('dates and times become text', () => {
  assert.deepEqual(
    value('a = 1979-05-27T07:32:00Z\nb = 1979-05-27T00:32:00.5-07:00\nc = 1979-05-27T07:32:00\nd = 1979-05-27\ne = 07:32:00'),
    {
      a: '1979-05-27T07:32:00.000Z',
      b: '1979-05-27T00:32:00.500-07:00',
      c: '1979-05-27T07:32:00.000',
      d: '1979-05-27',
      e: '07:32:00.000',
    },
  );
});

test('a date that no calendar has is an issue', () => {
  for (const date of ['1979-13-01', '1979-05-32', '1979-05-27T25:00:00Z', '1979-05-27T07:32:00+99:99', '24:00:00']) {
    assert.deepEqual(issues(`a = 1\nb = ${date}`), [['toml/syntax', 2]], date);
  }
});

test('an integer that a number cannot hold becomes its digits', () => {
  assert.deepEqual(
    value('a = 9007199254740991\nb = 9223372036854775807\nc = -9223372036854775808\nd = 0xffff_ffff_ffff\ne = 1_000'),
    {
      a: 9007199254740991,
      b: '9223372036854775807',
      c: '-9223372036854775808',
      d: 281474976710655,
      e: 1000,
    },
  );
});

test('tables with a header know its line, at every level and in every element', () => {
  const source = document(
    ['x = 1', '[a.b]', '', '[[p]]', 'n = 1', '  [ p . "q.r" ]  # x', '[[p.s]]', '[[p]]', '[[p.s]]', '[[p.s]]', '[p.s.t]'].join(
      '\n',
    ),
  );
  interface Package {
    readonly 'q.r': DataObject;
    readonly s: readonly (DataObject & { readonly t?: DataObject })[];
  }
  const root = source.value as unknown as DataObject & {
    a: DataObject & { b: DataObject };
    p: [DataObject & Package, DataObject & Package];
  };
  const lines = [
    root,
    root.a.b,
    root.p[0],
    root.p[0]['q.r'],
    root.p[0].s[0],
    root.p[1],
    root.p[1].s[0],
    root.p[1].s[1],
    root.p[1].s[1]?.t,
  ];
  assert.deepEqual(
    lines.map((table) => source.lineOf(table ?? assert.fail())),
    [1, 2, 4, 6, 7, 8, 9, 10, 11],
  );
  assert.equal(source.lineOf(root.a), undefined);
  assert.equal(source.lineOf({}), undefined);
});

test('what looks like a header inside a string, an array or a comment is not one', () => {
  const decoy = '[[package]]';
  const source = document(
    [
      `a = """`,
      decoy,
      `\\"""`,
      `""""" # five quotes: two of them are text`,
      `b = '''`,
      decoy,
      `''''`,
      `c = [`,
      `["package"],`,
      `# ] " '`,
      `]`,
      `d = "# \\" ["`,
      `# ${decoy}`,
      `e = '\\'`,
      `f = {g = "}", h = [ '[' ]}`,
      decoy,
      `n = 1`,
      decoy,
      `["\\u0070ackage2"]`,
      `['package3'.a]`,
    ].join('\r\n'),
  );
  const root = source.value as unknown as { package: [DataObject, DataObject]; package2: DataObject; package3: { a: DataObject } };
  assert.equal(source.lineOf(root.package[0]), 16);
  assert.equal(source.lineOf(root.package[1]), 18);
  assert.equal(source.lineOf(root.package2), 19);
  assert.equal(source.lineOf(root.package3.a), 20);
});

test('the n-th element of an array of tables has the line of the n-th header', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(fc.constantFrom('x = 1', '', '# [[p]]', '[p.c]', "y = '''\n[[p]]\n'''"), { maxLength: 2 })),
      (bodies) => {
        const rows: string[] = [];
        const expected: number[] = [];
        for (const body of bodies) {
          expected.push(rows.length + 1);
          rows.push(
            '[[p]]',
            ...body
              .toSorted()
              .toReversed()
              .flatMap((part) => part.split('\n')),
          );
        }
        const source = document(rows.join('\n'));
        const elements = (source.value as { p?: readonly DataObject[] }).p ?? [];
        assert.deepEqual(
          elements.map((element) => source.lineOf(element)),
          expected,
        );
      },
    ),
  );
});

test('a key that occurs twice is a syntax error on its line (section Keys)', () => {
  for (const text of ['a = 1\na = 2', '[a]\n[a]', 'a.b = 1\na = 2', '[[a]]\n[a]', 'a = []\n[[a]]', 'a = 1\n"a" = 2']) {
    assert.deepEqual(issues(text), [['toml/syntax', 2]], text);
    assert.equal(parseToml(text, options).value, undefined);
  }
});

test('a syntax error names its line', () => {
  for (const [text, line] of [
    ['a = 1\nb = ', 2],
    ['a = 1\n\n[b', 3],
    ['a = "x\n', 1],
    ['a = 1 b = 2', 1],
    ['a\n= 1', 1],
    ['a = 1\n\0', 2],
  ] as const) {
    assert.deepEqual(issues(text), [['toml/syntax', line]], text);
  }
});

test('"__proto__" is an issue on its line and changes no object', () => {
  for (const text of [
    'a = 1\n__proto__.polluted = true',
    'a = 1\n[__proto__]\npolluted = true',
    'a = 1\n[[x]]\n[x.__proto__]\nb = 1',
  ]) {
    const outcome = parseToml(text, options);
    assert.equal(outcome.complete, false);
    assert.equal(outcome.issues[0]?.code, 'toml/prototype-key');
    assert.equal(outcome.issues[0]?.line, text.split('\n').findIndex((row) => row.includes('__proto__')) + 1);
    assert.equal(Object.getPrototypeOf(outcome.value?.value), Object.prototype);
    assert.equal((outcome.value?.value as DataObject | undefined)?.['a'], 1);
    outcome.value?.lineOf({});
  }
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

test('the names of what every object inherits are ordinary keys', () => {
  const source = document('constructor = 1\n[toString]\nvalueOf = 2\n[[hasOwnProperty]]\n');
  assert.deepEqual(source.value, { constructor: 1, toString: { valueOf: 2 }, hasOwnProperty: [{}] });
  assert.equal(source.lineOf((source.value as { toString: unknown }).toString as DataObject), 2);
});

test('nesting is bounded: 10,000 levels of arrays, inline tables, keys or headers are one issue, and the stack holds', () => {
  const dotted = Array.from({ length: 10_000 }, () => 'a').join('.');
  for (const text of [
    'x = ' + '['.repeat(10_000),
    'x = ' + '[{a = '.repeat(5_000),
    `${dotted} = 1`,
    `[${dotted}]`,
    `[[${dotted}]]`,
    `x = {${dotted} = 1}`,
  ]) {
    const outcome = parseToml(text, options);
    assert.deepEqual(
      outcome.issues.map(({ code, message }) => [code, message]),
      [['toml/nesting', 'is nested deeper than 200 levels']],
    );
    assert.equal(outcome.complete, false);
    outcome.value?.lineOf({});
  }
});

test('every truncation of a document is read or is an issue, and never throws', () => {
  const text = '[a]\nb = "x\\u00e9"\nc = [1, 2.5e3, {d = 1979-05-27T07:32:00Z}]\n[[e.f]]\ng = """\nh"""\n';
  for (let length = 0; length <= text.length; length += 1) {
    const outcome = parseToml(text.slice(0, length), options);
    assert.equal(outcome.complete, outcome.issues.length === 0);
    assert.equal(outcome.complete, outcome.value !== undefined);
  }
});

test('no text makes it throw', () => {
  const token = fc.constantFrom(
    '[',
    ']',
    '[[',
    ']]',
    '=',
    '.',
    '"',
    "'",
    '"""',
    "'''",
    '\n',
    ' ',
    '{',
    '}',
    ',',
    'a',
    'b',
    '1',
    '-',
    '0',
    ':',
    '+',
    '_',
    'e',
    '\\',
    '1979-05-27',
    'T07:32:00',
    '9999-12-31T23:59:59-12:00',
    '#',
    'inf',
    'nan',
    'true',
    '0x',
    '\0',
    '__proto__',
    '\r\n',
    'a = ',
    '\\u00',
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 24 }), (tokens) => {
      const outcome = parseToml(tokens.join(''), options);
      assert.equal(outcome.complete, outcome.issues.length === 0);
      outcome.value?.lineOf({});
    }),
    { numRuns: 3000 },
  );
});
