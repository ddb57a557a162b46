import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sharedData, withoutSharedData } from '../../../test/kit/shared-data.ts';
import { readBom } from '../bom/read.ts';
import { lintBom } from './lint.ts';

function lint(document: object | string): readonly string[] {
  const { issues, value } = readBom(typeof document === 'string' ? document : JSON.stringify(document, undefined, 1), 'bom');
  assert.ok(value, JSON.stringify(issues));
  return lintBom(value).map(
    ({ code, line, message, path, severity }) => `${severity} ${code} ${line === undefined ? '' : `${line}: `}${path} ${message}`,
  );
}

const subject = { component: { type: 'application', 'bom-ref': 'root', name: 'root', version: '1' } };
const cycloneDx = (members: object): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: subject,
  ...members,
});
const library = (members: object): object => ({ type: 'library', name: 'x', ...members });

test('references that name nothing, or two things, are found wherever they stand', () => {
  const components = [library({ 'bom-ref': 'a' }), library({ name: 'y', 'bom-ref': 'a' })];
  const found = lint(
    cycloneDx({
      components,
      dependencies: [{ ref: 'root', dependsOn: ['a', 'gone', 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#x'] }],
      compositions: [{ aggregate: 'complete', assemblies: ['lost'] }],
    }),
  );
  assert.deepEqual(found, [
    'error lint/duplicate-reference 19: components[1].bom-ref is "a", which components[0] has already',
    'error lint/dangling-reference 28: dependencies[0].dependsOn[1] names "gone", which is nothing in the document',
    'error lint/dangling-reference 38: compositions[0].assemblies[0] names "lost", which is nothing in the document',
  ]);
});

test('package URLs that cannot be read, are not canonical or contradict the version are found', () => {
  const components = [
    library({ 'bom-ref': 'a', purl: 'pkg:npm/', version: '1' }),
    library({ 'bom-ref': 'b', purl: 'pkg:PyPI/Django@1.0', version: '1.0' }),
    library({ 'bom-ref': 'c', purl: 'pkg:npm/left@1.0.0', version: '2.0.0' }),
    library({ 'bom-ref': 'd', purl: 'pkg:pypi/right@1.0', version: '1.0.0' }),
  ];
  const found = lint(cycloneDx({ components }));
  assert.deepEqual(
    found.map((one) => one.split(' ').slice(0, 2).join(' ')),
    ['error lint/purl', 'error lint/contradiction', 'warning lint/purl'],
  );
  assert.match(found[2] ?? '', /it is pkg:pypi\/django@1\.0$/);
});

test('hashes of a wrong length, and other hashes of the same package, are found', () => {
  const hash = (alg: string, content: string): object => ({ hashes: [{ alg, content }] });
  const components = [
    library({ 'bom-ref': 'a', ...hash('SHA-256', 'a'.repeat(40)) }),
    library({ 'bom-ref': 'b', purl: 'pkg:npm/x@1', version: '1', ...hash('SHA-1', 'b'.repeat(40)) }),
    library({ 'bom-ref': 'c', purl: 'pkg:npm/x@1', version: '1', ...hash('SHA-1', 'c'.repeat(40)) }),
  ];
  assert.deepEqual(lint(cycloneDx({ components })), [
    'error lint/hash 19: components[0].hashes[0] is no SHA-256 hash: it has 40 digits, not 64',
    'error lint/contradiction 38: components[2] has the package URL of components[1] and another SHA-1 hash',
  ]);
});

test('licences that are none are found; a name that is an identifier is a warning', () => {
  const components = [
    library({ 'bom-ref': 'a', licenses: [{ expression: 'MIT OR Nonsense' }] }),
    library({ 'bom-ref': 'b', licenses: [{ license: { name: 'Apache-2.0' } }] }),
    library({ 'bom-ref': 'c', licenses: [{ license: { name: 'Our own terms' } }] }),
  ];
  const found = lint(cycloneDx({ components }));
  assert.equal(found.length, 2);
  assert.match(found[0] ?? '', /^error lint\/licence .*names the licence Nonsense, which is not on the SPDX licence list$/);
  assert.match(found[1] ?? '', /^warning lint\/licence .*which has the identifier Apache-2\.0$/);
});

const spdx = (members: object): object => ({
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'd',
  documentNamespace: 'https://example.org/d',
  creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: t'] },
  documentDescribes: ['SPDXRef-a'],
  ...members,
});
const element = (id: string, members: object = {}): object => ({
  SPDXID: `SPDXRef-${id}`,
  name: id,
  downloadLocation: 'NOASSERTION',
  ...members,
});
const relation = (spdxElementId: string, relationshipType: string, relatedSpdxElement: string): object => ({
  spdxElementId,
  relationshipType,
  relatedSpdxElement,
});
const codes = (document: object): readonly string[] => lint(document).map((one) => one.split(' ')[1] ?? '');

test('what contains itself in a circle is an error; what needs itself in a circle is common', () => {
  const packages = [element('a'), element('b'), element('c')];
  const circle = (type: string): object =>
    spdx({
      packages,
      relationships: [
        relation('SPDXRef-a', type, 'SPDXRef-b'),
        relation('SPDXRef-b', type, 'SPDXRef-c'),
        relation('SPDXRef-c', type, 'SPDXRef-a'),
      ],
    });
  assert.deepEqual(codes(circle('CONTAINS')), ['lint/circle']);
  assert.deepEqual(codes(circle('DEPENDS_ON')), []);
  assert.deepEqual(codes(spdx({ packages, relationships: [relation('SPDXRef-a', 'DEPENDS_ON', 'SPDXRef-a')] })), [
    'lint/self-reference',
  ]);
});

test('claims that contradict each other are found in SPDX', () => {
  const packages = [
    element('a', { filesAnalyzed: false, packageVerificationCode: { packageVerificationCodeValue: 'x' } }),
    element('b'),
  ];
  assert.deepEqual(codes(spdx({ packages })), ['lint/contradiction']);
  assert.deepEqual(
    codes(
      spdx({
        packages: [element('a'), element('b')],
        relationships: [relation('SPDXRef-a', 'DEPENDS_ON', 'NONE'), relation('SPDXRef-a', 'DEPENDS_ON', 'SPDXRef-b')],
      }),
    ),
    ['lint/contradiction'],
  );
});

test('names that SPDX does not know, licence texts that are missing and documents that describe nothing are found', () => {
  assert.deepEqual(
    codes(
      spdx({
        documentDescribes: [],
        packages: [element('a', { licenseDeclared: 'LicenseRef-x' })],
        relationships: [
          relation('SPDXRef-a', 'CONTAINS', 'SPDXRef-gone'),
          relation('SPDXRef-a', 'CONTAINS', 'DocumentRef-x:SPDXRef-y'),
        ],
      }),
    ),
    ['lint/dangling-reference', 'lint/dangling-reference', 'lint/dangling-reference', 'lint/no-subject'],
  );
});

test('a document that is sound has no findings', () => {
  assert.deepEqual(
    lint(
      cycloneDx({
        components: [library({ 'bom-ref': 'a', version: '1', purl: 'pkg:npm/x@1', licenses: [{ license: { id: 'MIT' } }] })],
        dependencies: [{ ref: 'root', dependsOn: ['a'] }],
      }),
    ),
    [],
  );
  assert.deepEqual(lint(spdx({ packages: [element('a')] })), []);
});

test('of one kind only so many findings are listed, and the rest is counted', () => {
  const found = lint(
    cycloneDx({ dependencies: [{ ref: 'root', dependsOn: Array.from({ length: 200 }, (_, index) => `x${index}`) }] }),
  );
  assert.equal(found.length, 51);
  assert.match(found.at(-1) ?? '', /has 150 more findings of this kind/);
});

test('the official and public documents are linted without an exception', { skip: withoutSharedData('cyclonedx') }, () => {
  for (const path of globSync('{cyclonedx/official/1.6/valid-*,spdx/examples/**/*.json,spdx/**/*.spdx}', { cwd: sharedData('') })) {
    const { value } = readBom(readFileSync(sharedData(path)), path);
    if (value !== undefined)
      for (const { message, path: place } of lintBom(value)) assert.ok(message !== '' && !place.startsWith('.'), path);
  }
});
