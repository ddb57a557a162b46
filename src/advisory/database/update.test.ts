import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { AppError, complete, createContext, incomplete, type Ctx } from '../../kernel/index.ts';
import { advisory, affects, madePart, madeSource } from '../../../test/kit/made-source.ts';
import type { AdvisorySource, SourcePart } from '../sources/source.ts';
import type { AdvisoryDatabase } from './database.ts';
import { openDatabase } from './open.ts';
import { DATABASE_FILE } from './schema.ts';
import { updateDatabase } from './update.ts';

const at = (time: string): Ctx => createContext({ now: () => new Date(time) });
const monday = at('2026-03-02T00:00:00Z');
const tuesday = at('2026-03-03T00:00:00Z');

const npmRecord = advisory('A-1', affects('npm', 'a', ['introduced', '0'], ['fixed', '1.0.0']));
const pyRecord = advisory('P-1', affects('PyPI', 'p', ['introduced', '0']), { withdrawn: '2026-01-01T00:00:00Z' });
const npmPart = madePart('npm', [npmRecord, advisory('A-0', affects('npm', 'b', ['introduced', '0']))]);
const pyPart = madePart('PyPI', [pyRecord, advisory('P-2', affects('PyPI', 'q', ['introduced', '0']))]);
const both = madeSource(npmPart, pyPart);

async function open(t: TestContext, directory: string): Promise<AdvisoryDatabase> {
  const opened = await openDatabase(directory);
  assert.equal(opened.state, 'open');
  const { database } = opened;
  t.after(() => database.close());
  return database;
}

const bytesOf = (directory: string): Buffer => readFileSync(join(directory, DATABASE_FILE));
const unchanged = (part: SourcePart): SourcePart => ({ ...part, read: () => Promise.resolve(complete('unchanged')) });
const unreachable = (part: SourcePart): SourcePart => ({
  ...part,
  read: () => Promise.resolve(incomplete(undefined, [{ code: 'http/unreachable', path: part.key, message: 'could not be had' }])),
});

test('an update makes a database that says where its records are from and how old they are', async (t) => {
  const directory = join(scratchDirectory(t), 'not', 'there', 'yet');
  const updated = await updateDatabase(directory, both, monday);
  assert.deepEqual([updated.value, updated.complete], [{ isReplaced: true }, true]);
  const database = await open(t, directory);
  assert.deepEqual(
    database.status().parts.map(({ part: _part, mark: _mark, ...status }) => status),
    [
      {
        key: 'osv/PyPI',
        ecosystem: 'PyPI',
        origin: 'a test',
        fetched: '2026-03-02T00:00:00.000Z',
        newest: '2026-01-01T00:00:00Z',
        records: 2,
        withdrawn: 1,
        refused: 0,
      },
      {
        key: 'osv/npm',
        ecosystem: 'npm',
        origin: 'a test',
        fetched: '2026-03-02T00:00:00.000Z',
        newest: '2026-01-01T00:00:00Z',
        records: 2,
        withdrawn: 0,
        refused: 0,
      },
    ],
  );
  assert.deepEqual(
    database.status().slots.map(({ ecosystem, names, isCovered }) => [ecosystem, names, isCovered]),
    [
      ['PyPI', 1, true],
      ['npm', 2, true],
    ],
  );
  assert.deepEqual([...database.lookup('npm', ['b', 'a', 'c']).keys()].toSorted(), ['a', 'b']);
  assert.deepEqual(readdirSync(directory).toSorted(), ['advisories.lock', DATABASE_FILE]);
});

