import assert from 'node:assert/strict';
import test from 'node:test';
import { catalog } from '../../../../test/kit/memory-files.ts';
import { cataloger, edges, names, node, onlyGraph, problems } from '../../../../test/kit/read-graph.ts';

const poetry = cataloger('pypi/poetry-lock');
const hash = (digit: string): string => `sha256:${digit.repeat(64)}`;

const lock2 = `
[[package]]
name = "charset-normalizer"
version = "3.3.0"
description = ""
optional = false
python-versions = ">=3.7"
groups = ["main"]
files = [
    {file = "charset_normalizer-3.3.0-py3-none-any.whl", hash = "${hash('1')}"},
    {file = "charset-normalizer-3.3.0.tar.gz", hash = "${hash('2')}"},
    {file = "again.tar.gz", hash = "${hash('2')}"},
]

[[package]]
name = "colorama"
version = "0.4.6"
optional = false
groups = ["main", "test"]
markers = "sys_platform == \\"win32\\""
files = []

[[package]]
name = "pysocks"
version = "1.7.1"
optional = false
groups = ["main"]
files = []

[[package]]
name = "pytest"
version = "8.4.2"
optional = false
groups = ["test"]
files = []

[package.dependencies]
colorama = {version = ">=0.4", markers = "sys_platform == \\"win32\\""}
exceptiongroup = {version = ">=1", markers = "python_version < \\"3.11\\""}

[[package]]
name = "pyyaml"
version = "6.0.1"
optional = true
groups = ["main"]
files = []

[[package]]
name = "requests"
version = "2.31.0"
optional = false
groups = ["main"]
files = []

[package.dependencies]
charset_normalizer = ">=2,<4"
PySocks = {version = ">=1.5.6,!=1.5.7", optional = true, markers = "extra == \\"socks\\""}

[package.extras]
socks = ["PySocks (>=1.5.6,!=1.5.7)"]

[extras]
yaml = ["PyYAML"]

[metadata]
lock-version = "2.1"
python-versions = "^3.11"
content-hash = "00"
`;

const pyproject = `[tool.poetry]
name = "demo"
version = "0.1.0"
license = "MIT"

[tool.poetry.dependencies]
python = "^3.11"
Requests = {version = "^2.31", extras = ["socks"]}
colorama = {version = "*", markers = "sys_platform == 'win32'"}
PyYAML = {version = ">=6", optional = true}

[tool.poetry.group.test.dependencies]
pytest = "^8"
`;

test('poetry.lock 2.1: groups give the scope, extras what they bring, and pyproject.toml what is asked for directly', async () => {
  const graph = onlyGraph(await catalog(poetry, { 'app/poetry.lock': lock2, 'app/pyproject.toml': pyproject }, 'app/poetry.lock'));
  assert.equal(graph.edges, 'complete');
  assert.deepEqual(graph.packages[0], {
    name: 'demo',
    kind: 'project',
    directory: 'app',
    version: '0.1.0',
    licence: 'MIT',
    dependsOn: graph.packages[0]?.dependsOn,
  });
  assert.deepEqual(
    graph.packages.slice(1).map(({ name, version, scope, line }) => `${name} ${version} ${scope} ${line}`),
    [
      'charset-normalizer 3.3.0 runtime 2',
      'colorama 0.4.6 runtime 15',
      'pysocks 1.7.1 runtime 23',
      'pytest 8.4.2 dev 30',
      'pyyaml 6.0.1 optional 41',
      'requests 2.31.0 runtime 48',
    ],
  );
  assert.deepEqual(node(graph, 'charset-normalizer').hashes, [
    { algorithm: 'SHA-256', value: '1'.repeat(64) },
    { algorithm: 'SHA-256', value: '2'.repeat(64) },
  ]);
  assert.deepEqual(edges(graph), [
    "[demo] -> colorama@0.4.6 runtime *; sys_platform == 'win32' app/pyproject.toml:9",
    '[demo] -> pytest@8.4.2 dev ^8 app/pyproject.toml:13',
    '[demo] -> pyyaml@6.0.1 optional >=6 app/pyproject.toml:10',
    '[demo] -> requests@2.31.0 runtime ^2.31 app/pyproject.toml:8',
    'pytest@8.4.2 -> colorama@0.4.6 runtime >=0.4; sys_platform == "win32" :37',
    'requests@2.31.0 -> charset-normalizer@3.3.0 runtime >=2,<4 :55',
    'requests@2.31.0 -> pysocks@1.7.1 runtime >=1.5.6,!=1.5.7; extra == "socks" :55',
  ]);
});

