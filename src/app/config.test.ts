import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { scratchDirectory } from '../../test/kit/scratch.ts';
import { AppError, type OptionSpecs } from '../kernel/index.ts';
import { findConfig, readConfig, resolveSettings, type Config } from './config.ts';
import { settingSpecs } from './settings.ts';

function read(t: TestContext, text: string | Uint8Array): Config {
  return readConfig(join(scratchDirectory(t, { 'assay.jsonc': text }), 'assay.jsonc'));
}

/** The problems of a file, each as `LINE message`. */
function problemsOf(t: TestContext, text: string | Uint8Array): readonly string[] {
  const file = join(scratchDirectory(t, { 'assay.jsonc': text }), 'assay.jsonc');
  try {
    readConfig(file);
  } catch (thrown) {
    assert.ok(thrown instanceof AppError);
    assert.equal(thrown.code, 'config/invalid');
    assert.match(thrown.hint ?? '', /failOn.*projects/);
    return thrown.message.split('\n').map((line) => line.replace(`${file}:`, ''));
  }
  return assert.fail('the file was accepted');
}

test('a file is read with comments and trailing commas; paths are relative to it', (t) => {
  const directory = scratchDirectory(t, {
    'sub/assay.jsonc': `{
      "$schema": "./schemas/assay-config-1.json",
      "failOn": "high", // for now
      "db": "../data",
      "projects": { "shop": { "includeDev": true, "db": "shop-data" }, },
    }`,
  });
  const config = readConfig(join(directory, 'sub/assay.jsonc'));
  assert.equal(config.file, join(directory, 'sub/assay.jsonc'));
  assert.deepEqual(config.settings, { failOn: 'high', db: join(directory, 'data') });
  assert.deepEqual(
    [...config.projects],
    [[join(directory, 'sub/shop'), { includeDev: true, db: join(directory, 'sub/shop-data') }]],
  );
});

test('an absolute path stays as it is, and an empty file of settings settles nothing', (t) => {
  assert.equal(read(t, '{"db": "/srv/advisories"}').settings['db'], '/srv/advisories');
  const empty = read(t, '{}');
  assert.deepEqual(empty.settings, {});
  assert.equal(empty.projects.size, 0);
});

test('an unknown key is named with its line and the nearest key', (t) => {
  assert.deepEqual(problemsOf(t, '{\n  "offline": true,\n  "fail-on": "high",\n  "proyects": {}\n}'), [
    '3 has an unknown key "fail-on"; did you mean "failOn"?',
    '4 has an unknown key "proyects"; did you mean "projects"?',
  ]);
  assert.deepEqual(problemsOf(t, '{"telemetry": true}'), ['1 has an unknown key "telemetry"']);
  assert.deepEqual(problemsOf(t, '{\n"projects": {\n"a": {\n"includDev": true,\n"project": {}\n}}}'), [
    '4 has an unknown key "includDev"; did you mean "includeDev"?',
    '5 has an unknown key "project"',
  ]);
});

test('a key that every JavaScript object has is as unknown as any other', (t) => {
  for (const key of ['constructor', 'toString', 'hasOwnProperty', '__defineGetter__'])
    assert.match(problemsOf(t, JSON.stringify({ [key]: 'x' }))[0] ?? '', /has an unknown key/);
  assert.match(problemsOf(t, '{"__proto__": {"offline": true}}')[0] ?? '', /__proto__/);
});

test('a value of the wrong kind is refused with its line and what is expected', (t) => {
  const text = `{
    "$schema": 5,
    "failOn": "hihg",
    "includeDev": "yes",
    "db": "",
    "offline": null,
    "ignoreFiles": 1,
    "projects": {
      "a": { "failOn": ["low"] },
      "b": []
    }
  }`;
  assert.deepEqual(problemsOf(t, text).toSorted(), [
    '10 has no object of settings for the project "b"',
    '2 has a value for "$schema" that is not a text',
    '3 has a value for "failOn" that is not one of none, low, medium, high, critical; did you mean "high"?',
    '4 has a value for "includeDev" that is not true or false',
    '5 has a value for "db" that is not a text',
    '6 has a value for "offline" that is not true or false',
    '7 has a value for "ignoreFiles" that is not true or false',
    '9 has a value for "failOn" that is not one of none, low, medium, high, critical',
  ]);
  assert.deepEqual(problemsOf(t, '{"projects": true}'), ['1 has "projects" that is not an object of directories']);
});

