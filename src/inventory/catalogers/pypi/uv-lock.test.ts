import assert from 'node:assert/strict';
import test from 'node:test';
import { catalog } from '../../../../test/kit/memory-files.ts';
import { cataloger, edges, names, node, onlyGraph, problems } from '../../../../test/kit/read-graph.ts';

const uv = cataloger('pypi/uv-lock');
const hash = (digit: string): string => `sha256:${digit.repeat(64)}`;
const registry = 'source = { registry = "https://registry.example/simple" }';

const lock = `version = 1
revision = 3
requires-python = ">=3.9"

[manifest]
members = [
    "demo",
    "member-a",
]

[[package]]
name = "demo"
version = "0.1.0"
source = { virtual = "." }
dependencies = [
    { name = "member-a", extra = ["fast"] },
    { name = "numpy", version = "1.26.4", ${registry}, marker = "python_full_version < '3.10'" },
    { name = "numpy", version = "2.1.0", ${registry}, marker = "python_full_version >= '3.10'" },
    { name = "requests", extra = ["socks"] },
]

[package.optional-dependencies]
yaml = [
    { name = "pyyaml" },
]

[package.dev-dependencies]
test = [
    { name = "pytest" },
]

[package.metadata]
requires-dist = [
    { name = "member-a", extras = ["fast"], editable = "packages/a" },
    { name = "numpy", marker = "python_full_version < '3.10'", specifier = "<2" },
    { name = "numpy", marker = "python_full_version >= '3.10'", specifier = ">=2" },
    { name = "pyyaml", marker = "extra == 'yaml'", specifier = ">=6" },
    { name = "requests", extras = ["socks"], specifier = ">=2.31" },
]
provides-extras = ["yaml"]

[package.metadata.requires-dev]
test = [{ name = "pytest", specifier = ">=8" }]

[[package]]
name = "member-a"
version = "0.3.0"
source = { editable = "packages/a" }
dependencies = [
    { name = "pyyaml" },
]

[package.optional-dependencies]
fast = [
    { name = "numpy", version = "2.1.0", ${registry} },
]

[[package]]
name = "numpy"
version = "1.26.4"
${registry}
resolution-markers = ["python_full_version < '3.10'"]
sdist = { url = "https://registry.example/n.tar.gz", hash = "${hash('1')}", size = 1 }
wheels = [
    { url = "https://registry.example/n.whl", hash = "${hash('2')}", size = 1 },
]

[[package]]
name = "numpy"
version = "2.1.0"
${registry}

[[package]]
name = "pysocks"
version = "1.7.1"
${registry}

[[package]]
name = "pytest"
version = "8.0.0"
${registry}

[[package]]
name = "pyyaml"
version = "6.0.1"
${registry}

[[package]]
name = "requests"
version = "2.31.0"
${registry}

[package.optional-dependencies]
socks = [
    { name = "pysocks" },
]
`;

const files = {
  'uv.lock': lock,
  'pyproject.toml':
    '[project]\nname = "demo"\ndependencies = [\n "requests[socks]>=2.31",\n "numpy",\n "member-a[fast]",\n]\n[dependency-groups]\ntest = [\n "pytest>=8",\n]\n',
  'packages/a/pyproject.toml':
    '[project]\nname = "member-a"\ndependencies = ["PyYAML"]\n[project.optional-dependencies]\nfast = ["numpy"]\n',
};

test('uv.lock: workspace members are projects, and each asks for its own where its manifest does', async () => {
  const graph = onlyGraph(await catalog(uv, files, 'uv.lock'));
  assert.equal(graph.edges, 'complete');
  assert.deepEqual(
    graph.packages
      .filter((one) => one.kind === 'project')
      .map(({ name, version, directory, line }) => ({ name, version, directory, line })),
    [
      { name: 'demo', version: '0.1.0', directory: '.', line: 11 },
      { name: 'member-a', version: '0.3.0', directory: 'packages/a', line: 45 },
    ],
  );
  assert.deepEqual(edges(graph), [
    '[demo] -> [member-a] runtime - pyproject.toml:6',
    "[demo] -> numpy@1.26.4 runtime <2; python_full_version < '3.10' pyproject.toml:5",
    "[demo] -> numpy@2.1.0 runtime >=2; python_full_version >= '3.10' pyproject.toml:5",
    '[demo] -> pytest@8.0.0 dev >=8 pyproject.toml:10',
    "[demo] -> pyyaml@6.0.1 optional >=6; extra == 'yaml'",
    '[demo] -> requests@2.31.0 runtime >=2.31 pyproject.toml:4',
    '[member-a] -> numpy@2.1.0 runtime - packages/a/pyproject.toml:5',
    '[member-a] -> pyyaml@6.0.1 runtime - packages/a/pyproject.toml:3',
    'requests@2.31.0 -> pysocks@1.7.1 runtime -',
  ]);
});

test('a package has its line, its registry and the hashes of all its files', async () => {
  const graph = onlyGraph(await catalog(uv, files, 'uv.lock'));
  const numpy = node(graph, 'numpy');
  assert.equal(numpy.line, 58);
  assert.deepEqual(numpy.source, { kind: 'registry', url: 'https://registry.example/simple' });
  assert.deepEqual(
    numpy.hashes?.map(({ value }) => value[0]),
    ['2', '1'],
  );
});

