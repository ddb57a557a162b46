import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContext, defaultLimits, type Outcome } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import { catalog, type MemoryFiles } from '../../../../test/kit/memory-files.ts';
import { sharedData, withoutSharedData } from '../../../../test/kit/shared-data.ts';
import { golangCatalogers } from './index.ts';

const goMod = golangCatalogers.find((cataloger) => cataloger.id === 'golang/go-mod') ?? assert.fail();

async function read(files: MemoryFiles, path = 'go.mod'): Promise<Outcome<PackageGraph | undefined>> {
  const outcome = await catalog(goMod, files, path);
  assert.equal(outcome.complete, outcome.issues.length === 0);
  return { ...outcome, value: outcome.value.graphs[0] };
}

async function graphOf(files: MemoryFiles, path = 'go.mod'): Promise<PackageGraph> {
  const outcome = await read(files, path);
  assert.deepEqual(outcome.issues, []);
  return outcome.value ?? assert.fail('there is no graph');
}

/** `name version` of every package but the project itself. */
function names(graph: PackageGraph | undefined): readonly string[] {
  return (graph?.packages ?? []).slice(1).map(({ name, version }) => (version === undefined ? name : `${name} ${version}`));
}

/** `name < requirement @ line` of every module that the project asks for itself. */
function direct(graph: PackageGraph): readonly string[] {
  return (graph.packages[0]?.dependsOn ?? []).map(
    ({ to, requirement, line }) => `${graph.packages[to]?.name} < ${requirement} @ ${line}`,
  );
}

test('go.mod gives its module as a project and what it requires as packages; edges lead to the direct ones', async () => {
  const graph = await graphOf(
    {
      'sub/go.mod': [
        '// Deprecated: use v2',
        'module example.com/app',
        '',
        'go 1.22.3',
        'require example.com/a v1.0.0',
        'require (',
        '\texample.com/b/v2 v2.1.0 // indirect',
        '\texample.com/c v0.0.0-20240102030405-abcdefabcdef // a remark',
        '\texample.com/d v3.0.0+incompatible // indirect; a reason',
        ')',
      ].join('\n'),
    },
    'sub/go.mod',
  );
  assert.equal(graph.ecosystem, 'golang');
  assert.equal(graph.edges, 'partial');
  assert.deepEqual(
    { ...graph.packages[0], dependsOn: [] },
    {
      name: 'example.com/app',
      kind: 'project',
      directory: 'sub',
      line: 2,
      dependsOn: [],
    },
  );
  assert.deepEqual(
    graph.packages.slice(1).map(({ name, version, line }) => [name, version, line]),
    [
      ['stdlib', '1.22.3', 4],
      ['example.com/a', 'v1.0.0', 5],
      ['example.com/b/v2', 'v2.1.0', 7],
      ['example.com/c', 'v0.0.0-20240102030405-abcdefabcdef', 8],
      ['example.com/d', 'v3.0.0+incompatible', 9],
    ],
  );
  assert.deepEqual(direct(graph), [
    'stdlib < go 1.22.3 @ 4',
    'example.com/a < v1.0.0 @ 5',
    'example.com/c < v0.0.0-20240102030405-abcdefabcdef @ 8',
  ]);
});

test('replacements are what is built: one version before any version, and the requirement stays as asked for', async () => {
  const graph = await graphOf({
    'go.mod': [
      'module example.com/app',
      'go 1.22.0',
      'require example.com/a v1.0.0',
      'require example.com/b v1.0.0',
      'require example.com/c v1.0.0 // indirect',
      'replace (',
      '  example.com/a => example.com/fork v1.9.0',
      '  example.com/b => example.com/never v9.0.0',
      '  example.com/b v1.0.0 => example.com/b v1.0.1',
      '  example.com/c v2.0.0 => example.com/never v9.0.0',
      '  example.com/unused => example.com/never v9.0.0',
      ')',
    ].join('\n'),
  });
  assert.deepEqual(names(graph), ['stdlib 1.22.0', 'example.com/fork v1.9.0', 'example.com/b v1.0.1', 'example.com/c v1.0.0']);
  assert.deepEqual(direct(graph).slice(1), [
    'example.com/fork < example.com/a v1.0.0 @ 3',
    'example.com/b < example.com/b v1.0.0 @ 4',
  ]);
});

