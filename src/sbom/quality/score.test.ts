import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { known, unknown, type Component, type Inventory } from '../../model/index.ts';
import { enrichBom } from '../bom/enrich.ts';
import type { Bom, Dialect } from '../bom/model.ts';
import { readBom } from '../bom/read.ts';
import { writeBom } from '../bom/write.ts';
import { decodeCycloneDx } from '../cyclonedx/bom/decode.ts';
import { toCycloneDx } from '../cyclonedx/json/write.ts';
import { decodeSpdx2 } from '../spdx/bom/decode2.ts';
import { toSpdx } from '../spdx/json/write.ts';
import { profileById, profiles } from './list.ts';
import type { Profile } from './profile.ts';
import { scoreBom, type QualityScore } from './score.ts';

const facts = { toolVersion: '1.2.3', created: new Date('2026-01-02T03:04:05Z'), targetName: 'shop', complete: true };
const conversion = { toolVersion: '1.2.3', now: facts.created, name: 'shop' };

/** An inventory that holds every fact: programs and archives that were seen as files, with hashes, licences and suppliers. */
function completeInventory(): Inventory {
  const component = (name: string, file: string, technique: 'binary' | 'hash'): Component => ({
    id: `pkg:generic/${name}@1.0`,
    type: name === 'shop' ? 'application' : 'library',
    name,
    version: known('1.0'),
    purl: `pkg:generic/${name}@1.0`,
    scope: 'runtime',
    hashes: [{ algorithm: 'SHA-512', value: 'ab'.repeat(64) }],
    licences: { declared: known('MIT'), concluded: unknown, observed: [] },
    supplier: known('Shop Ltd'),
    externalReferences: [{ type: 'website', url: `https://${name}.example` }],
    evidence: [{ file, technique, cataloger: 'binary/test', confidence: 1 }],
  });
  return {
    target: { kind: 'directory', name: 'shop' },
    components: [component('lib', 'lib/lib.jar', 'hash'), component('shop', 'bin/shop', 'binary')],
    graphs: [
      {
        file: 'bin/shop',
        cataloger: 'binary/test',
        edges: 'complete',
        roots: [1],
        occurrences: [
          { component: 0, scope: 'runtime', dependsOn: [] },
          { component: 1, scope: 'runtime', dependsOn: [{ to: 0, scope: 'runtime' }] },
        ],
      },
    ],
    subject: 'pkg:generic/shop@1.0',
  };
}

const author = { kind: 'person', name: 'Jo Doe', email: 'jo@shop.example' } as const;

function generated(format: Dialect): Bom {
  const inventory = completeInventory();
  const bom =
    format.family === 'cyclonedx'
      ? decodeCycloneDx(toCycloneDx(inventory, [], facts) as never, { family: 'cyclonedx', version: '1.6', encoding: 'json' })
      : decodeSpdx2(toSpdx(inventory, [], facts) as never, { family: 'spdx', version: '2.3', encoding: 'json' });
  const enriched = enrichBom(bom, { authors: [author], lifecycle: 'post-build', repeatsUnknown: format.version.startsWith('3.') });
  const read = readBom(writeBom(enriched, format, conversion).text, 'generated');
  assert.ok(read.value !== undefined && read.complete, JSON.stringify(read.issues));
  return read.value.bom;
}

const formats: readonly Dialect[] = [
  { family: 'cyclonedx', version: '1.6', encoding: 'json' },
  { family: 'cyclonedx', version: '1.7', encoding: 'xml' },
  { family: 'spdx', version: '2.3', encoding: 'json' },
  { family: 'spdx', version: '2.3', encoding: 'tag-value' },
  { family: 'spdx', version: '3.0.1', encoding: 'json' },
];

function failing({ elements }: QualityScore): readonly string[] {
  return elements.filter(({ level, share }) => level === 'required' && share !== undefined && share < 1).map(({ id }) => id);
}

for (const format of formats) {
  for (const profile of profiles) {
    // The guideline of the BSI does not accept SPDX 2, and the properties it asks for are those of CycloneDX.
    const isOutside = profile.id === 'bsi-tr-03183-2' && format.family === 'spdx';
    test(
      `what we write in ${format.family} ${format.version} ${format.encoding} reaches the top grade of ${profile.id} when the facts are there`,
      { skip: isOutside && 'not a form for this profile' },
      () => {
        const score = scoreBom(generated(format), profile);
        assert.deepEqual([score.grade, score.score, failing(score)], ['A', 100, []]);
      },
    );
  }
}

function cycloneDx(members: object, specVersion = '1.6'): Bom {
  const { issues, value } = readBom(JSON.stringify({ bomFormat: 'CycloneDX', specVersion, version: 1, ...members }), 'bom');
  assert.ok(value, JSON.stringify(issues));
  return value.bom;
}

function profile(id: string): Profile {
  return profileById(id) as Profile;
}

test('a document that says nothing fails everything, and an empty one does not pass for a perfect one', () => {
  for (const one of profiles) {
    const score = scoreBom(cycloneDx({}), one);
    assert.equal(score.grade, 'F', one.id);
    assert.ok(score.elements.some(({ advice }) => advice !== undefined));
  }
});

