/** Types of external references that CycloneDX 1.6 knows (`externalReference.type`). */
export const referenceTypes: ReadonlySet<string> = new Set([
  'vcs',
  'issue-tracker',
  'website',
  'advisories',
  'bom',
  'mailing-list',
  'social',
  'chat',
  'documentation',
  'support',
  'source-distribution',
  'distribution',
  'distribution-intake',
  'license',
  'build-meta',
  'build-system',
  'release-notes',
  'security-contact',
  'model-card',
  'log',
  'configuration',
  'evidence',
  'formulation',
  'attestation',
  'threat-model',
  'adversary-model',
  'risk-assessment',
  'vulnerability-assertion',
  'exploitability-statement',
  'pentest-report',
  'static-analysis-report',
  'dynamic-analysis-report',
  'runtime-analysis-report',
  'component-analysis-report',
  'maturity-report',
  'certification-report',
  'codified-infrastructure',
  'quality-metrics',
  'poam',
  'electronic-signature',
  'digital-signature',
  'rfc-9116',
  'other',
]);

// eslint-disable-next-line no-control-regex
const notInIri = /[\u0000-\u0020\u007f-\u009f\s<>"{}|\\^`]/g;
const strayPercent = /%(?![0-9A-Fa-f]{2})/g;

/** The text with everything percent-encoded that RFC 3987 allows nowhere in an IRI reference. */
export function toIriReference(text: string): string {
  return text.toWellFormed().replace(strayPercent, '%25').replace(notInIri, encodeURIComponent);
}
