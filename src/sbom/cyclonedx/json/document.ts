import type { HashAlgorithm } from '../../../kernel/index.ts';
import type { ComponentType, SeverityLevel } from '../../../model/index.ts';

/**
 * A CycloneDX 1.6 document as Assay writes it: the members that it fills, in the order in which it writes them.
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export interface CycloneDxDocument {
  readonly $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json';
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: CdxMetadata;
  readonly components: readonly CdxComponent[];
  readonly dependencies: readonly CdxDependency[];
  readonly compositions?: readonly CdxComposition[];
  readonly vulnerabilities?: readonly CdxVulnerability[];
}

/** A part of a document while it is being made. */
export type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

export interface CdxMetadata {
  readonly timestamp: string;
  readonly lifecycles?: readonly { readonly phase: string }[];
  readonly tools: { readonly components: readonly CdxComponent[] };
  readonly component: CdxComponent;
}

export interface CdxComponent {
  readonly type: ComponentType;
  readonly 'bom-ref'?: string;
  readonly name: string;
  readonly supplier?: { readonly name: string };
  readonly group?: string;
  readonly version?: string;
  readonly description?: string;
  readonly scope?: CdxScope;
  readonly hashes?: readonly CdxHash[];
  readonly licenses?: readonly CdxLicence[];
  readonly purl?: string;
  readonly externalReferences?: readonly CdxReference[];
  readonly properties?: readonly CdxProperty[];
  readonly evidence?: CdxEvidence;
}

export type CdxScope = 'required' | 'optional' | 'excluded';
export interface CdxHash {
  readonly alg: HashAlgorithm;
  readonly content: string;
}

/** In a list of more than one, 1.6 allows no expression. */
export type CdxLicence =
  | { readonly license: { readonly id: string; readonly acknowledgement?: CdxAcknowledgement } }
  | { readonly license: { readonly name: string; readonly acknowledgement?: CdxAcknowledgement } }
  | { readonly expression: string; readonly acknowledgement?: CdxAcknowledgement };
export type CdxAcknowledgement = 'declared' | 'concluded';

export interface CdxReference {
  readonly url: string;
  readonly type: string;
  readonly comment?: string;
}
export interface CdxProperty {
  readonly name: string;
  readonly value: string;
}

export interface CdxEvidence {
  readonly identity?: readonly CdxIdentity[];
  readonly occurrences?: readonly CdxOccurrence[];
  readonly licenses?: readonly CdxLicence[];
}
export interface CdxIdentity {
  readonly field: 'purl' | 'name';
  readonly confidence: number;
  readonly methods: readonly { readonly technique: string; readonly confidence: number; readonly value: string }[];
}
export interface CdxOccurrence {
  readonly location: string;
  readonly line?: number;
  readonly additionalContext: string;
}

export interface CdxDependency {
  readonly ref: string;
  readonly dependsOn?: readonly string[];
}

export interface CdxComposition {
  readonly aggregate: 'complete' | 'incomplete' | 'unknown';
  readonly assemblies?: readonly string[];
  readonly dependencies?: readonly string[];
}

export interface CdxVulnerability {
  readonly 'bom-ref': string;
  readonly id: string;
  readonly source?: CdxSource;
  readonly references?: readonly { readonly id: string; readonly source: CdxSource }[];
  readonly ratings?: readonly CdxRating[];
  readonly cwes?: readonly number[];
  readonly description?: string;
  readonly recommendation?: string;
  readonly advisories?: readonly { readonly url: string }[];
  readonly published?: string;
  readonly updated?: string;
  readonly analysis?: { readonly state: 'in_triage'; readonly detail: string };
  readonly affects: readonly CdxAffects[];
}
export interface CdxSource {
  readonly name: string;
  readonly url?: string;
}
export interface CdxRating {
  readonly source?: { readonly name: string };
  readonly score?: number;
  readonly severity: SeverityLevel;
  readonly method?: 'CVSSv2' | 'CVSSv3' | 'CVSSv31' | 'CVSSv4' | 'other';
  readonly vector?: string;
}
export interface CdxAffects {
  readonly ref: string;
  readonly versions?: readonly { readonly version: string; readonly status: 'affected' | 'unknown' }[];
}
