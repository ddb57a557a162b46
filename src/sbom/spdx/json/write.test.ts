import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  known,
  none,
  unknown,
  withheld,
  type Component,
  type Finding,
  type Occurrence,
  type Inventory,
} from '../../../model/index.ts';
import type { SpdxPackage } from './document.ts';
import { toSpdx, toSpdxText } from './write.ts';

const facts = { toolVersion: '1.2.3', created: new Date('2026-01-02T03:04:05.678Z') };

function component(id: string, more: Partial<Component> = {}): Component {
  return {
    id,
    type: 'library',
    name: id,
    version: known('1.0.0'),
    ...(id.startsWith('pkg:') ? { purl: id } : {}),
    scope: 'runtime',
    hashes: [],
    licences: { declared: unknown, concluded: unknown, observed: [] },
    supplier: unknown,
    externalReferences: [],
    evidence: [],
    ...more,
  };
}

function inventory(
  components: readonly Component[],
  occurrences: readonly Occurrence[] = [],
  roots: readonly number[] = [],
): Inventory {
  const graphs = [{ file: 'package-lock.json', cataloger: 'npm/package-lock', edges: 'complete' as const, occurrences, roots }];
  return { target: { kind: 'directory', name: '/home/me/my app' }, components, graphs };
}

function written(more: Partial<Component>): SpdxPackage {
  return toSpdx(inventory([component('pkg:npm/x@1.0.0', more)]), [], facts).packages[0] as SpdxPackage;
}