test('without pyproject.toml the project asks for what nothing else depends on', async () => {
  const graph = onlyGraph(await catalog(poetry, { 'app/poetry.lock': lock2 }, 'app/poetry.lock'));
  assert.deepEqual(
    edges(graph).filter((edge) => edge.startsWith('[')),
    ['[app] -> pytest@8.4.2 dev -', '[app] -> pyyaml@6.0.1 optional -', '[app] -> requests@2.31.0 runtime -'],
  );
  assert.ok(
    edges(graph).some((edge) => edge.startsWith('requests@2.31.0 -> pysocks@1.7.1 optional')),
    'nobody asks for the extra',
  );
});

test('dependencies of [project] and [dependency-groups] are direct too (PEP 621, PEP 735)', async () => {
  const manifest = `[project]
name = "demo"
license = {text = "BSD"}
dependencies = [
  "requests[socks]>=2 ; python_version > '3'",
  'charset_normalizer',
]
[project.optional-dependencies]
yaml = ["PyYAML>=6"]
[dependency-groups]
lint = [{include-group = "test"}]
test = ["pytest"]
[tool.poetry.dependencies]
requests = {source = "private"}
colorama = "*"
`;
  const graph = onlyGraph(await catalog(poetry, { 'poetry.lock': lock2, 'pyproject.toml': manifest }, 'poetry.lock'));
  assert.equal(node(graph, 'demo').licence, 'BSD');
  assert.deepEqual(
    edges(graph).filter((edge) => edge.startsWith('[')),
    [
      '[demo] -> charset-normalizer@3.3.0 runtime - pyproject.toml:6',
      '[demo] -> colorama@0.4.6 runtime * pyproject.toml:15',
      '[demo] -> pytest@8.4.2 dev - pyproject.toml:12',
      '[demo] -> pyyaml@6.0.1 optional >=6 pyproject.toml:9',
      "[demo] -> requests@2.31.0 runtime >=2; python_version > '3' pyproject.toml:5",
    ],
  );
});

test('poetry.lock 1.x: category, hashes by name, and extras that only [package.extras] names', async () => {
  const lock = `
[[package]]
category = "main"
name = "requests"
optional = false
version = "2.20.0"
[package.dependencies]
PySocks = {version = ">=1.5.6", optional = true}
setuptools = "*"
[package.extras]
socks = ["PySocks (>=1.5.6)", "win-inet-pton"]

[[package]]
category = "main"
name = "pysocks"
optional = true
version = "1.7.1"

[[package]]
category = "dev"
name = "pytest"
optional = false
version = "4.0.0"

[metadata]
content-hash = "00"
lock-version = "1.1"

[metadata.files]
requests = [{file = "a", hash = "${hash('a')}"}]

[metadata.hashes]
pytest = ["${'b'.repeat(64)}"]
`;
  const graph = onlyGraph(await catalog(poetry, { 'poetry.lock': lock }, 'poetry.lock'));
  assert.deepEqual(
    graph.packages.slice(1).map(({ name, scope, hashes }) => [name, scope, hashes?.[0]?.value[0]]),
    [
      ['requests', 'runtime', 'a'],
      ['pysocks', 'optional', undefined],
      ['pytest', 'dev', 'b'],
      ['setuptools', undefined, undefined],
    ],
  );
  assert.deepEqual(
    edges(graph).filter((edge) => edge.startsWith('requests')),
    ['requests@2.20.0 -> pysocks@1.7.1 optional >=1.5.6 :7', 'requests@2.20.0 -> setuptools@? runtime * :7'],
    'old Poetry left setuptools out of its locks',
  );
});

test('one of several versions is chosen by the constraint, both where one covers both', async () => {
  const lock = `
[[package]]
name = "numpy"
version = "1.26.4"
[[package]]
name = "numpy"
version = "2.1.0"
[[package]]
name = "a"
version = "1"
[package.dependencies]
numpy = [
    {version = "<2", markers = "python_version < \\"3.10\\""},
    {version = ">=2", markers = "python_version >= \\"3.10\\""},
]
[[package]]
name = "b"
version = "1"
[package.dependencies]
numpy = ">=1.20"
[metadata]
lock-version = "2.0"
`;
  const graph = onlyGraph(await catalog(poetry, { 'poetry.lock': lock }, 'poetry.lock'));
  assert.deepEqual(
    edges(graph).filter((edge) => !edge.startsWith('[')),
    [
      'a@1 -> numpy@1.26.4 runtime <2; python_version < "3.10" :11',
      'a@1 -> numpy@2.1.0 runtime >=2; python_version >= "3.10" :11',
      'b@1 -> numpy@1.26.4 runtime >=1.20 :19',
      'b@1 -> numpy@2.1.0 runtime >=1.20 :19',
    ],
  );
});

