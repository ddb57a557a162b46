import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultLimits } from '../../kernel/index.ts';
import { lintBom } from '../lint/lint.ts';
import { profiles } from '../quality/list.ts';
import { scoreBom } from '../quality/score.ts';
import { readBomInventory } from './inventory.ts';
import type { Dialect } from './model.ts';
import { readBom } from './read.ts';
import { writeBom } from './write.ts';

const facts = { toolVersion: '1.2.3', now: new Date('2026-01-02T03:04:05Z'), name: 'document' };
const bomStart = '<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">';

const refused: readonly (readonly [string, string])[] = [
  ['an XML document with entities', `<!DOCTYPE bom [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>${bomStart}<components/></bom>`],
  ['an XML document that names an external entity', `<!DOCTYPE bom SYSTEM "file:///etc/passwd">${bomStart}</bom>`],
  ['XML that is nested without end', `${bomStart}${'<components><component type="library"><name>x</name>'.repeat(5000)}`],
  ['JSON that is nested without end', `{"bomFormat":"CycloneDX","specVersion":"1.6","components":${'['.repeat(100_000)}`],
  [
    'a name that would change every object',
    '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"__proto__":{"polluted":true}}',
  ],
  ['two members of one name', '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"version":2}'],
  ['a text that breaks off', '{"bomFormat":"CycloneDX","specVersion":"1.6"'],
  ['a list', '[]'],
  ['nothing', ''],
  ['YAML that refers to itself', 'SPDXID: "SPDXRef-DOCUMENT"\nspdxVersion: "SPDX-2.3"\npackages: &a [*a]\n'],
  ['tag-value with an open text', 'SPDXVersion: SPDX-2.3\nDocumentComment: <text>never closed\n'],
];

for (const [name, text] of refused) {
  test(`${name} is refused`, () => {
    const { complete, issues } = readBom(text, 'bom');
    assert.equal(complete, false);
    assert.ok(issues.length > 0 && issues.every(({ message }) => message !== ''));
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.equal(readBomInventory(text, 'bom').complete, false);
  });
}

test('bytes that are text in no encoding are refused', () => {
  assert.equal(readBom(new Uint8Array([0x7b, 0xff, 0xfe, 0x80]), 'bom').issues[0]?.code, 'text/encoding');
});

test('a thousand faults are a few, and the document is read all the same', () => {
  const components = Array.from({ length: 1000 }, (_, index) => ({ type: 'nothing', name: `x${index}` }));
  const { issues, value } = readBom(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components }), 'bom');
  assert.equal(issues.length, defaultLimits.issuesPerFile);
  assert.equal(value?.bom.components.length, 1000);
});

const anything = fc.anything({
  maxDepth: 3,
  values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant('NOASSERTION'), fc.constant('urn:x:y')],
});
const targets: readonly Dialect[] = [
  { family: 'cyclonedx', version: '1.5', encoding: 'json' },
  { family: 'cyclonedx', version: '1.7', encoding: 'xml' },
  { family: 'spdx', version: '2.3', encoding: 'tag-value' },
  { family: 'spdx', version: '3.0.1', encoding: 'json' },
];

/** Whatever stands in a document: reading, testing, judging and converting it throws nothing. */
function survives(text: string): void {
  const { complete, issues, value } = readBom(text, 'bom');
  assert.ok(complete || issues.length > 0);
  if (value === undefined) return;
  lintBom(value);
  for (const profile of profiles) scoreBom(value.bom, profile);
  for (const target of targets) writeBom(value.bom, target, facts);
  readBomInventory(text, 'bom');
}

test('no shape of members makes anything throw: CycloneDX', () => {
  const member = fc.constantFrom(
    'type',
    'name',
    'bom-ref',
    'version',
    'hashes',
    'licenses',
    'supplier',
    'authors',
    'evidence',
    'components',
    'externalReferences',
    'properties',
    'purl',
    'cpe',
    'pedigree',
    'swhid',
  );
  const component = fc.dictionary(member, anything);
  const list = fc.oneof(anything, fc.array(fc.oneof(component, anything), { maxLength: 4 }));
  const document = fc.dictionary(
    fc.constantFrom(
      'metadata',
      'components',
      'dependencies',
      'services',
      'compositions',
      'vulnerabilities',
      'annotations',
      'serialNumber',
      'signature',
      '$schema',
    ),
    fc.oneof(list, fc.record({ component, tools: anything, authors: anything })),
  );
  fc.assert(
    fc.property(document, (members) =>
      survives(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, ...members })),
    ),
    { numRuns: 150 },
  );
});

