import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSbomText } from './read.ts';
import { detectSbom, looksLikeSbom } from './detect.ts';

test('a document is recognised by its content, in any version', () => {
  assert.equal(detectSbom({ bomFormat: 'CycloneDX', specVersion: '9.9' }), 'cyclonedx');
  assert.equal(detectSbom({ $schema: 'http://cyclonedx.org/schema/bom-1.2b.schema.json' }), 'cyclonedx');
  assert.equal(detectSbom({ spdxVersion: 'SPDX-2.1' }), 'spdx');
  assert.equal(detectSbom({ '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': [] }), 'spdx');
  for (const value of [null, 1, 'CycloneDX', [], {}, { bomFormat: 'cyclone' }, { spdxVersion: 2.3 }, { '@context': 3 }]) {
    assert.equal(detectSbom(value), undefined);
  }
});

test('a text that is worth reading is told from any other file', () => {
  for (const text of [
    '{"specVersion":"1.6","bomFormat" : "CycloneDX"}',
    ' {"spdxVersion":"SPDX-2.3"}',
    ...refused.map(([, text]) => text),
  ]) {
    assert.ok(looksLikeSbom(text), text);
  }
  for (const text of ['', '{"name":"x","lockfileVersion":3}', '<project/>', 'spdx', 'bomFormat: CycloneDX'])
    assert.ok(!looksLikeSbom(text), text);
});

const refused: readonly (readonly [string, string])[] = [
  ['CycloneDX XML', '<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/1.4" version="1"></bom>'],
  ['SPDX tag-value', '# a comment\nSPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n'],
  ['SPDX RDF/XML', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:spdx="http://spdx.org/rdf/terms#">'],
  ['SPDX XML', '<?xml version="1.0"?><Document><SPDXID>SPDXRef-DOCUMENT</SPDXID></Document>'],
  ['SPDX YAML', '---\nSPDXID: "SPDXRef-DOCUMENT"\nspdxVersion: "SPDX-2.3"\n'],
  ['SPDX 3 (JSON-LD)', '{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": []}'],
];

for (const [name, text] of refused) {
  test(`${name} is refused by name, with what is read instead`, () => {
    const { value, complete, issues } = readSbomText(text, 'bom');
    assert.equal(complete, false);
    assert.deepEqual(value.components, []);
    assert.equal(
      issues[0]?.message,
      `is ${name}, which is not read yet; CycloneDX 1.2 to 1.7 and SPDX 2.2 and 2.3 are read, in JSON`,
    );
  });
}

test('JSON that is no SBOM is not an empty one', () => {
  const { complete, issues } = readSbomText('{"name": "x", "version": "1"}', 'package.json');
  assert.equal(complete, false);
  assert.equal(issues[0]?.code, 'sbom/format');
});

test('a document that breaks off is incomplete and says where', () => {
  const { complete, issues } = readSbomText('{"bomFormat": "CycloneDX",\n "components": [', 'bom.json');
  assert.equal(complete, false);
  assert.deepEqual([issues[0]?.code, issues[0]?.line], ['json/truncated', 2]);
});

test('a duplicate member makes the outcome incomplete although the document is read', () => {
  const text =
    '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [], "components": [{"type":"library","name":"hidden"}]}';
  const { value, complete } = readSbomText(text, 'bom.json');
  assert.equal(complete, false);
  assert.equal(value.graphs.length, 1);
});

/** Anything at all in the places where a document has something of a certain shape. */
const anything = fc.anything({ maxDepth: 3, values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)] });
const members = [
  'name',
  'type',
  'bom-ref',
  'purl',
  'hashes',
  'licenses',
  'evidence',
  'supplier',
  'components',
  'externalReferences',
  'properties',
];
const spdxMembers = [
  'name',
  'SPDXID',
  'checksums',
  'externalRefs',
  'licenseDeclared',
  'licenseInfoFromFiles',
  'supplier',
  'annotations',
  'versionInfo',
];

test('no shape of members makes the CycloneDX reader throw', () => {
  const component = fc.record(Object.fromEntries(members.map((name) => [name, anything])), { requiredKeys: [] });
  const list = fc.oneof(anything, fc.array(fc.oneof(component, anything)));
  const document = fc.record(
    {
      metadata: fc.oneof(anything, fc.record({ component })),
      components: list,
      dependencies: list,
      compositions: list,
      vulnerabilities: anything,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(document, (members) => {
      const { complete, issues } = readSbomText(
        JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...members }),
        'bom.json',
      );
      assert.ok(complete || issues.length > 0);
    }),
  );
});

test('no shape of members makes the SPDX reader throw', () => {
  const element = fc.record(Object.fromEntries(spdxMembers.map((name) => [name, anything])), { requiredKeys: [] });
  const relationship = fc.record(
    { spdxElementId: anything, relatedSpdxElement: anything, relationshipType: anything },
    { requiredKeys: [] },
  );
  const document = fc.record(
    {
      packages: fc.oneof(anything, fc.array(fc.oneof(element, anything))),
      relationships: fc.oneof(anything, fc.array(fc.oneof(relationship, anything))),
      hasExtractedLicensingInfos: anything,
      documentDescribes: anything,
      files: anything,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(document, (members) => {
      const { complete, issues } = readSbomText(
        JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', ...members }),
        'bom.json',
      );
      assert.ok(complete || issues.length > 0);
    }),
  );
});
