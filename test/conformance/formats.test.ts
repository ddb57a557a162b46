import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { ScanReport } from '../../src/app/index.ts';
import { assay, repository } from '../kit/assay.ts';
import { sharedData, withoutSharedData } from '../kit/shared-data.ts';
import { scratchDirectory } from '../kit/scratch.ts';

const advisories = join(repository, 'examples/advisories');
const schema = JSON.parse(readFileSync(join(repository, 'schemas/scan-report-1.json'), 'utf8')) as object;
const ajv = new Ajv2020({ allErrors: true });
formats.default(ajv);
const isReport = ajv.compile<ScanReport>(schema);

async function scanned(format: string, words: readonly string[] = ['examples/storefront']): Promise<string> {
  const run = await assay(['scan', ...words, '--format', format]);
  assert.notEqual(run.stdout, '', run.stderr);
  return run.stdout;
}

test('--format json is what schemas/scan-report-1.json describes, for findings, gaps and issues', async (t) => {
  const directory = scratchDirectory(t, {
    'package.json': JSON.stringify({ name: 'app', dependencies: { minimist: '^1.0.0' } }),
    'broken/Cargo.lock': 'version = ',
    'other/go.mod': 'module m\n\ngo 1.22.1\n\nrequire github.com/gin-gonic/gin v1.7.0\n',
    'ignored/x/package.json': '{}',
    '.gitignore': 'ignored/\n',
  });
  const inputs = [['examples/storefront'], [directory, '--db', advisories], [directory], ['examples/storefront', '--include-dev']];
  for (const words of inputs) {
    const report: unknown = JSON.parse(await scanned('json', words));
    assert.ok(isReport(report), `${words.join(' ')}: ${ajv.errorsText(isReport.errors)}`);
  }
});

test('the schema forbids what it does not know, so that it cannot lag behind', async () => {
  const report = JSON.parse(await scanned('json')) as Record<string, unknown>;
  assert.equal(isReport({ ...report, more: 1 }), false);
  const [finding] = report['findings'] as Record<string, unknown>[];
  assert.equal(isReport({ ...report, findings: [{ ...finding, more: 1 }] }), false);
});

test(
  'every real lockfile is scanned against the real advisories without an issue',
  { skip: withoutSharedData('osv') || withoutSharedData('lockfiles') },
  async (t) => {
    const database = join(scratchDirectory(t), 'db');
    const update = await assay(['db', 'update', '--from', sharedData('osv'), '--db', database]);
    assert.match(update.stdout, /25,\d{3}|npm/);
    for (const folder of readdirSync(sharedData('lockfiles'))) {
      for (const file of readdirSync(sharedData(`lockfiles/${folder}`))) {
        if (!/^(?:package-lock\.json|pnpm-lock\.yaml|uv\.lock|poetry\.lock|go\.mod|Cargo\.lock)$/.test(file)) continue;
        const run = await assay(['scan', sharedData(`lockfiles/${folder}/${file}`), '--db', database, '--format', 'json']);
        const report: unknown = JSON.parse(run.stdout);
        assert.ok(isReport(report), `${folder}/${file}: ${ajv.errorsText(isReport.errors)}`);
        assert.deepEqual(report.issues, [], `${folder}/${file}`);
        assert.deepEqual(report.notChecked, [], `${folder}/${file}`);
        assert.deepEqual(report.undecided, [], `${folder}/${file}`);
        assert.ok(report.summary.components > 20, `${folder}/${file}`);
        assert.ok(run.code === 0 || run.code === 1, `${folder}/${file} ended with ${run.code}`);
      }
    }
  },
);

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

/** What GitHub's documentation of SARIF support demands of an upload, beside the schema. */
test('SARIF has what code-scanning services need: rules, places inside the repository, fingerprints, levels', async () => {
  const log = JSON.parse(await scanned('sarif')) as {
    readonly version: string;
    readonly runs: readonly [
      {
        readonly tool: {
          readonly driver: {
            readonly rules: readonly { readonly id: string; readonly properties: Readonly<Record<string, unknown>> }[];
          };
        };
        readonly results: readonly SarifResult[];
      },
    ];
  };
  assert.equal(log.version, '2.1.0');
  const [{ tool, results }] = log.runs;
  const ids = tool.driver.rules.map((rule) => rule.id);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(results.length > 50);
  const fingerprints = new Set<string>();
  for (const result of results) {
    assert.equal(ids[result.ruleIndex], result.ruleId);
    assert.ok(['error', 'warning', 'note'].includes(result.level));
    const [location] = result.locations;
    assert.match(
      location?.physicalLocation.artifactLocation.uri ?? '',
      /^examples\/storefront\/(?:shop|worker|catalog|cli)\/[\w.-]+$/,
    );
    assert.ok((location?.physicalLocation.region.startLine ?? 0) >= 1);
    fingerprints.add(result.partialFingerprints['assay/finding/v1'] ?? '');
  }
  assert.equal(fingerprints.size, results.length);
  for (const rule of tool.driver.rules) assert.match(String(rule.properties['security-severity']), /^\d+\.\d$/);
});

test('the HTML page loads nothing and runs nothing', async () => {
  const page = await scanned('html');
  assert.match(page, /^<!doctype html>/);
  assert.match(page, /Content-Security-Policy" content="default-src 'none'/);
  assert.doesNotMatch(page, /<script|<link|<img|<iframe|@import|url\(|\son\w+=/i);
});

test('Markdown of hostile names holds no markup, no HTML and no mention', async (t) => {
  const name = '<img src=x> [a](http://b) @team `x` | y';
  const lock = { lockfileVersion: 3, packages: { '': { name }, 'node_modules/minimist': { version: '1.2.5' } } };
  const directory = scratchDirectory(t, { 'package-lock.json': JSON.stringify(lock) });
  const text = await scanned('markdown', [directory, '--db', advisories]);
  assert.doesNotMatch(text, /<img|@team/);
  assert.match(text, /\| critical \| `minimist 1\.2\.5` \| CVE-2021-44906 \|/);
});
