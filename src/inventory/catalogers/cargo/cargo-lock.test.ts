import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContext, defaultLimits, type Outcome } from '../../../kernel/index.ts';
import type { PackageGraph, PackageNode } from '../../../model/index.ts';
import { catalog, type MemoryFiles } from '../../../../test/kit/memory-files.ts';
import { sharedData, withoutSharedData } from '../../../../test/kit/shared-data.ts';
import { cargoCatalogers } from './index.ts';

const cargoLock = cargoCatalogers.find((cataloger) => cataloger.id === 'cargo/cargo-lock') ?? assert.fail();
const registry = 'registry+https://github.com/rust-lang/crates.io-index';
const checksum = 'ab'.repeat(32);

async function read(files: MemoryFiles, path = 'Cargo.lock'): Promise<Outcome<PackageGraph | undefined>> {
  const outcome = await catalog(cargoLock, files, path);
  assert.equal(outcome.complete, outcome.issues.length === 0);
  return { ...outcome, value: outcome.value.graphs[0] };
}

async function graphOf(files: MemoryFiles, path = 'Cargo.lock'): Promise<PackageGraph> {
  const outcome = await read(files, path);
  assert.deepEqual(outcome.issues, []);
  return outcome.value ?? assert.fail('there is no graph');
}

interface Entry {
  readonly name: string;
  readonly version?: string;
  readonly source?: string;
  readonly dependencies?: readonly string[];
  readonly replace?: string;
}

function entry({ name, version = '1.0.0', source, dependencies = [], replace }: Entry): string {
  return [
    '[[package]]',
    `name = "${name}"`,
    `version = "${version}"`,
    ...(source === undefined ? [] : [`source = "${source}"`]),
    ...(replace === undefined ? [] : [`replace = "${replace}"`]),
    ...(dependencies.length === 0 ? [] : [`dependencies = [`, ...dependencies.map((each) => ` "${each}",`), ']']),
    '',
  ].join('\n');
}

function lockOf(...entries: readonly Entry[]): string {
  return ['version = 4\n', ...entries.map(entry)].join('\n');
}

/** `from > to version scope` of every edge. */
function edges(graph: PackageGraph | undefined): readonly string[] {
  return (graph?.packages ?? []).flatMap((node) =>
    node.dependsOn.map(({ to, scope }) => {
      const target = graph?.packages[to];
      return `${node.name} > ${target?.name} ${target?.version} ${scope}`;
    }),
  );
}

function packageOf(graph: PackageGraph | undefined, name: string): PackageNode {
  return graph?.packages.find((node) => node.name === name) ?? assert.fail(`there is no ${name}`);
}

test('packages have name, version, checksum and line; without Cargo.toml what has no source is a project and everything is runtime', async () => {
  const text = `# generated\nversion = 3\n\n[[package]]\nname = "app"\nversion = "0.1.0"\ndependencies = [\n "a",\n]\n
[[package]]\nname = "a"\nversion = "1.2.3"\nsource = "${registry}"\nchecksum = "${checksum.toUpperCase()}"\n`;
  const graph = await graphOf({ 'x/Cargo.lock': text }, 'x/Cargo.lock');
  assert.deepEqual(graph, {
    ecosystem: 'cargo',
    edges: 'complete',
    packages: [
      { name: 'app', version: '0.1.0', kind: 'project', line: 4, dependsOn: [{ to: 1, scope: 'runtime' }] },
      {
        name: 'a',
        version: '1.2.3',
        kind: 'package',
        line: 11,
        hashes: [{ algorithm: 'SHA-256', value: checksum }],
        dependsOn: [],
      },
    ],
  });
});

