import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import {
  AppError,
  createContext,
  defaultLimits,
  type Ctx,
  type HttpRequest,
  type HttpResponse,
  type Outcome,
} from '../../kernel/index.ts';
import { makeZip } from '../../../test/kit/make-zip.ts';
import type { AdvisoryDatabase } from '../database/database.ts';
import { openDatabase } from '../database/open.ts';
import { openMemoryDatabase, updateDatabase } from '../database/update.ts';
import { advisory, affects } from '../../../test/kit/made-source.ts';
import { sourceAt } from './list.ts';
import { osvUrl } from './osv-url.ts';
import type { AdvisorySource } from './source.ts';

const npmRecord = advisory('A-1', affects('npm', 'a', ['introduced', '0']), { summary: 'One' });
const pyRecord = advisory('P-1', affects('PyPI', 'p', ['introduced', '0']));
const zipped = (...records: readonly { readonly id: string }[]): Buffer =>
  makeZip(records.map((record) => ({ name: `${record.id}.json`, content: JSON.stringify(record) })));
const noLinks = process.platform === 'win32' ? 'links need a privilege' : false;

async function load(t: TestContext, source: AdvisorySource, ctx: Ctx = createContext()): Promise<Outcome<AdvisoryDatabase>> {
  const opened = await openMemoryDatabase(source, ctx);
  t.after(() => opened.value.close());
  return opened;
}

const codesOf = (outcome: Outcome<unknown>) => outcome.issues.map(({ code, path }) => [code, path]);
const coverageOf = (database: AdvisoryDatabase) =>
  database.status().slots.flatMap((slot) => (slot.isCovered ? [slot.ecosystem] : []));

test('a directory laid out as the export has a part for each ecosystem', async (t) => {
  const directory = scratchDirectory(t, {
    'npm/all.zip': zipped(npmRecord),
    'PyPI/all.zip': zipped(pyRecord),
    'npm/A-1.json': '{}',
    'readme.txt': '',
    'other/notes.txt': '',
  });
  const { value: database, issues } = await load(t, sourceAt(directory));
  assert.deepEqual(issues, []);
  assert.deepEqual(
    database.status().parts.map(({ key, ecosystem, origin }) => [key, ecosystem, origin]),
    [
      ['osv/PyPI', 'PyPI', join(directory, 'PyPI', 'all.zip')],
      ['osv/npm', 'npm', join(directory, 'npm', 'all.zip')],
    ],
  );
  assert.equal(database.recordsOf('A-1')[0]?.source()['summary'], 'One');
});

test('ecosystems can be chosen, and one that is not there is an issue', async (t) => {
  const directory = scratchDirectory(t, { 'npm/all.zip': zipped(npmRecord), 'PyPI/all.zip': zipped(pyRecord) });
  const outcome = await load(t, sourceAt(directory, ['npm', 'Go']));
  assert.deepEqual(codesOf(outcome), [['advisory/no-export', 'Go/all.zip']]);
  assert.deepEqual(coverageOf(outcome.value), ['npm']);
});

test('one all.zip speaks for the ecosystem of its folder, another archive for those it names', async (t) => {
  const directory = scratchDirectory(t, { 'npm/all.zip': zipped(npmRecord, pyRecord), 'mine.zip': zipped(npmRecord, pyRecord) });
  assert.deepEqual(coverageOf((await load(t, sourceAt(join(directory, 'npm/all.zip')))).value), ['npm']);
  assert.deepEqual(coverageOf((await load(t, sourceAt(join(directory, 'mine.zip')))).value), ['PyPI', 'npm']);
});

test('a folder of records is read with its subfolders, and so is one record', async (t) => {
  const directory = scratchDirectory(t, {
    'npm/A-1.json': JSON.stringify(npmRecord),
    'deep/er/P-1.json': JSON.stringify(pyRecord),
    'broken.json': '{\n"id": }',
    'README.md': '',
  });
  const outcome = await load(t, sourceAt(directory));
  assert.deepEqual(
    outcome.issues.map(({ code, path, line }) => [code, path, line]),
    [['json/syntax', 'broken.json', 2]],
  );
  assert.deepEqual(coverageOf(outcome.value), ['PyPI', 'npm']);
  assert.deepEqual(coverageOf((await load(t, sourceAt(join(directory, 'npm/A-1.json')))).value), ['npm']);
});

test('a folder without records covers nothing and says so', async (t) => {
  const directory = scratchDirectory(t, { 'README.md': '' });
  const outcome = await load(t, sourceAt(directory));
  assert.deepEqual(codesOf(outcome), [['advisory/no-records', directory]]);
  assert.deepEqual(outcome.value.status().slots, []);
});