test('no shape of members makes anything throw: SPDX 2', () => {
  const member = fc.constantFrom(
    'SPDXID',
    'name',
    'checksums',
    'externalRefs',
    'licenseDeclared',
    'licenseInfoFromFiles',
    'supplier',
    'annotations',
    'hasFiles',
    'packageVerificationCode',
    'ranges',
    'fileTypes',
    'copyrightText',
  );
  const list = fc.oneof(anything, fc.array(fc.oneof(fc.dictionary(member, anything), anything), { maxLength: 4 }));
  const relationship = fc.record({
    spdxElementId: fc.string(),
    relationshipType: fc.constantFrom('CONTAINS', 'DEPENDS_ON', 'PACKAGE_OF', 'x'),
    relatedSpdxElement: fc.string(),
  });
  const document = fc.dictionary(
    fc.constantFrom(
      'packages',
      'files',
      'snippets',
      'creationInfo',
      'hasExtractedLicensingInfos',
      'externalDocumentRefs',
      'documentDescribes',
      'annotations',
      'revieweds',
    ),
    list,
  );
  fc.assert(
    fc.property(document, fc.array(relationship, { maxLength: 4 }), (members, relationships) =>
      survives(JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', relationships, ...members })),
    ),
    { numRuns: 150 },
  );
});

test('no shape of members makes anything throw: SPDX 3', () => {
  const type = fc.constantFrom(
    'software_Package',
    'software_File',
    'Relationship',
    'SpdxDocument',
    'Person',
    'CreationInfo',
    'Annotation',
    'expandedlicensing_ConjunctiveLicenseSet',
    'software_Sbom',
  );
  const member = fc.constantFrom(
    'spdxId',
    '@id',
    'name',
    'from',
    'to',
    'relationshipType',
    'verifiedUsing',
    'creationInfo',
    'suppliedBy',
    'externalIdentifier',
    'externalRef',
    'createdBy',
    'expandedlicensing_member',
    'import',
    'rootElement',
    'comment',
  );
  const element = fc.tuple(type, fc.dictionary(member, anything)).map(([one, members]) => ({ ...members, type: one }));
  fc.assert(
    fc.property(fc.array(fc.oneof(element, anything), { maxLength: 6 }), (graph) =>
      survives(JSON.stringify({ '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': graph })),
    ),
    { numRuns: 150 },
  );
});

test('no text makes the readers of XML and tag-value throw', () => {
  const tag = fc.constantFrom(
    'SPDXVersion: SPDX-2.3',
    'PackageName: x',
    'SPDXID: SPDXRef-x',
    'Relationship: a b c',
    'Annotator: x',
    'SPDXREF: y',
    'FileName: f',
    'SnippetByteRange: 1:2',
    'PackageChecksum: x',
    '<text>',
    '</text>',
    'ExternalRef: x',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(tag, fc.string()), { maxLength: 12 }), (lines) =>
      survives(`SPDXVersion: SPDX-2.3\n${lines.join('\n')}`),
    ),
    { numRuns: 150 },
  );
  const element = fc.constantFrom(
    'components',
    'component',
    'licenses',
    'expression',
    'dependencies',
    'dependency',
    'tools',
    'tool',
    'data',
    'evidence',
    'identity',
    'hashes',
    'hash',
    'properties',
    'property',
  );
  const around = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc
      .tuple(element, fc.array(inner, { maxLength: 3 }), fc.constantFrom('', ' x="1"', ' ref="a"'))
      .map(([name, parts, attribute]) => `<${name}${attribute}>${parts.join('')}</${name}>`);
  const tree = around(around(around(fc.constantFrom('', 'text', '1.0'))));
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 3 }), (trees) => survives(`${bomStart}${trees.join('')}</bom>`)),
    { numRuns: 150 },
  );
});
