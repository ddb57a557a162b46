import { productsOf, type CsafDocument } from '../csaf-document.ts';
import type { CsafFailure, CsafTest } from '../csaf-test.ts';
import { objectAt, objectsAt, textAt, textsAt, type Place, type TextPlace } from '../places.ts';

/** What is said of which product: 6.1.6, 6.1.29, 6.1.32, 6.1.33, 6.2.2, 6.2.3. */
export const statusTests: readonly CsafTest[] = [
  { id: '6.1.6', title: 'Contradicting Product Status', group: 'mandatory', run: contradictions },
  {
    id: '6.1.29',
    title: 'Remediation without Product Reference',
    group: 'mandatory',
    run: (document) => withoutProducts(document, 'remediations'),
  },
  {
    id: '6.1.32',
    title: 'Flag without Product Reference',
    group: 'mandatory',
    run: (document) => withoutProducts(document, 'flags'),
  },
  { id: '6.1.33', title: 'Multiple Flags with VEX Justification Codes per Product', group: 'mandatory', run: multipleFlags },
  {
    id: '6.2.2',
    title: 'Missing Remediation',
    group: 'optional',
    run: (document) =>
      document.vulnerabilities.flatMap((vulnerability) => {
        const covered = coveredBy(objectsAt(vulnerability, 'remediations'), document);
        return uncovered([...affectedOf(vulnerability), ...statusOf(vulnerability, 'under_investigation')], covered, 'remediation');
      }),
  },
  {
    id: '6.2.3',
    title: 'Missing Score',
    group: 'optional',
    run: (document) =>
      document.vulnerabilities.flatMap((vulnerability) => {
        const scored = new Set(
          objectsAt(vulnerability, 'scores').flatMap((score) => textsAt(score, 'products').map(({ text }) => text)),
        );
        return uncovered(affectedOf(vulnerability), scored, 'score');
      }),
  },
];

/** The groups of section 3.2.3.9: a product is in at most one. `recommended` is none of them. */
const statusGroups = [
  { name: 'affected', members: ['first_affected', 'known_affected', 'last_affected'] },
  { name: 'not affected', members: ['known_not_affected'] },
  { name: 'fixed', members: ['first_fixed', 'fixed'] },
  { name: 'under investigation', members: ['under_investigation'] },
] as const;

export function statusOf(vulnerability: Place, name: string): readonly TextPlace[] {
  const status = objectAt(vulnerability, 'product_status');
  return status === undefined ? [] : textsAt(status, name);
}

function affectedOf(vulnerability: Place): readonly TextPlace[] {
  return statusGroups[0].members.flatMap((name) => statusOf(vulnerability, name));
}

/** Products of items that may be about several. */
export function coveredBy(items: readonly Place[], document: CsafDocument): ReadonlySet<string> {
  return new Set(items.flatMap((item) => [...productsOf(item, document)]));
}

export function uncovered(products: readonly TextPlace[], covered: ReadonlySet<string>, what: string): readonly CsafFailure[] {
  return products
    .filter(({ text }) => !covered.has(text))
    .map(({ text, at }) => ({ at, message: `names the product ${JSON.stringify(text)}, for which there is no ${what}` }));
}

function contradictions({ vulnerabilities }: CsafDocument): readonly CsafFailure[] {
  return vulnerabilities.flatMap((vulnerability) => {
    const group = new Map<string, string>();
    const failures: CsafFailure[] = [];
    for (const { name, members } of statusGroups) {
      for (const { text, at } of members.flatMap((member) => statusOf(vulnerability, member))) {
        const before = group.get(text);
        if (before === undefined) group.set(text, name);
        else if (before !== name) {
          failures.push({ at, message: `calls the product ${JSON.stringify(text)} ${name}, which is also called ${before}` });
        }
      }
    }
    return failures;
  });
}

function withoutProducts({ vulnerabilities }: CsafDocument, list: 'flags' | 'remediations'): readonly CsafFailure[] {
  return vulnerabilities
    .flatMap((vulnerability) => objectsAt(vulnerability, list))
    .filter((item) => textsAt(item, 'product_ids').length + textsAt(item, 'group_ids').length === 0)
    .map(({ at }) => ({ at, message: 'names no product and no product group' }));
}

const justifications: ReadonlySet<string> = new Set([
  'component_not_present',
  'inline_mitigations_already_exist',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_not_present',
]);

function multipleFlags(document: CsafDocument): readonly CsafFailure[] {
  return document.vulnerabilities.flatMap((vulnerability) => {
    const flagged = new Map<string, string>();
    const failures: CsafFailure[] = [];
    for (const flag of objectsAt(vulnerability, 'flags')) {
      const label = textAt(flag, 'label')?.text;
      if (label === undefined || !justifications.has(label)) continue;
      for (const product of productsOf(flag, document)) {
        const before = flagged.get(product);
        if (before === undefined) flagged.set(product, label);
        else failures.push({ at: flag.at, message: `gives the product ${JSON.stringify(product)} a second justification` });
      }
    }
    return failures;
  });
}
