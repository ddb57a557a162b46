/**
 * An SPDX 2.3 document in JSON as Assay writes it: the members that it fills, in the order in which it writes them.
 * @see https://spdx.github.io/spdx-spec/v2.3/
 */
export interface SpdxDocument {
  readonly spdxVersion: 'SPDX-2.3';
  readonly dataLicense: 'CC0-1.0';
  readonly SPDXID: 'SPDXRef-DOCUMENT';
  readonly name: string;
  readonly documentNamespace: string;
  readonly creationInfo: { readonly created: string; readonly creators: readonly string[] };
  readonly packages: readonly SpdxPackage[];
  readonly hasExtractedLicensingInfos?: readonly SpdxExtractedLicence[];
  readonly relationships: readonly SpdxRelationship[];
}

/** A part of a document while it is being made. */
export type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

export interface SpdxPackage {
  readonly name: string;
  readonly SPDXID: string;
  readonly supplier: string;
  readonly downloadLocation: string;
  readonly filesAnalyzed: false;
  readonly primaryPackagePurpose: string;
  readonly licenseConcluded: string;
  readonly licenseDeclared: string;
  readonly copyrightText: string;
  readonly versionInfo?: string;
  readonly checksums?: readonly SpdxChecksum[];
  readonly homepage?: string;
  readonly sourceInfo?: string;
  readonly description?: string;
  readonly externalRefs?: readonly SpdxExternalRef[];
  readonly annotations?: readonly SpdxAnnotation[];
}

export interface SpdxChecksum {
  readonly algorithm: string;
  readonly checksumValue: string;
}

export interface SpdxExternalRef {
  readonly referenceCategory: 'PACKAGE-MANAGER' | 'SECURITY' | 'OTHER';
  readonly referenceType: string;
  readonly referenceLocator: string;
  readonly comment?: string;
}

export interface SpdxAnnotation {
  readonly annotationDate: string;
  readonly annotationType: 'OTHER';
  readonly annotator: string;
  readonly comment: string;
}

export interface SpdxExtractedLicence {
  readonly licenseId: string;
  readonly extractedText: string;
  readonly name?: string;
}

export interface SpdxRelationship {
  readonly spdxElementId: string;
  readonly relationshipType: string;
  readonly relatedSpdxElement: string;
}

export const noAssertion = 'NOASSERTION';
export const noneStated = 'NONE';
