import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { parseRequirement, pinOf, toRequirementText } from './requirement.ts';

test('a dependency specifier has a name, extras, versions and a marker (PEP 508, "Grammar")', () => {
  const cases: readonly [string, object][] = [
    ['A', { name: 'A', extras: [], specifier: '' }],
    ['A.B-C_D', { name: 'A.B-C_D', extras: [], specifier: '' }],
    ['name>=3', { name: 'name', extras: [], specifier: '>=3' }],
    ['name >= 3 , < 2 ', { name: 'name', extras: [], specifier: '>= 3 , < 2' }],
    ['name (>=2,<3)', { name: 'name', extras: [], specifier: '>=2,<3' }],
    ['name[a, b]~=1.1', { name: 'name', extras: ['a', 'b'], specifier: '~=1.1' }],
    ['name[]', { name: 'name', extras: [], specifier: '' }],
    ['name[ ] == 1', { name: 'name', extras: [], specifier: '== 1' }],
    ['name>=1,', { name: 'name', extras: [], specifier: '>=1,' }],
    ['name===1.0-weird', { name: 'name', extras: [], specifier: '===1.0-weird' }],
    ["name; os_name=='a' or os_name=='b'", { name: 'name', extras: [], specifier: '', marker: "os_name=='a' or os_name=='b'" }],
    ["name>1;extra=='x'", { name: 'name', extras: [], specifier: '>1', marker: "extra=='x'" }],
    [
      'name[x] @ https://registry.example/a;b.zip ; python_version<"3"',
      { name: 'name', extras: ['x'], specifier: '', url: 'https://registry.example/a;b.zip', marker: 'python_version<"3"' },
    ],
    ['name@git+https://host.example/a@v1', { name: 'name', extras: [], specifier: '', url: 'git+https://host.example/a@v1' }],
  ];
  for (const [text, requirement] of cases) assert.deepEqual(parseRequirement(text), { requirement }, text);
});

test('what is not a dependency specifier is refused with a reason', () => {
  for (const text of [
    '',
    '-e .',
    './path',
    'name[',
    'name[a b]',
    'name[-]',
    'name 1.0',
    'name=1',
    'name>',
    'name @',
    'name>=1 <2',
    'a @ x y',
  ]) {
    const parsed = parseRequirement(text);
    assert.ok('problem' in parsed && parsed.problem !== '', text);
  }
});

test('no text makes it throw, and what it reads begins with the name', () => {
  const part = fc.constantFrom('a', '-', '.', '_', '[', ']', ',', '(', ')', ';', '@', ' ', '==', '>', '1', '"', 'https://h/', '\0');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      const parsed = parseRequirement(text);
      if ('requirement' in parsed) assert.ok(text.trim().startsWith(parsed.requirement.name));
    }),
    { numRuns: 2000 },
  );
});

test('a pin is "==" without a wildcard or "===" (PEP 440, "Version matching")', () => {
  assert.equal(pinOf('==1.0'), '1.0');
  assert.equal(pinOf('== 1.0+cpu'), '1.0+cpu');
  assert.equal(pinOf('===1.0-odd'), '1.0-odd');
  assert.equal(pinOf('>=1,==1.5'), '1.5');
  for (const open of ['', '==1.*', '>=1', '~=1.0', '!=1.0', '==1,==2']) assert.equal(pinOf(open), undefined, open);
});

test('what was asked for keeps its marker and loses its credentials', () => {
  assert.equal(toRequirementText({ specifier: '>=1', marker: "os_name == 'nt'" }), ">=1; os_name == 'nt'");
  assert.equal(toRequirementText({ specifier: '' }), '');
  assert.equal(toRequirementText({ specifier: '', url: 'https://me:secret@host.example/a.zip' }), '@ https://host.example/a.zip');
});
