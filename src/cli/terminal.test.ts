import assert from 'node:assert/strict';
import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { test } from 'node:test';
import { createTerminal, terminalProgress, wantsColor, type Terminal } from './terminal.ts';

const terminal = { isTTY: true, columns: 120 };
const pipe = {};

test('a terminal has colours, a pipe and a dumb terminal have none', () => {
  assert.equal(wantsColor(terminal, {}, undefined), true);
  assert.equal(wantsColor(pipe, {}, undefined), false);
  assert.equal(wantsColor({ isTTY: undefined }, {}, undefined), false);
  assert.equal(wantsColor(terminal, { TERM: 'dumb' }, undefined), false);
  assert.equal(wantsColor(terminal, { TERM: 'xterm-256color' }, undefined), true);
});

test('NO_COLOR turns colours off whatever its value, unless it is empty (no-color.org)', () => {
  for (const value of ['1', '0', 'false']) assert.equal(wantsColor(terminal, { NO_COLOR: value }, undefined), false, value);
  assert.equal(wantsColor(terminal, { NO_COLOR: '' }, undefined), true);
});

test('FORCE_COLOR turns colours on where there is no terminal, unless it is empty (force-color.org) or says no', () => {
  for (const value of ['1', '3', 'true'])
    assert.equal(wantsColor(pipe, { FORCE_COLOR: value, TERM: 'dumb' }, undefined), true, value);
  for (const value of ['0', 'false']) assert.equal(wantsColor(terminal, { FORCE_COLOR: value }, undefined), false, value);
  assert.equal(wantsColor(pipe, { FORCE_COLOR: '' }, undefined), false);
  assert.equal(wantsColor(terminal, { FORCE_COLOR: '' }, undefined), true);
});

test('--no-color and --color outrank both variables, and NO_COLOR outranks FORCE_COLOR', () => {
  assert.equal(wantsColor(terminal, { FORCE_COLOR: '1' }, false), false);
  assert.equal(wantsColor(pipe, { NO_COLOR: '1', TERM: 'dumb' }, true), true);
  assert.equal(wantsColor(terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, undefined), false);
  assert.equal(createTerminal({ stdout: terminal, stderr: terminal }, {}, { color: false }).color, false);
});

function widthOf(
  stdout: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string>> = {},
): number {
  return createTerminal({ stdout, stderr: terminal }, environment, {}).width;
}

test('the width is that of the terminal, but never less than 40 columns', () => {
  assert.equal(widthOf({ isTTY: true, columns: 87 }), 87);
  assert.equal(widthOf({ isTTY: true, columns: 20 }), 40);
  assert.equal(widthOf({ isTTY: true, columns: 0 }), 100);
  assert.equal(widthOf({ isTTY: true }), 100);
  assert.equal(widthOf({ isTTY: true, columns: 87 }, { COLUMNS: '60' }), 87);
});

test('without a terminal the width is 100, or what COLUMNS says within reason', () => {
  assert.equal(widthOf(pipe), 100);
  assert.equal(widthOf(pipe, { COLUMNS: '72' }), 72);
  assert.equal(widthOf(pipe, { COLUMNS: '7' }), 40);
  assert.equal(widthOf(pipe, { COLUMNS: '999999' }), 1000);
  for (const COLUMNS of ['', '0', '-5', '80.5', 'wide', 'Infinity', '1e9']) assert.equal(widthOf(pipe, { COLUMNS }), 100, COLUMNS);
});

test('progress is for a person at a terminal: not in CI, not in a pipe, not on a dumb terminal', () => {
  const isInteractive = (stderr: object, environment: Readonly<Record<string, string>>): boolean =>
    createTerminal({ stdout: pipe, stderr }, environment, {}).isInteractive;
  assert.equal(isInteractive(terminal, {}), true);
  assert.equal(isInteractive(terminal, { CI: '' }), true);
  assert.equal(isInteractive(terminal, { CI: 'false' }), true);
  assert.equal(isInteractive(terminal, { CI: 'true' }), false);
  assert.equal(isInteractive(terminal, { TERM: 'dumb' }), false);
  assert.equal(isInteractive(pipe, {}), false);
});

const made = `import { createTerminal } from ${JSON.stringify(new URL('terminal.ts', import.meta.url).href)};
const terminal = createTerminal({ stdout: {}, stderr: {} }, {}, {});`;

/** A process that writes with a real terminal object. */
function run(
  code: string,
  stdio: StdioOptions,
): { readonly ended: Promise<unknown>; readonly stdout: Readable; readonly stderr: Promise<string> } {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', `${made}\n${code}`], { stdio });
  const ended = once(child, 'exit').then(([status]: unknown[]) => status);
  return { ended, stdout: child.stdout as Readable, stderr: child.stderr === null ? Promise.resolve('') : textOf(child.stderr) };
}