test('a directory as replacement is local: a project where the target has its go.mod, and never looked for outside', async () => {
  const graph = await graphOf(
    {
      'cmd/go.mod': [
        'module example.com/app',
        'go 1.22.0',
        'require (\nexample.com/a v0.0.0\nexample.com/b v0.0.0\nexample.com/c v0.0.0\nexample.com/d v0.0.0\nexample.com/e v0.0.0\n)',
        'replace example.com/a => ../lib/a/',
        'replace example.com/b => ./missing',
        'replace example.com/c => ../../outside',
        'replace example.com/d => /opt/d',
        'replace example.com/e => C:\\src\\e',
      ].join('\n'),
      'lib/a/go.mod': 'module example.com/a\ngo 1.22.0\n',
      'outside/go.mod': 'module example.com/trap\ngo 1.22.0\n',
    },
    'cmd/go.mod',
  );
  assert.deepEqual(
    graph.packages.slice(2).map(({ name, version, kind, directory, source }) => [name, version, kind, directory, source]),
    [
      ['example.com/a', undefined, 'project', 'lib/a', { kind: 'local', path: 'lib/a' }],
      ['example.com/b', undefined, 'package', undefined, { kind: 'local', path: 'cmd/missing' }],
      ['example.com/c', undefined, 'package', undefined, { kind: 'local', path: '../outside' }],
      ['example.com/d', undefined, 'package', undefined, { kind: 'local', path: '/opt/d' }],
      ['example.com/e', undefined, 'package', undefined, { kind: 'local', path: 'C:/src/e' }],
    ],
  );
});

test('before Go 1.17, and without a go directive, go.sum adds the modules whose content it vouches for', async () => {
  const sum = [
    'example.com/a v1.0.0 h1:AAAA=',
    'example.com/a v1.0.0/go.mod h1:AAAA=',
    'example.com/a v1.2.0 h1:AAAA=',
    'example.com/b v1.9.0 h1:AAAA=',
    'example.com/b v1.10.0 h1:AAAA=',
    'example.com/b v1.9.9 h1:AAAA=',
    'example.com/only-looked-at v1.0.0/go.mod h1:AAAA=',
    'example.com/fork v1.0.0 h1:AAAA=',
  ].join('\n');
  const rest = 'require example.com/a v1.0.0\nrequire example.com/x v1.0.0\nreplace example.com/x => example.com/fork v1.0.0\n';
  for (const go of ['go 1.16\n', '\n']) {
    const graph = await graphOf({ 'm/go.mod': `module example.com/app\n${go}${rest}`, 'm/go.sum': sum }, 'm/go.mod');
    assert.deepEqual(
      names(graph).filter((name) => !name.startsWith('stdlib')),
      ['example.com/a v1.0.0', 'example.com/fork v1.0.0', 'example.com/b v1.10.0'],
    );
    assert.deepEqual(
      { ...graph.packages.at(-1) },
      {
        name: 'example.com/b',
        version: 'v1.10.0',
        kind: 'package',
        file: 'm/go.sum',
        line: 5,
        dependsOn: [],
      },
    );
  }
  const pruned = await graphOf({ 'go.mod': `module example.com/app\ngo 1.17\n${rest}`, 'go.sum': sum });
  assert.deepEqual(names(pruned), ['stdlib', 'example.com/a v1.0.0', 'example.com/fork v1.0.0']);
});

test('no hash of go.sum is listed: it is not the digest of a file', async () => {
  const graph = await graphOf({
    'go.mod': 'module m\nrequire a.b/c v1.0.0\n',
    'go.sum': 'a.b/c v1.0.0 h1:AA=\na.b/d v1.0.0 h1:AA=\n',
  });
  assert.ok(graph.packages.every((node) => node.hashes === undefined));
});

test('before Go 1.17 a missing go.sum, or a line of it that cannot be read, is an issue', async () => {
  const missing = await read({ 'go.mod': 'module m\ngo 1.15\nrequire a.b/c v1.0.0\n' });
  assert.deepEqual(
    missing.issues.map(({ code, path }) => [code, path]),
    [['golang/no-sum', 'go.mod']],
  );
  assert.deepEqual(names(missing.value), ['stdlib', 'a.b/c v1.0.0']);
  const broken = await read({ 'go.mod': 'module m\ngo 1.15\nrequire a.b/c v1.0.0\n', 'go.sum': 'a.b/d v1.0.0 h1:A=\na.b/e v1' });
  assert.deepEqual(
    broken.issues.map(({ code, path, line }) => [code, path, line]),
    [['golang/go-sum', 'go.sum', 2]],
  );
  assert.deepEqual(names(broken.value), ['stdlib', 'a.b/c v1.0.0', 'a.b/d v1.0.0']);
  assert.deepEqual((await read({ 'go.mod': 'module m\ngo 1.15\n' })).issues, []);
});