test('the same records and clock make the same bytes, whether they are imported at once, one by one or taken over', async (t) => {
  const [once, stepwise, reordered] = [scratchDirectory(t), scratchDirectory(t), scratchDirectory(t)] as const;
  await updateDatabase(once, both, monday);
  const expected = bytesOf(once);
  await updateDatabase(stepwise, madeSource(npmPart), monday);
  await updateDatabase(stepwise, madeSource(pyPart), monday);
  assert.ok(bytesOf(stepwise).equals(expected));
  await updateDatabase(stepwise, madeSource(unchanged(npmPart), unchanged(pyPart)), monday);
  assert.ok(bytesOf(stepwise).equals(expected));
  const npmBackwards = madePart('npm', [advisory('A-0', affects('npm', 'b', ['introduced', '0'])), npmRecord]);
  await updateDatabase(reordered, madeSource(pyPart, npmBackwards), monday);
  assert.ok(bytesOf(reordered).equals(expected));
});

test('a part replaces its own records only, and what it no longer has is gone', async (t) => {
  const directory = scratchDirectory(t);
  await updateDatabase(directory, both, monday);
  await updateDatabase(
    directory,
    madeSource(madePart('npm', [advisory('A-9', affects('npm', 'z', ['introduced', '0']))])),
    tuesday,
  );
  const database = await open(t, directory);
  assert.deepEqual([...database.lookup('npm', ['a', 'b', 'z']).keys()], ['z']);
  assert.equal(database.lookup('PyPI', ['q']).size, 1);
  assert.deepEqual(
    database.status().parts.map(({ key, fetched }) => [key, fetched.slice(0, 10)]),
    [
      ['osv/PyPI', '2026-03-02'],
      ['osv/npm', '2026-03-03'],
    ],
  );
});

test('a part that is unchanged is as fresh as the question, one that could not be had stays as old as it is', async (t) => {
  const directory = scratchDirectory(t);
  await updateDatabase(directory, both, monday);
  const updated = await updateDatabase(directory, madeSource(unchanged(npmPart), unreachable(pyPart)), tuesday);
  assert.deepEqual([updated.value.isReplaced, updated.complete, updated.issues[0]?.path], [true, false, 'osv/PyPI']);
  const database = await open(t, directory);
  assert.deepEqual(
    database.status().parts.map(({ key, fetched, records }) => [key, fetched.slice(0, 10), records]),
    [
      ['osv/PyPI', '2026-03-02', 2],
      ['osv/npm', '2026-03-03', 2],
    ],
  );
  assert.equal(database.lookup('PyPI', ['q']).size, 1);
});

test('when nothing could be had the old database stays, and where there was none there is none', async (t) => {
  const directory = scratchDirectory(t);
  const first = await updateDatabase(directory, madeSource(unreachable(npmPart)), monday);
  assert.deepEqual([first.value.isReplaced, existsSync(join(directory, DATABASE_FILE))], [false, false]);
  await updateDatabase(directory, both, monday);
  const before = bytesOf(directory);
  await updateDatabase(directory, madeSource(unreachable(npmPart)), tuesday);
  assert.ok(bytesOf(directory).equals(before));
});

test('a record that is refused is an issue and stays known; the others go on', async (t) => {
  const directory = scratchDirectory(t);
  const part = madePart('npm', [npmRecord, '{"id": ', { id: 'A-3', modified: '2026-01-01T00:00:00Z', affected: 7 }, 'null']);
  const updated = await updateDatabase(directory, madeSource(part), monday);
  assert.deepEqual(
    updated.issues.map(({ code, path }) => [code, path]),
    [
      ['json/truncated', 'npm/all.zip!1.json'],
      ['advisory/record', 'npm/all.zip!2.json'],
      ['advisory/record', 'npm/all.zip!3.json'],
    ],
  );
  const database = await open(t, directory);
  assert.deepEqual(database.refusals(), updated.issues);
  assert.equal(database.status().parts[0]?.refused, 3);
  await updateDatabase(directory, madeSource(unchanged(part)), tuesday);
  assert.deepEqual((await open(t, directory)).refusals(), updated.issues);
});

