import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { scratchDirectory } from '../../test/kit/scratch.ts';
import { AppError, createContext } from '../kernel/index.ts';
import {
  applyVexFiles,
  createVex,
  mergeVexFiles,
  validateVexFiles,
  type NamedFile,
  type VexCreateOptions,
  type VexReport,
} from './vex/index.ts';

const ctx = createContext({ now: () => new Date('2026-05-01T00:00:00Z') });

const finding = {
  id: 'CVE-2026-1',
  aliases: ['CVE-2026-1', 'GHSA-aaaa'],
  records: ['GHSA-aaaa'],
  component: 'pkg:npm/b@1.0.0',
  verdict: 'affected',
  reason: 'in range',
  summary: 'bad',
  severity: { level: 'high' },
  paths: [
    {
      graph: 'package-lock.json',
      steps: [{ name: 'shop', version: '1.0.0' }, { name: 'a', version: '1.0.0' }, { name: 'x' }, { name: 'b', version: '1.0.0' }],
      scope: 'runtime',
      file: 'package.json',
    },
  ],
  priority: { score: 1, reasons: [] },
  references: [],
  weaknesses: [],
  name: 'b',
  version: '1.0.0',
  ecosystem: 'npm',
  purl: 'pkg:npm/b@1.0.0',
  scope: 'runtime',
  counts: true,
};

function scanReport(more: object = {}): string {
  return JSON.stringify({
    schema: 'assay/scan-report/1',
    findings: [finding],
    undecided: [],
    notChecked: [],
    issues: [],
    policy: { failOn: 'low', includeDev: false, status: 'not met', reasons: ['1 finding at or above low'] },
    ...more,
  });
}

const reason = { status: 'not_affected', justification: 'vulnerable_code_not_present', author: 'Shop' } as const;

async function apply(
  t: TestContext,
  options: { product: string; subcomponent?: string; report?: string; target?: string },
): Promise<VexReport> {
  const directory = scratchDirectory(t, { 'report.json': options.report ?? scanReport() });
  const vex = await createVex(
    {
      ...reason,
      vulnerability: 'GHSA-aaaa',
      products: [options.product],
      ...(options.subcomponent === undefined ? {} : { subcomponents: [options.subcomponent] }),
    },
    ctx,
  );
  writeFileSync(join(directory, 'vex.json'), vex);
  const named = (name: string): NamedFile => ({ name, path: join(directory, name) });
  return applyVexFiles(
    {
      report: named('report.json'),
      documents: [named('vex.json')],
      ...(options.target === undefined ? {} : { product: options.target }),
    },
    ctx,
  );
}

test('a finding that VEX closes leaves the report, and the policy is judged again', async (t) => {
  const result = await apply(t, { product: 'pkg:npm/shop@1.0.0', subcomponent: 'pkg:npm/b' });
  assert.deepEqual([result.findings.length, result.suppressed.length, result.policy.status], [0, 1, 'met']);
  assert.equal(result.suppressed[0]?.vex[0]?.author, 'Shop');
});

test('of the paths of a report the project and the direct dependency are sure to be on every way, what lies between is not', async (t) => {
  const through = async (product: string): Promise<number> =>
    (await apply(t, { product, subcomponent: 'pkg:npm/b' })).suppressed.length;
  assert.deepEqual([await through('pkg:npm/a@1.0.0'), await through('pkg:npm/x')], [1, 0]);
});

test('where a report lists as many paths as it may, there may be more: none of them closes a finding', async (t) => {
  const paths = [1, 2, 3, 4, 5].map(() => finding.paths[0]);
  const report = scanReport({ findings: [{ ...finding, paths }] });
  const within = { product: 'pkg:npm/shop@1.0.0', subcomponent: 'pkg:npm/b', report };
  assert.equal((await apply(t, within)).suppressed.length, 0);
  assert.equal((await apply(t, { ...within, target: 'pkg:npm/shop@1.0.0' })).suppressed.length, 1);
});

test('what the scan could not decide stays undecided', async (t) => {
  const policy = {
    failOn: 'low',
    includeDev: false,
    status: 'not met',
    reasons: ['1 finding at or above low', 'the inventory is incomplete'],
  };
  const result = await apply(t, { product: 'pkg:npm/b@1.0.0', report: scanReport({ policy }) });
  assert.deepEqual([result.findings.length, result.policy.status], [0, 'could not decide']);
});

test('a statement about a product that is not there is reported', async (t) => {
  const result = await apply(t, { product: 'pkg:npm/other@1.0.0' });
  assert.deepEqual(
    result.unused.map(({ reason: why, product }) => `${product}: ${why}`),
    ['pkg:npm/other@1.0.0: no such product here'],
  );
});

