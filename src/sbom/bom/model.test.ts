import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeNode, encodeNode, plain, type Lens } from './lens.ts';
import type { Bom, BomComponent, Dialect } from './model.ts';
import { readBom } from './read.ts';
import { writeBom } from './write.ts';

const facts = { toolVersion: '1.2.3', now: new Date('2026-01-02T03:04:05Z'), name: 'document' };

interface Thing {
  readonly name?: string;
  readonly words?: readonly string[];
}
const lenses: readonly Lens<Thing>[] = [
  plain('n', 'name'),
  {
    members: ['w'],
    fields: ['words'],
    read: (node) => (typeof node['w'] === 'string' ? { words: node['w'].split(' ') } : {}),
    write: ({ words }) => ({ w: words?.join(' ') }),
  },
];

test('a node comes out of its fields and residue as it was, whatever stands in it', () => {
  const node = fc.dictionary(
    fc.constantFrom('n', 'w', 'x', 'y'),
    fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== undefined),
  );
  fc.assert(
    fc.property(node, (original) => {
      const { extra, fields } = decodeNode<Thing, undefined>(original, lenses, undefined);
      assert.deepEqual(encodeNode<Thing, undefined>(fields, extra, lenses, undefined), { ...original });
    }),
  );
});

test('a changed field is written, and what only the residue said of others stays', () => {
  const { extra, fields } = decodeNode<Thing, undefined>({ n: 'a', w: 'b  c', x: 1 }, lenses, undefined);
  assert.deepEqual(encodeNode({ ...fields, name: 'z' }, extra, lenses, undefined), { n: 'z', w: 'b  c', x: 1 });
  assert.deepEqual(encodeNode({ ...fields, words: ['d'] }, extra, lenses, undefined), { n: 'a', w: 'd', x: 1 });
});

const documents: readonly (readonly [string, string])[] = [
  [
    'CycloneDX JSON',
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
      version: 1,
      components: [
        {
          type: 'library',
          'bom-ref': 'a',
          name: 'left',
          version: '1.0',
          licenses: [{ license: { id: 'MIT', text: { content: 'x' } } }],
          pedigree: { notes: 'kept' },
        },
      ],
    }),
  ],
  [
    'CycloneDX XML',
    '<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1"><components><component type="library" bom-ref="a" z:own="1" xmlns:z="urn:z"><name>left</name><version>1.0</version><licenses><license><id>MIT</id></license></licenses><pedigree><notes>kept</notes></pedigree></component></components></bom>',
  ],
  [
    'SPDX JSON',
    JSON.stringify({
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: 'd',
      documentNamespace: 'https://example.org/d',
      creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: t'] },
      packages: [
        {
          SPDXID: 'SPDXRef-a',
          name: 'left',
          versionInfo: '1.0',
          downloadLocation: 'NOASSERTION',
          licenseDeclared: 'MIT',
          sourceInfo: 'kept',
        },
      ],
    }),
  ],
  [
    'SPDX tag-value',
    'SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: d\nDocumentNamespace: https://example.org/d\nCreator: Tool: t\nCreated: 2026-01-01T00:00:00Z\n\nPackageName: left\nSPDXID: SPDXRef-a\nPackageVersion: 1.0\nPackageDownloadLocation: NOASSERTION\nPackageLicenseDeclared: MIT\nPackageSourceInfo: kept\n',
  ],
  [
    'SPDX 3',
    JSON.stringify({
      '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      '@graph': [
        { type: 'CreationInfo', '@id': '_:c', specVersion: '3.0.1', created: '2026-01-01T00:00:00Z', createdBy: ['urn:x:p'] },
        { type: 'Person', spdxId: 'urn:x:p', creationInfo: '_:c', name: 'Jo' },
        { type: 'SpdxDocument', spdxId: 'urn:x:d', creationInfo: '_:c', rootElement: ['urn:x:a'] },
        {
          type: 'software_Package',
          spdxId: 'urn:x:a',
          creationInfo: '_:c',
          name: 'left',
          software_packageVersion: '1.0',
          software_sourceInfo: 'kept',
        },
        {
          type: 'simplelicensing_LicenseExpression',
          spdxId: 'urn:x:l',
          creationInfo: '_:c',
          simplelicensing_licenseExpression: 'MIT',
        },
        {
          type: 'Relationship',
          spdxId: 'urn:x:r',
          creationInfo: '_:c',
          from: 'urn:x:a',
          relationshipType: 'hasDeclaredLicense',
          to: ['urn:x:l'],
        },
      ],
    }),
  ],
];

function changed(bom: Bom, change: Partial<BomComponent>): Bom {
  return { ...bom, components: bom.components.map((one) => ({ ...one, ...change })) };
}

for (const [name, text] of documents) {
  test(`what changes in the model changes in ${name}, and the rest stays`, () => {
    const read = readBom(text, 'bom');
    assert.ok(read.value !== undefined && read.complete, JSON.stringify(read.issues));
    const { bom, dialect } = read.value;
    assert.ok(bom.components[0]?.name === 'left' && bom.components[0].licences?.[0]?.text === 'MIT');
    const written = writeBom(
      changed(bom, { name: 'right', version: '2.0', licences: [{ form: 'id', text: 'Zlib', role: 'declared' }] }),
      dialect,
      facts,
    ).text;
    assert.ok(
      written.includes('right') && written.includes('2.0') && written.includes('Zlib') && written.includes('kept'),
      written,
    );
    assert.ok(!written.includes('left') && !written.includes('MIT'), written);
    const again = readBom(written, 'bom');
    assert.ok(again.complete, JSON.stringify(again.issues));
    assert.equal(again.value?.bom.components[0]?.licences?.[0]?.text, 'Zlib');
  });

  test(`the same document gives the same bytes in ${name}`, () => {
    const bom = readBom(text, 'bom').value?.bom;
    assert.ok(bom);
    for (const target of [
      { family: 'cyclonedx', version: '1.7', encoding: 'json' },
      { family: 'spdx', version: '3.0.1', encoding: 'json' },
    ] satisfies Dialect[])
      assert.equal(writeBom(bom, target, facts).text, writeBom(readBom(text, 'bom').value?.bom as Bom, target, facts).text);
  });
}

test('losses name the place, the thing and the reason', () => {
  const bom = readBom(documents[0]?.[1] as string, 'bom').value?.bom as Bom;
  const { losses } = writeBom(bom, { family: 'spdx', version: '2.3', encoding: 'json' }, facts);
  assert.ok(
    losses.some(
      ({ path, what, why }) => path === 'components[0].pedigree' && what === 'pedigree' && why === 'SPDX has no place for it',
    ),
  );
  assert.ok(losses.some(({ path }) => path === 'components[0].licenses'));
});

test('a document without components, a name or a time becomes a valid one in SPDX', () => {
  const bom = readBom('{"bomFormat":"CycloneDX","specVersion":"1.5","version":1}', 'bom').value?.bom as Bom;
  for (const version of ['2.3', '3.0.1']) {
    const written = writeBom(bom, { family: 'spdx', version, encoding: 'json' }, facts);
    const again = readBom(written.text, 'again');
    assert.ok(again.complete, JSON.stringify(again.issues));
    assert.equal(again.value?.bom.facts.created, '2026-01-02T03:04:05Z');
  }
});
