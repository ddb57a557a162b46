import type { CsafTest } from './csaf-test.ts';
import { branchTests } from './tests/branches.ts';
import { cvssTests } from './tests/cvss.ts';
import { documentTests } from './tests/document.ts';
import { languageTests } from './tests/language.ts';
import { outsideTests } from './tests/outside.ts';
import { productTests } from './tests/products.ts';
import { profileTests } from './tests/profile.ts';
import { statusTests } from './tests/status.ts';
import { trackingTests } from './tests/tracking.ts';
import { vulnerabilityTests } from './tests/vulnerability.ts';

/** Every test of CSAF 2.0, section 6, after the schema, in the order of their ids. A new group of tests is one file and one line here. */
export const csafTests: readonly CsafTest[] = [
  ...documentTests,
  ...productTests,
  ...statusTests,
  ...cvssTests,
  ...vulnerabilityTests,
  ...languageTests,
  ...trackingTests,
  ...profileTests,
  ...branchTests,
  ...outsideTests,
].toSorted((a, b) => compareIds(a.id, b.id));

/** `6.1.9` before `6.1.27.10`, and `schema` before all. */
function compareIds(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  if (Number.isNaN(left[0]) || Number.isNaN(right[0])) return Number.isNaN(left[0]) ? -1 : 1;
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const order = (left[index] ?? 0) - (right[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
