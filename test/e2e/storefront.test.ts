import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ScanReport } from '../../src/app/index.ts';
import { assay, repository } from '../kit/assay.ts';

interface Expected {
  readonly purl: string;
  readonly id: string;
  readonly severity: string;
  readonly fixed?: string;
  readonly dev: boolean;
}

const expected = JSON.parse(
  readFileSync(join(repository, 'examples/storefront/expected-findings.json'), 'utf8'),
) as readonly Expected[];

test('the storefront has exactly the findings that its authors wrote down', async () => {
  const run = await assay(['scan', 'examples/storefront', '--format', 'json']);
  assert.equal(run.code, 1, run.stderr);
  const report = JSON.parse(run.stdout) as ScanReport;
  const found = report.findings.map((finding) => ({
    purl: finding.purl ?? '',
    id: finding.id,
    severity: finding.severity.level,
    fixed: finding.fixedIn ?? 'none',
    dev: !finding.counts,
  }));
  const wanted = expected.map(({ purl, id, severity, fixed, dev }) => ({ purl, id, severity, fixed: fixed ?? 'none', dev }));
  const key = (one: { readonly purl: string; readonly id: string }) => `${one.purl} ${one.id}`;
  const byKey = <T extends { readonly purl: string; readonly id: string }>(list: readonly T[]) =>
    list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  assert.deepEqual(byKey(found), byKey(wanted));
  assert.deepEqual(report.issues, []);
  assert.deepEqual(report.undecided, []);
  assert.deepEqual(report.notChecked, []);
});

test('a withdrawn record of the example set matches nothing', async () => {
  const run = await assay(['scan', 'examples/storefront', '--format', 'json', '--include-dev']);
  assert.doesNotMatch(run.stdout, /GHSA-27h2-hvpr-p74q/);
});

test('the table names counts, the reason why a finding comes first, its fix, its way in with file and line, and the next step', async () => {
  const { code, stdout } = await assay(['scan', 'examples/storefront']);
  assert.equal(code, 1);
  assert.match(stdout, /^examples\/storefront {2}4 projects, 345 components: 232 npm · 59 crates\.io · 31 PyPI · 23 Go$/m);
  assert.match(stdout, /CRITICAL {2}handlebars 4\.7\.6 {2}→ 4\.7\.7 {2}CVE-2021-23369/);
  assert.match(stdout, /why first {2}critical \(CVSS 9\.8\) · in what is shipped · direct dependency · fixed in 4\.7\.7/);
  assert.match(stdout, /came by {4}storefront-shop › handlebars 4\.7\.6 {2}shop\/package\.json:\d+$/m);
  assert.match(stdout, /^Next: Upgrade handlebars 4\.7\.6 to 4\.7\.7 in shop\/package\.json:\d+/m);
});
