import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ScanReport } from '../../src/app/index.ts';
import { assay, repository, type Run } from '../kit/assay.ts';
import { makeZip } from '../kit/make-zip.ts';
import { scratchDirectory } from '../kit/scratch.ts';

const advisories = join(repository, 'examples/advisories');
const lockfile = (name: string, version: string): string =>
  JSON.stringify({
    name: 'app',
    lockfileVersion: 3,
    packages: { '': { name: 'app', dependencies: { [name]: version } }, [`node_modules/${name}`]: { version } },
  });

function reportOf(run: Run): ScanReport {
  assert.ok(run.stdout.startsWith('{'), run.stderr + run.stdout);
  return JSON.parse(run.stdout) as ScanReport;
}

test('without findings, gaps or issues the policy is met: exit code 0', async (t) => {
  const directory = scratchDirectory(t, { 'package-lock.json': lockfile('minimist', '1.2.8') });
  const run = await assay(['scan', directory, '--db', advisories]);
  assert.equal(run.code, 0, run.stdout);
  assert.match(run.stdout, /Policy met: no finding at or above low\./);
});

test('a target in which nothing can be read is not called clean', async (t) => {
  const run = await assay(['scan', scratchDirectory(t, { 'README.md': 'hello' }), '--db', advisories]);
  assert.equal(run.code, 3, run.stdout);
  assert.match(run.stdout, /nothing was found that Assay reads/);
});

test('a missing database is exit code 3 with the command that repairs it, never "no findings"', async (t) => {
  const directory = scratchDirectory(t, { 'package-lock.json': lockfile('minimist', '1.2.5') });
  const run = await assay(['scan', directory]);
  assert.equal(run.code, 3, run.stdout);
  assert.match(run.stdout, /Not checked {2}1 component of npm/);
  assert.match(run.stdout, /assay db update --ecosystem npm/);
  assert.doesNotMatch(run.stdout, /Policy met/);
});

test('an empty database directory, an empty file and a file of something else are exit code 3 too', async (t) => {
  for (const content of ['', 'SQLite format 3\0 but no more', 'x'.repeat(10_000)]) {
    const directory = scratchDirectory(t, {
      'p/package-lock.json': lockfile('minimist', '1.2.5'),
      'db/advisories.sqlite': content,
      'empty/x': '',
    });
    for (const db of ['db', 'empty']) {
      const run = await assay(['scan', join(directory, 'p'), '--db', join(directory, db)]);
      assert.equal(run.code, 3, `${db}: ${run.stdout}${run.stderr}`);
      assert.doesNotMatch(run.stdout, /Policy met/);
    }
  }
});

test('a version that cannot be read, or is not known, is could not decide: exit code 3', async (t) => {
  const unreadable = scratchDirectory(t, { 'package-lock.json': lockfile('minimist', 'not-a-version') });
  const first = reportOf(await assay(['scan', unreadable, '--db', advisories, '--format', 'json']));
  assert.equal(first.policy.status, 'could not decide');
  assert.ok(first.undecided.some((finding) => finding.name === 'minimist'));
  const manifest = scratchDirectory(t, { 'package.json': JSON.stringify({ name: 'app', dependencies: { minimist: '^1.2.0' } }) });
  const run = await assay(['scan', manifest, '--db', advisories]);
  assert.equal(run.code, 3, run.stdout);
  assert.match(run.stdout, /minimist {2}CVE-\d+-\d+ and \d+ more {2}its version is not known/);
});

test('the threshold decides what fails, and an unknown severity reaches every threshold', async (t) => {
  const directory = scratchDirectory(t, { 'package-lock.json': lockfile('follow-redirects', '1.14.8') });
  const at = (level: string) => assay(['scan', directory, '--db', advisories, '--fail-on', level]);
  assert.equal((await at('medium')).code, 1);
  assert.equal((await at('high')).code, 0);
  assert.equal((await at('none')).code, 0);
  const record = {
    schema_version: '1.7.0',
    id: 'TEST-1',
    modified: '2026-01-01T00:00:00Z',
    affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] }],
  };
  const unknown = scratchDirectory(t, { 'p/package-lock.json': lockfile('a', '1.0.0'), 'db/a.json': JSON.stringify(record) });
  assert.equal((await assay(['scan', join(unknown, 'p'), '--db', join(unknown, 'db'), '--fail-on', 'critical'])).code, 1);
});

