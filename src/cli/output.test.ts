import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { asNobody } from '../../test/kit/as-nobody.ts';
import { scratchDirectory } from '../../test/kit/scratch.ts';
import { AppError } from '../kernel/index.ts';
import { writeOutput } from './output.ts';
import type { Terminal } from './terminal.ts';

function fakeTerminal(): Terminal & { readonly printed: string[] } {
  const printed: string[] = [];
  return {
    printed,
    color: false,
    errColor: false,
    width: 100,
    isInteractive: false,
    out: (text) => void printed.push(text),
    err() {},
  };
}

function write(directory: string, file: string | undefined, text = 'new'): readonly string[] {
  const terminal = fakeTerminal();
  writeOutput(text, file, terminal, directory);
  return terminal.printed;
}

/** That it is wrong usage, without leaving anything behind and without naming what the user did not. */
function refused(directory: string, file: string, reason: RegExp): void {
  const before = namesIn(directory);
  assert.throws(
    () => write(directory, file),
    (thrown) => {
      assert.ok(thrown instanceof AppError);
      assert.equal(thrown.code, 'usage/output');
      assert.ok(thrown.message.startsWith(`${file} cannot be written: `), thrown.message);
      assert.match(thrown.message, reason);
      assert.doesNotMatch(thrown.message, /\.tmp/);
      return true;
    },
  );
  assert.deepEqual(namesIn(directory), before);
}

function namesIn(directory: string): readonly string[] {
  return readdirSync(directory, { encoding: 'utf8', recursive: true }).toSorted();
}

test('without a file, or for a dash, the result goes to standard output', (t) => {
  const directory = scratchDirectory(t);
  assert.deepEqual(write(directory, undefined), ['new']);
  assert.deepEqual(write(directory, '-'), ['new']);
  assert.deepEqual(readdirSync(directory), []);
});

test('a file is written whole, relative to where the user stands, and nothing is left beside it', (t) => {
  const directory = scratchDirectory(t, { 'sub/old.txt': 'something older and longer' });
  assert.deepEqual(write(directory, 'sub/new.txt'), []);
  write(directory, 'sub/old.txt');
  assert.equal(readFileSync(join(directory, 'sub/new.txt'), 'utf8'), 'new');
  assert.equal(readFileSync(join(directory, 'sub/old.txt'), 'utf8'), 'new');
  assert.deepEqual(readdirSync(join(directory, 'sub')), ['new.txt', 'old.txt']);
});

test('a file that is replaced stays as private as it was', (t) => {
  const directory = scratchDirectory(t, { 'report.json': 'old' });
  chmodSync(join(directory, 'report.json'), 0o600);
  write(directory, 'report.json');
  assert.equal(statSync(join(directory, 'report.json')).mode & 0o777, 0o600);
});

test('behind a link the file is replaced, not the link', (t) => {
  const directory = scratchDirectory(t, { 'real.txt': 'old' });
  symlinkSync('real.txt', join(directory, 'link.txt'));
  write(directory, 'link.txt');
  assert.ok(lstatSync(join(directory, 'link.txt')).isSymbolicLink());
  assert.equal(readFileSync(join(directory, 'real.txt'), 'utf8'), 'new');
});

test('a device stays a device', { skip: existsSync('/dev/null') ? false : 'there is no /dev/null' }, (t) => {
  write(scratchDirectory(t), '/dev/null');
  assert.ok(statSync('/dev/null').isCharacterDevice());
  assert.deepEqual(
    readdirSync('/dev').filter((name) => name.endsWith('.tmp')),
    [],
  );
});

test('a pipe takes the result, and what was in a file that /dev/stdout leads to stays', { skip: withoutBash() }, (t) => {
  const directory = scratchDirectory(t, { 'log.txt': 'before\n' });
  const module = new URL('output.ts', import.meta.url).href;
  const code = `import { writeOutput } from '${module}'; writeOutput(process.argv[1] + '\\n', process.argv[2], undefined, '.');`;
  const write = `"$0" --input-type=module-typescript -e "$1"`;
  const run = `${write} one >(cat > piped.txt; echo > done) && ${write} two /dev/stdout >> log.txt; until [ -e done ]; do sleep 0.01; done`;
  const { status, stderr } = spawnSync('bash', ['-c', run, process.execPath, code], {
    cwd: directory,
    encoding: 'utf8',
    timeout: 20_000,
  });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.equal(readFileSync(join(directory, 'piped.txt'), 'utf8'), 'one\n');
  assert.equal(readFileSync(join(directory, 'log.txt'), 'utf8'), 'before\ntwo\n');
});

function withoutBash(): string | false {
  return spawnSync('bash', ['-c', '[ -e /dev/fd ]']).status === 0 ? false : 'bash with /dev/fd is not here';
}

test('a place where nothing can be written is wrong usage and leaves nothing behind', (t) => {
  const directory = scratchDirectory(t, { 'file.txt': 'old' });
  mkdirSync(join(directory, 'folder'));
  refused(directory, 'missing/new.txt', /its directory does not exist$/);
  refused(directory, 'file.txt/new.txt', /ENOTDIR/);
  refused(directory, 'folder', /it is a directory$/);
  refused(directory, '.', /it is a directory$/);
  refused(directory, 'new\u0000.txt', /null bytes/);
  assert.equal(readFileSync(join(directory, 'file.txt'), 'utf8'), 'old');
});

test('a directory that must not be written to is wrong usage', { skip: withoutPermissions() }, async (t: TestContext) => {
  const directory = scratchDirectory(t, { 'sealed/old.txt': 'old' });
  chmodSync(directory, 0o755);
  chmodSync(join(directory, 'sealed'), 0o555);
  await asNobody(() => {
    refused(directory, 'sealed/new.txt', /EACCES/);
    refused(directory, 'sealed/old.txt', /EACCES/);
    return Promise.resolve();
  });
  chmodSync(join(directory, 'sealed'), 0o700);
});

function withoutPermissions(): string | false {
  return process.platform === 'win32' ? 'permissions are another thing there' : false;
}