test('what is no scan report is refused', async (t) => {
  for (const report of ['{}', '[', scanReport({ findings: [{}] }), scanReport({ policy: {} }), scanReport({ undecided: 7 })]) {
    await assert.rejects(
      () => apply(t, { product: 'pkg:npm/b', report }),
      (thrown) => thrown instanceof AppError && thrown.code === 'usage/report',
      report,
    );
  }
});

test('a statement that would not be valid is refused', async () => {
  const base = { vulnerability: 'CVE-2026-1', products: ['pkg:npm/b'], author: 'Shop' };
  const codeOf = (options: Partial<VexCreateOptions>): Promise<string> =>
    createVex({ ...base, status: 'fixed', ...options }, ctx).then(
      () => 'accepted',
      (thrown: unknown) => (thrown instanceof AppError ? thrown.code : String(thrown)),
    );
  assert.equal(await codeOf({ status: 'not_affected' }), 'usage/justification');
  assert.equal(await codeOf({ status: 'affected' }), 'usage/action');
  assert.equal(await codeOf({ status: 'fixed', impact: 'x' }), 'usage/justification');
  assert.equal(await codeOf({ status: 'fixed', products: [] }), 'usage/product');
  assert.equal(await codeOf({ status: 'fixed', products: ['pkg:'] }), 'usage/product');
  assert.equal(await codeOf({ status: 'fixed', format: 'csaf' }), 'usage/namespace');
});

test('what is created in each format is valid, and merges into one statement', async (t) => {
  const directory = scratchDirectory(t);
  const files: NamedFile[] = [];
  for (const format of ['openvex', 'csaf', 'cyclonedx'] as const) {
    const path = join(directory, `${format}.json`);
    const about = { vulnerability: 'CVE-2026-1234', products: ['pkg:npm/shop@1.0.0'], subcomponents: ['pkg:npm/b@1.0.0'] };
    writeFileSync(path, await createVex({ ...reason, ...about, format, namespace: 'https://shop.example' }, ctx));
    files.push({ name: `${format}.json`, path });
  }
  const validated = await validateVexFiles({ files }, ctx);
  assert.deepEqual(
    validated.map(({ status }) => status),
    ['valid', 'valid', 'valid'],
  );
  const merged = await mergeVexFiles(files, { author: 'Shop' }, ctx);
  assert.deepEqual([merged.complete, merged.value?.statements, merged.value?.conflicts.length], [true, 1, 0]);
});

test('validation says what was not run and why, and gives each failure its line', async (t) => {
  const text = '{\n"document": {\n"csaf_version": "2.0"\n}\n}\n';
  const directory = scratchDirectory(t, { 'csaf.json': text, 'new.json': text.replace('2.0', '2.1'), 'none.json': '{}' });
  const named = (name: string): NamedFile => ({ name, path: join(directory, name) });
  const [old, recent, none] = await validateVexFiles({ files: ['csaf.json', 'new.json', 'none.json'].map(named) }, ctx);
  assert.equal(old?.status, 'not valid');
  assert.deepEqual(
    old.tests.flatMap(({ id, status, reason: why }) => (status === 'not run' ? [`${id}: ${why ?? ''}`] : [])),
    [
      '6.3.6: it asks for the URLs over the network',
      '6.3.7: it asks for the URLs over the network',
      '6.3.8: there is no dictionary',
    ],
  );
  assert.ok(old.tests.find(({ id }) => id === 'schema')?.failures.every(({ line }) => line === 2));
  assert.equal(recent?.status, 'could not decide');
  assert.match(recent.notes[0] ?? '', /CSAF 2\.1/);
  assert.deepEqual([none?.status, none?.issues.length], ['not valid', 1]);
});

test('the spell check takes a list of words, also with the flags of Hunspell', async (t) => {
  const note = { category: 'summary', text: 'Secruity researchers found a flaw in XYZ.' };
  const document = { document: { csaf_version: '2.0', lang: 'en', notes: [note] } };
  const directory = scratchDirectory(t, {
    'csaf.json': JSON.stringify(document),
    'en.dic': '5\nsecurity/M\nresearchers\nfound\nflaw\nin\na\n',
  });
  const named = (name: string): NamedFile => ({ name, path: join(directory, name) });
  const [file] = await validateVexFiles({ files: [named('csaf.json')], dictionary: named('en.dic') }, ctx);
  assert.deepEqual(
    file?.tests.find(({ id }) => id === '6.3.8')?.failures.map(({ at, message }) => `${at} ${message}`),
    ['/document/notes/0/text has words that no dictionary knows: Secruity'],
  );
});
