import type { BomRelationship } from '../../bom/model.ts';

/** What a relationship of SPDX 2 means in the words of SPDX 3. */
export interface RelationshipMeaning {
  readonly type: string;
  /** SPDX 2 says it from the other end. */
  readonly isReverse: boolean;
  readonly scope?: NonNullable<BomRelationship['scope']>;
}

const forward = (type: string): RelationshipMeaning => ({ type, isReverse: false });
const reverse = (type: string, scope?: RelationshipMeaning['scope']): RelationshipMeaning =>
  scope === undefined ? { type, isReverse: true } : { type, isReverse: true, scope };

/**
 * SPDX 2.3, table 68, against SPDX 3.0.1 `RelationshipType`. Where several mean the same, the first is the one that is written.
 */
export const relationshipMeanings: ReadonlyMap<string, RelationshipMeaning> = new Map([
  ['DESCRIBES', forward('describes')],
  ['DESCRIBED_BY', reverse('describes')],
  ['CONTAINS', forward('contains')],
  ['CONTAINED_BY', reverse('contains')],
  ['DEPENDS_ON', forward('dependsOn')],
  ['DEPENDENCY_OF', reverse('dependsOn')],
  ['RUNTIME_DEPENDENCY_OF', reverse('dependsOn', 'runtime')],
  ['BUILD_DEPENDENCY_OF', reverse('dependsOn', 'build')],
  ['DEV_DEPENDENCY_OF', reverse('dependsOn', 'development')],
  ['TEST_DEPENDENCY_OF', reverse('dependsOn', 'test')],
  ['OPTIONAL_DEPENDENCY_OF', reverse('hasOptionalDependency')],
  ['PROVIDED_DEPENDENCY_OF', reverse('hasProvidedDependency')],
  ['DEPENDENCY_MANIFEST_OF', reverse('hasDependencyManifest')],
  ['EXAMPLE_OF', reverse('hasExample')],
  ['GENERATES', forward('generates')],
  ['GENERATED_FROM', reverse('generates')],
  ['ANCESTOR_OF', forward('ancestorOf')],
  ['DESCENDANT_OF', forward('descendantOf')],
  ['VARIANT_OF', reverse('hasVariant')],
  ['DISTRIBUTION_ARTIFACT', forward('hasDistributionArtifact')],
  ['PATCH_FOR', reverse('patchedBy')],
  ['PATCH_APPLIED', reverse('patchedBy')],
  ['COPY_OF', reverse('copiedTo')],
  ['FILE_ADDED', reverse('hasAddedFile')],
  ['FILE_DELETED', reverse('hasDeletedFile')],
  ['FILE_MODIFIED', reverse('modifiedBy')],
  ['EXPANDED_FROM_ARCHIVE', reverse('expandsTo')],
  ['DYNAMIC_LINK', forward('hasDynamicLink')],
  ['STATIC_LINK', forward('hasStaticLink')],
  ['DATA_FILE_OF', reverse('hasDataFile')],
  ['TEST_CASE_OF', reverse('hasTestCase')],
  ['BUILD_TOOL_OF', reverse('usesTool', 'build')],
  ['DEV_TOOL_OF', reverse('usesTool', 'development')],
  ['TEST_TOOL_OF', reverse('usesTool', 'test')],
  ['TEST_OF', reverse('hasTest', 'test')],
  ['DOCUMENTATION_OF', reverse('hasDocumentation')],
  ['OPTIONAL_COMPONENT_OF', reverse('hasOptionalComponent')],
  ['METAFILE_OF', reverse('hasMetadata')],
  ['PACKAGE_OF', reverse('packagedBy')],
  ['AMENDS', reverse('amendedBy')],
  ['PREREQUISITE_FOR', reverse('hasPrerequisite')],
  ['HAS_PREREQUISITE', forward('hasPrerequisite')],
  ['REQUIREMENT_DESCRIPTION_FOR', reverse('hasRequirement')],
  ['SPECIFICATION_FOR', reverse('hasSpecification')],
  ['OTHER', forward('other')],
]);

