import type { Hash } from '../../kernel/index.ts';

/** In the order of precedence of a tie: the one that warns most comes first. */
export const vexStatuses = ['affected', 'under_investigation', 'fixed', 'not_affected'] as const;
export type VexStatus = (typeof vexStatuses)[number];

/** The status justifications of CISA, as OpenVEX and CSAF write them. */
export const justifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;
export type Justification = (typeof justifications)[number];

export type VexFormat = 'openvex' | 'csaf' | 'cyclonedx';

/** How a document names a piece of software: any of its identifiers identifies it. */
export interface ProductIdentity {
  /** As written. */
  readonly purls: readonly string[];
  /** CPE 2.2 or 2.3 names, as written. */
  readonly cpes: readonly string[];
  readonly hashes: readonly Hash[];
  /** What the document itself calls it: an IRI, a product id, a `bom-ref`. */
  readonly ref?: string;
  /** For people, and for software that has no identifier: a project. */
  readonly name?: string;
  /** Version that goes with `name`. */
  readonly version?: string;
  /** Version range specifiers that narrow it: it is only what lies in one of them. Absent: what the identifiers say. */
  readonly versions?: readonly string[];
}

export interface StatedProduct extends ProductIdentity {
  /** Parts of the product from which the vulnerability comes; empty: the product as a whole. */
  readonly subcomponents: readonly ProductIdentity[];
}

/** The document that a statement is from. */
export interface VexDocument {
  readonly format: VexFormat;
  /** Identifies the document among those of its author. */
  readonly id: string;
  readonly version?: string;
  readonly author: string;
  readonly role?: string;
  /** Where it was read: as the user named it. */
  readonly file: string;
  /** RFC 3339: when it was issued, or last changed. */
  readonly time: string;
  /** Who signed it, when somebody checked the signature. */
  readonly verifiedBy?: string;
}

/** One assertion: what a vulnerability means for products. */
export interface VexStatement {
  readonly document: VexDocument;
  readonly vulnerability: string;
  /** Without `vulnerability`, sorted. */
  readonly aliases: readonly string[];
  readonly products: readonly StatedProduct[];
  readonly status: VexStatus;
  readonly justification?: Justification;
  /** The justification in the words of the document's format, where it says more than ours (CycloneDX `requires_environment`). */
  readonly statedJustification?: string;
  /** Why it is not affected. */
  readonly impact?: string;
  /** What to do about it. */
  readonly action?: string;
  readonly notes?: string;
  readonly supplier?: string;
  /** RFC 3339: when it was first true, and when it was last changed. */
  readonly timestamp: string;
  readonly lastUpdated?: string;
  /** JSON pointer in the document, and 1-based line. */
  readonly at: string;
  readonly line?: number;
}

/** The time that counts when statements contradict each other. */
export function effectiveTime({ lastUpdated, timestamp }: Pick<VexStatement, 'lastUpdated' | 'timestamp'>): string {
  return lastUpdated ?? timestamp;
}

/** Whether a finding that this is said of is closed. */
export function closes(status: VexStatus): boolean {
  return status === 'fixed' || status === 'not_affected';
}

/** For people: the most exact identifier there is. */
export function nameOfProduct({ purls, name, version, ref, cpes, hashes }: ProductIdentity): string {
  const named = name === undefined || version === undefined ? name : `${name} ${version}`;
  return purls[0] ?? named ?? cpes[0] ?? ref ?? hashes[0]?.value ?? 'a product without identifier';
}
