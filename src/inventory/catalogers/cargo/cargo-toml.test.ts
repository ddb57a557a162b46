import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import { catalog, type MemoryFiles } from '../../../../test/kit/memory-files.ts';
import { cargoCatalogers } from './index.ts';

const cargoToml = cargoCatalogers.find((cataloger) => cataloger.id === 'cargo/cargo-toml') ?? assert.fail();

async function read(files: MemoryFiles, path = 'Cargo.toml'): Promise<Outcome<PackageGraph | undefined>> {
  const outcome = await catalog(cargoToml, files, path);
  assert.equal(outcome.complete, outcome.issues.length === 0);
  return { ...outcome, value: outcome.value.graphs[0] };
}

async function graphOf(files: MemoryFiles, path = 'Cargo.toml'): Promise<PackageGraph> {
  const outcome = await read(files, path);
  assert.deepEqual(outcome.issues, []);
  return outcome.value ?? assert.fail('there is no graph');
}

function asked(graph: PackageGraph): readonly unknown[] {
  return (graph.packages[0]?.dependsOn ?? []).map(({ to, scope, requirement, line }) => {
    const node = graph.packages[to];
    return [node?.name, node?.version, scope, requirement, line];
  });
}

test('it is a fallback: its graphs count only where no lockfile speaks', () => {
  assert.equal(cargoToml.fallback, true);
});

test('what a manifest asks for is named; only a pinned version is known', async () => {
  const graph = await graphOf(
    {
      'x/Cargo.toml': [
        '[package]',
        'name = "app"',
        'version = "0.1.0"',
        'license = "MIT"',
        '[dependencies]',
        'a = "1.2.3"',
        'b = "=1.2.3"',
        'c = { version = "= 1.2.3-rc.1+x", optional = true }',
        'd = "=1.2"',
        'e = { package = "real", version = "1" }',
        '"f" = "*"',
        '[dev-dependencies]',
        'a = "1.2.3"',
        '[target.x86_64-pc-windows-gnu.build-dependencies]',
        'g = ">=1, <2"',
      ].join('\n'),
    },
    'x/Cargo.toml',
  );
  assert.equal(graph.edges, 'partial');
  assert.deepEqual(
    { ...graph.packages[0], dependsOn: [] },
    {
      name: 'app',
      version: '0.1.0',
      kind: 'project',
      directory: 'x',
      licence: 'MIT',
      line: 1,
      dependsOn: [],
    },
  );
  assert.deepEqual(asked(graph), [
    ['a', undefined, 'runtime', '1.2.3', 6],
    ['b', '1.2.3', 'runtime', '=1.2.3', 7],
    ['c', '1.2.3-rc.1+x', 'optional', '= 1.2.3-rc.1+x', 8],
    ['d', undefined, 'runtime', '=1.2', 9],
    ['real', undefined, 'runtime', '1', 10],
    ['f', undefined, 'runtime', '*', 11],
    ['a', undefined, 'dev', '1.2.3', 13],
    ['g', undefined, 'runtime', '>=1, <2', 15],
  ]);
  assert.equal(graph.packages.length, 8);
});

test('sources are kept: git, another registry, a directory', async () => {
  const graph = await graphOf(
    {
      'x/Cargo.toml': [
        '[package]\nname = "app"',
        '[dependencies]',
        'a = { git = "https://git.example/a", branch = "main" }',
        'b = { git = "https://git.example/b", rev = "abc123" }',
        'c = { version = "1", registry = "mine" }',
        'd = { path = "../d" }',
        'e = { path = "gone" }',
      ].join('\n'),
      'd/Cargo.toml': '[package]\nname = "d"\n',
    },
    'x/Cargo.toml',
  );
  assert.deepEqual(
    graph.packages.slice(1).map(({ name, kind, directory, source }) => [name, kind, directory, source]),
    [
      ['a', 'package', undefined, { kind: 'git', url: 'https://git.example/a' }],
      ['b', 'package', undefined, { kind: 'git', url: 'https://git.example/b', commit: 'abc123' }],
      ['c', 'package', undefined, { kind: 'registry', url: 'mine' }],
      ['d', 'project', 'd', { kind: 'local', path: 'd' }],
      ['e', 'package', undefined, { kind: 'local', path: 'x/gone' }],
    ],
  );
});

const member = '[package]\nname = "m"\n[dependencies]\nshared.workspace = true\nlib = { workspace = true, optional = true }\n';
const root = '[workspace]\nmembers = ["a/*"]\n[workspace.dependencies]\nshared = "=1.0.0"\nlib = { path = "lib" }\n';

test('what is inherited comes from the nearest workspace above, and its paths are relative to that', async () => {
  const graph = await graphOf(
    { 'Cargo.toml': root, 'a/Cargo.toml': '[package]\nname = "no-workspace"\n', 'a/m/Cargo.toml': member, 'lib/Cargo.toml': '' },
    'a/m/Cargo.toml',
  );
  assert.deepEqual(asked(graph), [
    ['shared', '1.0.0', 'runtime', '=1.0.0', 4],
    ['lib', undefined, 'optional', undefined, 5],
  ]);
  assert.equal(graph.packages[2]?.directory, 'lib');
});

test('a package may name its workspace, or be its root', async () => {
  const pointing = member.replace('name = "m"', 'name = "m"\nworkspace = "../ws"');
  const pointed = await graphOf({ 'ws/Cargo.toml': root, 'm/Cargo.toml': pointing }, 'm/Cargo.toml');
  assert.equal(pointed.packages[1]?.version, '1.0.0');
  const own = await graphOf({ 'Cargo.toml': `${root}${member}` });
  assert.equal(own.packages[1]?.version, '1.0.0');
});

test('what is inherited from nowhere is an issue, and still named', async () => {
  const outcome = await read({ 'Cargo.toml': member });
  assert.deepEqual(
    outcome.issues.map(({ code, line }) => [code, line]),
    [
      ['cargo/inheritance', 4],
      ['cargo/inheritance', 5],
    ],
  );
  assert.deepEqual(
    outcome.value?.packages.map(({ name }) => name),
    ['m', 'shared', 'lib'],
  );
});

test('a virtual workspace builds nothing by itself', async () => {
  const outcome = await read({ 'Cargo.toml': root });
  assert.deepEqual([outcome.value, outcome.issues], [undefined, []]);
});

test('what is not of its form is an issue', async () => {
  const texts = [
    '[package]\nversion = "1"',
    '[package]\nname = "a"\n[dependencies]\nb = 1',
    'dependencies = 1\n[package]\nname = "a"',
    '[package',
    'package = 1',
  ];
  for (const text of texts) assert.equal((await read({ 'Cargo.toml': text })).complete, false, text);
});

test('every truncation is read or is an issue, and never throws', async () => {
  for (let length = 0; length < member.length; length += 1)
    await read({ 'Cargo.toml': root, 'a/m/Cargo.toml': member.slice(0, length) }, 'a/m/Cargo.toml');
});

test('a copy that cargo vendor made is not read', async () => {
  const files = { 'x/vendor/a/.cargo-checksum.json': '{}', 'x/vendor/a/Cargo.toml': '[package]\nname = "a"\n' };
  assert.equal((await read(files, 'x/vendor/a/Cargo.toml')).value, undefined);
});
