import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { sharedData, withoutSharedData } from '../../../test/kit/shared-data.ts';
import { AppError, createContext } from '../../kernel/index.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseArguments } from '../parse.ts';
import { commands } from './list.ts';

interface Said {
  readonly code: number;
  readonly out: string;
  readonly log: string;
}

/** Runs one command line inside the process, in a directory. */
async function run(directory: string, ...words: readonly string[]): Promise<Said> {
  const entry = commands.find(({ name }) => name === words.slice(0, 2).join(' '));
  assert.ok(entry, words.join(' '));
  const command: Command = await entry.load();
  const { flags, positionals } = parseArguments(words.slice(2), command.options);
  let out = '';
  let log = '';
  const terminal = {
    color: false,
    errColor: false,
    width: 100,
    isInteractive: false,
    out: (text: string) => void (out += text),
    err() {},
  };
  const note = (message: string): void => void (log += `${message}\n`);
  const ctx = createContext({ now: () => new Date('2026-01-02T03:04:05Z'), log: { warn: note, info: note, debug() {} } });
  const code = await command.run({
    flags: flags,
    positionals,
    terminal,
    ctx,
    environment: {},
    directory,
  });
  return { code, out, log };
}

const lockfile = JSON.stringify({
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'shop', version: '1.0.0', dependencies: { left: '^1.0.0' } },
    'node_modules/left': { version: '1.0.0', license: 'MIT', integrity: `sha512-${Buffer.alloc(64, 1).toString('base64')}` },
  },
});

function project(t: TestContext): string {
  return scratchDirectory(t, { 'package-lock.json': lockfile });
}

const formats = ['cyclonedx-json', 'cyclonedx-json@1.7', 'cyclonedx-xml@1.5', 'spdx-json', 'spdx-json@3.0.1', 'spdx-tag-value'];

for (const format of formats) {
  test(`generate, validate and score agree on ${format}, and twice is the same`, async (t) => {
    const directory = project(t);
    const words = ['sbom', 'generate', '.', '--format', format, '--author', 'Jo Doe', '--author-email', 'jo@shop.example'];
    const made = await run(directory, ...words, '--output', 'bom');
    assert.deepEqual([made.code, made.out], [exitCodes.satisfied.code, '']);
    assert.equal((await run(directory, ...words)).out, readFileSync(join(directory, 'bom'), 'utf8'));
    const validated = await run(directory, 'sbom', 'validate', 'bom');
    assert.equal(validated.code, exitCodes.satisfied.code, validated.out);
    const scored = await run(directory, 'sbom', 'score', 'bom', '--min-grade', 'A');
    assert.equal(scored.code, exitCodes.satisfied.code, scored.out);
  });
}

test('what was generated says what was in the project', async (t) => {
  const { out } = await run(project(t), 'sbom', 'generate');
  const document = JSON.parse(out) as Record<string, Record<string, unknown>> & { components: readonly Record<string, unknown>[] };
  assert.deepEqual(
    document.components.map(({ purl, hashes, licenses }) => [purl, (hashes as readonly unknown[]).length, licenses]),
    [['pkg:npm/left@1.0.0', 1, [{ license: { id: 'MIT', acknowledgement: 'declared' } }]]],
  );
  assert.deepEqual(document['metadata']?.['lifecycles'], [{ phase: 'pre-build' }]);
});

test('convert says what it loses, and fails on it when asked to', async (t) => {
  const directory = scratchDirectory(t, {
    'bom.json': JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      components: [{ type: 'library', name: 'x', version: '1', pedigree: { notes: 'lost' } }],
    }),
  });
  const converted = await run(directory, 'sbom', 'convert', 'bom.json', '--format', 'spdx-tag-value', '--losses', 'losses.json');
  assert.equal(converted.code, exitCodes.satisfied.code);
  assert.match(converted.out, /^SPDXVersion: SPDX-2\.3\n/);
  assert.match(converted.log, /components\[0\]\.pedigree: pedigree: SPDX has no place for it/);
  const { losses } = JSON.parse(readFileSync(join(directory, 'losses.json'), 'utf8')) as {
    readonly losses: readonly { readonly path: string }[];
  };
  assert.ok(losses.some(({ path }) => path === 'components[0].pedigree'));
  assert.equal(
    (await run(directory, 'sbom', 'convert', 'bom.json', '--format', 'spdx-tag-value', '--fail-on-loss')).code,
    exitCodes.policy.code,
  );
});

test('a document that breaks the rules of its format is not converted unless that is asked for', async (t) => {
  const directory = scratchDirectory(t, {
    'bom.json': '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[{"type":"library"}]}',
  });
  const refused = await run(directory, 'sbom', 'convert', 'bom.json', '--format', 'cyclonedx-xml');
  assert.deepEqual([refused.code, refused.out], [exitCodes.incomplete.code, '']);
  assert.match(refused.log, /^bom\.json:1 at components\[0\] lacks the member "name"/);
  const forced = await run(directory, 'sbom', 'convert', 'bom.json', '--format', 'cyclonedx-xml', '--allow-invalid');
  assert.equal(forced.code, exitCodes.incomplete.code);
  assert.match(forced.out, /<component type="library"\/>/);
});