test('findings in development dependencies count only when asked for, and are said to be there', async (t) => {
  const lock = {
    lockfileVersion: 3,
    packages: {
      '': { name: 'app', devDependencies: { minimist: '1.2.5' } },
      'node_modules/minimist': { version: '1.2.5', dev: true },
    },
  };
  const directory = scratchDirectory(t, { 'package-lock.json': JSON.stringify(lock) });
  const run = await assay(['scan', directory, '--db', advisories]);
  assert.equal(run.code, 0, run.stdout);
  assert.match(run.stdout, /in development dependencies not counted \(--include-dev\)/);
  assert.equal((await assay(['scan', directory, '--db', advisories, '--include-dev'])).code, 1);
});

test('bad input: each is a located issue, the exit code is 3, and everything else is still reported', async (t) => {
  const good = lockfile('minimist', '1.2.8');
  const directory = scratchDirectory(t, {
    'good/package-lock.json': good,
    'truncated/package-lock.json': good.slice(0, -20),
    'empty/package-lock.json': '',
    'nested/package-lock.json': '{"a":'.repeat(10_000),
    'utf16/requirements.txt': Buffer.from('flask==1.0\n', 'utf16le'),
    'bytes/go.mod': Buffer.from([0x6d, 0xff, 0xfe, 0x0a]),
    'proto/package-lock.json': good.replace('{', '{"__proto__":{"x":1},'),
    'twice/package-lock.json': good.replace('{', '{"name":"other",'),
    'merge/Cargo.lock': 'version = 3\n<<<<<<< ours\n=======\n>>>>>>> theirs\n',
    'outside/requirements.txt': '-r ../../../../etc/passwd\nflask==1.0\n',
    'huge/poetry.lock': '',
  });
  truncateSync(join(directory, 'huge/poetry.lock'), 200 * 1024 * 1024);
  symlinkSync('.', join(directory, 'loop'));
  const run = await assay(['scan', directory, '--db', advisories, '--format', 'json']);
  assert.equal(run.code, 3, run.stderr);
  const report = reportOf(run);
  const places = new Map(report.issues.map((issue) => [issue.path, issue]));
  for (const path of [
    'truncated/package-lock.json',
    'empty/package-lock.json',
    'nested/package-lock.json',
    'utf16/requirements.txt',
    'bytes/go.mod',
    'proto/package-lock.json',
    'twice/package-lock.json',
    'merge/Cargo.lock',
    'outside/requirements.txt',
    'huge/poetry.lock',
    'loop',
  ]) {
    assert.ok(places.has(path), `no issue of ${path}: ${JSON.stringify(report.issues)}`);
  }
  for (const path of [
    'truncated/package-lock.json',
    'nested/package-lock.json',
    'twice/package-lock.json',
    'merge/Cargo.lock',
    'outside/requirements.txt',
  ]) {
    assert.ok((places.get(path)?.line ?? 0) >= 1, `the issue of ${path} has no line`);
  }
  assert.ok(report.summary.components >= 2);
  assert.doesNotMatch(JSON.stringify(report), /root:x:/);
});

test('a lockfile that names a path outside the target does not lead there', async (t) => {
  const lock = {
    lockfileVersion: 3,
    packages: {
      '': { name: 'app', dependencies: { evil: 'file:../../evil' } },
      'node_modules/evil': { resolved: '../../../evil', link: true },
      '../../../evil': { version: '1.0.0', dependencies: { deeper: '1' } },
    },
  };
  const directory = scratchDirectory(t, { 'p/package-lock.json': JSON.stringify(lock) });
  const run = await assay(['scan', join(directory, 'p'), '--db', advisories, '--format', 'json']);
  assert.equal(run.code, 3, run.stdout);
  assert.match(JSON.stringify(reportOf(run).issues), /outside/);
});