test('a module that is required twice counts in its higher version, and is direct when either is', async () => {
  const graph = await graphOf({
    'go.mod': 'module m\ngo 1.20\nrequire a.b/c v1.10.0 // indirect\nrequire a.b/c v1.9.0\nrequire m v1.0.0\n',
  });
  assert.deepEqual(names(graph), ['stdlib', 'a.b/c v1.10.0']);
  assert.deepEqual(direct(graph), ['stdlib < go 1.20 @ 2', 'a.b/c < v1.10.0 @ 3']);
});

test('a version that is required and excluded is not known', async () => {
  const outcome = await read({ 'go.mod': 'module m\ngo 1.20\nrequire a.b/c v1.0.0\nexclude a.b/c v1.0.0\nexclude a.b/d v1.0.0\n' });
  assert.deepEqual(
    outcome.issues.map(({ code, line }) => [code, line]),
    [['golang/excluded', 3]],
  );
  assert.deepEqual(names(outcome.value), ['stdlib', 'a.b/c']);
});

test('the module that provides a tool is asked for by the tool directive', async () => {
  const graph = await graphOf({
    'go.mod': [
      'module m\ngo 1.24.0',
      'tool a.b/tools/cmd/gen',
      'tool (\n  a.b/tools/cmd/other\n  m/own\n)',
      'require a.b v1.0.0 // indirect',
      'require a.b/tools v1.0.0 // indirect',
    ].join('\n'),
  });
  assert.deepEqual(direct(graph).slice(1), ['a.b/tools < tool a.b/tools/cmd/gen @ 3']);
});

test('the standard library is a component of the release that toolchain or go names', async () => {
  const cases: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['go 1.22.3', '1.22.3', 'go 1.22.3'],
    ['go 1.22.0\ntoolchain go1.22.5', '1.22.5', 'toolchain go1.22.5'],
    ['go 1.21\ntoolchain go1.21.4-custom', '1.21.4', 'toolchain go1.21.4-custom'],
    ['go 1.22.3\ntoolchain default', '1.22.3', 'go 1.22.3'],
    ['go 1.22.3\ntoolchain go1.21.0', '1.22.3', 'go 1.22.3'],
    ['go 1.23rc2', '1.23rc2', 'go 1.23rc2'],
    ['go 1.19', undefined, 'go 1.19'],
  ];
  for (const [directives, version, requirement] of cases) {
    const graph = await graphOf({ 'go.mod': `module m\n${directives}\n` });
    const [, library] = graph.packages;
    assert.deepEqual(
      [library?.name, library?.version, graph.packages[0]?.dependsOn[0]?.requirement],
      ['stdlib', version, requirement],
    );
  }
  assert.deepEqual(names(await graphOf({ 'go.mod': 'module m\n' })), []);
});

test('a go.work that uses the module replaces for it, lends its modules and its toolchain (go.dev/ref/mod#workspaces)', async () => {
  const files = {
    'go.work': 'go 1.23.4\nuse ./app\nuse (\n  ./lib\n  "./tools"\n)\nreplace a.b/c => a.b/c v1.5.0\nreplace a.b/d => ./d\n',
    'app/go.mod': [
      'module example.com/app\ngo 1.23.0',
      'require a.b/c v1.0.0',
      'require a.b/d v1.0.0',
      'require a.b/e v1.0.0',
      'require example.com/lib v0.1.0',
      'replace a.b/c => a.b/c v1.4.0',
    ].join('\n'),
    'lib/go.mod': 'module example.com/lib\ngo 1.23.0\nrequire a.b/c v1.0.0\nreplace a.b/e => ./e\n',
    'tools/go.mod': 'module example.com/tools\ngo 1.23.0\n',
    'd/go.mod': 'module a.b/d\ngo 1.23.0\n',
    'alone/go.mod': 'module example.com/alone\ngo 1.23.0\nrequire a.b/c v1.0.0\n',
  };
  const app = await graphOf(files, 'app/go.mod');
  assert.deepEqual(
    app.packages.slice(1).map(({ name, version, kind, source, file, line }) => [name, version, kind, source, file, line]),
    [
      ['stdlib', '1.23.4', 'package', undefined, 'go.work', 1],
      ['a.b/c', 'v1.5.0', 'package', undefined, undefined, 3],
      ['a.b/d', undefined, 'project', { kind: 'local', path: 'd' }, undefined, 4],
      ['a.b/e', undefined, 'package', { kind: 'local', path: 'lib/e' }, undefined, 5],
      ['example.com/lib', undefined, 'project', { kind: 'local', path: 'lib' }, undefined, 6],
    ],
  );
  assert.deepEqual(names(await graphOf(files, 'alone/go.mod')), ['stdlib 1.23.0', 'a.b/c v1.0.0']);
});