test('links are not followed, to files or directories', { skip: noLinks }, async (t) => {
  const outside = scratchDirectory(t, { 'secret.json': JSON.stringify(npmRecord), 'npm/all.zip': zipped(npmRecord) });
  const directory = scratchDirectory(t, { 'P-1.json': JSON.stringify(pyRecord) });
  symlinkSync(join(outside, 'secret.json'), join(directory, 'link.json'));
  symlinkSync(outside, join(directory, 'folder'));
  symlinkSync('.', join(directory, 'circle'));
  const outcome = await load(t, sourceAt(directory));
  assert.deepEqual(codesOf(outcome), [['advisory/link', 'link.json']]);
  assert.deepEqual(coverageOf(outcome.value), ['PyPI']);
});

test('a folder is bounded in depth and number', async (t) => {
  const directory = scratchDirectory(t, {
    'a/b/c/P-1.json': JSON.stringify(pyRecord),
    'A-1.json': JSON.stringify(npmRecord),
    'z.json': '{}',
  });
  const limited = (limits: object): Ctx => createContext({ limits: { ...defaultLimits, ...limits } });
  const deep = await load(t, sourceAt(directory), limited({ directoryLevels: 2 }));
  assert.deepEqual(codesOf(deep)[0], ['advisory/directory-levels', 'a/b/c']);
  const many = await load(t, sourceAt(directory), limited({ directoryEntries: 2 }));
  assert.ok(codesOf(many).some(([code]) => code === 'advisory/directory-entries'));
});

test('what is no source is wrong usage, with a hint', (t) => {
  const directory = scratchDirectory(t, { 'notes.txt': '' });
  for (const location of [join(directory, 'notes.txt'), join(directory, 'nowhere'), 'ftp://example.org/']) {
    assert.throws(
      () => sourceAt(location),
      (thrown) => thrown instanceof AppError && thrown.code === 'usage/advisory-source' && thrown.hint !== undefined,
    );
  }
});

test('an archive that is cut off, too large or no archive is an issue, and covers nothing', async (t) => {
  const whole = zipped(npmRecord);
  const record = { name: 'A-1.json', content: JSON.stringify(npmRecord) };
  const miscounted = await load(t, sourceAt(scratchDirectory(t, { 'npm/all.zip': makeZip([record], { entries: 2 }) })));
  assert.deepEqual([codesOf(miscounted), miscounted.value.covers('npm')], [[['zip/count', 'npm/all.zip']], false]);
  for (const bytes of [whole.subarray(0, whole.length - 9), Buffer.from('no archive'), Buffer.alloc(0)]) {
    const directory = scratchDirectory(t, { 'npm/all.zip': bytes });
    const outcome = await load(t, sourceAt(directory));
    assert.deepEqual(codesOf(outcome), [['zip/truncated', 'npm/all.zip']]);
    assert.equal(outcome.value.covers('npm'), false);
  }
  const directory = scratchDirectory(t, { 'npm/all.zip': whole });
  const small = createContext({ limits: { ...defaultLimits, archiveBytes: 10 } });
  assert.deepEqual(codesOf(await load(t, sourceAt(directory), small)), [['advisory/file-bytes', 'npm/all.zip']]);
});

test('bombs among the records are refused one by one, and the good ones are read', async (t) => {
  const zeros = deflateRawSync(Buffer.alloc(30_000_000, 0x20));
  const nested = '['.repeat(200_000);
  const bytes = makeZip([
    { name: 'liar.json', raw: zeros, bytes: 1000 },
    { name: 'large.json', raw: zeros, bytes: 30_000_000, content: Buffer.alloc(0), crc32: 0 },
    { name: 'nested.json', content: nested },
    { name: 'nested-and-closed.json', content: nested + ']'.repeat(200_000) },
    { name: 'A-1.json', content: JSON.stringify(npmRecord) },
    { name: 'readme.txt', content: 'not a record' },
  ]);
  const outcome = await load(t, sourceAt(join(scratchDirectory(t, { 'npm/all.zip': bytes }), 'npm/all.zip')));
  assert.deepEqual(
    outcome.issues.map(({ code, path }) => `${path} ${code}`),
    [
      'npm/all.zip!liar.json zip/size',
      'npm/all.zip!large.json zip/checksum',
      'npm/all.zip!nested.json json/nesting',
      'npm/all.zip!nested-and-closed.json json/nesting',
    ],
  );
  assert.equal(outcome.value.lookup('npm', ['a']).size, 1);
});