test('issues are told up to the limit and counted beyond it; the database keeps more of them', async (t) => {
  const directory = scratchDirectory(t);
  const part = madePart('npm', [npmRecord, ...Array.from({ length: 1500 }, () => '7')]);
  const updated = await updateDatabase(directory, madeSource(part), monday);
  assert.equal(updated.issues.length, monday.limits.issuesPerFile + 1);
  assert.equal(updated.issues.at(-1)?.message, 'is followed by 981 further problems');
  const database = await open(t, directory);
  assert.equal(database.refusals().length, 1001);
  assert.equal(database.refusals().at(-1)?.message, 'is followed by 500 further problems');
  assert.equal(database.status().parts[0]?.refused, 1500);
});

test('of two records of one id in one part the newer counts, and the other is reported', async (t) => {
  const older = advisory('A-1', affects('npm', 'old', ['introduced', '0']), { modified: '2025-01-01T00:00:00Z' });
  for (const records of [
    [npmRecord, older],
    [older, npmRecord],
  ]) {
    const directory = scratchDirectory(t);
    const updated = await updateDatabase(directory, madeSource(madePart('npm', records)), monday);
    assert.deepEqual(
      updated.issues.map(({ code }) => code),
      ['advisory/duplicate-id'],
    );
    assert.match(updated.issues[0]?.message ?? '', /is newer and counts/);
    assert.deepEqual([...(await open(t, directory)).lookup('npm', ['a', 'old']).keys()], ['a']);
  }
});

test('a reader keeps what it has opened while the database is replaced', async (t) => {
  const directory = scratchDirectory(t);
  await updateDatabase(directory, both, monday);
  const before = await open(t, directory);
  assert.equal(before.lookup('npm', ['a']).size, 1);
  await updateDatabase(directory, madeSource(madePart('npm', [])), tuesday);
  assert.equal(before.lookup('npm', ['a', 'b']).size, 2);
  assert.equal(before.recordsOf('A-1').length, 1);
  assert.equal((await open(t, directory)).lookup('npm', ['a', 'b']).size, 0);
});

test('an old database that is damaged or of another version is built anew, and that is said', async (t) => {
  const directory = scratchDirectory(t, {
    [DATABASE_FILE]:
      'not a database, but a text of more than one hundred bytes, so that there is something to look at in its header',
  });
  const updated = await updateDatabase(directory, madeSource(npmPart), monday);
  assert.deepEqual(updated.value, { isReplaced: true, discarded: 'is not an advisory database' });
  assert.equal((await open(t, directory)).lookup('npm', ['a']).size, 1);

  const bytes = bytesOf(directory);
  bytes.fill(0xff, 4096 * 3, 4096 * 9);
  writeFileSync(join(directory, DATABASE_FILE), bytes);
  const repaired = await updateDatabase(directory, madeSource(unchanged(npmPart), pyPart), monday);
  assert.match(repaired.value.discarded ?? '', /damaged/);
  assert.equal((await open(t, directory)).covers('PyPI'), true);
});

test('an update that is aborted changes nothing and leaves nothing behind', async (t) => {
  const directory = scratchDirectory(t);
  await updateDatabase(directory, both, monday);
  const before = bytesOf(directory);
  const controller = new AbortController();
  const many: AdvisorySource = madeSource(
    madePart(
      'npm',
      Array.from({ length: 5000 }, (_, index) => ({ ...npmRecord, id: `A-${index}` })),
    ),
  );
  const progress = { start: () => ({ update: () => controller.abort(new Error('enough')), end() {} }) };
  await assert.rejects(updateDatabase(directory, many, createContext({ signal: controller.signal, progress })), /enough/);
  assert.ok(bytesOf(directory).equals(before));
  assert.deepEqual(readdirSync(directory).toSorted(), ['advisories.lock', DATABASE_FILE]);
});

test('a directory that cannot be made is a broken environment', async (t) => {
  const directory = scratchDirectory(t, { file: '' });
  await assert.rejects(
    updateDatabase(join(directory, 'file', 'x'), both, monday),
    (thrown) => thrown instanceof AppError && thrown.code === 'database/not-writable',
  );
});