test('a package with all its fields', () => {
  const hashes = [
    { algorithm: 'SHA-512', value: 'ab'.repeat(64) },
    { algorithm: 'MD5', value: 'cd'.repeat(16) },
  ] as const;
  const externalReferences = [
    { type: 'website', url: 'https://example.org/x' },
    { type: 'distribution', url: 'https://example.org/x.tgz' },
    { type: 'vcs', url: 'https://example.org/x.git', comment: 'mirror' },
  ];
  const evidence = [
    { file: 'package-lock.json', line: 7, technique: 'lockfile', cataloger: 'npm/package-lock', confidence: 1 },
  ] as const;
  assert.deepEqual(
    written({
      ecosystem: 'npm',
      name: '@a/x',
      hashes,
      externalReferences,
      evidence,
      supplier: known('Some One'),
      description: 'What it is.',
      type: 'application',
    }),
    {
      name: '@a/x',
      SPDXID: 'SPDXRef-npm-a-x-1.0.0',
      supplier: 'Organization: Some One',
      downloadLocation: 'https://example.org/x.tgz',
      filesAnalyzed: false,
      primaryPackagePurpose: 'APPLICATION',
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: 'NOASSERTION',
      copyrightText: 'NOASSERTION',
      versionInfo: '1.0.0',
      checksums: [
        { algorithm: 'MD5', checksumValue: 'cd'.repeat(16) },
        { algorithm: 'SHA512', checksumValue: 'ab'.repeat(64) },
      ],
      homepage: 'https://example.org/x',
      sourceInfo: 'seen in package-lock.json, line 7, by npm/package-lock',
      description: 'What it is.',
      externalRefs: [
        { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:npm/x@1.0.0' },
        { referenceCategory: 'OTHER', referenceType: 'vcs', referenceLocator: 'https://example.org/x.git', comment: 'mirror' },
      ],
    },
  );
});

test('SPDX ids are readable, allowed (2.3, 6.3) and unique', () => {
  const names = ['a b', 'a/b', 'a-b', 'ä', '@', 'SPDXRef-own', 'a-b'];
  const { packages } = toSpdx(
    inventory(names.map((name, index) => component(name === 'SPDXRef-own' ? name : `id ${index}`, { name, version: unknown }))),
    [],
    facts,
  );
  const ids = packages.map(({ SPDXID }) => SPDXID);
  assert.deepEqual(ids, [
    'SPDXRef-library-a-b',
    'SPDXRef-library-a-b-2',
    'SPDXRef-library-a-b-3',
    'SPDXRef-library',
    'SPDXRef-library-2',
    'SPDXRef-own',
    'SPDXRef-library-a-b-4',
  ]);
  for (const id of ids) assert.match(id, /^SPDXRef-[A-Za-z0-9.-]+$/);
});

test('none is NONE, unknown and withheld are NOASSERTION, and what SPDX cannot say is an annotation', () => {
  const one = written({
    version: withheld,
    supplier: none,
    licences: { declared: none, concluded: withheld, observed: ['MIT'] },
    scope: 'test',
    deprecated: 'Use y.',
    type: 'platform',
  });
  assert.deepEqual(
    [one.licenseDeclared, one.licenseConcluded, one.supplier, one.versionInfo],
    ['NONE', 'NOASSERTION', 'NOASSERTION', undefined],
  );
  assert.equal(one.primaryPackagePurpose, 'OTHER');
  assert.deepEqual(one.annotations?.[0], {
    annotationDate: '2026-01-02T03:04:05Z',
    annotationType: 'OTHER',
    annotator: 'Tool: assay-1.2.3',
    comment: 'assay:deprecated=Use y.',
  });
  assert.deepEqual(one.annotations?.map(({ comment }) => comment).slice(1), [
    'assay:licence:concluded=withheld',
    'assay:licence:declared=none',
    'assay:licence:observed=["MIT"]',
    'assay:scope=test',
    'assay:supplier=none',
    'assay:type=platform',
    'assay:version=withheld',
  ]);
});

test('a licence that is no expression becomes a LicenseRef with its text (2.3, 10)', () => {
  const licences = (text: string): Component['licences'] => ({ declared: known(text), concluded: unknown, observed: [] });
  const { packages, hasExtractedLicensingInfos } = toSpdx(
    inventory([
      component('a', { licences: licences('mit or LicenseRef-theirs') }),
      component('b', { licences: licences('SEE LICENSE IN x') }),
      component('c', { licences: licences('SEE LICENSE IN x') }),
      component('d', { licences: licences('see, license in x') }),
    ]),
    [],
    facts,
  );
  const [a, b, c, d] = packages.map(({ licenseDeclared }) => licenseDeclared);
  assert.equal(a, 'MIT OR LicenseRef-theirs');
  assert.match(b ?? '', /^LicenseRef-SEE-LICENSE-IN-x-[0-9a-f]{12}$/);
  assert.equal(c, b);
  assert.notEqual(d?.toLowerCase(), b?.toLowerCase());
  assert.deepEqual(hasExtractedLicensingInfos, [
    { licenseId: b, extractedText: 'SEE LICENSE IN x', name: 'SEE LICENSE IN x' },
    { licenseId: d, extractedText: 'see, license in x', name: 'see, license in x' },
    { licenseId: 'LicenseRef-theirs', extractedText: 'NOASSERTION' },
  ]);
});

test('where a package comes from is its download location (2.3, 7.7)', () => {
  const locationOf = (source: Component['source']): string => written(source === undefined ? {} : { source }).downloadLocation;
  assert.equal(locationOf(undefined), 'NOASSERTION');
  assert.equal(locationOf({ kind: 'archive', url: 'https://example.org/x.tgz' }), 'https://example.org/x.tgz');
  assert.equal(locationOf({ kind: 'git', url: 'https://example.org/x.git', commit: 'abc' }), 'git+https://example.org/x.git@abc');
  assert.equal(locationOf({ kind: 'local', path: '../x' }), 'NONE');
});

test('every edge is a relationship in the direction that its scope has, and none is said to be none', () => {
  const occurrences: Occurrence[] = [
    {
      component: 0,
      scope: 'runtime',
      dependsOn: [
        { to: 1, scope: 'runtime' },
        { to: 2, scope: 'dev' },
      ],
    },
    { component: 1, scope: 'runtime', dependsOn: [{ to: 2, scope: 'optional' }] },
    { component: 2, scope: 'optional', dependsOn: [] },
  ];
  const { relationships } = toSpdx(
    {
      ...inventory(
        ['a', 'b', 'c'].map((id) => component(`SPDXRef-${id}`)),
        occurrences,
        [0],
      ),
      subject: 'SPDXRef-a',
    },
    [],
    facts,
  );
  assert.deepEqual(
    relationships.map(
      ({ spdxElementId, relationshipType, relatedSpdxElement }) => `${spdxElementId} ${relationshipType} ${relatedSpdxElement}`,
    ),
    [
      'SPDXRef-DOCUMENT DESCRIBES SPDXRef-a',
      'SPDXRef-a DEPENDS_ON SPDXRef-b',
      'SPDXRef-c DEV_DEPENDENCY_OF SPDXRef-a',
      'SPDXRef-c OPTIONAL_DEPENDENCY_OF SPDXRef-b',
      'SPDXRef-c DEPENDS_ON NONE',
    ],
  );
});

test('a finding is a reference of category SECURITY (2.3, F.2.3)', () => {
  const finding: Finding = {
    id: 'CVE-2026-1',
    aliases: ['CVE-2026-1'],
    records: [],
    component: 'pkg:npm/x@1.0.0',
    verdict: 'could not decide',
    reason: '',
    summary: '',
    severity: { level: 'unknown' },
    paths: [],
    priority: { score: 0, reasons: [] },
    references: [],
    weaknesses: [],
  };
  assert.deepEqual(toSpdx(inventory([component('pkg:npm/x@1.0.0')]), [finding], facts).packages[0]?.externalRefs?.[1], {
    referenceCategory: 'SECURITY',
    referenceType: 'advisory',
    referenceLocator: 'https://osv.dev/vulnerability/CVE-2026-1',
    comment: 'CVE-2026-1: could not decide',
  });
});

test('the namespace is made of the name and the content, and the text is the document', () => {
  const one = inventory([component('pkg:npm/x@1.0.0', { description: '"documentNamespace": "x"' })]);
  const document = toSpdx(one, [], facts);
  assert.equal(document.name, 'my app');
  assert.match(
    document.documentNamespace,
    /^https:\/\/spdx\.org\/spdxdocs\/my-app-[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  assert.equal(toSpdxText(one, [], facts), JSON.stringify(document, undefined, 2));
  assert.notEqual(toSpdx(one, [], { ...facts, created: new Date(0) }).documentNamespace, document.documentNamespace);
});
