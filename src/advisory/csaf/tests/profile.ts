import type { CsafDocument } from '../csaf-document.ts';
import type { CsafFailure, CsafTest } from '../csaf-test.ts';
import { objectAt, objectsAt, pointer, textAt, type Place } from '../places.ts';
import { coveredBy, statusOf, uncovered } from './status.ts';

/** What the profiles of section 4 ask for: 6.1.26 and 6.1.27. A profile is named by the document's category. */
export const profileTests: readonly CsafTest[] = [
  { id: '6.1.26', title: 'Prohibited Document Category Name', group: 'mandatory', run: prohibitedCategory },
  profileTest('6.1.27.1', 'Document Notes', ['csaf_informational_advisory', 'csaf_security_incident_response'], ({ document }) =>
    hasOne(objectsAt(document, 'notes'), ['description', 'details', 'general', 'summary'])
      ? []
      : [{ at: '/document/notes', message: 'has no description, details, general note or summary' }],
  ),
  profileTest(
    '6.1.27.2',
    'Document References',
    ['csaf_informational_advisory', 'csaf_security_incident_response'],
    ({ document }) =>
      // The category of a reference is "external" unless it says otherwise.
      objectsAt(document, 'references').some((reference) => (textAt(reference, 'category')?.text ?? 'external') === 'external')
        ? []
        : [{ at: '/document/references', message: 'has no external reference' }],
  ),
  profileTest('6.1.27.3', 'Vulnerabilities', ['csaf_informational_advisory'], ({ root }) =>
    root.value['vulnerabilities'] === undefined
      ? []
      : [{ at: '/vulnerabilities', message: 'is there, which an informational advisory does not have' }],
  ),
  profileTest('6.1.27.4', 'Product Tree', ['csaf_security_advisory', 'csaf_vex'], ({ root }) => missing(root, ['product_tree'])),
  profileTest('6.1.27.5', 'Vulnerability Notes', ['csaf_security_advisory', 'csaf_vex'], ({ vulnerabilities }) =>
    vulnerabilities.flatMap((vulnerability) => missing(vulnerability, ['notes'])),
  ),
  profileTest('6.1.27.6', 'Product Status', ['csaf_security_advisory'], ({ vulnerabilities }) =>
    vulnerabilities.flatMap((vulnerability) => missing(vulnerability, ['product_status'])),
  ),
  profileTest('6.1.27.7', 'VEX Product Status', ['csaf_vex'], ({ vulnerabilities }) =>
    vulnerabilities.flatMap((vulnerability) => {
      const status = objectAt(vulnerability, 'product_status');
      return missing(status ?? { value: {}, at: pointer(vulnerability.at, 'product_status') }, vexStatuses);
    }),
  ),
  profileTest('6.1.27.8', 'Vulnerability ID', ['csaf_vex'], ({ vulnerabilities }) =>
    vulnerabilities.flatMap((vulnerability) => missing(vulnerability, ['cve', 'ids'])),
  ),
  profileTest('6.1.27.9', 'Impact Statement', ['csaf_vex'], withoutImpact),
  profileTest('6.1.27.10', 'Action Statement', ['csaf_vex'], (document) =>
    document.vulnerabilities.flatMap((vulnerability) =>
      uncovered(
        statusOf(vulnerability, 'known_affected'),
        coveredBy(objectsAt(vulnerability, 'remediations'), document),
        'action statement (remediation)',
      ),
    ),
  ),
  profileTest('6.1.27.11', 'Vulnerabilities', ['csaf_security_advisory', 'csaf_vex'], ({ root }) =>
    missing(root, ['vulnerabilities']),
  ),
];

const vexStatuses = ['fixed', 'known_affected', 'known_not_affected', 'under_investigation'];

function profileTest(
  id: string,
  title: string,
  categories: readonly string[],
  run: (document: CsafDocument) => readonly CsafFailure[],
): CsafTest {
  return { id, title, group: 'mandatory', run: (document) => (categories.includes(document.category) ? run(document) : []) };
}

function hasOne(items: readonly Place[], categories: readonly string[]): boolean {
  return items.some((item) => categories.includes(textAt(item, 'category')?.text ?? ''));
}

/** A failure when none of the members is there. */
function missing({ value, at }: Place, names: readonly string[]): readonly CsafFailure[] {
  if (names.some((name) => value[name] !== undefined)) return [];
  return [{ at, message: `has ${names.length === 1 ? `no "${names[0] ?? ''}"` : `none of ${names.join(', ')}`}` }];
}

function withoutImpact(document: CsafDocument): readonly CsafFailure[] {
  return document.vulnerabilities.flatMap((vulnerability) => {
    const impacts = objectsAt(vulnerability, 'threats').filter((threat) => textAt(threat, 'category')?.text === 'impact');
    const covered = coveredBy([...objectsAt(vulnerability, 'flags'), ...impacts], document);
    return uncovered(statusOf(vulnerability, 'known_not_affected'), covered, 'impact statement (flag or threat)');
  });
}

/** Names of profiles, as a reader compares them: without case, blanks and the signs between words. */
const profiles: ReadonlySet<string> = new Set([
  'csafbase',
  'csafsecurityincidentresponse',
  'csafinformationaladvisory',
  'csafsecurityadvisory',
  'csafvex',
  'securityincidentresponse',
  'informationaladvisory',
  'securityadvisory',
  'vex',
]);

const categories: ReadonlySet<string> = new Set([
  'csaf_base',
  'csaf_security_incident_response',
  'csaf_informational_advisory',
  'csaf_security_advisory',
  'csaf_vex',
]);

/** A category that is not a profile's must not look like one; those that begin with `csaf_` are kept for the standard. */
function prohibitedCategory({ category }: CsafDocument): readonly CsafFailure[] {
  if (categories.has(category)) return [];
  const plain = category.toLowerCase().replaceAll(/[\s\-_.]/g, '');
  const fault = profiles.has(plain) ? 'is too near to the name of a profile' : undefined;
  const reserved = category.toLowerCase().startsWith('csaf_') ? 'begins with "csaf_" and is no profile of CSAF 2.0' : undefined;
  const message = fault ?? reserved;
  return message === undefined ? [] : [{ at: '/document/category', message: `is ${JSON.stringify(category)}, which ${message}` }];
}