test('sources: git with its commit, archive, directory and another registry; their credentials stay out', async () => {
  const commit = 'c'.repeat(40);
  const sources = [
    `type = "git"\nurl = "https://me:secret@host.example/a.git"\nreference = "main"\nresolved_reference = "${commit}"`,
    `type = "url"\nurl = "https://host.example/b-1.tar.gz"`,
    `type = "directory"\nurl = "../lib"`,
    `type = "file"\nurl = "wheels/d.whl"`,
    `type = "legacy"\nurl = "https://registry.example/simple"\nreference = "private"`,
  ];
  const packages = sources.map((source, at) => `[[package]]\nname = "p${at}"\nversion = "1"\n[package.source]\n${source}\n`);
  const lock = `${packages.join('')}[metadata]\nlock-version = "2.1"\n`;
  const graph = onlyGraph(await catalog(poetry, { 'app/poetry.lock': lock }, 'app/poetry.lock'));
  assert.deepEqual(
    graph.packages.slice(1).map(({ source }) => source),
    [
      { kind: 'git', url: 'https://host.example/a.git', commit },
      { kind: 'archive', url: 'https://host.example/b-1.tar.gz' },
      { kind: 'local', path: 'lib' },
      { kind: 'local', path: 'app/wheels/d.whl' },
      { kind: 'registry', url: 'https://registry.example/simple' },
    ],
  );
});

test('a package that is asked for and not locked is an issue and a package without a version', async () => {
  const lock = '[[package]]\nname = "a"\nversion = "1"\n[package.dependencies]\ngone = ">=1"\n[metadata]\nlock-version = "2.1"\n';
  const manifest = '[tool.poetry]\nname = "demo"\n[tool.poetry.dependencies]\na = "*"\nlost = "^1"\n';
  const outcome = await catalog(poetry, { 'poetry.lock': lock, 'pyproject.toml': manifest }, 'poetry.lock');
  assert.equal(outcome.complete, false);
  assert.deepEqual(problems(outcome), [
    'pypi/not-locked poetry.lock:4 has no package gone, which another one in it needs',
    'pypi/not-locked poetry.lock: has no package lost, which pyproject.toml asks for',
  ]);
  assert.deepEqual(names(outcome.value.graphs[0]), ['[demo]', 'a@1', 'gone@?', 'lost@?']);
});

test('a lock that was cut off between packages is noticed by its missing [metadata]', async () => {
  const outcome = await catalog(poetry, { 'poetry.lock': '[[package]]\nname = "a"\nversion = "1"\n' }, 'poetry.lock');
  assert.deepEqual(problems(outcome), ['pypi/truncated poetry.lock: has no [metadata], with which every poetry.lock ends']);
  assert.deepEqual(names(outcome.value.graphs[0]), ['[.]', 'a@1']);
});

test('what has a wrong type costs only itself', async () => {
  const lock = `
[[package]]
version = "1"
[[package]]
name = "a"
version = 1
files = [{file = "x", hash = "sha256:12"}, 3]
dependencies = "none"
[[package]]
name = "b"
version = "1"
source = {type = "ftp", url = "x"}
[package.dependencies]
c = 3
[metadata]
lock-version = "3.0"
`;
  const outcome = await catalog(poetry, { 'poetry.lock': lock }, 'poetry.lock');
  assert.deepEqual(problems(outcome), [
    'pypi/version poetry.lock:15 has the lock-version 3.0; 1 and 2 are known',
    'pypi/unnamed poetry.lock:2 has a package without a name',
    'pypi/shape poetry.lock:4 has "version" that is not text',
    'pypi/no-version poetry.lock:4 has no version for a',
    'pypi/shape poetry.lock:4 has "files" that is not a list of objects',
    'pypi/hash poetry.lock:4 has a hash that cannot be read: "sha256:12"',
    'pypi/source poetry.lock:9 has a source of the unknown type ftp',
    'pypi/shape poetry.lock:4 has "dependencies" that is not an object',
    'pypi/shape poetry.lock:13 has "c" that is not a version or a table',
  ]);
  assert.deepEqual(names(outcome.value.graphs[0]), ['[.]', 'a@?', 'b@1']);
});

test('a manifest that cannot be read is an issue at its own place', async () => {
  const outcome = await catalog(poetry, { 'poetry.lock': lock2, 'pyproject.toml': 'x = ' }, 'poetry.lock');
  assert.equal(outcome.issues[0]?.path, 'pyproject.toml');
  assert.equal(outcome.value.graphs[0]?.packages.length, 7);
});
