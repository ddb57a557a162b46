import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../kernel/index.ts';
import type { Component, Inventory } from '../../../model/index.ts';
import { readSbomText } from '../../read.ts';

function read(members: object): Outcome<Inventory> {
  return readSbomText(
    JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', ...members }, undefined, 1),
    'bom.spdx.json',
  );
}

function only(element: object, members: object = {}): Component {
  const { value } = read({
    packages: [{ SPDXID: 'SPDXRef-it', name: 'it', downloadLocation: 'NOASSERTION', ...element }],
    ...members,
  });
  assert.equal(value.components.length, 1);
  return value.components[0] as Component;
}

function said({ issues }: Outcome<unknown>): readonly string[] {
  return issues.map(({ code, line, message }) => `${code} ${line ?? '-'} ${message}`);
}

function packages(...names: readonly string[]): readonly object[] {
  return names.map((name) => ({ SPDXID: `SPDXRef-${name}`, name, downloadLocation: 'NOASSERTION' }));
}

/** `left TYPE right`, with ids without their `SPDXRef-`. */
function relationships(...sentences: readonly string[]): readonly object[] {
  const idOf = (name: string | undefined): string =>
    /^(?:NONE|NOASSERTION|DocumentRef-.*)$/.test(name ?? '') ? (name ?? '') : `SPDXRef-${name}`;
  return sentences.map((sentence) => {
    const [left, relationshipType, right] = sentence.split(' ');
    return { spdxElementId: idOf(left), relationshipType, relatedSpdxElement: idOf(right) };
  });
}

function edges({ value }: Outcome<Inventory>): readonly string[] {
  const occurrences = value.graphs[0]?.occurrences ?? [];
  const nameAt = (index: number): string => value.components[occurrences[index]?.component ?? -1]?.name ?? '?';
  return occurrences
    .flatMap(({ dependsOn }, from) => dependsOn.map(({ to, scope }) => `${nameAt(from)} > ${nameAt(to)} ${scope}`))
    .toSorted();
}

const unknown = { state: 'unknown' };
const known = (value: string): object => ({ state: 'known', value });

test('a package has its purl, its version and its supplier without the kind of agent (2.3, 7.5 and 7.21)', () => {
  const one = only({
    versionInfo: '1.2.3',
    supplier: 'Organization: Some One (x@example.org)',
    primaryPackagePurpose: 'OPERATING-SYSTEM',
    externalRefs: [{ referenceCategory: 'PACKAGE_MANAGER', referenceType: 'purl', referenceLocator: 'pkg:npm/@a/b@1.2.3' }],
  });
  assert.deepEqual([one.id, one.name, one.ecosystem, one.version], ['pkg:npm/%40a/b@1.2.3', '@a/b', 'npm', known('1.2.3')]);
  assert.deepEqual([one.supplier, one.type], [known('Some One (x@example.org)'), 'operating-system']);
});

test('NONE is none, NOASSERTION and silence are unknown (2.3, 7.13 and 7.15)', () => {
  assert.deepEqual(only({ licenseDeclared: 'NONE', licenseConcluded: 'NOASSERTION' }).licences, {
    declared: { state: 'none' },
    concluded: unknown,
    observed: [],
  });
  assert.deepEqual(only({}).licences, { declared: unknown, concluded: unknown, observed: [] });
  assert.deepEqual(only({ supplier: 'NOASSERTION', versionInfo: 'NOASSERTION' }).supplier, unknown);
  assert.deepEqual(only({ licenseInfoFromFiles: ['MIT', 'NOASSERTION'] }).licences.observed, ['MIT']);
});

test('a LicenseRef of which only the name is known is that name', () => {
  const hasExtractedLicensingInfos = [
    { licenseId: 'LicenseRef-1', extractedText: 'Beer', name: 'Beer' },
    { licenseId: 'LicenseRef-2', extractedText: 'THE LICENCE: …', name: 'Other' },
  ];
  const licencesOf = (licenseDeclared: string): unknown =>
    only({ licenseDeclared }, { hasExtractedLicensingInfos }).licences.declared;
  assert.deepEqual(licencesOf('LicenseRef-1'), known('Beer'));
  assert.deepEqual(licencesOf('LicenseRef-2'), known('LicenseRef-2'));
  assert.deepEqual(licencesOf('LicenseRef-1 OR MIT'), known('LicenseRef-1 OR MIT'));
});

test('algorithms are spelled as CycloneDX spells them; what has no place is a remark', () => {
  const outcome = read({
    packages: [
      {
        ...packages('a')[0],
        checksums: [
          { algorithm: 'SHA1', checksumValue: 'AB'.repeat(20) },
          { algorithm: 'SHA3-256', checksumValue: 'cd'.repeat(32) },
          { algorithm: 'MD6', checksumValue: 'ef' },
        ],
      },
    ],
  });
  assert.ok(outcome.complete);
  assert.deepEqual(outcome.value.components[0]?.hashes, [
    { algorithm: 'SHA-1', value: 'ab'.repeat(20) },
    { algorithm: 'SHA3-256', value: 'cd'.repeat(32) },
  ]);
  assert.match(said(outcome)[0] ?? '', /MD6 checksum \(1\)/);
});