test('a dependency is named as shortly as it is unambiguous: by name, by version, by source', async () => {
  const other = 'sparse+https://registry.example/index/';
  const graph = await graphOf({
    'Cargo.lock': lockOf(
      { name: 'app', dependencies: ['a', 'b 1.0.0', 'b 2.0.0', `c 1.0.0 (${registry})`, `c 1.0.0 (${other})`, 'c 1.0.0'] },
      { name: 'a', source: registry },
      { name: 'b', source: registry },
      { name: 'b', version: '2.0.0', source: registry },
      { name: 'c', source: registry },
      { name: 'c', source: other },
      { name: 'c' },
    ),
  });
  assert.deepEqual(
    graph.packages[0]?.dependsOn.map(({ to }) => to),
    [1, 2, 3, 4, 5, 6],
  );
});

test('a source is the default registry, another registry, or a commit of a git repository', async () => {
  const sources = [
    registry,
    'registry+https://registry.example/index',
    'sparse+https://registry.example/index/',
    'git+https://git.example/x/y?branch=main#0123456789abcdef0123456789abcdef01234567',
    'git+https://git.example/x/y?rev=abc%2Fdef',
  ];
  const graph = await graphOf({ 'Cargo.lock': lockOf(...sources.map((source, index) => ({ name: `p${index}`, source }))) });
  assert.deepEqual(
    graph.packages.map((node) => node.source),
    [
      undefined,
      { kind: 'registry', url: 'https://registry.example/index' },
      { kind: 'registry', url: 'https://registry.example/index/' },
      { kind: 'git', url: 'https://git.example/x/y', commit: '0123456789abcdef0123456789abcdef01234567' },
      { kind: 'git', url: 'https://git.example/x/y?rev=abc%2Fdef' },
    ],
  );
});

test('version 1: full references, checksums in [metadata], the package of the directory in [root]', async () => {
  const text = `[root]\nname = "app"\nversion = "0.1.0"\ndependencies = [\n "a 1.0.0 (${registry})",\n "local 0.2.0",\n]\n
[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "${registry}"\n
[[package]]\nname = "g"\nversion = "1.0.0"\nsource = "git+https://git.example/g#abc"\n
[[package]]\nname = "local"\nversion = "0.2.0"\ndependencies = [\n "g 1.0.0 (git+https://git.example/g#abc)",\n]\n
[metadata]\n"checksum a 1.0.0 (${registry})" = "${checksum}"\n"checksum g 1.0.0 (git+https://git.example/g#abc)" = "<none>"\n`;
  const graph = await graphOf({ 'Cargo.lock': text });
  assert.deepEqual(edges(graph), ['local > g 1.0.0 runtime', 'app > a 1.0.0 runtime', 'app > local 0.2.0 runtime']);
  assert.deepEqual(packageOf(graph, 'a').hashes, [{ algorithm: 'SHA-256', value: checksum }]);
  assert.equal(packageOf(graph, 'g').hashes, undefined);
  assert.deepEqual([packageOf(graph, 'app').kind, packageOf(graph, 'app').line], ['project', 1]);
});

test('what replaces a package is built instead, and unused patches are not built', async () => {
  const text = `${lockOf(
    { name: 'app', dependencies: ['a 1.0.0 (' + registry + ')'] },
    { name: 'a', source: registry, replace: 'a 1.0.0' },
    { name: 'a' },
  )}\n[[patch.unused]]\nname = "never"\nversion = "9.0.0"\nsource = "git+https://git.example/never#abc"\n`;
  const graph = await graphOf({ 'Cargo.lock': text });
  assert.deepEqual(
    graph.packages.map(({ name, kind }) => [name, kind]),
    [
      ['app', 'project'],
      ['a', 'project'],
    ],
  );
  assert.deepEqual(edges(graph), ['app > a 1.0.0 runtime']);
});

