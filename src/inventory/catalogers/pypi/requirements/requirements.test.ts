import assert from 'node:assert/strict';
import test from 'node:test';
import { createContext, defaultLimits } from '../../../../kernel/index.ts';
import { catalog, memoryFile, type MemoryFiles } from '../../../../../test/kit/memory-files.ts';
import { cataloger, edges, names, node, onlyGraph, problems } from '../../../../../test/kit/read-graph.ts';

const requirements = cataloger('pypi/requirements');
const hash = (digit: string): string => `sha256:${digit.repeat(64)}`;

async function read(files: MemoryFiles, paths: string | readonly string[] = 'requirements.txt'): ReturnType<typeof catalog> {
  return catalog(requirements, files, paths);
}

test('every form of the requirements file format is read', async () => {
  const text = `# comment
-i https://registry.example/simple
--find-links ./wheels
Flask==3.0.0
requests[socks,security] >= 2.8.1, < 3 ; python_version > "3.8"
idna===3.6 --hash=${hash('1')} \\
    --hash=${hash('2')}
urllib3 @ https://host.example/urllib3-2.0.0-py3-none-any.whl ; os_name == "posix"
git+https://me:secret@host.example/group/tool.git@${'a'.repeat(40)}#egg=tool
-e git+ssh://git@host.example/unnamed.git@main
-e ./lib[extra]
./wheels/demo-1.5-py3-none-any.whl
../vendor/other-2.0.tar.gz

`;
  const graph = onlyGraph(await read({ 'app/requirements.txt': text }, 'app/requirements.txt'));
  assert.equal(graph.edges, 'partial');
  assert.deepEqual(
    graph.packages.map(({ name, version, line, source }) =>
      `${name} ${version} ${line} ${source === undefined ? '' : JSON.stringify(source)}`.trim(),
    ),
    [
      'app undefined undefined',
      'Flask 3.0.0 4',
      'requests undefined 5',
      'idna 3.6 6',
      'urllib3 2.0.0 8 {"kind":"archive","url":"https://host.example/urllib3-2.0.0-py3-none-any.whl"}',
      `tool undefined 9 {"kind":"git","url":"https://host.example/group/tool.git","commit":"${'a'.repeat(40)}"}`,
      'unnamed undefined 10 {"kind":"git","url":"ssh://git@host.example/unnamed.git"}',
      'lib undefined 11 {"kind":"local","path":"app/lib"}',
      'demo 1.5 12 {"kind":"local","path":"app/wheels/demo-1.5-py3-none-any.whl"}',
      'other 2.0 13 {"kind":"local","path":"vendor/other-2.0.tar.gz"}',
    ],
  );
  assert.deepEqual(
    node(graph, 'idna').hashes?.map(({ value }) => value[0]),
    ['1', '2'],
  );
  assert.ok(edges(graph).includes('[app] -> requests@? runtime >= 2.8.1, < 3; python_version > "3.8" app/requirements.txt:5'));
  assert.ok(!JSON.stringify(graph).includes('secret'));
});

test('includes are followed from where they stand, each file once, and circles come to an end', async () => {
  const files = {
    'requirements.txt': '-r requirements/base.txt\n--requirement=requirements/more.txt\na==1\n',
    'requirements/base.txt': '-r more.txt\nb==1\n',
    'requirements/more.txt': '-r base.txt\n-r ../requirements.txt\nc==1\n',
  };
  const graph = onlyGraph(await read(files));
  assert.deepEqual(edges(graph), [
    '[.] -> a@1 runtime ==1 requirements.txt:3',
    '[.] -> b@1 runtime ==1 requirements/base.txt:2',
    '[.] -> c@1 runtime ==1 requirements/more.txt:3',
  ]);
  assert.equal(node(graph, 'c').file, 'requirements/more.txt');
});

test('the files of one project are one graph, in which a file that another includes is told once', async () => {
  const files = {
    'requirements/base.txt': 'a==1\n',
    'requirements/dev.txt': '-r base.txt\npytest==8\n',
    'requirements/prod.txt': '-r base.txt\ngunicorn==21\n',
  };
  assert.equal(new Set(Object.keys(files).map((path) => requirements.group?.(path))).size, 1);
  assert.equal(requirements.group?.('requirements.txt'), requirements.group?.('requirements/base.txt'));
  const graph = onlyGraph(await read(files, Object.keys(files)));
  assert.deepEqual(edges(graph), [
    '[.] -> a@1 runtime ==1 requirements/base.txt:1',
    '[.] -> gunicorn@21 runtime ==21 requirements/prod.txt:2',
    '[.] -> pytest@8 dev ==8 requirements/dev.txt:2',
  ]);
});

test('files that include one another are told although none of them is first', async () => {
  const files = { 'requirements-a.txt': '-r requirements-b.txt\na==1\n', 'requirements-b.txt': '-r requirements-a.txt\nb==1\n' };
  assert.deepEqual(names(onlyGraph(await read(files, Object.keys(files)))), ['[.]', 'a@1', 'b@1']);
});