test("a download location is a reference, not a source: most are the registry's own archives", () => {
  const one = only({ downloadLocation: 'https://example.org/it-1.tgz', homepage: 'https://example.org/it' });
  assert.equal(one.source, undefined);
  assert.deepEqual(one.externalReferences, [
    { type: 'distribution', url: 'https://example.org/it-1.tgz' },
    { type: 'website', url: 'https://example.org/it' },
  ]);
});

test('relationships in either direction are edges with a scope (2.3, 11.1)', () => {
  const outcome = read({
    packages: packages('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    relationships: relationships(
      'DOCUMENT DESCRIBES a',
      'a DEPENDS_ON b',
      'c DEPENDENCY_OF a',
      'd DEV_DEPENDENCY_OF a',
      'e OPTIONAL_DEPENDENCY_OF b',
      'f TEST_DEPENDENCY_OF b',
      'd CONTAINS g',
    ),
  });
  assert.deepEqual(said(outcome), []);
  assert.deepEqual(edges(outcome), [
    'a > b runtime',
    'a > c runtime',
    'a > d dev',
    'b > e optional',
    'b > f test',
    'd > g runtime',
  ]);
  assert.equal(outcome.value.subject, 'SPDXRef-a');
  assert.deepEqual(
    outcome.value.components.map(({ name, scope }) => `${name} ${scope}`),
    ['a runtime', 'b runtime', 'c runtime', 'd dev', 'e optional', 'f test', 'g dev'],
  );
});

test('a package has the strongest scope of all its paths, and runtime where no path leads', () => {
  const { value } = read({
    packages: packages('a', 'b', 'c', 'd', 'circle', 'round'),
    relationships: relationships(
      'DOCUMENT DESCRIBES a',
      'b DEV_DEPENDENCY_OF a',
      'b DEPENDS_ON c',
      'a DEPENDS_ON d',
      'd DEPENDS_ON c',
      'circle DEPENDS_ON round',
      'round DEPENDS_ON circle',
    ),
  });
  assert.deepEqual(
    value.components.map(({ name, scope }) => `${name} ${scope}`),
    ['a runtime', 'b dev', 'c runtime', 'circle runtime', 'd runtime', 'round runtime'],
  );
  assert.deepEqual(value.graphs[0]?.roots, [0, 4]);
});

test('NONE says that there is no further dependency, NOASSERTION that there may be; silence says nothing', () => {
  const edgesOf = (...sentences: readonly string[]): string | undefined =>
    read({ packages: packages('a', 'b'), relationships: relationships(...sentences) }).value.graphs[0]?.edges;
  assert.equal(edgesOf(), 'none');
  assert.equal(edgesOf('a DEPENDS_ON b'), 'partial');
  assert.equal(edgesOf('a DEPENDS_ON b', 'b DEPENDS_ON NONE'), 'complete');
  assert.equal(edgesOf('a DEPENDS_ON b', 'b DEPENDS_ON NONE', 'a DEPENDS_ON NOASSERTION'), 'partial');
});

test('a relationship with nothing is a problem with its line; one with a file or another document a remark', () => {
  const outcome = read({
    packages: packages('a'),
    files: [{ SPDXID: 'SPDXRef-file', fileName: './x' }],
    relationships: relationships('a DEPENDS_ON gone', 'a CONTAINS file', 'a DEPENDS_ON DocumentRef-x:SPDXRef-y', 'a COPY_OF a'),
  });
  assert.equal(outcome.complete, false);
  assert.equal(outcome.issues[0]?.message, 'names "SPDXRef-gone" in a relationship, which is nothing in the document');
  assert.equal(typeof outcome.issues[0]?.line, 'number');
  assert.match(
    said(outcome)[1] ?? '',
    /files \(1\), relationship COPY_OF \(1\), relationships with elements of other documents \(1\), relationships with files and snippets \(1\)$/,
  );
});

test('several described packages are roots, and none is the subject', () => {
  const { value } = read({
    packages: packages('a', 'b', 'c'),
    documentDescribes: ['SPDXRef-b'],
    relationships: relationships('c DESCRIBED_BY DOCUMENT'),
  });
  assert.equal(value.subject, undefined);
  assert.deepEqual(value.graphs[0]?.roots, [1, 2, 0]);
});

test('an SPDXID twice, a missing one and another version are problems; everything is still read', () => {
  const outcome = read({ spdxVersion: 'SPDX-2.1', packages: [...packages('a', 'a'), { name: 'b' }, { SPDXID: 'SPDXRef-c' }] });
  assert.deepEqual(
    outcome.issues.map(({ code }) => code),
    ['spdx/version', 'sbom/shape', 'spdx/duplicate-id', 'spdx/id'],
  );
  assert.deepEqual(
    outcome.value.components.map(({ name }) => name),
    ['a', 'b'],
  );
});
