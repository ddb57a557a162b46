import assert from 'node:assert/strict';
import test from 'node:test';
import { catalog } from '../../../../test/kit/memory-files.ts';
import { cataloger, edges, names, node, onlyGraph, problems } from '../../../../test/kit/read-graph.ts';

const manifests = cataloger('pypi/pyproject');

test('without a lockfile what is declared counts, with a version only where it is pinned', async () => {
  const files = {
    'app/pyproject.toml':
      '[project]\nname = "demo"\nversion = "1"\ndependencies = ["a==1.0", "b>=2", "c==3.*", "demo[x]"]\n[project.optional-dependencies]\nx = ["d"]\n[dependency-groups]\ndev = ["e===5"]\n',
  };
  assert.equal(manifests.fallback, true);
  const graph = onlyGraph(await catalog(manifests, files, 'app/pyproject.toml'));
  assert.equal(graph.edges, 'partial');
  assert.equal(node(graph, 'demo').directory, 'app');
  assert.deepEqual(names(graph), ['[demo]', 'a@1.0', 'b@?', 'c@?', 'd@?', 'e@5']);
  assert.deepEqual(edges(graph), [
    '[demo] -> a@1.0 runtime ==1.0 app/pyproject.toml:4',
    '[demo] -> b@? runtime >=2 app/pyproject.toml:4',
    '[demo] -> c@? runtime ==3.* app/pyproject.toml:4',
    '[demo] -> d@? optional - app/pyproject.toml:6',
    '[demo] -> e@5 dev ===5 app/pyproject.toml:8',
  ]);
});

test('the manifests of one directory are one project', async () => {
  const files = {
    Pipfile: '[packages]\na = "==1"\n',
    'pyproject.toml':
      '[project]\nname = "demo"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = {file = "deps.txt"}\n',
    'setup.cfg': '[options]\ninstall_requires = c\n',
    'setup.py': 'from setuptools import setup\nsetup(install_requires=["d"])\n',
    'deps.txt': 'b==2\n',
  };
  assert.equal(new Set(Object.keys(files).map((path) => manifests.group?.(path))).size, 1);
  const graph = onlyGraph(await catalog(manifests, files, ['Pipfile', 'pyproject.toml', 'setup.cfg', 'setup.py']));
  assert.deepEqual(names(graph), ['[demo]', 'b@2', 'a@1', 'c@?']);
});

test('files that only configure tools are no project', async () => {
  const files = {
    'pyproject.toml': '[tool.ruff]\n',
    'setup.cfg': '[flake8]\n',
    'setup.py': 'from setuptools import setup\nsetup()\n',
  };
  const outcome = await catalog(manifests, files, Object.keys(files));
  assert.deepEqual([outcome.value.graphs, outcome.issues], [[], []]);
});

test('a setup.py that states dependencies is never run, so they are an issue', async () => {
  const files = { 'setup.py': 'from setuptools import setup\n\nsetup(\n    install_requires=["a"],\n)\n' };
  const outcome = await catalog(manifests, files, 'setup.py');
  assert.equal(outcome.complete, false);
  assert.deepEqual(problems(outcome), [
    'pypi/setup-py setup.py:4 states its dependencies in code, which is not run, so they are not known',
  ]);
  assert.deepEqual(names(outcome.value.graphs[0]), ['[.]']);
});

test('dependencies that a build computes are an issue', async () => {
  const files = { 'pyproject.toml': '[project]\nname = "demo"\ndynamic = ["dependencies"]\n' };
  assert.deepEqual(problems(await catalog(manifests, files, 'pyproject.toml')), [
    'pypi/dynamic pyproject.toml:3 leaves its dependencies to a build, so they are not known',
  ]);
});

test('where a lockfile or requirements.txt tells what is installed, code that states it is no issue', async () => {
  const code = { 'setup.py': 'setup(install_requires=[])\n' };
  for (const other of ['requirements.txt', 'uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock', 'pylock.toml']) {
    assert.deepEqual((await catalog(manifests, { ...code, [other]: '' }, 'setup.py')).issues, [], other);
  }
});