test('what only a file for development asks for is for development', async () => {
  const files = {
    'requirements-dev.txt': '-r requirements.txt\npytest==8\n',
    'requirements.txt': 'a==1\n',
    'tests/requirements.txt': 'tox==4\n',
  };
  assert.deepEqual(edges(onlyGraph(await read(files, ['requirements-dev.txt', 'requirements.txt']))), [
    '[.] -> a@1 runtime ==1 requirements.txt:1',
    '[.] -> pytest@8 dev ==8 requirements-dev.txt:2',
  ]);
  assert.deepEqual(edges(onlyGraph(await read(files, 'tests/requirements.txt'))), [
    '[tests] -> tox@4 dev ==4 tests/requirements.txt:1',
  ]);
});

test('an include that leads out of the target, does not exist or is a URL is an issue on its line, and the rest is read', async () => {
  const text = '-r ../../secret.txt\n-r /etc/passwd\n-c gone.txt\n-r https://host.example/r.txt\na==1\n';
  const outcome = await read({ 'requirements.txt': text });
  assert.equal(outcome.complete, false);
  assert.deepEqual(problems(outcome), [
    'pypi/include requirements.txt:1 includes "../../secret.txt", which is not in the target',
    'pypi/include requirements.txt:2 includes "/etc/passwd", which is not in the target',
    'pypi/include requirements.txt:3 includes "gone.txt", which is not in the target',
    'pypi/include requirements.txt:4 includes "https://host.example/r.txt", which is not fetched',
  ]);
  assert.deepEqual(names(outcome.value.graphs[0]), ['[.]', 'a@1']);
});

test('more includes than are followed are an issue', async () => {
  const files: Record<string, string> = {};
  for (let at = 0; at < 20; at += 1) files[`r${at}.txt`] = `-r r${at + 1}.txt\np${at}==1\n`;
  files['r20.txt'] = '';
  files['requirements.txt'] = '-r r0.txt\n';
  const ctx = createContext({ limits: { ...defaultLimits, includedFiles: 5 } });
  const outcome = await catalog(requirements, files, 'requirements.txt', ctx);
  assert.deepEqual(problems(outcome), ['pypi/includes requirements.txt: includes more than 5 files; the rest is not read']);
  assert.equal(outcome.value.graphs[0]?.packages.length, 6);
});

test('a constraint gives its version to a requirement that has none, and installs nothing itself', async () => {
  const files = {
    'requirements.txt': '-c constraints.txt\na>=1\nb\nc>=2\n',
    'constraints.txt': 'a==1.5\nb==2.0; python_version < "3.10"\nc==1.0\nd==4\n',
  };
  const graph = onlyGraph(await read(files, ['constraints.txt', 'requirements.txt']));
  assert.deepEqual(names(graph), ['[.]', 'a@1.5', 'b@2.0', 'b@?', 'c@?']);
  assert.ok(edges(graph).includes('[.] -> a@1.5 runtime >=1 requirements.txt:2'));
});

test('a pin elsewhere among the same requirements settles an open one', async () => {
  const files = { 'requirements.txt': 'requests==2.31.0\n-r base.txt\n', 'base.txt': 'Requests>=2\n' };
  assert.deepEqual(names(onlyGraph(await read(files))), ['[.]', 'requests@2.31.0']);
});

test('notes of pip-compile make edges, and what nobody is noted for is direct', async () => {
  const text = `a==1
    # via -r requirements.in
b==1
    # via
    #   A
    #   gone
c==1
    # via b
d==1
    # via e
e==1
    # via d
f==1
    # via demo (pyproject.toml)
g==1
`;
  assert.deepEqual(edges(onlyGraph(await read({ 'requirements.txt': text }))), [
    '[.] -> a@1 runtime ==1 requirements.txt:1',
    '[.] -> d@1 runtime -',
    '[.] -> f@1 runtime ==1 requirements.txt:13',
    '[.] -> g@1 runtime ==1 requirements.txt:15',
    'a@1 -> b@1 runtime - requirements.txt:3',
    'b@1 -> c@1 runtime - requirements.txt:7',
    'd@1 -> e@1 runtime - requirements.txt:11',
    'e@1 -> d@1 runtime - requirements.txt:9',
  ]);
});

test('a .in file counts where it was not compiled', async () => {
  const files = { 'requirements.in': 'a\n', 'requirements.txt': 'a==1\n', 'requirements-docs.in': 'sphinx\n' };
  assert.deepEqual(names(onlyGraph(await read(files, Object.keys(files)))), ['[.]', 'a@1', 'sphinx@?']);
});

test('what the manifest declares beyond the requirements files is added, unless a lockfile speaks for it', async () => {
  const files = {
    'requirements.txt': 'a==1\n-e .\n',
    'pyproject.toml':
      '[project]\nname = "demo"\nversion = "1"\ndependencies = ["A>=1", "b==2", "c"]\n[project.optional-dependencies]\nx = ["d"]\n',
  };
  const graph = onlyGraph(await read(files));
  assert.deepEqual(names(graph), ['[demo]', 'a@1', 'b@2', 'c@?', 'd@?']);
  assert.ok(edges(graph).includes('[demo] -> d@? optional - pyproject.toml:6'));
  assert.deepEqual(names(onlyGraph(await read({ ...files, 'poetry.lock': '' }))), ['[demo]', 'a@1']);
});