test('validate tells valid from invalid, in tables and in JSON, and lint from structure', async (t) => {
  const directory = scratchDirectory(t, {
    'good.json': '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1}',
    'bad.json': '{"bomFormat":"CycloneDX","specVersion":"1.6","version":0}',
    'broken.json': '{"bomFormat":',
    'lint.json': '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"dependencies":[{"ref":"gone"}]}',
    'no.txt': 'hello',
  });
  assert.equal((await run(directory, 'sbom', 'validate', 'good.json')).code, exitCodes.satisfied.code);
  assert.equal((await run(directory, 'sbom', 'validate', 'good.json', '--lint', 'warning')).code, exitCodes.policy.code);
  const bad = await run(directory, 'sbom', 'validate', 'good.json', 'bad.json');
  assert.deepEqual(
    [bad.code, bad.out.split('\n').filter((line) => line.includes('error'))],
    [exitCodes.policy.code, ['  error    line 1: at version is 0, which is less than 1']],
  );
  for (const file of ['broken.json', 'no.txt'])
    assert.equal((await run(directory, 'sbom', 'validate', file)).code, exitCodes.policy.code, file);
  const lint = await run(directory, 'sbom', 'validate', 'lint.json', '--format', 'json');
  assert.equal(lint.code, exitCodes.policy.code);
  const { files } = JSON.parse(lint.out) as {
    readonly files: readonly { readonly status: string; readonly lint: readonly { readonly code: string }[] }[];
  };
  assert.deepEqual([files[0]?.status, files[0]?.lint[0]?.code], ['not valid', 'lint/dangling-reference']);
  assert.equal((await run(directory, 'sbom', 'validate', 'lint.json', '--lint', 'none')).code, exitCodes.satisfied.code);
});

test('diff across formats, merge and score as a gate', async (t) => {
  const directory = project(t);
  await run(directory, 'sbom', 'generate', '.', '-o', 'a.json');
  await run(directory, 'sbom', 'generate', '.', '-f', 'spdx-json', '-o', 'b.json');
  const same = await run(directory, 'sbom', 'diff', 'a.json', 'b.json', '--fail-on-change');
  assert.equal(same.code, exitCodes.satisfied.code, same.out);
  const merged = await run(
    directory,
    'sbom',
    'merge',
    'a.json',
    'b.json',
    '--name',
    'all',
    '--format',
    'spdx-json@3.0.1',
    '-o',
    'c.json',
  );
  assert.equal(merged.code, exitCodes.satisfied.code, merged.log);
  assert.equal((await run(directory, 'sbom', 'validate', 'c.json')).code, exitCodes.satisfied.code);
  const changed = await run(directory, 'sbom', 'diff', 'a.json', 'c.json', '--fail-on-change');
  assert.equal(changed.code, exitCodes.policy.code);
  assert.match(changed.out, /\+ all/);
  assert.equal(
    (await run(directory, 'sbom', 'score', 'a.json', '--profile', 'bsi-tr-03183-2', '--min-grade', 'A')).code,
    exitCodes.policy.code,
  );
  assert.match((await run(directory, 'sbom', 'score', 'a.json', '--format', 'json')).out, /"profile": "cisa-2026"/);
});

test('wrong usage names what is right', async (t) => {
  const directory = scratchDirectory(t, { 'bom.json': '{}' });
  const usage = (code: string, hint: RegExp) => (thrown: unknown) =>
    thrown instanceof AppError && thrown.code === code && hint.test(thrown.hint ?? '');
  await assert.rejects(run(directory, 'sbom', 'convert', 'bom.json'), usage('usage/arguments', /cyclonedx-json/));
  await assert.rejects(
    run(directory, 'sbom', 'convert', 'bom.json', '-f', 'spdx-json@9'),
    usage('usage/format', /spdx-json@\{2\.3,3\.0\.1\}/),
  );
  await assert.rejects(run(directory, 'sbom', 'generate', '.', '-f', 'word'), usage('usage/format', /spdx-tag-value/));
  await assert.rejects(run(directory, 'sbom', 'score'), usage('usage/arguments', /assay help sbom score/));
  await assert.rejects(
    run(directory, 'sbom', 'merge', 'bom.json'),
    (thrown) => thrown instanceof AppError && thrown.code === 'usage/arguments',
  );
  await assert.rejects(
    run(directory, 'sbom', 'validate', 'gone.json'),
    (thrown) => thrown instanceof AppError && thrown.code === 'usage/file',
  );
});

test(
  'every public lockfile becomes a valid document of grade A by CISA 2026 in every format',
  { skip: withoutSharedData('lockfiles') },
  async (t) => {
    const directory = scratchDirectory(t, {});
    const projects = globSync('*', { cwd: sharedData('lockfiles') })
      .map((name) => sharedData(`lockfiles/${name}`))
      .filter((path) => statSync(path).isDirectory());
    assert.ok(projects.length >= 10);
    for (const [index, path] of projects.toSorted().entries()) {
      // All formats for some, one for each of the others: it is a matter of minutes otherwise.
      for (const format of index < 2 ? formats : [formats[index % formats.length] as string]) {
        const made = await run(directory, 'sbom', 'generate', path, '-f', format, '--author', 'Jo Doe', '-o', 'bom');
        assert.ok(made.code === exitCodes.satisfied.code || made.code === exitCodes.incomplete.code, `${path} ${made.log}`);
        assert.ok(existsSync(join(directory, 'bom')));
        const validated = await run(directory, 'sbom', 'validate', 'bom');
        assert.equal(validated.code, exitCodes.satisfied.code, `${path} ${format} ${validated.out.slice(0, 500)}`);
        const scored = await run(directory, 'sbom', 'score', 'bom', '--min-grade', 'A');
        assert.equal(scored.code, exitCodes.satisfied.code, `${path} ${format} ${scored.out.slice(0, 1500)}`);
      }
    }
  },
);