/** The SPDX 2 word for a meaning; undefined when SPDX 2 has none. */
export function relationshipWordOf(type: string, scope: BomRelationship['scope']): string | undefined {
  let inAnyScope: string | undefined;
  for (const [word, meaning] of relationshipMeanings) {
    if (meaning.type !== type) continue;
    if (meaning.scope === scope) return word;
    if (meaning.scope === undefined) inAnyScope ??= word;
  }
  return inAnyScope;
}

/** SPDX 2 `primaryPackagePurpose` and SPDX 3 `software_primaryPurpose` against CycloneDX types. */
export const purposes: readonly { readonly two?: string; readonly three: string; readonly type?: string }[] = [
  { two: 'APPLICATION', three: 'application', type: 'application' },
  { two: 'FRAMEWORK', three: 'framework', type: 'framework' },
  { two: 'LIBRARY', three: 'library', type: 'library' },
  { two: 'CONTAINER', three: 'container', type: 'container' },
  { two: 'OPERATING_SYSTEM', three: 'operatingSystem', type: 'operating-system' },
  { two: 'DEVICE', three: 'device', type: 'device' },
  { two: 'FIRMWARE', three: 'firmware', type: 'firmware' },
  { two: 'FILE', three: 'file', type: 'file' },
  { three: 'platform', type: 'platform' },
  { three: 'deviceDriver', type: 'device-driver' },
  { three: 'model', type: 'machine-learning-model' },
  { three: 'data', type: 'data' },
  { two: 'SOURCE', three: 'source' },
  { two: 'ARCHIVE', three: 'archive' },
  { two: 'INSTALL', three: 'install' },
  { two: 'OTHER', three: 'other' },
];

/** Hash algorithms: CycloneDX, SPDX 2, SPDX 3. */
const algorithms: readonly (readonly [string, string | undefined, string | undefined])[] = [
  ['MD5', 'MD5', 'md5'],
  ['SHA-1', 'SHA1', 'sha1'],
  ['SHA-256', 'SHA256', 'sha256'],
  ['SHA-384', 'SHA384', 'sha384'],
  ['SHA-512', 'SHA512', 'sha512'],
  ['SHA3-256', 'SHA3-256', 'sha3_256'],
  ['SHA3-384', 'SHA3-384', 'sha3_384'],
  ['SHA3-512', 'SHA3-512', 'sha3_512'],
  ['BLAKE2b-256', 'BLAKE2b-256', 'blake2b256'],
  ['BLAKE2b-384', 'BLAKE2b-384', 'blake2b384'],
  ['BLAKE2b-512', 'BLAKE2b-512', 'blake2b512'],
  ['BLAKE3', 'BLAKE3', 'blake3'],
  ['SHA-224', 'SHA224', 'sha224'],
  ['MD2', 'MD2', 'md2'],
  ['MD4', 'MD4', 'md4'],
  ['MD6', 'MD6', 'md6'],
  ['ADLER32', 'ADLER32', 'adler32'],
];

const byTwo = new Map(algorithms.map(([common, two]) => [two, common]));
const byThree = new Map(algorithms.map(([common, , three]) => [three, common]));
const toTwo = new Map(algorithms.map(([common, two]) => [common, two]));
const toThree = new Map(algorithms.map(([common, , three]) => [common, three]));

export function algorithmFrom2(name: string): string {
  return byTwo.get(name) ?? name;
}
export function algorithmFrom3(name: string): string {
  return byThree.get(name) ?? name;
}
/** Undefined when SPDX 2.3 has no such algorithm. */
export function algorithmTo2(name: string): string | undefined {
  return toTwo.get(name);
}
export function algorithmTo3(name: string): string | undefined {
  return toThree.get(name);
}