test('the deflate stream of an archive is kept as it is', async (t) => {
  const level1 = deflateRawSync(Buffer.from(JSON.stringify({ ...npmRecord, details: 'abc'.repeat(500) })), { level: 1 });
  const content = JSON.stringify({ ...npmRecord, details: 'abc'.repeat(500) });
  const bytes = makeZip([
    { name: 'A-1.json', raw: level1, content },
    { name: 'P-1.json', content: JSON.stringify(pyRecord), isStored: true },
  ]);
  const directory = scratchDirectory(t, { 'mine.zip': bytes });
  const { value: database } = await load(t, sourceAt(join(directory, 'mine.zip')));
  assert.equal(database.recordsOf('A-1')[0]?.source()['details'], 'abc'.repeat(500));
  assert.equal(database.recordsOf('P-1')[0]?.id, 'P-1');
});

test('an archive with the same bytes as before is not read again', async (t) => {
  const directory = scratchDirectory(t, { 'osv/npm/all.zip': zipped(npmRecord) });
  const labels: string[] = [];
  const progress = { start: (label: string) => (labels.push(label), { update() {}, end() {} }) };
  const ctx = createContext({ progress });
  for (let round = 0; round < 2; round += 1) await updateDatabase(join(directory, 'db'), sourceAt(join(directory, 'osv')), ctx);
  assert.deepEqual(labels, ['osv/npm']);
});

/** A server that answers from a table, and what it was asked. */
function server(answers: Readonly<Record<string, (request: HttpRequest) => Partial<HttpResponse>>>) {
  const asked: string[] = [];
  const ctx = createContext({
    http: {
      get(url, request) {
        asked.push(`${url.href} ${JSON.stringify(request.headers)}`);
        const answer = answers[url.pathname]?.(request) ?? { status: 404 };
        return Promise.resolve({ status: 200, headers: new Map(), body: Buffer.alloc(0), ...answer });
      },
    },
  });
  return { asked, ctx };
}

test('over HTTP an export that did not change costs one request', async (t) => {
  const directory = scratchDirectory(t);
  const npmZip = zipped(npmRecord);
  const { asked, ctx } = server({
    '/base/npm/all.zip': ({ headers }) =>
      headers?.['if-none-match'] === '"v1"'
        ? { status: 304 }
        : {
            body: npmZip,
            headers: new Map([
              ['etag', '"v1"'],
              ['last-modified', 'Mon, 02 Mar 2026 00:00:00 GMT'],
            ]),
          },
    '/base/PyPI/all.zip': ({ headers }) =>
      headers?.['if-modified-since'] === undefined
        ? { body: new Uint8Array(zipped(pyRecord)), headers: new Map([['last-modified', 'Sun, 01 Mar 2026 00:00:00 GMT']]) }
        : { status: 304 },
  });
  const source = osvUrl('https://osv.example/base/', ['npm', 'PyPI']);
  const first = await updateDatabase(directory, source, ctx);
  const second = await updateDatabase(directory, source, ctx);
  assert.deepEqual([first.issues, second.issues], [[], []]);
  assert.deepEqual(asked, [
    'https://osv.example/base/PyPI/all.zip {}',
    'https://osv.example/base/npm/all.zip {}',
    'https://osv.example/base/PyPI/all.zip {"if-modified-since":"Sun, 01 Mar 2026 00:00:00 GMT"}',
    'https://osv.example/base/npm/all.zip {"if-none-match":"\\"v1\\""}',
  ]);
  const opened = await openDatabase(directory);
  assert.equal(opened.state === 'open' && opened.database.lookup('npm', ['a']).size, 1);
  if (opened.state === 'open') opened.database.close();
});

test('what a server does not give is an issue, and the rest is had', async (t) => {
  const { ctx } = server({
    '/npm/all.zip': () => ({ body: zipped(npmRecord) }),
    '/Go/all.zip': () => ({ status: 503 }),
    '/Packagist/all.zip': () => ({ status: 304 }),
    '/Rocky%20Linux/all.zip': () => {
      throw new AppError('http/unreachable', 'no answer');
    },
  });
  const outcome = await load(t, osvUrl('https://osv.example', ['npm', 'Go', 'PyPI', 'Rocky Linux', 'Packagist']), ctx);
  assert.deepEqual(
    outcome.issues.map(({ path, message }) => `${path} ${message}`),
    [
      'https://osv.example/Go/all.zip could not be had: the server answered 503',
      'https://osv.example/Packagist/all.zip could not be had: the server answered 304',
      'https://osv.example/PyPI/all.zip is not there',
      'https://osv.example/Rocky%20Linux/all.zip could not be had: no answer',
    ],
  );
  assert.deepEqual(coverageOf(outcome.value), ['npm']);
});