test(
  'a link in place of the new file is not followed',
  { skip: process.platform === 'win32' ? 'links need a privilege' : false },
  async (t) => {
    const directory = scratchDirectory(t, { victim: 'precious' });
    symlinkSync(join(directory, 'victim'), join(directory, `${DATABASE_FILE}.new`));
    await updateDatabase(directory, both, monday);
    assert.equal(readFileSync(join(directory, 'victim'), 'utf8'), 'precious');
  },
);

/** A process that updates the database of a directory and stops for good in the middle of its records. */
async function stuckUpdate(t: TestContext, directory: string): Promise<ChildProcess> {
  const script = `
    import { createContext, complete } from ${JSON.stringify(import.meta.resolve('../../kernel/index.ts'))};
    import { updateDatabase } from ${JSON.stringify(import.meta.resolve('./update.ts'))};
    const record = (index) => JSON.stringify({ id: 'B-' + index, modified: '2026-01-01T00:00:00Z', affected: [] });
    const given = function* () {
      for (let index = 0; ; index += 1) {
        if (index === 3000) { process.stdout.write('stuck'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); }
        yield { path: 'x', bytes: () => complete(Buffer.from(record(index))) };
      }
    };
    const read = () => Promise.resolve(complete({ mark: {}, count: 1, records: given }));
    const first = { ...${JSON.stringify({ key: 'osv/aaa', ecosystem: 'aaa', origin: 'x' })}, read: () => Promise.resolve(complete({ mark: {}, count: 0, records: () => [] })) };
    const source = { parts: () => Promise.resolve(complete([first, { key: 'osv/npm', ecosystem: 'npm', origin: 'x', read }])) };
    await updateDatabase(${JSON.stringify(directory)}, source, createContext());`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

test('an update that is killed in the middle leaves the old database as it was, and the next one cleans up', async (t) => {
  const directory = scratchDirectory(t);
  await updateDatabase(directory, both, monday);
  const before = bytesOf(directory);
  const child = await stuckUpdate(t, directory);
  assert.ok(existsSync(join(directory, `${DATABASE_FILE}.new`)));
  await killed(child);
  assert.ok(bytesOf(directory).equals(before));
  assert.equal((await open(t, directory)).lookup('npm', ['a']).size, 1);
  await updateDatabase(directory, both, monday);
  assert.deepEqual(readdirSync(directory).toSorted(), ['advisories.lock', DATABASE_FILE]);
  assert.ok(bytesOf(directory).equals(before));
});

test('of two updates at once the second is refused at once; readers are not disturbed', async (t) => {
  const directory = scratchDirectory(t);
  await updateDatabase(directory, both, monday);
  const child = await stuckUpdate(t, directory);
  const isBusy = (thrown: unknown): boolean => thrown instanceof AppError && thrown.code === 'database/busy';
  await assert.rejects(updateDatabase(directory, both, tuesday), isBusy);
  assert.ok(existsSync(join(directory, `${DATABASE_FILE}.new`)), 'the refused update touched the file of the other');
  assert.equal((await open(t, directory)).lookup('npm', ['a']).size, 1);
  await killed(child);
  await updateDatabase(directory, both, tuesday);
});

test('two updates at once in one process exclude each other too', async (t) => {
  const directory = scratchDirectory(t);
  const results = await Promise.allSettled([updateDatabase(directory, both, monday), updateDatabase(directory, both, monday)]);
  assert.deepEqual(results.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  assert.equal((await open(t, directory)).lookup('npm', ['a']).size, 1);
});

test('a database can be copied to another place', async (t) => {
  const [from, to] = [scratchDirectory(t), scratchDirectory(t)] as const;
  await updateDatabase(from, both, monday);
  copyFileSync(join(from, DATABASE_FILE), join(to, DATABASE_FILE));
  assert.equal((await open(t, to)).lookup('npm', ['a']).size, 1);
});