test('go.work by itself has no packages, and a module that it uses but the target lacks is an issue', async () => {
  const files = { 'go.work': 'go 1.23.0\nuse .\nuse ./gone\nuse ../outside\nuse /abs\n', 'go.mod': 'module m\n' };
  const outcome = await read(files, 'go.work');
  assert.equal(outcome.value, undefined);
  assert.deepEqual(
    outcome.issues.map(({ code, line }) => [code, line]),
    [
      ['golang/workspace', 3],
      ['golang/workspace', 4],
      ['golang/workspace', 5],
    ],
  );
});

test('a go.mod inside a vendor directory that Go made belongs to somebody else', async () => {
  const files = {
    'vendor/modules.txt': '',
    'vendor/a.b/c/go.mod': 'module a.b/c\n',
    'x/vendor/go.mod': 'module mine\ngo 1.20.0\n',
  };
  assert.equal((await read(files, 'vendor/a.b/c/go.mod')).value, undefined);
  assert.equal((await graphOf(files, 'x/vendor/go.mod')).packages[0]?.name, 'mine');
});

test('what cannot be understood is an issue on its line, and the rest is read', async () => {
  const outcome = await read({
    'go.mod': [
      'module "example.com/app"',
      'go 1.22.0',
      'go 1.23.0',
      'require a.b/c',
      'require a.b/d v1.0.0 // indirect',
      'frobnicate x',
      'replace a.b/d => a.b/e',
      'require "a.b/f v1.0.0',
      'require a.b/g v1.0.0 /* no */',
      'require (',
      '  `a.b/h` "v1.\\u0030.0"',
    ].join('\r\n'),
  });
  assert.deepEqual(
    outcome.issues.map(({ code, line }) => [code, line]),
    [
      ['golang/syntax', 8],
      ['golang/syntax', 9],
      ['golang/truncated', 10],
      ['golang/duplicate', 3],
      ['golang/syntax', 4],
      ['golang/directive', 6],
      ['golang/syntax', 7],
    ],
  );
  assert.deepEqual(names(outcome.value), ['stdlib 1.22.0', 'a.b/d v1.0.0', 'a.b/h v1.0.0']);
});

test('a go directive that is no version of Go, and a file without a module, are issues', async () => {
  const outcome = await read({ 'go.mod': 'go latest\n' });
  assert.deepEqual(
    outcome.issues.map(({ code }) => code),
    ['golang/no-module', 'golang/version'],
  );
  assert.equal(outcome.value?.packages[0]?.name, '.');
  assert.equal((await read({ 'go.mod': '' })).complete, false);
});

test('every truncation of go.mod is read without throwing', async () => {
  const text =
    'module m\ngo 1.22.0\nrequire (\n\ta.b/c v1.0.0 // indirect\n\t"a.b/d" v1.0.0\n)\nreplace a.b/c v1.0.0 => ../c\nretract [v1.0.0, v1.1.0]\n';
  assert.deepEqual((await read({ 'go.mod': text })).issues, []);
  for (let length = 0; length < text.length; length += 1) await read({ 'go.mod': text.slice(0, length) });
});

test('more packages than the limit are an issue', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 2 } });
  const files = { 'go.mod': 'module m\ngo 1.22.0\nrequire a.b/c v1.0.0\nrequire a.b/d v1.0.0\n' };
  const outcome = await catalog(goMod, files, 'go.mod', ctx);
  assert.deepEqual(
    outcome.issues.map(({ code, line }) => [code, line]),
    [['file/too-many-packages', 4]],
  );
  assert.equal(outcome.value.graphs[0]?.packages.length, 3);
});

test('many malformed lines are many issues, not a failure', async () => {
  const outcome = await read({ 'go.mod': 'require\n'.repeat(200_000) });
  assert.equal(outcome.issues.length, 200_001);
});

// Truth: `go mod edit -json` on the same files; all of its versions are those of `go list -m all`, which for syft has 783 modules.
for (const [name, required, notIndirect] of [
  ['syft', 314, 98],
  ['chainloop', 448, 118],
] as const) {
  test(
    `${name}: every module that go.mod requires, and the standard library`,
    { skip: withoutSharedData('lockfiles') },
    async () => {
      const file = (base: string): Buffer => readFileSync(sharedData(`lockfiles/${name}/${base}`));
      const graph = await graphOf({ 'go.mod': file('go.mod'), 'go.sum': file('go.sum') });
      assert.equal(graph.packages.length, 1 + 1 + required);
      assert.equal(graph.packages[0]?.dependsOn.length, 1 + notIndirect);
    },
  );
}
