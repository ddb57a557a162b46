import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { AppError, createContext } from '../../kernel/index.ts';
import { advisory, affects, madePart, madeSource } from '../../../test/kit/made-source.ts';
import { matchComponents } from '../match/match.ts';
import { openDatabase } from './open.ts';
import { DATABASE_FILE } from './schema.ts';
import { updateDatabase } from './update.ts';

async function made(t: TestContext): Promise<{ readonly directory: string; readonly file: string }> {
  const directory = scratchDirectory(t);
  const records = Array.from({ length: 60 }, (_, index) =>
    advisory(`A-${index}`, affects('npm', `n${index % 40}`, ['introduced', '0'], ['fixed', '2.0.0']), {
      details: 'x'.repeat(index * 40),
    }),
  );
  await updateDatabase(directory, madeSource(madePart('npm', records)), createContext({ now: () => new Date(0) }));
  return { directory, file: join(directory, DATABASE_FILE) };
}

async function stateOf(directory: string): Promise<readonly (string | undefined)[]> {
  const opened = await openDatabase(directory);
  if (opened.state !== 'open') return [opened.state, opened.reason];
  opened.database.close();
  return [opened.state];
}

test('a database that is not there is missing', async (t) => {
  const directory = scratchDirectory(t, { file: '' });
  assert.deepEqual(await stateOf(directory), ['missing', 'is not there']);
  assert.deepEqual(await stateOf(join(directory, 'nowhere')), ['missing', 'is not there']);
  assert.deepEqual(await stateOf(join(directory, 'file')), ['missing', 'is not there']);
});

test('a file that is something else is no database', async (t) => {
  for (const content of ['', 'text', Buffer.alloc(5000)]) {
    const directory = scratchDirectory(t, { [DATABASE_FILE]: content });
    assert.deepEqual(await stateOf(directory), ['damaged', 'is not an advisory database']);
  }
  assert.equal((await stateOf(scratchDirectory(t, { [`${DATABASE_FILE}/x`]: '' })))[0], 'damaged');
  const other = scratchDirectory(t);
  const sqlite = new DatabaseSync(join(other, DATABASE_FILE));
  sqlite.exec('CREATE TABLE names (x)');
  sqlite.close();
  assert.deepEqual(await stateOf(other), ['damaged', 'is not an advisory database']);
});

test('a database of an older or newer version, or made before an ecosystem was known, is outdated', async (t) => {
  for (const [sql, reason] of [
    ['PRAGMA user_version = 0', 'was made by an older version of Assay'],
    ['PRAGMA user_version = 999', 'was made by a newer version of Assay'],
    [`UPDATE facts SET value = '["npm"]' WHERE name = 'names'`, 'was made by a version of Assay that knows other ecosystems'],
  ] as const) {
    const { directory, file } = await made(t);
    const sqlite = new DatabaseSync(file);
    sqlite.exec(sql);
    sqlite.close();
    assert.deepEqual(await stateOf(directory), ['outdated', reason]);
  }
});

test('a database that is cut off anywhere is damaged, never a smaller database', async (t) => {
  const { directory, file } = await made(t);
  const whole = readFileSync(file);
  for (let length = whole.length - 1; length > 0; length -= 997) {
    truncateSync(file, length);
    assert.equal((await stateOf(directory))[0], 'damaged', `cut at ${length}`);
  }
  writeFileSync(file, Buffer.concat([whole, Buffer.alloc(4096)]));
  assert.deepEqual(await stateOf(directory), ['damaged', 'is not whole']);
});

test('tables that are missing or something else are damage, said when it opens or when it is asked', async (t) => {
  const poisons = [
    'DROP TABLE slots',
    'DROP TABLE names',
    'DROP TABLE entries',
    'DELETE FROM entries',
    "UPDATE entries SET packed = '[[1]]'",
    "UPDATE entries SET packed = 'no JSON'",
    "UPDATE entries SET packed = '{}'",
    'UPDATE entries SET packed = 7',
    'DELETE FROM texts',
    'UPDATE texts SET brief = 7',
    "UPDATE texts SET brief = '[1]'",
    "UPDATE texts SET deflated = 'text'",
    "UPDATE texts SET deflated = x'ffff'",
    'UPDATE texts SET deflated = (SELECT deflated FROM texts WHERE number = 1)',
    'DELETE FROM records',
    `UPDATE records SET rating = '{"level":"worst"}'`,
    'DROP TABLE names; CREATE VIEW names AS SELECT 1 AS slot, value AS name, 1 AS entries FROM json_each(\'["n0"]\')',
  ];
  const components = Array.from(
    { length: 40 },
    (_, index) => ({ id: `${index}`, ecosystem: 'npm', name: `n${index}`, version: '1.0.0' }) as const,
  );
  for (const poison of poisons) {
    const { directory, file } = await made(t);
    const sqlite = new DatabaseSync(file);
    sqlite.exec(poison);
    sqlite.close();
    const opened = await openDatabase(directory);
    if (opened.state !== 'open') {
      assert.equal(opened.state, 'damaged', poison);
      continue;
    }
    const isDamaged = (thrown: unknown): boolean => thrown instanceof AppError && thrown.code === 'database/damaged';
    const ask = (): void => {
      const { findings } = matchComponents(components, opened.database);
      for (const { records } of findings) for (const id of records) opened.database.recordsOf(id).map((record) => record.source());
    };
    if (!poison.includes('CREATE VIEW')) assert.throws(ask, isDamaged, poison);
    opened.database.close();
  }
});

test('bytes that are changed anywhere end in an answer or in "damaged", never in another error', async (t) => {
  const { directory, file } = await made(t);
  const whole = readFileSync(file);
  const change = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(change, async (changes) => {
      const bytes = Buffer.from(whole);
      for (const [offset, flip] of changes) bytes[offset] = (bytes[offset] as number) ^ flip;
      writeFileSync(file, bytes);
      const opened = await openDatabase(directory);
      if (opened.state !== 'open') return;
      try {
        opened.database.lookup('npm', ['n0', 'n1', 'n39', 'zzz']);
        opened.database.recordsOf('A-1');
        opened.database.status();
        opened.database.refusals();
      } catch (thrown) {
        assert.ok(thrown instanceof AppError && thrown.code === 'database/damaged', String(thrown));
      } finally {
        opened.database.close();
      }
    }),
    { numRuns: 150 },
  );
});

test('names are looked up as they are, however strange', async (t) => {
  const { directory } = await made(t);
  const opened = await openDatabase(directory);
  assert.equal(opened.state, 'open');
  const { database } = opened;
  t.after(() => database.close());
  assert.equal(database.lookup('npm', []).size, 0);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (names) =>
      assert.equal(database.lookup('npm', [...names, 'n0']).has('n0'), true),
    ),
  );
  assert.equal(database.lookup('PyPI', ['n0']).size, 0);
  assert.equal(database.covers('PyPI'), false);
});