test('an SBOM made of a scan is scanned to the same findings', async (t) => {
  const directory = scratchDirectory(t);
  const first = reportOf(await assay(['scan', 'examples/storefront', '--format', 'json', '--include-dev']));
  const idsOf = (report: ScanReport) =>
    report.findings.map((finding) => `${finding.purl} ${finding.id} ${finding.fixedIn ?? ''}`).toSorted();
  for (const format of ['cyclonedx', 'spdx']) {
    const file = join(directory, `${format}.json`);
    assert.equal((await assay(['scan', 'examples/storefront', '--format', format, '-o', file])).code, 1);
    const run = await assay(['scan', file, '--db', advisories, '--format', 'json', '--include-dev']);
    assert.deepEqual(idsOf(reportOf(run)), idsOf(first), format);
    assert.equal(run.code, 1);
  }
});

test('the same input gives the same bytes in every format', async () => {
  const environment = { SOURCE_DATE_EPOCH: '1700000000' };
  for (const format of ['table', 'json', 'sarif', 'cyclonedx', 'spdx', 'markdown', 'html', 'github']) {
    const words = ['scan', 'examples/storefront', '--format', format];
    const [one, two] = await Promise.all([assay(words, { environment }), assay(words, { environment })]);
    assert.equal(one.stdout, two.stdout, format);
    assert.ok(one.stdout.length > 500, format);
  }
});

test('in a GitHub Actions run findings are annotated at their lines', async () => {
  const run = await assay(['scan', 'examples/storefront'], { environment: { GITHUB_ACTIONS: 'true' } });
  assert.match(
    run.stdout,
    /^::error file=examples\/storefront\/shop\/package\.json,line=\d+,title=critical%3A handlebars 4\.7\.6::CVE-2021-23369/m,
  );
});

test('what is wrong with the command line is said with what was probably meant: exit code 2', async (t) => {
  const directory = scratchDirectory(t, { 'notes.txt': 'nothing' });
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['scna'], /Did you mean: assay scan/],
    [['./somewhere'], /Did you mean: assay scan \.\/somewhere/],
    [['scan', '--fromat', 'json'], /Did you mean --format\?/],
    [['scan', '--format', 'jsno'], /Did you mean --format json\?/],
    [['scan', '--fail-on'], /fail-on/],
    [['scan', 'a', 'b'], /one argument too many/],
    [['scan', '/nonexistent'], /There is nothing at \/nonexistent/],
    [['scan', join(directory, 'notes.txt')], /is no lockfile, SBOM, image, archive or program that Assay reads/],
    [['db'], /assay db update/],
    [['completion'], /Which shell\?/],
  ];
  for (const [words, message] of wrong) {
    const run = await assay(words, { directory });
    assert.equal(run.code, 2, words.join(' '));
    assert.match(run.stderr, message, words.join(' '));
    assert.equal(run.stdout, '', words.join(' '));
  }
});

test('a configuration with an unknown key is refused with its place and the nearest key', async (t) => {
  const directory = scratchDirectory(t, {
    'assay.jsonc': '{\n  "failon": "high"\n}\n',
    'package-lock.json': lockfile('a', '1.0.0'),
  });
  const run = await assay(['scan', '.'], { directory });
  assert.equal(run.code, 2);
  assert.match(run.stderr, /assay\.jsonc:\d+ .*"failon".*did you mean "failOn"/);
});

test('a configuration in the target does not decide how it is judged', async (t) => {
  const directory = scratchDirectory(t, {
    'target/assay.jsonc': '{ "failOn": "none" }',
    'target/package-lock.json': lockfile('minimist', '1.2.5'),
    'work/.git/HEAD': '',
  });
  const run = await assay(['scan', '../target', '--db', advisories], { directory: join(directory, 'work') });
  assert.equal(run.code, 1, run.stdout);
});