const piped: StdioOptions = ['ignore', 'pipe', 'pipe'];
const large = 3_000_000;

test('everything is written, even when the reader is slow and the process ends right after', async () => {
  const { ended, stdout } = run(`terminal.out('é'.repeat(${large / 2})); process.exit(0)`, piped);
  let bytes = 0;
  for await (const chunk of stdout as AsyncIterable<Buffer>) {
    if (bytes === 0) await new Promise((resolve) => setTimeout(resolve, 30));
    bytes += chunk.length;
  }
  assert.equal(bytes, large);
  assert.equal(await ended, 0);
});

test('a pipe that does not wait (EAGAIN) gets everything too', async () => {
  // Touching process.stdout makes Node set the pipe to non-blocking.
  const { ended, stdout } = run(`process.stdout.write(''); terminal.out('x'.repeat(${large}))`, piped);
  assert.equal((await textOf(stdout)).length, large);
  assert.equal(await ended, 0);
});

test('a reader that goes away (EPIPE) ends the writing and not the program', async () => {
  const { ended, stdout, stderr } = run(
    `for (let n = 0; n < 50; n += 1) terminal.out('x'.repeat(100_000)); terminal.err('went on'); process.exitCode = 3`,
    piped,
  );
  stdout.destroy();
  assert.equal(await ended, 3);
  assert.equal(await stderr, 'went on');
});

test('a full disk is an error with its reason, not a result that is cut off', { skip: withoutFullDevice() }, async () => {
  const code = `try { terminal.out('result') } catch (thrown) { terminal.err(thrown.code + ': ' + thrown.message) }`;
  const { stderr } = run(code, ['ignore', openSync('/dev/full', 'w'), 'pipe']);
  assert.match(await stderr, /^output\/standard: The result cannot be written to standard output: ENOSPC/);
});

test('words beside the result that nobody takes do not cost the result', { skip: withoutFullDevice() }, async () => {
  const child = run(`terminal.err('words'); terminal.out('result')`, ['ignore', 'pipe', openSync('/dev/full', 'w')]);
  assert.equal(await textOf(child.stdout), 'result');
  assert.equal(await child.ended, 0);
});

function withoutFullDevice(): string | false {
  return existsSync('/dev/full') ? false : 'there is no /dev/full';
}

/** What a task draws, with a clock that the test moves. */
function drawn(t: { mock: { method: (object: object, name: 'now', by: () => number) => unknown } }): {
  readonly printed: string[];
  readonly terminal: Terminal;
  readonly wait: (milliseconds: number) => void;
} {
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const printed: string[] = [];
  const fake: Terminal = {
    color: true,
    errColor: false,
    width: 80,
    isInteractive: true,
    out() {},
    err: (text) => void printed.push(text),
  };
  return { printed, terminal: fake, wait: (milliseconds) => void (now += milliseconds) };
}

test('a task that is over in a moment draws nothing', (t) => {
  const { printed, terminal: fake, wait } = drawn(t);
  const task = terminalProgress(fake).start('Reading', 10);
  for (let done = 0; done < 10; done += 1) {
    wait(10);
    task.update(done);
  }
  task.end();
  assert.deepEqual(printed, []);
});

test('a task that lasts draws a bar over itself, not too often, and wipes it in the end', (t) => {
  const { printed, terminal: fake, wait } = drawn(t);
  const task = terminalProgress(fake).start('Reading', 200);
  for (let done = 1; done <= 100; done += 1) {
    wait(10);
    task.update(done);
  }
  task.update(200);
  task.end();
  assert.ok(printed.length >= 5 && printed.length <= 15, String(printed.length));
  for (const text of printed) assert.ok(text.startsWith('\r\u001b[2K'));
  assert.match(printed.at(-2) ?? '', /Reading █+░+ 4\d % {2}\d+$/);
  assert.equal(printed.at(-1), '\r\u001b[2K');
});

test('a task whose size is not known counts, and one that does more than it said stays at 100 %', (t) => {
  const { printed, terminal: fake, wait } = drawn(t);
  const counting = terminalProgress(fake).start('download', undefined, 'bytes');
  wait(1000);
  counting.update(512 * 1024);
  wait(1000);
  counting.update(5 * 1024 * 1024);
  wait(1000);
  counting.update(30, 20);
  assert.deepEqual(
    printed.map((text) => text.replace('\r\u001b[2K', '')),
    ['download 0.5 MiB', 'download 5.0 MiB', `download ${'█'.repeat(24)} 100 %  0.0 MiB`],
  );
});