test('every element is judged for every component: there, not there, or stated as unknown', () => {
  const components = [
    {
      type: 'library',
      'bom-ref': 'a',
      name: 'a',
      version: '1',
      purl: 'pkg:npm/a@1',
      licenses: [{ license: { id: 'MIT' } }],
      hashes: [{ alg: 'SHA-1', content: 'a'.repeat(40) }],
      supplier: { name: 'A' },
    },
    {
      type: 'library',
      'bom-ref': 'b',
      name: 'b',
      properties: [
        { name: 'assay:unknown', value: 'version,hash' },
        { name: 'assay:supplier', value: 'withheld' },
      ],
    },
  ];
  const score = scoreBom(cycloneDx({ components, dependencies: [{ ref: 'a', dependsOn: ['b'] }] }), profile('cisa-2026'));
  assert.deepEqual(
    score.components.map(({ elements }) => elements),
    [
      {
        producer: 'pass',
        dependency: 'pass',
        'hash-value': 'pass',
        'hash-algorithm': 'pass',
        identifiers: 'pass',
        licence: 'pass',
        name: 'pass',
        version: 'pass',
      },
      {
        producer: 'unknown',
        dependency: 'pass',
        'hash-value': 'unknown',
        'hash-algorithm': 'unknown',
        identifiers: 'fail',
        licence: 'fail',
        name: 'pass',
        version: 'unknown',
      },
    ],
  );
  const version = score.elements.find(({ id }) => id === 'version');
  assert.deepEqual([version?.pass, version?.fail, version?.unknown, version?.share], [1, 0, 1, 1]);
  // NTIA 2021 asks for the version; that it is not known is not enough there.
  assert.equal(scoreBom(cycloneDx({ components }), profile('ntia-2021')).elements.find(({ id }) => id === 'version')?.share, 0.5);
});

test('the BSI wants CycloneDX 1.6 or SPDX 3.0.1, SHA-512, and no vulnerabilities (TR-03183-2, 4 and 5)', () => {
  const components = [
    { type: 'library', 'bom-ref': 'a', name: 'a', version: '1', hashes: [{ alg: 'SHA-256', content: 'a'.repeat(64) }] },
  ];
  const judge = (members: object, version?: string): Readonly<Record<string, number | undefined>> =>
    Object.fromEntries(
      scoreBom(cycloneDx({ components, ...members }, version), profile('bsi-tr-03183-2')).elements.map(({ id, share }) => [
        id,
        share,
      ]),
    );
  assert.deepEqual([judge({})['format'], judge({}, '1.5')['format']], [1, 0]);
  assert.equal(judge({})['sha-512'], 0);
  const delivered = {
    externalReferences: [
      { type: 'distribution', url: 'https://example.org/a', hashes: [{ alg: 'SHA-512', content: 'a'.repeat(128) }] },
    ],
  };
  assert.equal(judge({ components: [{ ...components[0], ...delivered }] })['sha-512'], 1);
  assert.deepEqual([judge({})['no-vulnerabilities'], judge({ vulnerabilities: [{ id: 'CVE-1' }] })['no-vulnerabilities']], [1, 0]);
});

test('a signature that is not in the document is unknown and costs nothing', () => {
  const score = scoreBom(generated(formats[0] as Dialect), profile('cisa-2026'));
  const signature = score.elements.find(({ id }) => id === 'author-signature');
  assert.deepEqual([signature?.unknown, signature?.share], [1, undefined]);
  assert.equal(score.grade, 'A');
});

test('CISA 2026 has 17 elements, NTIA 2021 seven; ids are unique and every element says what to do', () => {
  assert.equal(profile('cisa-2026').elements.length, 17);
  assert.equal(profile('ntia-2021').elements.length, 7);
  for (const { elements, id } of profiles) {
    assert.equal(new Set(elements.map((one) => one.id)).size, elements.length, id);
    for (const { advice } of elements) assert.match(advice, /^[A-Z].*\.$/s);
  }
});

test('every file of profiles is in the list', () => {
  const files = globSync('*.ts', { cwd: fileURLToPath(new URL('profiles/', import.meta.url)) }).map((file) =>
    file.replace('.ts', ''),
  );
  assert.deepEqual(files.toSorted(), profiles.map(({ id }) => id).toSorted());
});

test('what is not known is stated for each component, and the identity of the document follows what was added', () => {
  const bom = cycloneDx({
    serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
    components: [{ type: 'library', 'bom-ref': 'a', name: 'a', version: '1', purl: 'pkg:npm/a@1' }],
  });
  const [one, other] = [enrichBom(bom, { authors: [author] }), enrichBom(bom, { authors: [{ ...author, name: 'Al' }] })];
  assert.deepEqual(one.components[0]?.properties, [{ name: 'assay:unknown', value: 'supplier,hash,licence,copyright' }]);
  assert.notEqual(one.facts.id, other.facts.id);
  assert.deepEqual(enrichBom(bom, { authors: [author] }), one);
});
