import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../test/kit/catalogued.ts';
import { condaCatalogers } from './index.ts';

const sha256 = 'ab'.repeat(32);
const md5 = 'cd'.repeat(16);

test('installed packages have version, build, channel, subdirectory, hashes and licence, and edges to what they depend on', async () => {
  const record = (facts: object): string => JSON.stringify(facts);
  const graph = await readGraph(condaCatalogers, 'conda/conda-meta', {
    'env/conda-meta/numpy-1.26.0-py312_0.json': record({
      name: 'numpy',
      version: '1.26.0',
      build: 'py312_0',
      build_number: 0,
      channel: 'https://conda.example/t/tk-secret/pkgs/main/linux-64',
      subdir: 'linux-64',
      fn: 'numpy-1.26.0-py312_0.conda',
      depends: ['python >=3.12,<3.13.0a0', '__glibc >=2.17', 'libblas'],
      sha256,
      md5,
      license: 'BSD-3-Clause',
    }),
    'env/conda-meta/python-3.12.0-h1_0.json': record({
      name: 'python',
      version: '3.12.0',
      build: 'h1_0',
      channel: 'forge/label/dev',
    }),
  });
  assert.deepEqual(nodeOf(graph, 'numpy'), {
    name: 'numpy',
    kind: 'package',
    file: 'env/conda-meta/numpy-1.26.0-py312_0.json',
    version: '1.26.0',
    qualifiers: { build: 'py312_0', channel: 'main', subdir: 'linux-64', type: 'conda' },
    licence: 'BSD-3-Clause',
    hashes: [
      { algorithm: 'SHA-256', value: sha256 },
      { algorithm: 'MD5', value: md5 },
    ],
  });
  assert.deepEqual(nodeOf(graph, 'python').qualifiers, { build: 'h1_0', channel: 'forge/label/dev' });
  assert.equal(graph.packages[0]?.dependsOn[0]?.requirement, '>=3.12,<3.13.0a0');
  assert.equal(graph.packages[0]?.dependsOn.length, 1);
});

test('a record that cannot be understood is an issue with its file, and the others are read', async () => {
  const read = await readWith(condaCatalogers, 'conda/conda-meta', {
    'conda-meta/a.json': '{"name": "a", "sha256": "x", "depends": [1]}',
    'conda-meta/b.json': '[]',
    'conda-meta/c.json': '{',
  });
  assert.deepEqual(
    read.issues.map(({ code, path }) => `${code} ${path}`),
    [
      'conda/no-version conda-meta/a.json',
      'conda/hash conda-meta/a.json',
      'conda/shape conda-meta/a.json',
      'conda/shape conda-meta/b.json',
      'conda/unnamed conda-meta/b.json',
      'json/truncated conda-meta/c.json',
    ],
  );
  assert.deepEqual(versionsOf(read.graph), ['a']);
});

const lock = `version: 1
metadata:
  platforms: [linux-64, osx-64]
package:
- name: python
  version: '3.10'
  manager: conda
  platform: linux-64
  dependencies:
    libzlib: '>=1.2.13,<1.3.0a0'
    pip: '*'
  url: https://conda.example/conda-forge/linux-64/python-3.10-h1_0_cpython.conda
  hash:
    md5: ${md5}
    sha256: ${sha256}
  category: main
  optional: false
- name: libzlib
  version: 1.2.13
  manager: conda
  platform: linux-64
  dependencies: {}
  url: https://conda.example/conda-forge/linux-64/libzlib-1.2.13-h2_5.tar.bz2
  hash: {md5: ${md5}}
  category: main
  optional: false
- name: libzlib
  version: 1.2.13
  manager: conda
  platform: osx-64
  dependencies: {}
  url: https://conda.example/conda-forge/osx-64/libzlib-1.2.13-h3_5.conda
  hash: {md5: ${md5}}
  category: dev
  optional: true
- name: requests
  version: 2.31.0
  manager: pip
  platform: linux-64
  dependencies:
    typing_extensions: '>=4'
  url: https://files.example/requests-2.31.0-py3-none-any.whl
  hash: {sha256: ${sha256}}
  category: main
  optional: true
- name: typing-extensions
  version: 4.8.0
  manager: pip
  platform: linux-64
  dependencies: {}
  url: git+https://me:secret@git.example/x.git@${'0'.repeat(40)}
  category: main
  optional: false
`;