test('what is not a JSON object, not JSON or not text is refused with its line', (t) => {
  assert.deepEqual(problemsOf(t, '[]'), ['1 is not a JSON object']);
  assert.match(problemsOf(t, '{\n"offline" true}')[0] ?? '', /^2 /);
  assert.match(problemsOf(t, '')[0] ?? '', /^1 /);
  assert.match(problemsOf(t, Uint8Array.of(0x7b, 0xff, 0x7d))[0] ?? '', /is not valid UTF-8/);
});

test('of a key that stands twice no value is taken', (t) => {
  assert.match(problemsOf(t, '{"offline": true,\n"offline": false}')[0] ?? '', /^2 names the member "offline" twice/);
});

test('one project under two spellings is refused: one of the two would be lost', (t) => {
  assert.deepEqual(problemsOf(t, '{"projects": {"shop": {},\n"./shop/": {"failOn": "none"}}}'), [
    '2 names the project "./shop/" twice, in different spellings',
  ]);
});

test('a message carries no control characters of the file to the terminal', (t) => {
  const [problem = ''] = problemsOf(t, JSON.stringify({ '\u001b]0;owned\u0007\u202e': true }));
  assert.equal(problem, String.raw`1 has an unknown key "\u{1b}]0;owned\u{7}\u{202e}"`);
});

test('a file that is not there, is a directory, a device or too large is config/unreadable', (t) => {
  const directory = scratchDirectory(t);
  mkdirSync(join(directory, 'assay.jsonc'));
  symlinkSync('/dev/zero', join(directory, 'endless.jsonc'));
  for (const [name, message] of [
    ['missing.jsonc', /cannot be read \(ENOENT\)$/],
    ['assay.jsonc', /is not a file$/],
    ['endless.jsonc', /is not a file$|cannot be read/],
  ] as const) {
    assert.throws(
      () => readConfig(join(directory, name)),
      (thrown) => thrown instanceof AppError && thrown.code === 'config/unreadable' && message.test(thrown.message),
      name,
    );
  }
});

test('the nearest file upwards is found, one in between before one above', (t) => {
  const directory = scratchDirectory(t, { '.git/HEAD': '', 'assay.jsonc': '{}', 'a/assay.jsonc': '{}', 'a/b/c/x': '', 'd/x': '' });
  assert.equal(findConfig(join(directory, 'a/b/c')), join(directory, 'a/assay.jsonc'));
  assert.equal(findConfig(join(directory, 'a')), join(directory, 'a/assay.jsonc'));
  assert.equal(findConfig(join(directory, 'd')), join(directory, 'assay.jsonc'));
});

test('a file beyond the root of the git repository is not found, be .git a directory or the file of a worktree', (t) => {
  const directory = scratchDirectory(t, { 'assay.jsonc': '{}', 'repo/.git/HEAD': '', 'repo/a/x': '', 'tree/.git': 'gitdir: …' });
  assert.equal(findConfig(join(directory, 'repo/a')), undefined);
  assert.equal(findConfig(join(directory, 'repo')), undefined);
  assert.equal(findConfig(join(directory, 'tree')), undefined);
});

const none = { flags: {}, directory: '/home/me', environment: {} };

test('without anything else the defaults hold', () => {
  const defaults = Object.entries(settingSpecs as OptionSpecs).map(([key, spec]) => [key, spec.default]);
  assert.deepEqual(resolveSettings(none), Object.fromEntries(defaults));
});