test('names that hold control characters reach a terminal as visible escapes', async (t) => {
  const directory = scratchDirectory(t, {
    'package-lock.json': lockfile('minimist', '1.2.5').replaceAll('app', String.raw`\u001b[2Jevil\u202e`),
  });
  const run = await assay(['scan', directory, '--db', advisories]);
  assert.ok(!run.stdout.includes('\u001b') && !run.stdout.includes('\u202e'));
  assert.match(run.stdout, /\\u\{1b\}\[2Jevil/);
});

test('results go to standard output or to the file, and --quiet keeps people out of it', async (t) => {
  const directory = scratchDirectory(t);
  const file = join(directory, 'out.sarif');
  const run = await assay(['scan', 'examples/storefront', '-f', 'sarif', '-o', file, '--quiet']);
  assert.equal(run.stdout, '');
  assert.equal(run.stderr, '');
  assert.equal((JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version, '2.1.0');
});

test('data that is missing is fetched for just the ecosystems that were found, kept, and its age is said later', async (t) => {
  const requests: string[] = [];
  const record = JSON.parse(readFileSync(join(advisories, 'npm/GHSA-xvch-5gv4-984h.json'), 'utf8')) as unknown;
  const archive = makeZip([{ name: 'GHSA-xvch-5gv4-984h.json', content: JSON.stringify(record) }]);
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (request.url === '/npm/all.zip') response.end(archive);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const source = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const directory = scratchDirectory(t, { 'p/package-lock.json': lockfile('minimist', '1.2.5') });
  const environment = { ASSAY_OFFLINE: '', XDG_CACHE_HOME: join(directory, 'cache') };
  const first = await assay(['scan', 'p', '--db-source', source], { directory, environment });
  assert.equal(first.code, 1, first.stdout + first.stderr);
  assert.deepEqual(requests, ['/npm/all.zip']);
  const second = await assay(['scan', 'p', '--db-source', source], {
    directory,
    environment: { ...environment, SOURCE_DATE_EPOCH: String(Math.floor(Date.now() / 1000) + 10 * 86_400 + 60) },
  });
  assert.equal(second.code, 1);
  assert.deepEqual(requests, ['/npm/all.zip']);
  assert.match(second.stdout, /read 10 days ago/);
  assert.match(second.stdout, /assay db update/);
  const status = await assay(['db', 'status', '--db-source', source], { environment });
  assert.equal(status.code, 0);
  assert.match(status.stdout, /npm {2}1 advisory/);
});

test('a source that cannot be reached leaves components not checked, with the reason', async (t) => {
  const directory = scratchDirectory(t, { 'package-lock.json': lockfile('minimist', '1.2.5') });
  const environment = { ASSAY_OFFLINE: '', XDG_CACHE_HOME: join(directory, 'cache') };
  const run = await assay(['scan', '.', '--db-source', 'http://127.0.0.1:1'], { directory, environment });
  assert.equal(run.code, 3, run.stdout + run.stderr);
  assert.match(run.stdout, /Not checked {2}1 component of npm: .*could not be (?:had|fetched)/);
});

test('db update --from a folder laid out as the export, and db status', async (t) => {
  const directory = scratchDirectory(t);
  mkdirSync(join(directory, 'osv/npm'), { recursive: true });
  writeFileSync(
    join(directory, 'osv/npm/all.zip'),
    makeZip([
      { name: 'a.json', content: readFileSync(join(advisories, 'npm/GHSA-xvch-5gv4-984h.json')) },
      { name: 'bad.json', content: '{"id": 5}' },
    ]),
  );
  copyFileSync(join(directory, 'osv/npm/all.zip'), join(directory, 'copy.zip'));
  const run = await assay(['db', 'update', '--from', 'osv', '--db', 'db'], { directory });
  assert.equal(run.code, 3);
  assert.match(run.stderr, /bad\.json/);
  const status = await assay(['db', 'status', '--db', 'db', '--format', 'json'], { directory });
  assert.equal(status.code, 0);
  assert.match(status.stdout, /"refused": 1/);
  const none = await assay(['db', 'status', '--db', 'nowhere'], { directory });
  assert.equal(none.code, 3);
  assert.match(none.stdout, /assay db update/);
});

test('help and version are on standard output with exit code 0', async () => {
  for (const [words, text] of [
    [[], /assay scan \./],
    [['--help'], /Usage: assay COMMAND/],
    [['help', 'scan'], /--fail-on none\|low\|medium\|high\|critical/],
    [['scan', '--help'], /Exit codes:/],
    [['help', 'db'], /db update/],
    [['--version'], /^assay \d+\.\d+\.\d+\n$/],
  ] as const) {
    const run = await assay(words);
    assert.equal(run.code, 0, words.join(' '));
    assert.match(run.stdout, text);
  }
});