const workspace: MemoryFiles = {
  'w/Cargo.toml': [
    '[workspace]',
    'members = ["app", "crates/*"]',
    'exclude = ["crates/excluded"]',
    '[workspace.dependencies]',
    'shared = { version = "1.5", features = ["x"] }',
    'renamed = { package = "real", version = "1" }',
    'lib = { path = "lib" }',
    '[patch.some-registry]',
    'patched = { path = "vendor-patches/patched" }',
  ].join('\n'),
  'w/app/Cargo.toml': [
    '[package]',
    'name = "app"',
    'version.workspace = true',
    'license = "MIT OR Apache-2.0"',
    '[dependencies]',
    'shared.workspace = true',
    'lib = { workspace = true }',
    'renamed = { workspace = true }',
    'real2 = { package = "real", version = "2", optional = true }',
    'patched = "1"',
    '[dependencies.both]',
    'version = "0.4"',
    'optional = true',
    '[dev-dependencies]',
    'both = "0.4"',
    'tester = { version = "3", features = [',
    '  "x",',
    '] }',
    'excluded = { path = "../crates/excluded" }',
    '[build-dependencies]',
    'builder = "1"',
    "[target.'cfg(windows)'.dependencies]",
    'win = ">=0.1, <0.3"',
    '[target."cfg(unix)".dev-dependencies]',
    'nix = "0.1"',
  ].join('\n'),
  'w/lib/Cargo.toml': '[package]\nname = "lib"\nversion = "0.1.0"\n[dev-dependencies]\ntester = "3"\n',
  'w/crates/one/Cargo.toml': '[package]\nname = "one"\nversion = "0.1.0"\n',
  'w/crates/excluded/Cargo.toml': '[package]\nname = "excluded"\nversion = "0.1.0"\n[dev-dependencies]\nnot-locked = "1"\n',
  'w/vendor-patches/patched/Cargo.toml': '[package]\nname = "patched"\nversion = "1.0.0"\n[dev-dependencies]\nnot-locked = "1"\n',
  'w/Cargo.lock': lockOf(
    {
      name: 'app',
      version: '0.3.0',
      dependencies: ['both', 'builder', 'excluded', 'lib', 'nix', 'patched', 'real 1.1.0', 'real 2.1.0', 'shared', 'tester', 'win'],
    },
    { name: 'both', source: registry },
    { name: 'builder', source: registry, dependencies: ['shared'] },
    { name: 'excluded', version: '0.1.0' },
    { name: 'lib', version: '0.1.0', dependencies: ['tester'] },
    { name: 'nix', source: registry },
    { name: 'one', version: '0.1.0' },
    { name: 'patched' },
    { name: 'real', version: '1.1.0', source: registry },
    { name: 'real', version: '2.1.0', source: registry },
    { name: 'shared', source: registry },
    { name: 'tester', source: registry },
    { name: 'win', source: registry },
  ),
};

test('members of the workspace are projects in their directories, and so are other path packages of the target', async () => {
  const graph = await graphOf(workspace, 'w/Cargo.lock');
  const projects = graph.packages.filter((node) => node.kind === 'project');
  assert.deepEqual(
    projects.map(({ name, version, directory, licence }) => [name, version, directory, licence]),
    [
      ['app', '0.3.0', 'w/app', 'MIT OR Apache-2.0'],
      ['excluded', '0.1.0', 'w/crates/excluded', undefined],
      ['lib', '0.1.0', 'w/lib', undefined],
      ['one', '0.1.0', 'w/crates/one', undefined],
      ['patched', '1.0.0', 'w/vendor-patches/patched', undefined],
    ],
  );
});

test('the manifests of the members say what a dependency is for, as what it was asked and on which line', async () => {
  const graph = await graphOf(workspace, 'w/Cargo.lock');
  const asked = packageOf(graph, 'app').dependsOn.map(({ to, scope, requirement, file, line }) => {
    const target = graph.packages[to];
    return [`${target?.name} ${target?.version}`, scope, requirement, file, line];
  });
  const file = 'w/app/Cargo.toml';
  assert.deepEqual(asked, [
    ['both 1.0.0', 'optional', '0.4', file, 11],
    ['builder 1.0.0', 'runtime', '1', file, 21],
    ['excluded 0.1.0', 'dev', undefined, file, 19],
    ['lib 0.1.0', 'runtime', undefined, file, 7],
    ['nix 1.0.0', 'dev', '0.1', file, 25],
    ['patched 1.0.0', 'runtime', '1', file, 10],
    ['real 1.1.0', 'runtime', '1', file, 8],
    ['real 2.1.0', 'optional', '2', file, 9],
    ['shared 1.0.0', 'runtime', '1.5', file, 6],
    ['tester 1.0.0', 'dev', '3', file, 16],
    ['win 1.0.0', 'runtime', '>=0.1, <0.3', file, 23],
  ]);
  assert.deepEqual(packageOf(graph, 'lib').dependsOn, [
    { to: 11, scope: 'dev', requirement: '3', file: 'w/lib/Cargo.toml', line: 5 },
  ]);
});

