import assert from 'node:assert/strict';
import test from 'node:test';
import { catalog } from '../../../../test/kit/memory-files.ts';
import { cataloger, edges, names, node, onlyGraph, problems } from '../../../../test/kit/read-graph.ts';

const pipenv = cataloger('pypi/pipfile-lock');
const digest = 'f'.repeat(64);

const lock = `{
  "_meta": {"hash": {"sha256": "00"}, "pipfile-spec": 6, "requires": {}, "sources": []},
  "default": {
    "colorama": {"markers": "sys_platform == 'win32'", "version": "*"},
    "demo": {"editable": true, "path": "."},
    "idna": {"hashes": ["sha256:${digest}"], "version": "==3.6"},
    "local": {"path": "./lib"},
    "repo": {"git": "https://host.example/repo.git", "ref": "${'a'.repeat(40)}"},
    "requests": {
      "extras": ["socks"],
      "version": "==2.31.0"
    },
    "wheel-of": {"file": "https://host.example/wheel_of-1.5-py3-none-any.whl"}
  },
  "develop": {
    "idna": {"version": "==3.6"},
    "pytest": {"index": "private", "version": "==8.0.0"}
  },
  "docs": {
    "jinja2": {"version": "==3.1.0"}
  },
  "server": {
    "gunicorn": {"version": "==21.0"}
  }
}`;

const pipfile = `[[source]]
url = "https://registry.example/simple"
name = "private"

[packages]
Requests = {extras = ["socks"], version = ">=2.31"}
colorama = {version = "*", sys_platform = "== 'win32'"}
demo = {editable = true, path = "."}

[dev-packages]
pytest = "*"

[server.gunicorn]
version = ">=20"

[requires]
python_version = "3.11"
`;

test('Pipfile.lock: sections give the scope, the Pipfile what is asked for directly', async () => {
  const graph = onlyGraph(await catalog(pipenv, { 'app/Pipfile.lock': lock, 'app/Pipfile': pipfile }, 'app/Pipfile.lock'));
  assert.equal(graph.edges, 'partial');
  assert.deepEqual(
    graph.packages.map(({ name, version, scope, line }) => `${name} ${version} ${scope} ${line}`),
    [
      'app undefined undefined undefined',
      'colorama undefined runtime 4',
      'idna 3.6 runtime 6',
      'local undefined runtime 7',
      'repo undefined runtime 8',
      'requests 2.31.0 runtime 9',
      'wheel-of 1.5 runtime 13',
      'pytest 8.0.0 dev 17',
      'jinja2 3.1.0 dev 20',
      'gunicorn 21.0 optional 23',
    ],
  );
  assert.deepEqual(edges(graph), [
    "[app] -> colorama@? runtime *; sys_platform == 'win32' app/Pipfile:7",
    '[app] -> gunicorn@21.0 optional >=20 app/Pipfile:13',
    '[app] -> pytest@8.0.0 dev * app/Pipfile:11',
    '[app] -> requests@2.31.0 runtime >=2.31 app/Pipfile:6',
  ]);
});

test('hashes and sources are kept', async () => {
  const graph = onlyGraph(await catalog(pipenv, { 'app/Pipfile.lock': lock }, 'app/Pipfile.lock'));
  assert.deepEqual(node(graph, 'idna').hashes, [{ algorithm: 'SHA-256', value: digest }]);
  assert.deepEqual(node(graph, 'local').source, { kind: 'local', path: 'app/lib' });
  assert.deepEqual(node(graph, 'repo').source, { kind: 'git', url: 'https://host.example/repo.git', commit: 'a'.repeat(40) });
  assert.deepEqual(node(graph, 'wheel-of').source, { kind: 'archive', url: 'https://host.example/wheel_of-1.5-py3-none-any.whl' });
});

test('without a Pipfile everything is direct', async () => {
  const graph = onlyGraph(await catalog(pipenv, { 'Pipfile.lock': lock }, 'Pipfile.lock'));
  assert.equal(graph.packages[0]?.dependsOn.length, graph.packages.length - 1);
  assert.ok(edges(graph).includes('[.] -> jinja2@3.1.0 dev -'));
});

test('what the Pipfile asks for and the lock lacks is an issue, if its section was locked', async () => {
  const text = '{"_meta": {"pipfile-spec": 6}, "default": {}}';
  const files = { 'Pipfile.lock': text, Pipfile: '[packages]\na = "*"\n[docs]\nb = "*"\n' };
  const outcome = await catalog(pipenv, files, 'Pipfile.lock');
  assert.deepEqual(problems(outcome), ['pypi/not-locked Pipfile.lock: has no package a, which Pipfile asks for']);
  assert.deepEqual(names(outcome.value.graphs[0]), ['[.]', 'a@?', 'b@?']);
});

test('what has a wrong type costs only itself', async () => {
  const text =
    '{"_meta": {"pipfile-spec": 5},\n"default": {"a": 3,\n"b": {"version": 1},\n"c": {"version": "==1", "hashes": [1, "md5:00"]}},\n"develop": []}';
  const outcome = await catalog(pipenv, { 'Pipfile.lock': text }, 'Pipfile.lock');
  assert.deepEqual(problems(outcome), [
    'pypi/version Pipfile.lock:1 has the pipfile-spec 5; 6 is known',
    'pypi/shape Pipfile.lock: has "develop" that is not an object',
    'pypi/shape Pipfile.lock: has "a" that is not an object',
    'pypi/shape Pipfile.lock:3 has "version" that is not text',
    'pypi/hash Pipfile.lock:4 has a hash that cannot be read: 1',
    'pypi/hash Pipfile.lock:4 has a hash that cannot be read: "md5:00"',
  ]);
  assert.deepEqual(names(outcome.value.graphs[0]), ['[.]', 'b@?', 'c@1']);
});
