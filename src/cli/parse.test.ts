import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError, type OptionSpecs } from '../kernel/index.ts';
import { globalOptions, parseArguments, type ParsedArguments } from './parse.ts';

const specs = {
  format: { kind: 'choice', short: 'f', values: ['table', 'json'], doc: 'How' },
  output: { kind: 'path', short: 'o', placeholder: 'FILE', doc: 'Where' },
  failOn: { kind: 'choice', values: ['none', 'low', 'high'], default: 'low', doc: 'When' },
  ignoreFiles: { kind: 'boolean', default: true, doc: 'What' },
  ecosystem: { kind: 'list', short: 'e', placeholder: 'NAME', doc: 'Which' },
  ...globalOptions,
} as const satisfies OptionSpecs;

function parse(...words: readonly string[]): ParsedArguments {
  return parseArguments(words, specs);
}

/** Only what was given. */
function flagsOf(...words: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(parse(...words).flags).filter(([, value]) => value !== undefined));
}

function errorOf(...words: readonly string[]): AppError {
  try {
    parse(...words);
  } catch (thrown) {
    assert.ok(thrown instanceof AppError, String(thrown));
    return thrown;
  }
  return assert.fail(`${words.join(' ')} was accepted`);
}

test('options are given by their name or letter, with the value behind or after an equals sign', () => {
  assert.deepEqual(flagsOf('--format', 'json', '--output=a.json'), { format: 'json', output: 'a.json' });
  assert.deepEqual(flagsOf('-f', 'json', '-oa.json'), { format: 'json', output: 'a.json' });
  assert.deepEqual(flagsOf('-qv'), { quiet: true, verbose: true });
});

test('what was not given has no value, not even its default: a variable or the file may say it', () => {
  assert.deepEqual(flagsOf(), {});
  assert.equal(parse().flags['failOn'], undefined);
});

test('words that are no options are positionals, wherever they stand, and everything after -- is one', () => {
  assert.deepEqual(parse('a', '--quiet', 'b', '--', '--verbose').positionals, ['a', 'b', '--verbose']);
  assert.deepEqual(parse('-').positionals, ['-']);
});

test('a switch is turned off by --no-, and the last word counts', () => {
  assert.deepEqual(flagsOf('--no-ignore-files', '--no-color'), { ignoreFiles: false, color: false });
  assert.deepEqual(flagsOf('--no-color', '--color'), { color: true });
  assert.deepEqual(flagsOf('--format', 'json', '--format', 'table'), { format: 'table' });
});

test('a dash is a value: standard output', () => {
  assert.deepEqual(flagsOf('-o', '-'), { output: '-' });
  assert.deepEqual(flagsOf('--output=-x'), { output: '-x' });
});

test('a list is given at once, one by one, or both, with spaces after the commas', () => {
  assert.deepEqual(flagsOf('-e', 'npm,PyPI', '--ecosystem', 'Go, crates.io'), { ecosystem: ['npm', 'PyPI', 'Go', 'crates.io'] });
});

test('an unknown option is wrong usage and names the nearest one', () => {
  const meant: Readonly<Record<string, string>> = {
    '--fialon': '--fail-on',
    '--failOn': '--fail-on',
    '--formt=json': '--format',
    '--no-colour': '--no-color',
    '--no-format': '--format',
    '--ignore-file': '--ignore-files',
  };
  for (const [word, flag] of Object.entries(meant)) {
    const error = errorOf(word);
    assert.equal(error.code, 'usage/unknown-option');
    assert.equal(error.message, `There is no option ${word.split('=')[0]}`);
    assert.equal(error.hint, `Did you mean ${flag}?`);
  }
});

test('an unknown option that resembles none points to the help; names of JavaScript are as unknown', () => {
  for (const word of ['--telemetry', '-x', '--toString', '--__proto__', '--constructor', "--it's"]) {
    const error = errorOf(word);
    assert.equal(error.message, `There is no option ${word}`);
    assert.equal(error.hint, 'The --help of the command lists its options.');
  }
});

test('a value that is none of the choices is wrong usage, lists them and names the nearest', () => {
  const error = errorOf('--fail-on', 'hihg');
  assert.equal(error.code, 'usage/value');
  assert.equal(error.message, '--fail-on is "hihg", not one of none, low, high');
  assert.equal(error.hint, 'Did you mean --fail-on high?');
  assert.equal(errorOf('--fail-on', 'sometimes').hint, undefined);
  assert.match(errorOf('--format=').message, /not one of table, json/);
});

test('a value that is missing, empty or too much is wrong usage and named by its option', () => {
  const messages: readonly (readonly [readonly string[], string])[] = [
    [['--format'], '--format needs a value'],
    [['-o'], '--output needs a value'],
    [['--output', '--quiet'], '--output needs a value'],
    [['-o', '-q'], '--output needs a value'],
    [['--output='], '--output is empty'],
    [['--output', ''], '--output is empty'],
    [['--quiet=yes'], '--quiet takes no value'],
    [['--no-color=yes'], '--color takes no value'],
    [['--ecosystem', 'npm,,PyPI'], '--ecosystem has an empty item'],
    [['-e', ''], '--ecosystem has an empty item'],
  ];
  for (const [words, message] of messages) {
    const error = errorOf(...words);
    assert.equal(error.code, 'usage/value');
    assert.equal(error.message, message);
  }
});