test('a single package without a workspace is a project in the directory of its Cargo.lock', async () => {
  const graph = await graphOf({
    'Cargo.toml':
      '[package]\nname = "app"\nversion = "1.0.0"\n[dependencies]\nlocal = { path = "local" }\n[dev_dependencies]\na = "1"\n',
    'local/Cargo.toml': '[package]\nname = "local"\nversion = "1.0.0"\n[dev-dependencies]\nnot-locked = "1"\n',
    'Cargo.lock': lockOf({ name: 'a', source: registry }, { name: 'app', dependencies: ['a', 'local'] }, { name: 'local' }),
  });
  assert.deepEqual(edges(graph), ['app > a 1.0.0 dev', 'app > local 1.0.0 runtime']);
  assert.equal(packageOf(graph, 'app').directory, '.');
  assert.equal(packageOf(graph, 'local').directory, 'local');
});

test('a lockfile that lacks what a member asks for, or the member, is stale: an issue, for packages are missing', async () => {
  const outcome = await read({
    'Cargo.toml': '[workspace]\nmembers = ["one", "two"]\n',
    'one/Cargo.toml': '[package]\nname = "one"\n[dependencies]\na = "1"\nnew-one = "1"\none = { path = "." }\n',
    'two/Cargo.toml': '[package]\nname = "two"\n',
    'Cargo.lock': lockOf({ name: 'a', source: registry }, { name: 'one', dependencies: ['a'] }),
  });
  assert.deepEqual(
    outcome.issues.map(({ code, path, message }) => [code, path, message]),
    [
      ['cargo/stale-lock', 'Cargo.lock', 'does not have new-one, which one asks for (one/Cargo.toml line 5)'],
      ['cargo/stale-lock', 'Cargo.lock', 'does not have the workspace member two (two/Cargo.toml)'],
    ],
  );
  assert.equal(outcome.value?.packages.length, 2);
});

test('path dependencies that go in circles or out of the target are followed no further', async () => {
  const graph = await graphOf({
    'Cargo.toml': '[workspace]\nmembers = ["a", "../outside"]\n',
    'a/Cargo.toml': '[package]\nname = "a"\n[dependencies]\nb = { path = "../b" }\nc = { path = "../../c" }\nd = { path = "/d" }\n',
    'b/Cargo.toml': '[package]\nname = "b"\n[dev-dependencies]\na = { path = "../a/" }\n',
    'Cargo.lock': lockOf(
      { name: 'a', dependencies: ['b', 'c', 'd'] },
      { name: 'b', dependencies: ['a'] },
      { name: 'c' },
      { name: 'd' },
    ),
  });
  assert.deepEqual(
    graph.packages.map(({ name, kind, directory }) => [name, kind, directory]),
    [
      ['a', 'project', 'a'],
      ['b', 'project', 'b'],
      ['c', 'project', undefined],
      ['d', 'project', undefined],
    ],
  );
});

test('a manifest that cannot be read costs scopes, never packages', async () => {
  for (const manifest of [
    '[package',
    'package = 1\ndependencies = []\ntarget = { x = 1 }\nworkspace = { members = [1, "x"], dependencies = [] }\npatch = 3\n',
    '[workspace]\nmembers = ["gone", "*"]\n',
  ]) {
    const graph = await graphOf({
      'Cargo.toml': manifest,
      'Cargo.lock': lockOf({ name: 'app', dependencies: ['a'] }, { name: 'a', source: registry }),
    });
    assert.deepEqual(edges(graph), ['app > a 1.0.0 runtime']);
  }
});

