import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { AppError, createContext, type OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { completion, completionScript, type Shell } from './completion.ts';

function commandOf(name: string, options: OptionSpecs = {}, positionals = ''): Command {
  const summary = `It's what ${name} does`;
  const run = (): Promise<number> => Promise.resolve(0);
  return { name, summary, positionals, maxPositionals: 1, options, description: '', examples: [], run };
}

const scanOptions = {
  format: { kind: 'choice', short: 'f', values: ['table', 'json', 'sarif'], doc: 'How: [said]' },
  failOn: { kind: 'choice', values: ['none', 'low'], doc: 'When' },
  output: { kind: 'path', short: 'o', placeholder: 'FILE', doc: 'Where' },
  ignoreFiles: { kind: 'boolean', default: true, doc: 'Heed ignore files' },
} as const satisfies OptionSpecs;

const all: readonly Command[] = [
  commandOf('scan', scanOptions, '[TARGET]'),
  commandOf('db update', { from: { kind: 'text', placeholder: 'URL', doc: "Where it's from" } }),
  commandOf('db status'),
  completion,
];

function without(shell: string): string | false {
  return spawnSync(shell, ['--version']).error === undefined ? false : `${shell} is not installed here`;
}

/** What a real shell offers after these words, of which the last is being typed. */
function offered(t: TestContext, ...words: readonly string[]): readonly string[] {
  const directory = scratchDirectory(t, { 'assay.bash': completionScript('bash', all), 'sc file.txt': '' });
  mkdirSync(join(directory, 'scan'));
  const code = `source ./assay.bash
    registered=$(complete -p assay); registered=\${registered##*-F }
    COMP_WORDS=("$@") COMP_CWORD=$(( $# - 1 ))
    "\${registered%% *}" assay "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-c', code, 'bash', ...words], {
    cwd: directory,
    encoding: 'utf8',
  });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  return stdout.split('\n').filter((line) => line !== '');
}

const inBash = { skip: without('bash') };

test(
  'bash finds nothing wrong with the script, and registers it so that file names complete where it offers nothing',
  inBash,
  (t) => {
    const directory = scratchDirectory(t, { 'assay.bash': completionScript('bash', all) });
    const check = spawnSync('bash', ['-n', 'assay.bash'], { cwd: directory, encoding: 'utf8' });
    assert.deepEqual([check.status, check.stdout, check.stderr], [0, '', '']);
    const registered = spawnSync('bash', ['-c', 'source ./assay.bash; complete -p assay'], { cwd: directory, encoding: 'utf8' });
    assert.equal(registered.stdout, 'complete -o default -F _assay assay\n');
  },
);

test('bash completes commands and the second words of groups', inBash, (t) => {
  assert.deepEqual(offered(t, 'assay', 'sc'), ['scan']);
  assert.deepEqual(offered(t, 'assay', ''), ['scan', 'db', 'completion', 'help']);
  assert.deepEqual(offered(t, 'assay', 'db', ''), ['update', 'status']);
  assert.deepEqual(offered(t, 'assay', 'db', 'st'), ['status']);
  assert.deepEqual(offered(t, 'assay', 'help', 'comp'), ['completion']);
});

test('bash completes the values of an option after its name, its letter and an equals sign', inBash, (t) => {
  assert.deepEqual(offered(t, 'assay', 'scan', '--format', ''), ['table', 'json', 'sarif']);
  assert.deepEqual(offered(t, 'assay', 'scan', '.', '-f', 's'), ['sarif']);
  assert.deepEqual(offered(t, 'assay', 'scan', '--format', '='), ['table', 'json', 'sarif']);
  assert.deepEqual(offered(t, 'assay', 'scan', '--fail-on', '=', 'l'), ['low']);
});

test('bash completes options, those that are on as what turns them off', inBash, (t) => {
  assert.deepEqual(offered(t, 'assay', 'scan', '--f'), ['--format', '--fail-on']);
  assert.deepEqual(offered(t, 'assay', 'scan', '--no'), ['--no-ignore-files']);
  assert.deepEqual(offered(t, 'assay', 'db', 'update', '--'), ['--from', '--quiet', '--verbose', '--color', '--help']);
  assert.deepEqual(offered(t, 'assay', 'db', 'status', '--from'), []);
});

test('bash completes the fixed words of a command, and leaves file names to itself', inBash, (t) => {
  assert.deepEqual(offered(t, 'assay', 'completion', ''), ['bash', 'zsh', 'fish']);
  for (const words of [
    ['scan', 'sc'],
    ['scan', '--output', ''],
    ['scan', '-o', '-'],
    ['db', 'update', '--from', ''],
    ['nothing', 'x'],
  ])
    assert.deepEqual(offered(t, 'assay', ...words), [], words.join(' '));
});

test('zsh finds nothing wrong with the script', { skip: without('zsh') }, (t) => {
  const directory = scratchDirectory(t, { _assay: completionScript('zsh', all) });
  const { status, stderr } = spawnSync('zsh', ['-f', '-n', '_assay'], { cwd: directory, encoding: 'utf8' });
  assert.deepEqual([status, stderr], [0, '']);
});

test('fish completes commands and values', { skip: without('fish') }, (t) => {
  const directory = scratchDirectory(t, { 'assay.fish': completionScript('fish', all) });
  const complete = (line: string): readonly string[] => {
    const code = `source assay.fish; complete -C '${line}'`;
    const { status, stdout } = spawnSync('fish', ['--no-config', '-c', code], { cwd: directory, encoding: 'utf8' });
    assert.equal(status, 0);
    return stdout.split('\n').flatMap((row) => (row === '' ? [] : [row.split('\t')[0] as string]));
  };
  assert.deepEqual(complete('assay sc'), ['scan']);
  assert.deepEqual(complete('assay db '), ['status', 'update']);
  assert.deepEqual(complete('assay scan --format s'), ['sarif']);
});

test('every script names every command and every option, and survives quotes and brackets in their descriptions', () => {
  for (const shell of ['bash', 'zsh', 'fish'] as const) {
    const script = completionScript(shell, all);
    for (const word of ['scan', 'update', 'status', 'completion', 'help', 'format', 'fail-on', 'no-ignore-files', 'quiet', 'sarif'])
      assert.ok(script.includes(word), `${shell}: ${word}`);
  }
  assert.ok(completionScript('zsh', all).includes(String.raw`'--format=[How\: \[said\]]:value:(table json sarif)'`));
  assert.ok(completionScript('zsh', all).includes(String.raw`[Where it'\''s from]`));
  assert.ok(completionScript('fish', all).includes(String.raw`-l from -r -d 'Where it\'s from'`));
});

async function printed(shell: string | undefined): Promise<string> {
  let text = '';
  const terminal = {
    color: false,
    errColor: false,
    width: 100,
    isInteractive: false,
    out: (more: string) => void (text += more),
    err() {},
  };
  const positionals = shell === undefined ? [] : [shell];
  const invocation: Invocation = { positionals, flags: {}, terminal, ctx: createContext(), environment: {}, directory: '.' };
  assert.equal(await completion.run(invocation), 0);
  return text;
}

test('the command prints the script of the shell that is named', async () => {
  const starts: Readonly<Record<Shell, RegExp>> = { bash: /^_assay\(\) \{/, zsh: /^#compdef assay\n/, fish: /^complete -c assay/ };
  for (const [shell, start] of Object.entries(starts)) assert.match(await printed(shell), start);
});

test('no shell, or one that is not known, is wrong usage with the shells that are', async () => {
  for (const shell of [undefined, 'cmd', 'toString']) {
    await assert.rejects(
      printed(shell),
      (thrown) => thrown instanceof AppError && thrown.code === 'usage/arguments' && /bash.*zsh.*fish/.test(thrown.hint ?? ''),
    );
  }
});
