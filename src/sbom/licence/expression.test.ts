import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseLicenceExpression, type LicenceExpression, type LicenceParse } from './expression.ts';

function tree(text: string): LicenceExpression {
  const parsed = parseLicenceExpression(text);
  assert.ok(parsed.ok, `${text}: ${parsed.ok ? '' : parsed.reason}`);
  return parsed.tree;
}

function written(text: string): string {
  const parsed = parseLicenceExpression(text);
  return parsed.ok ? parsed.text : `refused: ${parsed.reason}`;
}

function refusal(text: string): Extract<LicenceParse, { ok: false }> {
  const parsed = parseLicenceExpression(text);
  assert.ok(!parsed.ok, `${text} was accepted`);
  return parsed;
}

const mit = { kind: 'licence', id: 'MIT', orLater: false };
const apache = { kind: 'licence', id: 'Apache-2.0', orLater: false };
const isc = { kind: 'licence', id: 'ISC', orLater: false };

test('AND binds more strongly than OR (SPDX 2.3, D.4)', () => {
  const expected = { kind: 'or', operands: [mit, { kind: 'and', operands: [apache, isc] }] };
  assert.deepEqual(tree('MIT OR Apache-2.0 AND ISC'), expected);
  assert.deepEqual(tree('MIT OR (Apache-2.0 AND ISC)'), expected);
  assert.deepEqual(tree('(MIT OR Apache-2.0) AND ISC'), { kind: 'and', operands: [{ kind: 'or', operands: [mit, apache] }, isc] });
});

test('a chain of one operator is one group, whatever its parentheses', () => {
  assert.deepEqual(tree('MIT OR (Apache-2.0 OR ISC)'), { kind: 'or', operands: [mit, apache, isc] });
  assert.deepEqual(tree('((MIT))'), mit);
});

test('"+" and WITH belong to the one licence before them (D.3)', () => {
  assert.deepEqual(tree('GPL-2.0+ WITH Classpath-exception-2.0 AND MIT'), {
    kind: 'and',
    operands: [{ kind: 'licence', id: 'GPL-2.0', orLater: true, exception: 'Classpath-exception-2.0' }, mit],
  });
  assert.equal(refusal('GPL-2.0 +').at, 8);
  assert.equal(refusal('(GPL-2.0-only OR MIT) WITH Classpath-exception-2.0').reason, 'has "WITH" where an operator was expected');
  assert.equal(refusal('LicenseRef-a+').reason, 'has "+" where an operator was expected');
});

test("licences of one's own are LicenseRef-, also of another document (D.2)", () => {
  assert.deepEqual(tree('LicenseRef-a.b-1 OR DocumentRef-x:LicenseRef-y'), {
    kind: 'or',
    operands: [
      { kind: 'reference', id: 'LicenseRef-a.b-1', orLater: false },
      { kind: 'reference', id: 'DocumentRef-x:LicenseRef-y', orLater: false },
    ],
  });
  assert.equal(written('GPL-2.0-only WITH AdditionRef-mine'), 'GPL-2.0-only WITH AdditionRef-mine');
  for (const text of ['LicenseRef-', 'DocumentRef-x', 'DocumentRef-x:MIT', 'licenseref-a', 'DocumentRef-:LicenseRef-y'])
    refusal(text);
});

test('identifiers match without regard to case and come out as the list spells them (D.2)', () => {
  assert.equal(written('mit or (apache-2.0 and bsd-3-CLAUSE)'), 'MIT OR (Apache-2.0 AND BSD-3-Clause)');
  assert.equal(written('  gpl-2.0-or-later   with   classpath-EXCEPTION-2.0 '), 'GPL-2.0-or-later WITH Classpath-exception-2.0');
});

test('operators are all upper or all lower case (SPDX 3.0 Annex B)', () => {
  assert.equal(written('MIT or Apache-2.0'), 'MIT OR Apache-2.0');
  for (const text of ['MIT Or Apache-2.0', 'MIT oR Apache-2.0', 'MIT And Apache-2.0', 'GPL-2.0-only With Classpath-exception-2.0'])
    refusal(text);
});

test('a reason names the place', () => {
  const cases: readonly (readonly [string, number, string])[] = [
    ['', 0, 'ends where a licence was expected'],
    ['MIT AND', 7, 'ends where a licence was expected'],
    ['MIT AND  Foo-1.0', 9, 'names the licence Foo-1.0, which is not on the SPDX licence list'],
    ['GPL-2.0-only WITH MIT', 18, 'names the exception MIT, which is not on the SPDX list of exceptions'],
    ['(MIT', 4, 'ends where ")" was expected'],
    ['MIT)', 3, 'has ")" where an operator was expected'],
    ['MIT Apache-2.0', 4, 'has "Apache-2.0" where an operator was expected'],
    ['OR MIT', 0, 'has "OR" where a licence was expected'],
    ['MIT/X11', 3, 'has "/", which no expression has'],
    ['MIT,ISC', 3, 'has ",", which no expression has'],
  ];
  for (const [text, at, reason] of cases) assert.deepEqual(refusal(text), { ok: false, at, reason }, text);
});

test('depth and length are bounded', () => {
  assert.match(refusal('('.repeat(101) + 'MIT' + ')'.repeat(101)).reason, /more than 100 parentheses/);
  tree('('.repeat(100) + 'MIT' + ')'.repeat(100));
  assert.match(refusal(`MIT${' OR MIT'.repeat(20_000)}`).reason, /longer than/);
  assert.match(refusal('\u0000'.repeat(90_000)).reason, /no expression has/);
});

const term = fc.constantFrom(
  'MIT',
  'Apache-2.0+',
  'GPL-2.0-only WITH Classpath-exception-2.0',
  'LicenseRef-x',
  'DocumentRef-d:LicenseRef-y',
);
const { expression } = fc.letrec<{ expression: string; group: string }>((tie) => ({
  expression: fc.oneof({ depthSize: 'small' }, term, tie('group')),
  group: fc
    .tuple(tie('expression'), fc.constantFrom('AND', 'OR'), tie('expression'), fc.boolean())
    .map(([left, operator, right, inParentheses]) =>
      inParentheses ? `(${left} ${operator} ${right})` : `${left} ${operator} ${right}`,
    ),
}));

test('what is written down again is the same text and the same tree', () => {
  fc.assert(
    fc.property(expression, (text) => {
      const parsed = parseLicenceExpression(text);
      assert.ok(parsed.ok);
      assert.equal(parsed.text, text);
      const lower = parseLicenceExpression(text.replaceAll(/ (?:AND|OR|WITH) /g, (operator) => operator.toLowerCase()));
      assert.deepEqual(lower, parsed);
    }),
  );
});

test('no text makes it throw', () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom('MIT', ' AND ', ' or ', '(', ')', '+', ' WITH ', 'LicenseRef-a', ':', '\n'));
  fc.assert(fc.property(fc.array(piece), (pieces) => assert.equal(typeof parseLicenceExpression(pieces.join('')).ok, 'boolean')));
});
