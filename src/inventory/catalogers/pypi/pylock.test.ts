import assert from 'node:assert/strict';
import test from 'node:test';
import { catalog } from '../../../../test/kit/memory-files.ts';
import { cataloger, edges, names, node, onlyGraph, problems } from '../../../../test/kit/read-graph.ts';

const pylock = cataloger('pypi/pylock');

const lock = `lock-version = "1.0"
created-by = "tool"
requires-python = ">=3.9"
extras = ["yaml"]
dependency-groups = ["default", "test"]
default-groups = ["default"]

[[packages]]
name = "demo"
directory = {path = ".", editable = true}
dependencies = [{name = "requests"}]

[[packages]]
name = "idna"
version = "3.6"
marker = "'default' in dependency_groups"
index = "https://registry.example/simple"
dependencies = []
sdist = {url = "https://registry.example/idna-3.6.tar.gz", hashes = {sha256 = "${'1'.repeat(64)}", blake2b = "${'9'.repeat(128)}"}}
[[packages.wheels]]
url = "https://registry.example/idna-3.6-py3-none-any.whl"
hashes = {sha256 = "${'2'.repeat(64)}"}

[[packages]]
name = "pytest"
version = "8.0.0"
marker = "'test' in dependency_groups and python_version >= '3.9'"

[[packages]]
name = "pyyaml"
version = "6.0.1"
marker = "'yaml' in extras"

[[packages]]
name = "requests"
version = "2.31.0"
marker = "'default' in dependency_groups or 'test' in dependency_groups"
dependencies = [
    {name = "idna", version = "3.6"},
]
`;

test('pylock.toml: markers on groups and extras give the scope (PEP 751, "packages.marker")', async () => {
  const graph = onlyGraph(await catalog(pylock, { 'pylock.toml': lock }, 'pylock.toml'));
  assert.equal(graph.edges, 'complete');
  assert.deepEqual(
    graph.packages.map(({ name, scope, line }) => `${name} ${scope} ${line}`),
    ['. undefined undefined', 'idna runtime 13', 'pytest dev 24', 'pyyaml optional 29', 'requests runtime 34'],
  );
  assert.deepEqual(edges(graph), [
    '[.] -> pytest@8.0.0 dev -',
    '[.] -> pyyaml@6.0.1 optional -',
    '[.] -> requests@2.31.0 runtime -',
    'requests@2.31.0 -> idna@3.6 runtime -',
  ]);
});

test('hashes of every file are kept, those of an algorithm that the model lacks are not', async () => {
  const idna = node(onlyGraph(await catalog(pylock, { 'pylock.toml': lock }, 'pylock.toml')), 'idna');
  assert.deepEqual(
    idna.hashes?.map(({ value }) => value[0]),
    ['2', '1'],
  );
  assert.deepEqual(idna.source, { kind: 'registry', url: 'https://registry.example/simple' });
});

test('pyproject.toml beside pylock.toml says what is direct; a lock that states no dependencies leaves the rest unconnected', async () => {
  const text = `lock-version = "1.0"
[[packages]]
name = "idna"
version = "3.6"
[[packages]]
name = "requests"
wheels = [{name = "requests-2.31.0-py3-none-any.whl"}]
`;
  const files = { 'pylock.toml': text, 'pyproject.toml': '[project]\nname = "demo"\ndependencies = ["requests>=2"]\n' };
  const graph = onlyGraph(await catalog(pylock, files, 'pylock.toml'));
  assert.equal(graph.edges, 'partial');
  assert.deepEqual(edges(graph), ['[demo] -> requests@2.31.0 runtime >=2 pyproject.toml:3']);
  const named = onlyGraph(await catalog(pylock, { ...files, 'pylock.deploy.toml': text }, 'pylock.deploy.toml'));
  assert.deepEqual(
    edges(named),
    ['[.] -> idna@3.6 runtime -', '[.] -> requests@2.31.0 runtime -'],
    'a named lock need not be that of the project',
  );
});

