/** Members of SPDX 2 that have one of their own in SPDX 3. */
export const renamed: ReadonlyMap<string, string> = new Map([
  ['summary', 'summary'],
  ['sourceInfo', 'software_sourceInfo'],
  ['builtDate', 'builtTime'],
  ['releaseDate', 'releaseTime'],
  ['validUntilDate', 'validUntilTime'],
  ['attributionTexts', 'software_attributionText'],
]);

/** Members that become elements of their own, or that typed fields already say. */
export const handled: ReadonlySet<string> = new Set([
  ...renamed.keys(),
  'noticeText',
  'licenseComments',
  'packageFileName',
  'packageVerificationCode',
  'filesAnalyzed',
  'hasFiles',
  'annotations',
  'fileTypes',
  'fileContributors',
  'checksums',
  'downloadLocation',
  'homepage',
  'externalRefs',
  'copyrightText',
  'licenseDeclared',
  'licenseConcluded',
  'licenseInfoFromFiles',
  'licenseInfoInFiles',
  'licenseInfoInSnippets',
  'supplier',
  'originator',
  'primaryPackagePurpose',
  'snippetFromFile',
  'ranges',
  'name',
  'fileDependencies',
]);

export const purposeOfFileType: ReadonlyMap<string, string> = new Map([
  ['SOURCE', 'source'],
  ['ARCHIVE', 'archive'],
  ['APPLICATION', 'application'],
  ['DOCUMENTATION', 'documentation'],
  ['OTHER', 'other'],
]);

export const contentTypeOfFileType: ReadonlyMap<string, string> = new Map([
  ['BINARY', 'application/octet-stream'],
  ['TEXT', 'text/plain'],
  ['IMAGE', 'image/*'],
  ['AUDIO', 'audio/*'],
  ['VIDEO', 'video/*'],
  ['SPDX', 'text/spdx'],
]);

/** CycloneDX phases against SPDX 3 `SbomType`. */
export const sbomTypes: ReadonlyMap<string, string> = new Map([
  ['design', 'design'],
  ['pre-build', 'source'],
  ['build', 'build'],
  ['post-build', 'analyzed'],
  ['operations', 'deployed'],
  ['discovery', 'runtime'],
]);

export const purposeOfPackage: ReadonlyMap<string, string> = new Map([
  ['SOURCE', 'source'],
  ['ARCHIVE', 'archive'],
  ['INSTALL', 'install'],
  ['OTHER', 'other'],
]);