test('a requirements file that the manifest names belongs to the project', async () => {
  const files = {
    'requirements-dev.txt': 'pytest==8\n',
    'pyproject.toml':
      '[project]\nname = "demo"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = {file = ["deps.txt", "gone.txt"]}\n',
    'deps.txt': 'a==1\n',
  };
  const outcome = await read(files, 'requirements-dev.txt');
  assert.deepEqual(problems(outcome), [
    'pypi/include pyproject.toml: takes its dependencies from "gone.txt", which is not in the target',
  ]);
  assert.deepEqual(edges(outcome.value.graphs[0]), [
    '[demo] -> a@1 runtime ==1 deps.txt:1',
    '[demo] -> pytest@8 dev ==8 requirements-dev.txt:1',
  ]);
});

test('a project that is installed and described by code alone is an issue', async () => {
  const files = { 'requirements.txt': 'a==1\n-e .[x]\n', 'setup.py': 'setup(install_requires=["b"])\n' };
  assert.deepEqual(problems(await read(files)), [
    'pypi/setup-py requirements.txt:2 installs the project itself, whose setup.py is code: its dependencies are not known',
  ]);
});

test('unknown options and lines that ask for nothing are issues on their lines', async () => {
  const outcome = await read({
    'requirements.txt': '--frobnicate\na==1 --what\nthis is prose\n${NAME}\nb=1\n-r\nc==1 --hash=sha256:1\n',
  });
  assert.deepEqual(problems(outcome), [
    'pypi/option requirements.txt:1 has the unknown option --frobnicate',
    'pypi/option requirements.txt:2 has the unknown option --what',
    'pypi/requirement requirements.txt:3 has "this is prose", which is not a requirement: "is prose" is not a version specifier',
    'pypi/requirement requirements.txt:4 has "${NAME}", which is not a requirement: it does not begin with a name',
    'pypi/requirement requirements.txt:5 has "b=1", which is not a requirement: "=1" is not a version specifier',
    'pypi/option requirements.txt:6 has the unknown option -r without a value',
    'pypi/hash requirements.txt:7 has a hash that cannot be read: "sha256:1"',
  ]);
  assert.deepEqual(names(outcome.value.graphs[0]), ['[.]', 'a@1', 'c@1']);
});

test('an unfinished merge and a file that is not UTF-8 are issues, not an empty project', async () => {
  const merge = await read({ 'requirements.txt': '<<<<<<< ours\na==1\n=======\na==2\n>>>>>>> theirs\n' });
  assert.deepEqual(
    merge.issues.map(({ code }) => code),
    ['text/merge-conflict'],
  );
  const included = await read({ 'requirements.txt': '-r b.txt\na==1\n', 'b.txt': new Uint8Array([0xff, 0x80]) });
  assert.deepEqual(
    included.issues.map(({ code, path }) => `${code} ${path}`),
    ['text/encoding b.txt'],
  );
  assert.deepEqual(names(included.value.graphs[0]), ['[.]', 'a@1']);
});

test('more packages than are read are an issue', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 2 } });
  const outcome = await catalog(requirements, { 'requirements.txt': 'a==1\nb==1\nc==1\n' }, 'requirements.txt', ctx);
  assert.deepEqual(problems(outcome), [
    'pypi/too-many-packages requirements.txt: names more than 2 packages; the rest is not read',
  ]);
});

test('thousands of versions of one name, each with thousands of open requirements and notes, stay a bounded graph', async () => {
  const pins = Array.from({ length: 1500 }, (_, at) => `a==${at}`);
  const open = Array.from({ length: 1500 }, (_, at) => `a>=0.${at}`);
  const noted = Array.from({ length: 1500 }, (_, at) => `b${at}==1 # via a`);
  const outcome = await read({ 'requirements.txt': [...pins, ...open, ...noted].join('\n') });
  const count = outcome.value.graphs[0]?.packages.reduce((sum, one) => sum + one.dependsOn.length, 0) ?? 0;
  assert.ok(count <= 1_000_000);
  assert.equal(outcome.value.graphs[0]?.packages.length, 3002);
});

test('a file is read through its own sibling, so that nothing is reached but by it', async () => {
  const asked: string[] = [];
  const files = { 'a/requirements.txt': '-r ../b.txt\n', 'b.txt': 'x==1\n' };
  const file = memoryFile(files, 'a/requirements.txt');
  const watched = {
    ...file,
    sibling: (path: string) => {
      asked.push(path);
      return file.sibling(path);
    },
  };
  const run = await requirements.load();
  const outcome = await run([watched], createContext());
  assert.deepEqual(names(onlyGraph(outcome)), ['[a]', 'x@1']);
  assert.ok(asked.includes('../b.txt'));
});