test('a lock named for development holds what is for development', async () => {
  const text = 'lock-version = "1.0"\n[[packages]]\nname = "a"\nversion = "1"\n';
  assert.equal(node(onlyGraph(await catalog(pylock, { 'pylock.dev.toml': text }, 'pylock.dev.toml')), 'a').scope, 'dev');
});

test('a group that is not in the lock is not locked: without another lock its packages have no version', async () => {
  const manifest = '[project]\nname = "demo"\n[dependency-groups]\ndev = ["ruff"]\n';
  const files = { 'pylock.toml': 'lock-version = "1.0"\npackages = []\n', 'pyproject.toml': manifest };
  assert.deepEqual(names(onlyGraph(await catalog(pylock, files, 'pylock.toml'))), ['[demo]', 'ruff@?']);
  assert.deepEqual(names(onlyGraph(await catalog(pylock, { ...files, 'uv.lock': '' }, 'pylock.toml'))), ['[demo]']);
});

test('sources: version control, archive and directory; a dependency names its package by as much as it takes', async () => {
  const commit = 'b'.repeat(40);
  const text = `lock-version = "1.0"
[[packages]]
name = "a"
vcs = {type = "git", url = "https://host.example/a.git", requested-revision = "main", commit-id = "${commit}"}
dependencies = [{name = "b", archive = {url = "https://host.example/b-2.tar.gz"}}]
[[packages]]
name = "b"
archive = {url = "https://host.example/b-1.tar.gz", hashes = {sha256 = "${'1'.repeat(64)}"}}
[[packages]]
name = "b"
archive = {url = "https://host.example/b-2.tar.gz", hashes = {sha256 = "${'2'.repeat(64)}"}}
[[packages]]
name = "c"
directory = {path = "lib", editable = false}
[[packages]]
name = "d"
archive = {path = "d-3.zip", hashes = {}}
[[packages]]
name = "e"
vcs = {type = "hg", url = "https://host.example/e", commit-id = "1"}
`;
  const graph = onlyGraph(await catalog(pylock, { 'x/pylock.toml': text }, 'x/pylock.toml'));
  assert.deepEqual(
    graph.packages.slice(1).map(({ source }) => source),
    [
      { kind: 'git', url: 'https://host.example/a.git', commit },
      { kind: 'archive', url: 'https://host.example/b-1.tar.gz' },
      { kind: 'archive', url: 'https://host.example/b-2.tar.gz' },
      { kind: 'local', path: 'x/lib' },
      { kind: 'local', path: 'x/d-3.zip' },
      { kind: 'archive', url: 'https://host.example/e' },
    ],
  );
  assert.ok(edges(graph).includes('a@? -> b@2 runtime -'));
  assert.ok(!edges(graph).includes('a@? -> b@1 runtime -'));
});

test('what has a wrong type costs only itself', async () => {
  const text = `lock-version = "2.0"
[[packages]]
version = "1"
[[packages]]
name = "a"
marker = "what =="
wheels = [{hashes = {sha256 = 3}}]
dependencies = [{version = "1"}, {name = "gone"}]
`;
  const outcome = await catalog(pylock, { 'pylock.toml': text }, 'pylock.toml');
  assert.deepEqual(problems(outcome), [
    'pypi/version pylock.toml: has the lock-version 2.0; 1 is known',
    'pypi/unnamed pylock.toml:2 has a package without a name',
    'pypi/no-version pylock.toml:4 has no version for a',
    'pypi/marker pylock.toml:4 has a marker that cannot be read: what ==',
    'pypi/hash pylock.toml:4 has a hash that cannot be read: 3',
    'pypi/unnamed pylock.toml:4 has a dependency without a name',
    'pypi/not-locked pylock.toml:4 has no package gone, which another one in it needs',
  ]);
  assert.deepEqual(names(outcome.value.graphs[0]), ['[.]', 'a@?', 'gone@?']);
});