test('sources: git with its commit, archive, files and directories that are no members', async () => {
  const commit = 'd'.repeat(40);
  const sources = [
    `{ git = "https://host.example/a?rev=main#${commit}" }`,
    '{ url = "https://host.example/b-1.tar.gz" }',
    '{ path = "wheels/c.whl" }',
    '{ directory = "../d" }',
    '{ editable = "e" }',
    '{ virtual = "." }',
  ];
  const packages = sources.map((source, at) => `[[package]]\nname = "p${at}"\nversion = "1"\nsource = ${source}\n`);
  const graph = onlyGraph(await catalog(uv, { 'app/uv.lock': `version = 1\n${packages.join('')}` }, 'app/uv.lock'));
  assert.deepEqual(
    graph.packages.map(({ source, directory }) => source ?? directory),
    [
      { kind: 'git', url: 'https://host.example/a', commit },
      { kind: 'archive', url: 'https://host.example/b-1.tar.gz' },
      { kind: 'local', path: 'app/wheels/c.whl' },
      { kind: 'local', path: 'd' },
      { kind: 'local', path: 'app/e' },
      'app',
    ],
  );
});

test('the same version from two registries is two packages, and a reference says which', async () => {
  const other = 'source = { registry = "https://other.example/simple" }';
  const text = `version = 1
[[package]]
name = "demo"
source = { virtual = "." }
dependencies = [{ name = "torch", version = "2.0", ${other} }]
[[package]]
name = "torch"
version = "2.0"
${registry}
[[package]]
name = "torch"
version = "2.0"
${other}
`;
  const graph = onlyGraph(await catalog(uv, { 'uv.lock': text }, 'uv.lock'));
  assert.deepEqual(
    graph.packages[0]?.dependsOn.map(({ to }) => graph.packages[to]?.line),
    [10],
  );
});

test('a script and a workspace root that is no package ask in [manifest]', async () => {
  const text = `version = 1
[manifest]
requirements = [{ name = "rich", specifier = ">=13" }]
[manifest.dependency-groups]
dev = [{ name = "ruff" }]
[[package]]
name = "rich"
version = "13.0"
${registry}
[[package]]
name = "ruff"
version = "0.5"
${registry}
`;
  const script = onlyGraph(await catalog(uv, { 'tools/run.py.lock': text }, 'tools/run.py.lock'));
  assert.deepEqual(edges(script), ['[tools/run.py] -> rich@13.0 runtime -', '[tools/run.py] -> ruff@0.5 dev -']);
  const workspace = onlyGraph(await catalog(uv, { 'app/uv.lock': text }, 'app/uv.lock'));
  assert.equal(node(workspace, 'app').directory, 'app');
});

test('a member outside the target is no project', async () => {
  const text =
    'version = 1\n[manifest]\nmembers = ["a"]\n[[package]]\nname = "a"\nversion = "1"\nsource = { editable = "../../a" }\n';
  const graph = onlyGraph(await catalog(uv, { 'x/uv.lock': text }, 'x/uv.lock'));
  assert.deepEqual(names(graph), ['a@1']);
});

test('a lock that was cut off between packages is noticed by what its packages need', async () => {
  const cut = lock.slice(0, lock.indexOf('[[package]]\nname = "requests"'));
  const outcome = await catalog(uv, { 'uv.lock': cut }, 'uv.lock');
  assert.deepEqual(problems(outcome), ['pypi/not-locked uv.lock:11 has no package requests, which another one in it needs']);
  assert.ok(names(outcome.value.graphs[0]).includes('requests@?'));
});

test('what has a wrong type costs only itself, and an unknown version is said', async () => {
  const text = `version = 2
distribution = []
[[package]]
version = "1"
[[package]]
name = "a"
${registry}
wheels = [3]
dependencies = [{ marker = "x" }, "b"]
[[package]]
name = "b"
version = "1"
source = { ftp = "x" }
[[package]]
name = "c"
version = "1"
source = 3
`;
  const outcome = await catalog(uv, { 'uv.lock': text }, 'uv.lock');
  assert.deepEqual(problems(outcome), [
    'pypi/version uv.lock: has the version 2; 1 is known',
    'pypi/version uv.lock: has [[distribution]] tables, which uv wrote before its format was settled; they are not read',
    'pypi/unnamed uv.lock:3 has a package without a name',
    'pypi/no-version uv.lock:5 has no version for a',
    'pypi/shape uv.lock:5 has "wheels" that is not a list of objects',
    'pypi/source uv.lock:10 has a package whose source is not known',
    'pypi/shape uv.lock:14 has "source" that is not an object',
    'pypi/source uv.lock:14 has a package whose source is not known',
    'pypi/shape uv.lock:5 has "dependencies" that is not a list of objects',
    'pypi/unnamed uv.lock:5 has a dependency without a name',
  ]);
  assert.deepEqual(names(outcome.value.graphs[0]), ['a@?', 'b@1', 'c@1']);
});