test('conda-lock.yml: a package for each platform, with build, channel, hashes, scope and line; those of pip in a graph of PyPI', async () => {
  const read = await readWith(condaCatalogers, 'conda/conda-lock', { 'x/conda-lock.yml': lock });
  assert.deepEqual(read.issues, []);
  const [conda, pip] = read.graphs;
  assert.ok(conda !== undefined && pip !== undefined);
  assert.deepEqual(versionsOf(conda), ['python 3.10', 'libzlib 1.2.13', 'libzlib 1.2.13']);
  assert.deepEqual(nodeOf(conda, 'python'), {
    name: 'python',
    kind: 'package',
    scope: 'runtime',
    version: '3.10',
    line: 5,
    hashes: [
      { algorithm: 'SHA-256', value: sha256 },
      { algorithm: 'MD5', value: md5 },
    ],
    qualifiers: { build: 'h1_0_cpython', channel: 'conda-forge', subdir: 'linux-64', type: 'conda' },
  });
  assert.deepEqual(edgesOf(conda), ['x > python runtime', 'x > libzlib dev', 'python > libzlib runtime >=1.2.13,<1.3.0a0 @ 5']);
  assert.deepEqual([pip.ecosystem, versionsOf(pip)], ['pypi', ['requests 2.31.0', 'typing-extensions 4.8.0']]);
  assert.deepEqual(edgesOf(pip), ['x > requests optional', 'requests > typing-extensions runtime >=4 @ 36']);
  assert.equal(JSON.stringify(read.graphs).includes('secret'), false);
});

test('a conda-lock.yml of another version or shape is an issue, no truncation throws, and there is a limit', async () => {
  const id = 'conda/conda-lock';
  for (const text of ['', '[]', 'version: 2\npackage: []', 'version: 1', 'version: 1\npackage: [1, {}]', 'a: [']) {
    assert.notEqual((await readWith(condaCatalogers, id, { 'conda-lock.yml': text })).issues.length, 0, text);
  }
  const odd = await readWith(condaCatalogers, id, {
    'conda-lock.yml': 'version: 1\npackage:\n- name: a\n  manager: x\n  hash: {md5: 1}\n',
  });
  assert.deepEqual(issuesOf(odd), ['conda/no-version @ 3', 'conda/manager @ 3', 'conda/hash @ 5']);
  await readTruncated(condaCatalogers, id, { 'conda-lock.yml': lock }, 'conda-lock.yml');
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const read = await readWith(condaCatalogers, id, { 'conda-lock.yml': lock }, 'conda-lock.yml', ctx);
  assert.ok(issuesOf(read).includes('file/too-many-packages @ 18'));
});

test('environment.yml asks for packages of conda and of pip; a version is known only where it is pinned', async () => {
  const text = `name: science
channels: [conda-forge]
dependencies:
  - python=3.11
  - numpy==1.26.0
  - conda-forge::scipy=1.11.2=py311h64a7726_0
  - "pandas>=2,<3"
  - pip
  - pip:
      - requests==2.31.0
      - "flask[async]>=2"
      - -r requirements/dev-requirements.txt
      - -e .
      - -r other.txt
prefix: /opt/conda
`;
  const read = await readWith(condaCatalogers, 'conda/environment', { 'environment.yml': text });
  const [conda, pip] = read.graphs;
  assert.ok(conda !== undefined && pip !== undefined);
  assert.deepEqual(versionsOf(conda), ['python', 'numpy 1.26.0', 'scipy 1.11.2', 'pandas', 'pip']);
  assert.deepEqual(nodeOf(conda, 'scipy').qualifiers, { build: 'py311h64a7726_0', channel: 'conda-forge' });
  assert.deepEqual(edgesOf(conda), [
    'science > python runtime =3.11 @ 4',
    'science > numpy runtime ==1.26.0 @ 5',
    'science > scipy runtime =1.11.2=py311h64a7726_0 @ 6',
    'science > pandas runtime >=2,<3 @ 7',
    'science > pip runtime @ 8',
  ]);
  assert.deepEqual(edgesOf(pip), ['science > requests runtime ==2.31.0 @ 10', 'science > flask runtime >=2 @ 11']);
  assert.deepEqual(versionsOf(pip), ['requests 2.31.0', 'flask']);
  assert.deepEqual(issuesOf(read), ['conda/pip @ 14']);
});

test('an environment.yml of something else is left alone, one of the wrong shape is an issue', async () => {
  for (const text of ['', 'stage: production\n', '- a\n']) {
    const read = await readWith(condaCatalogers, 'conda/environment', { 'environment.yml': text });
    assert.deepEqual([read.graphs, read.issues], [[], []], text);
  }
  for (const text of ['dependencies: 1', 'dependencies: [[], {x: 1}, "=1"]', 'dependencies: [']) {
    assert.notEqual((await readWith(condaCatalogers, 'conda/environment', { 'environment.yml': text })).issues.length, 0, text);
  }
});

test('a conda-lock.yml that was cut off between packages is noticed by what its packages need', async () => {
  const text = lock.slice(0, lock.indexOf('- name: libzlib'));
  const read = await readWith(condaCatalogers, 'conda/conda-lock', { 'conda-lock.yml': text });
  assert.deepEqual(issuesOf(read), ['conda/dependency @ 5']);
});
