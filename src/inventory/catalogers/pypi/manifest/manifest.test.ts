import assert from 'node:assert/strict';
import test from 'node:test';
import { createContext } from '../../../../kernel/index.ts';
import { memoryFile } from '../../../../../test/kit/memory-files.ts';
import { linesOfManifest } from './manifest-lines.ts';
import type { Manifest } from './manifest.ts';
import { readManifest } from './read-manifests.ts';

async function read(
  path: string,
  text: string,
): Promise<{ readonly manifest: Manifest | undefined; readonly problems: readonly string[] }> {
  const outcome = await readManifest(memoryFile({ [path]: text }, path), createContext());
  return { manifest: outcome.value, problems: outcome.issues.map(({ code, line, message }) => `${code}:${line ?? ''} ${message}`) };
}

function declared(manifest: Manifest | undefined): readonly string[] {
  return (manifest?.declared ?? []).map(({ name, scope, group, requirement, pin, line }) =>
    [name, scope, group ?? '-', requirement || '-', pin ?? '-', line ?? '-'].join(' '),
  );
}

test('pyproject.toml of PEP 621 and PEP 735', async () => {
  const { manifest, problems } = await read(
    'pyproject.toml',
    `[project]
name = "demo"
version = "1.2"
license = "MIT"
dependencies = ["a>=1", "b[x]==2.0; os_name == 'nt'",
  # "commented"
  "c @ git+https://host.example/c.git",
]
[project.optional-dependencies]
"extra one" = ["d"]
[dependency-groups]
dev = [
  {include-group = "lint"},
  "e",
]
lint = ["f~=1.0"]
[tool.uv]
dev-dependencies = ["g"]
[tool.uv.sources]
a = {git = "https://host.example/a.git"}
d = {workspace = true}
`,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual([manifest?.name, manifest?.version, manifest?.licence], ['demo', '1.2', 'MIT']);
  assert.deepEqual(declared(manifest), [
    'a runtime - >=1 - 5',
    "b runtime - ==2.0; os_name == 'nt' 2.0 5",
    'c runtime - @ git+https://host.example/c.git - 7',
    'd optional extra one - - 10',
    'e dev dev - - 14',
    'f dev lint ~=1.0 - 16',
    'g dev dev - - 18',
  ]);
  assert.deepEqual(
    manifest?.declared.flatMap(({ source }) => (source === undefined ? [] : [source.kind])),
    ['git', 'git', 'local'],
  );
});

test('pyproject.toml of Poetry', async () => {
  const { manifest, problems } = await read(
    'pyproject.toml',
    `[tool.poetry]
name = "demo"
[tool.poetry.dependencies]
python = "^3.9"
a = "^1.0"
b = "2.0"
c = {version = "*", optional = true, extras = ["x"], python = "<3.10"}
d = {path = "../d", develop = true}
e = [{version = "<2", python = "<3.10"}, {version = ">=2"}]
[tool.poetry.dependencies.f]
url = "https://host.example/f-1.0.tar.gz"
[tool.poetry.dev-dependencies]
g = "*"
[tool.poetry.group.docs.dependencies]
h = "^1"
`,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(declared(manifest), [
    'a runtime - ^1.0 - 5',
    'b runtime - 2.0 2.0 6',
    'c optional - *; python <3.10 - 7',
    'd runtime - - - 8',
    'e runtime - <2; python <3.10 - 9',
    'e runtime - >=2 - 9',
    'f runtime - - 1.0 10',
    'g dev dev * - 13',
    'h dev docs ^1 - 15',
  ]);
});

test('a pyproject.toml with nothing but the settings of tools is no project', async () => {
  assert.deepEqual(await read('pyproject.toml', '[tool.black]\nline-length = 100\n[build-system]\nrequires = ["x"]\n'), {
    manifest: undefined,
    problems: [],
  });
});

test('dependencies that a build computes are known to be unknown, unless they come from files (PEP 621, "dynamic")', async () => {
  const dynamic = '[project]\nname = "demo"\ndynamic = ["version", "dependencies"]\n';
  assert.deepEqual((await read('pyproject.toml', dynamic)).manifest?.computed, { line: 3 });
  const fromFiles = (
    await read('pyproject.toml', `${dynamic}[tool.setuptools.dynamic]\ndependencies = {file = ["a.txt", "b.txt"]}\n`)
  ).manifest;
  assert.deepEqual([fromFiles?.computed, fromFiles?.requirementsFiles], [undefined, ['a.txt', 'b.txt']]);
  const poetry = (await read('pyproject.toml', `${dynamic}[tool.poetry.dependencies]\na = "*"\n`)).manifest;
  assert.equal(poetry?.computed, undefined);
});

test('what is wrong in pyproject.toml is an issue on its line', async () => {
  const { manifest, problems } = await read(
    'pyproject.toml',
    '[project]\nname = 3\ndependencies = ["a b", 3, "c"]\n[project.optional-dependencies]\nx = "y"\n[tool.poetry.dependencies]\nz = 1\n',
  );
  assert.deepEqual(problems, [
    'pypi/requirement:3 has "a b", which is not a requirement: "b" is not a version specifier',
    'pypi/shape:3 has "dependencies" that is not a list of text',
    'pypi/shape:5 has "x" that is not a list',
    'pypi/shape:7 has "z" that is not a version or a table',
    'pypi/shape: has "name" that is not text',
  ]);
  assert.deepEqual(declared(manifest), ['c runtime - - - 3']);
});

test('setup.cfg of setuptools', async () => {
  const { manifest, problems } = await read(
    'setup.cfg',
    `[metadata]
name = demo
version = attr: demo.__version__
license = MIT
[options]
packages = find:
install-requires =
    a>=1 ; python_version > "3"
    # comment
    b==2  # why
    file: deps.txt, more.txt
[options.extras_require]
yaml = c; d>1 ; os_name == "nt"
`,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    [manifest?.name, manifest?.version, manifest?.licence, manifest?.requirementsFiles],
    ['demo', undefined, 'MIT', ['deps.txt', 'more.txt']],
  );
  assert.deepEqual(declared(manifest), [
    'a runtime - >=1; python_version > "3" - 8',
    'b runtime - ==2 2 10',
    'c optional yaml - - 13',
    'd optional yaml >1; os_name == "nt" - 13',
  ]);
  assert.deepEqual(await read('setup.cfg', '[flake8]\nmax-line-length = 100\n'), { manifest: undefined, problems: [] });
});

test('Pipfile of Pipenv', async () => {
  const { manifest, problems } = await read(
    'Pipfile',
    `[[source]]
name = "x"
[packages]
a = "*"
b = {version = "==1.0", markers = "os_name == 'nt'"}
c = {file = "https://host.example/c-2.0.tar.gz"}
[dev-packages]
d = "~=1.0"
[deploy]
e = "*"
[scripts]
f = "echo"
`,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(declared(manifest), [
    'a runtime packages * - 4',
    "b runtime packages ==1.0; os_name == 'nt' 1.0 5",
    'c runtime packages - 2.0 6',
    'd dev dev-packages ~=1.0 - 8',
    'e optional deploy * - 10',
  ]);
});

test('lines are found by table and key, whatever their quotes', () => {
  const lines = linesOfManifest('[project]\n"dependencies" = [\n  \'Foo.Bar>=1\',\n]\n[ "a" . b ]\nc = 1\n# "no"\n');
  assert.equal(lines.ofRequirement('project', 'dependencies', 'foo-bar'), 3);
  assert.equal(lines.ofKey('a.b', 'c'), 6);
  assert.equal(lines.ofKey('a.b', 'd'), undefined);
  assert.equal(lines.ofRequirement('a.b', 'c', 'no'), undefined);
});