test('what cannot be understood is an issue on its line, and the rest is read', async () => {
  const text = [
    'version = 5',
    '[[package]]\nname = "app"\nversion = "1.0.0"\ndependencies = ["a", "gone", "b", 7]',
    `[[package]]\nname = "a"\nsource = "${registry}"\nchecksum = "12"`,
    `[[package]]\nversion = "1.0.0"`,
    `[[package]]\nname = "b"\nversion = "1.0.0"\nsource = "svn+https://svn.example/b"\ndependencies = "a"`,
    `[[package]]\nname = "b"\nversion = "1.0.0"\nsource = "svn+https://svn.example/b"`,
  ].join('\n');
  const outcome = await read({ 'Cargo.lock': text });
  assert.deepEqual(
    outcome.issues.map(({ code, line }) => [code, line]),
    [
      ['cargo/lock-version', undefined],
      ['cargo/shape', 2],
      ['cargo/shape', 6],
      ['cargo/shape', 10],
      ['cargo/shape', 12],
      ['cargo/duplicate', 17],
      ['cargo/dependency', 2],
      ['cargo/checksum', 6],
      ['cargo/source', 12],
      ['cargo/source', 17],
    ],
  );
  assert.deepEqual(edges(outcome.value), ['app > a undefined runtime', 'app > b 1.0.0 runtime']);
});

test('lists and tables of the wrong shape are issues', async () => {
  for (const text of ['package = 1', 'package = [1, "x", {}]', 'root = 7', '[package]\nname = "a"\nversion = "1"', 'x = [']) {
    assert.equal((await read({ 'Cargo.lock': text })).complete, false, text);
  }
  assert.deepEqual((await graphOf({ 'Cargo.lock': 'version = 4\n' })).packages, []);
});

test('every truncation is read or is an issue, and never throws', async () => {
  const text = String(workspace['w/Cargo.lock']);
  for (let length = 0; length < text.length; length += 7)
    await read({ ...workspace, 'w/Cargo.lock': text.slice(0, length) }, 'w/Cargo.lock');
});

test('more packages than the limit are an issue', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const text = lockOf({ name: 'a', source: registry }, { name: 'b', source: registry });
  const outcome = await catalog(cargoLock, { 'Cargo.lock': text }, 'Cargo.lock', ctx);
  assert.deepEqual(
    outcome.issues.map(({ code, line }) => [code, line]),
    [['file/too-many-packages', 8]],
  );
  assert.equal(outcome.value.graphs[0]?.packages.length, 1);
});

test('a copy that cargo vendor made is not read', async () => {
  const files = {
    'vendor/a/.cargo-checksum.json': '{}',
    'vendor/a/sub/Cargo.lock': lockOf({ name: 'a' }),
    'vendor/mine/Cargo.lock': lockOf({ name: 'b' }),
  };
  assert.equal((await read(files, 'vendor/a/sub/Cargo.lock')).value, undefined);
  assert.equal((await graphOf(files, 'vendor/mine/Cargo.lock')).packages.length, 1);
});

// Truth: the packages, dependencies and checksums in the same file as Python's tomllib counts them; the members' manifests are not there.
test(
  'trustify: 883 packages, 21 of them its own, 3,571 edges, 859 checksums',
  { skip: withoutSharedData('lockfiles') },
  async () => {
    const file = (base: string): Buffer => readFileSync(sharedData(`lockfiles/trustify/${base}`));
    const graph = await graphOf({ 'Cargo.lock': file('Cargo.lock'), 'Cargo.toml': file('Cargo.toml') });
    assert.equal(graph.packages.length, 883);
    assert.equal(graph.packages.filter((node) => node.kind === 'project').length, 21);
    assert.equal(edges(graph).length, 3571);
    assert.equal(graph.packages.filter((node) => node.hashes !== undefined).length, 859);
    assert.equal(graph.packages.filter((node) => node.source?.kind === 'git').length, 3);
  },
);
