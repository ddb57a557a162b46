/** What a written document says about its own making: the inventory does not know it. */
export interface DocumentFacts {
  /** Assay's own version. */
  readonly toolVersion: string;
  /** When the document is made. The same inventory, findings and time give the same bytes. */
  readonly created: Date;
  /** What to call the target where its name as the user gave it (`.`, a path) says nothing to others. */
  readonly targetName?: string;
  /** False when something of the target could not be read, so that components may be missing. */
  readonly complete?: boolean;
  /** CycloneDX lifecycle phase in which the target was looked at. */
  readonly lifecycle?: 'design' | 'pre-build' | 'build' | 'post-build' | 'operations' | 'discovery' | 'decommission';
}

/** RFC 3339 in UTC without fractions of a second: the form that SPDX demands (2.3, 6.9) and CycloneDX accepts. */
export function timestampOf(facts: DocumentFacts): string {
  return `${facts.created.toISOString().slice(0, 19)}Z`;
}
