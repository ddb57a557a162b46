import assert from 'node:assert/strict';
import test from 'node:test';
import { catalog } from '../../../../test/kit/memory-files.ts';
import { cataloger, edges, names, node, onlyGraph, problems } from '../../../../test/kit/read-graph.ts';

const pdm = cataloger('pypi/pdm-lock');
const hash = (digit: string): string => `sha256:${digit.repeat(64)}`;

const pyproject = `[project]
name = "demo"
dependencies = [
  "Requests[socks]>=2.31",
]
[project.optional-dependencies]
yaml = ["PyYAML>=6"]
[dependency-groups]
checks = ["pytest"]
[tool.pdm.dev-dependencies]
edit = ["-e file:///\${PROJECT_ROOT}/sub#egg=sub"]
`;

function lock(options: { readonly groups: boolean }): string {
  const groups = (...of: string[]): string => (options.groups ? `groups = ${JSON.stringify(of)}\n` : '');
  return `[metadata]
groups = ["default", "checks", "edit", "yaml"]
strategy = ${options.groups ? '["inherit_metadata"]' : '[]'}
lock_version = "4.5.0"
content_hash = "sha256:00"

[[metadata.targets]]
requires_python = ">=3.9"

[[package]]
name = "pysocks"
version = "1.7.1"
${groups('default')}files = [{file = "a.whl", hash = "${hash('a')}"}, {url = "https://registry.example/b.whl", hash = "${hash('b')}"}]

[[package]]
name = "pytest"
version = "8.0.0"
${groups('checks')}dependencies = [
    "colorama; sys_platform == \\"win32\\"",
    "requests",
]

[[package]]
name = "pyyaml"
version = "6.0.1"
${groups('yaml')}
[[package]]
name = "requests"
version = "2.31.0"
${groups('checks', 'default')}
[[package]]
name = "requests"
version = "2.31.0"
extras = ["socks"]
${groups('default')}dependencies = [
    "PySocks!=1.5.7,>=1.5.6",
    "requests==2.31.0",
]

[[package]]
name = "sub"
version = "0.1"
editable = true
path = "./sub"
${groups('edit')}`;
}

test('pdm.lock with inherit_metadata: groups give the scope, as pyproject.toml explains them', async () => {
  const graph = onlyGraph(await catalog(pdm, { 'pdm.lock': lock({ groups: true }), 'pyproject.toml': pyproject }, 'pdm.lock'));
  assert.deepEqual(
    graph.packages.map(({ name, scope, line }) => `${name} ${scope} ${line}`),
    ['demo undefined undefined', 'pysocks runtime 10', 'pytest dev 16', 'pyyaml optional 25', 'requests runtime 30', 'sub dev 45'],
  );
  assert.deepEqual(edges(graph), [
    '[demo] -> pytest@8.0.0 dev - pyproject.toml:9',
    '[demo] -> pyyaml@6.0.1 optional >=6 pyproject.toml:7',
    '[demo] -> requests@2.31.0 runtime >=2.31 pyproject.toml:4',
    '[demo] -> sub@0.1 dev @ file:///${PROJECT_ROOT}/sub pyproject.toml:11',
    'pytest@8.0.0 -> requests@2.31.0 runtime -',
    'requests@2.31.0 -> pysocks@1.7.1 runtime !=1.5.7,>=1.5.6',
  ]);
  assert.deepEqual(
    node(graph, 'pysocks').hashes?.map(({ value }) => value[0]),
    ['a', 'b'],
  );
  assert.deepEqual(node(graph, 'sub').source, { kind: 'local', path: 'sub' });
});

test('pdm.lock without groups: the scope is left to the edges', async () => {
  const graph = onlyGraph(await catalog(pdm, { 'pdm.lock': lock({ groups: false }), 'pyproject.toml': pyproject }, 'pdm.lock'));
  assert.ok(graph.packages.every(({ scope }) => scope === undefined));
  assert.ok(edges(graph).includes('[demo] -> pytest@8.0.0 dev - pyproject.toml:9'));
});

test('without pyproject.toml a group that is not for development by its name is optional', async () => {
  const text = lock({ groups: true }).replaceAll('"edit"', '"lint"');
  const graph = onlyGraph(await catalog(pdm, { 'pdm.lock': text }, 'pdm.lock'));
  assert.deepEqual(
    graph.packages.map(({ name, scope }) => `${name} ${scope}`),
    ['. undefined', 'pysocks runtime', 'pytest optional', 'pyyaml optional', 'requests runtime', 'sub dev'],
  );
});

test('lock_version 3 and 4.0 keep the files apart from the packages', async () => {
  const text = `[[package]]
name = "a"
version = "1"
[[package]]
name = "b"
version = "2"
git = "https://host.example/b.git"
ref = "main"
revision = "${'e'.repeat(40)}"
[[package]]
name = "c"
version = "3"
url = "https://host.example/c-3.tar.gz"
[metadata]
lock_version = "4.0"
[metadata.files]
"a 1" = [{url = "https://registry.example/a.whl", hash = "${hash('c')}"}]
`;
  const graph = onlyGraph(await catalog(pdm, { 'pdm.lock': text }, 'pdm.lock'));
  assert.equal(node(graph, 'a').hashes?.length, 1);
  assert.deepEqual(node(graph, 'b').source, { kind: 'git', url: 'https://host.example/b.git', commit: 'e'.repeat(40) });
  assert.deepEqual(node(graph, 'c').source, { kind: 'archive', url: 'https://host.example/c-3.tar.gz' });
});

test('a package that is needed and not locked is an issue, unless a marker or an unlocked group is the reason', async () => {
  const text =
    '[metadata]\ngroups = ["default"]\nlock_version = "4.5.0"\n[[package]]\nname = "a"\nversion = "1"\ndependencies = ["gone", "left; os_name == \'nt\'"]\n';
  const manifest = '[project]\nname = "demo"\ndependencies = ["a", "lost"]\n[dependency-groups]\ndev = ["other"]\n';
  const outcome = await catalog(pdm, { 'pdm.lock': text, 'pyproject.toml': manifest }, 'pdm.lock');
  assert.deepEqual(problems(outcome), [
    'pypi/not-locked pdm.lock:4 has no package gone, which another one in it needs',
    'pypi/not-locked pdm.lock: has no package lost, which pyproject.toml asks for',
  ]);
  assert.deepEqual(names(outcome.value.graphs[0]), ['[demo]', 'a@1', 'gone@?', 'lost@?', 'other@?']);
});

test('what has a wrong type costs only itself', async () => {
  const text = '[metadata]\nlock_version = "5"\n[[package]]\nname = "a"\ndependencies = ["b ==", 3]\n[[package]]\nname = 3\n';
  const outcome = await catalog(pdm, { 'pdm.lock': text }, 'pdm.lock');
  assert.deepEqual(problems(outcome), [
    'pypi/version pdm.lock:1 has the lock_version 5; 3 and 4 are known',
    'pypi/no-version pdm.lock:3 has no version for a',
    'pypi/shape pdm.lock:6 has "name" that is not text',
    'pypi/unnamed pdm.lock:6 has a package without a name',
    'pypi/shape pdm.lock:3 has "dependencies" that is not a list of text',
    'pypi/requirement pdm.lock:3 has "b ==", which is not a requirement: "==" is not a version specifier',
  ]);
  assert.deepEqual(names(outcome.value.graphs[0]), ['[.]', 'a@?']);
});
