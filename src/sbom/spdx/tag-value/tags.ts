/** Which element a tag belongs to. */
export type TagOwner = 'document' | 'creation' | 'package' | 'file' | 'snippet' | 'licence';

export interface TagSpec {
  readonly owner: TagOwner;
  /** Member of the JSON form. */
  readonly member: string;
  readonly isList?: true;
  /** How the value becomes one of JSON, when it is not just the text. */
  readonly how?: 'checksum' | 'externalRef' | 'verification' | 'bool' | 'externalDocument';
}

/** Tags that stand for one member of one element, in the order in which they are written (SPDX 2.3, clauses 6 to 10). */
export const tags: ReadonlyMap<string, TagSpec> = new Map<string, TagSpec>([
  ['SPDXVersion', { owner: 'document', member: 'spdxVersion' }],
  ['DataLicense', { owner: 'document', member: 'dataLicense' }],
  ['DocumentName', { owner: 'document', member: 'name' }],
  ['DocumentNamespace', { owner: 'document', member: 'documentNamespace' }],
  ['ExternalDocumentRef', { owner: 'document', member: 'externalDocumentRefs', isList: true, how: 'externalDocument' }],
  ['DocumentComment', { owner: 'document', member: 'comment' }],
  ['LicenseListVersion', { owner: 'creation', member: 'licenseListVersion' }],
  ['Creator', { owner: 'creation', member: 'creators', isList: true }],
  ['Created', { owner: 'creation', member: 'created' }],
  ['CreatorComment', { owner: 'creation', member: 'comment' }],
  ['PackageName', { owner: 'package', member: 'name' }],
  ['PackageVersion', { owner: 'package', member: 'versionInfo' }],
  ['PackageFileName', { owner: 'package', member: 'packageFileName' }],
  ['PackageSupplier', { owner: 'package', member: 'supplier' }],
  ['PackageOriginator', { owner: 'package', member: 'originator' }],
  ['PackageDownloadLocation', { owner: 'package', member: 'downloadLocation' }],
  ['FilesAnalyzed', { owner: 'package', member: 'filesAnalyzed', how: 'bool' }],
  ['PackageVerificationCode', { owner: 'package', member: 'packageVerificationCode', how: 'verification' }],
  ['PackageChecksum', { owner: 'package', member: 'checksums', isList: true, how: 'checksum' }],
  ['PackageHomePage', { owner: 'package', member: 'homepage' }],
  ['PackageSourceInfo', { owner: 'package', member: 'sourceInfo' }],
  ['PackageLicenseConcluded', { owner: 'package', member: 'licenseConcluded' }],
  ['PackageLicenseInfoFromFiles', { owner: 'package', member: 'licenseInfoFromFiles', isList: true }],
  ['PackageLicenseDeclared', { owner: 'package', member: 'licenseDeclared' }],
  ['PackageLicenseComments', { owner: 'package', member: 'licenseComments' }],
  ['PackageCopyrightText', { owner: 'package', member: 'copyrightText' }],
  ['PackageSummary', { owner: 'package', member: 'summary' }],
  ['PackageDescription', { owner: 'package', member: 'description' }],
  ['PackageComment', { owner: 'package', member: 'comment' }],
  ['ExternalRef', { owner: 'package', member: 'externalRefs', isList: true, how: 'externalRef' }],
  ['PackageAttributionText', { owner: 'package', member: 'attributionTexts', isList: true }],
  ['PrimaryPackagePurpose', { owner: 'package', member: 'primaryPackagePurpose' }],
  ['ReleaseDate', { owner: 'package', member: 'releaseDate' }],
  ['BuiltDate', { owner: 'package', member: 'builtDate' }],
  ['ValidUntilDate', { owner: 'package', member: 'validUntilDate' }],
  ['FileName', { owner: 'file', member: 'fileName' }],
  ['FileType', { owner: 'file', member: 'fileTypes', isList: true }],
  ['FileChecksum', { owner: 'file', member: 'checksums', isList: true, how: 'checksum' }],
  ['LicenseConcluded', { owner: 'file', member: 'licenseConcluded' }],
  ['LicenseInfoInFile', { owner: 'file', member: 'licenseInfoInFiles', isList: true }],
  ['LicenseComments', { owner: 'file', member: 'licenseComments' }],
  ['FileCopyrightText', { owner: 'file', member: 'copyrightText' }],
  ['FileComment', { owner: 'file', member: 'comment' }],
  ['FileNotice', { owner: 'file', member: 'noticeText' }],
  ['FileContributor', { owner: 'file', member: 'fileContributors', isList: true }],
  ['FileAttributionText', { owner: 'file', member: 'attributionTexts', isList: true }],
  ['FileDependency', { owner: 'file', member: 'fileDependencies', isList: true }],
  ['SnippetFromFileSPDXID', { owner: 'snippet', member: 'snippetFromFile' }],
  ['SnippetLicenseConcluded', { owner: 'snippet', member: 'licenseConcluded' }],
  ['LicenseInfoInSnippet', { owner: 'snippet', member: 'licenseInfoInSnippets', isList: true }],
  ['SnippetLicenseComments', { owner: 'snippet', member: 'licenseComments' }],
  ['SnippetCopyrightText', { owner: 'snippet', member: 'copyrightText' }],
  ['SnippetComment', { owner: 'snippet', member: 'comment' }],
  ['SnippetName', { owner: 'snippet', member: 'name' }],
  ['SnippetAttributionText', { owner: 'snippet', member: 'attributionTexts', isList: true }],
  ['LicenseID', { owner: 'licence', member: 'licenseId' }],
  ['ExtractedText', { owner: 'licence', member: 'extractedText' }],
  ['LicenseName', { owner: 'licence', member: 'name' }],
  ['LicenseCrossReference', { owner: 'licence', member: 'seeAlsos', isList: true }],
  ['LicenseComment', { owner: 'licence', member: 'comment' }],
]);
