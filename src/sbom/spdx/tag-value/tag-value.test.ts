import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LossLedger } from '../../bom/loss.ts';
import { readTaggedLines, toTagged } from './lines.ts';
import { readTagValue } from './read.ts';
import { toTagValue } from './write.ts';

const text = `SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: d
DocumentNamespace: https://example.org/d
ExternalDocumentRef: DocumentRef-o https://example.org/o SHA1: ${'a'.repeat(40)}
Creator: Tool: t
Created: 2026-01-01T00:00:00Z
# a comment

FileName: ./alone.c
SPDXID: SPDXRef-alone
FileChecksum: SHA1: ${'b'.repeat(40)}

PackageName: p
SPDXID: SPDXRef-p
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: false
PackageVerificationCode: ${'c'.repeat(40)} (excludes: ./x, ./y)
ExternalRef: PACKAGE-MANAGER purl pkg:npm/p@1
ExternalRefComment: <text>two
lines</text>
FileName: ./inside.c
SPDXID: SPDXRef-inside
FileChecksum: SHA1: ${'d'.repeat(40)}
SnippetSPDXID: SPDXRef-s
SnippetFromFileSPDXID: SPDXRef-inside
SnippetByteRange: 3:9
SnippetName: s
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-p
RelationshipComment: why
Annotator: Person: Jo
AnnotationDate: 2026-01-01T00:00:00Z
AnnotationComment: <text>good</text>
AnnotationType: REVIEW
SPDXREF: SPDXRef-p
`;

test('tags become the members of the JSON form, with the lines of their elements (SPDX 2.3, 4.4)', () => {
  const { document, faults } = readTagValue(text);
  assert.deepEqual(faults, []);
  const root = document.value as unknown as Record<string, readonly Record<string, unknown>[]>;
  const [one] = root['packages'] ?? [];
  assert.deepEqual(one, {
    name: 'p',
    SPDXID: 'SPDXRef-p',
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    packageVerificationCode: { packageVerificationCodeValue: 'c'.repeat(40), packageVerificationCodeExcludedFiles: ['./x', './y'] },
    externalRefs: [
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:npm/p@1', comment: 'two\nlines' },
    ],
    annotations: [{ annotator: 'Person: Jo', annotationDate: '2026-01-01T00:00:00Z', comment: 'good', annotationType: 'REVIEW' }],
  });
  assert.equal(document.lineOf(one as never), 15);
  assert.deepEqual(
    root['files']?.map((file) => file['#tag']),
    [undefined, { package: 'SPDXRef-p' }],
  );
  const pointer = (offset: number): object => ({ offset, reference: 'SPDXRef-inside' });
  assert.deepEqual(root['snippets']?.[0]?.['ranges'], [{ startPointer: pointer(3), endPointer: pointer(9) }]);
  assert.equal(root['relationships']?.[0]?.['comment'], 'why');
});

test('what is written is read as the same, files of a package inside its section', () => {
  const { document } = readTagValue(text);
  const ledger = new LossLedger();
  const written = toTagValue(document.value as never, ledger);
  assert.deepEqual(ledger.losses, []);
  assert.deepEqual(readTagValue(written).document.value, document.value);
});

test('a text of many lines, with spaces at its ends or with tags inside comes back as it was', () => {
  for (const value of ['plain', ' padded ', 'two\nlines', '', '<text>', 'a: b', '# no comment']) {
    const { faults, lines } = readTaggedLines(`${toTagged('PackageComment', value)}\nPackageName: x\n`);
    assert.deepEqual([faults, lines.map((line) => line.value)], [[], [value, 'x']]);
  }
});

test('what is no tag, in the wrong place, twice or of the wrong form is a fault with its line', () => {
  const faults = readTagValue(
    'SPDXVersion: SPDX-2.3\nhello\nNonsense: 1\nPackageVersion: 1\nPackageName: p\nPackageVersion: 1\nPackageVersion: 2\nPackageChecksum: none\nSPDXREF: x\nAnnotationDate: y\n',
  ).faults;
  assert.deepEqual(
    faults.map(({ line, message }) => `${line} ${message}`),
    [
      '2 is no comment and has no tag',
      '3 has the tag Nonsense, which SPDX has not',
      '4 has the tag PackageVersion outside a package',
      '7 has the tag PackageVersion a second time in one element',
      '8 has a PackageChecksum that has not the form of one',
      '9 has the tag SPDXREF before an annotator',
      '10 has the tag AnnotationDate before what it belongs to',
    ],
  );
});

test('members that have no tag are in the ledger', () => {
  const ledger = new LossLedger();
  toTagValue(
    { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', packages: [{ name: 'p', SPDXID: 'SPDXRef-p', artifactOfs: [] }] },
    ledger,
  );
  assert.deepEqual(ledger.losses, [{ path: 'packages[0].artifactOfs', what: 'artifactOfs', why: 'tag-value has no tag for it' }]);
});