test('a flag outranks a variable, a variable the project, the project the file, the file the default', () => {
  const target = '/home/me/shop';
  const layers = [
    { flags: { failOn: 'critical' } },
    { environment: { ASSAY_FAIL_ON: 'high' } },
    { project: { failOn: 'medium' } },
    { file: { failOn: 'none' } },
  ] as const;
  const expected = ['critical', 'high', 'medium', 'none', 'low'];
  for (const [skipped, level] of expected.entries()) {
    const { flags, environment, project, file } = Object.assign({}, ...layers.slice(skipped)) as Partial<Record<string, object>>;
    const config = configWith((file ?? {}) as Config['settings'], { [target]: (project ?? {}) as Config['settings'] });
    const sources = { flags: { ...flags }, directory: '/home/me', environment: { ...environment }, config, target };
    assert.equal(resolveSettings(sources as Parameters<typeof resolveSettings>[0]).failOn, level);
  }
});

test('a value that is false outranks as much as one that is true', () => {
  const config = configWith({ offline: true, ignoreFiles: true });
  const settings = resolveSettings({
    flags: { offline: false },
    directory: '/home/me',
    environment: { ASSAY_IGNORE_FILES: '0' },
    config,
  });
  assert.equal(settings.offline, false);
  assert.equal(settings.ignoreFiles, false);
});

test('of projects within each other the innermost that contains the target settles, and the file what it leaves open', () => {
  const config = configWith(
    { offline: true, failOn: 'low' },
    {
      '/home/me': { failOn: 'none' },
      '/home/me/shop': { failOn: 'critical', includeDev: true },
      '/home/me/sh': { failOn: 'high' },
    },
  );
  const of = (target: string): readonly unknown[] => {
    const { failOn, includeDev, offline } = resolveSettings({ ...none, config, target });
    return [failOn, includeDev, offline];
  };
  assert.deepEqual(of('/home/me/shop'), ['critical', true, true]);
  assert.deepEqual(of('/home/me/shop/package-lock.json'), ['critical', true, true]);
  assert.deepEqual(of('/home/me/shopping'), ['none', false, true]);
  assert.deepEqual(of('/home/me/..shop'), ['none', false, true]);
  assert.deepEqual(of('/elsewhere'), ['low', false, true]);
  assert.deepEqual(resolveSettings({ ...none, config }).failOn, 'low');
  assert.equal(resolveSettings({ ...none, config: configWith({}, { '/': { failOn: 'high' } }), target: '/a/b' }).failOn, 'high');
});

function configWith(settings: Config['settings'], projects: Readonly<Record<string, Config['settings']>> = {}): Config {
  return { file: '/home/me/assay.jsonc', settings, projects: new Map(Object.entries(projects)) };
}

test('a variable is read by the words people use, and an empty one is none', () => {
  for (const word of ['1', 'true', 'YES', 'on']) assert.equal(resolveSettings(withVariable('ASSAY_OFFLINE', word)).offline, true);
  for (const word of ['0', 'false', 'No', 'off', ''])
    assert.equal(resolveSettings(withVariable('ASSAY_OFFLINE', word)).offline, false);
  assert.equal(resolveSettings(withVariable('ASSAY_DB', './data')).db, '/home/me/data');
});

test('a variable with a bad value is wrong usage and says what is expected', () => {
  const messages = { ASSAY_OFFLINE: /^ASSAY_OFFLINE is "maybe", not true or false$/, ASSAY_FAIL_ON: /not one of none, low/ };
  for (const [name, message] of Object.entries(messages)) {
    assert.throws(
      () => resolveSettings(withVariable(name, 'maybe')),
      (thrown) => thrown instanceof AppError && thrown.code === 'usage/variable' && message.test(thrown.message),
    );
  }
  assert.throws(() => resolveSettings(withVariable('ASSAY_FAIL_ON', 'hight')), /did you mean "high"\?$/);
});

function withVariable(name: string, value: string): Parameters<typeof resolveSettings>[0] {
  return { flags: {}, directory: '/home/me', environment: { [name]: value } };
}
