import assert from 'node:assert/strict';
import test from 'node:test';
import { catalog } from '../../../../../test/kit/memory-files.ts';
import { cataloger, edges, names, onlyGraph, problems } from '../../../../../test/kit/read-graph.ts';
import { licenceOf, parseMetadata } from './metadata.ts';

const installed = cataloger('pypi/dist-info');
const site = 'venv/lib/python3.11/site-packages';

function metadata(name: string, version: string, ...fields: readonly string[]): string {
  return ['Metadata-Version: 2.1', `Name: ${name}`, `Version: ${version}`, ...fields, '', 'Name: body', 'Requires-Dist: body'].join(
    '\n',
  );
}

test('installed packages, their licences and who needs whom', async () => {
  const files = {
    [`${site}/Requests-2.31.0.dist-info/METADATA`]: metadata(
      'Requests',
      '2.31.0',
      'License: Apache 2.0',
      'Requires-Dist: charset-normalizer (<4,>=2)',
      'Requires-Dist: idna>=2.5',
      "Requires-Dist: PySocks!=1.5.7 ; extra == 'socks'",
      "Requires-Dist: win-only; sys_platform == 'win32'",
    ),
    [`${site}/charset_normalizer-3.0.dist-info/METADATA`]: metadata('charset-normalizer', '3.0', 'License-Expression: MIT'),
    [`${site}/idna-3.6.dist-info/METADATA`]: metadata('idna', '3.6', 'Classifier: License :: OSI Approved :: BSD License'),
    [`${site}/PySocks-1.7.1.dist-info/METADATA`]: metadata('PySocks', '1.7.1'),
  };
  const paths = Object.keys(files);
  assert.deepEqual([...new Set(paths.map((path) => installed.group?.(path)))], [site]);
  const graph = onlyGraph(await catalog(installed, files, paths));
  assert.equal(installed.technique, 'installed');
  assert.equal(graph.edges, 'complete');
  assert.deepEqual(
    graph.packages.map(({ name, version, licence, file }) => [
      name,
      version,
      licence,
      file === undefined ? '' : file.startsWith(site),
    ]),
    [
      ['Requests', '2.31.0', 'Apache 2.0', true],
      ['charset-normalizer', '3.0', 'MIT', true],
      ['idna', '3.6', 'BSD License', true],
      ['PySocks', '1.7.1', undefined, true],
    ],
  );
  const place = `${site}/Requests-2.31.0.dist-info/METADATA`;
  assert.deepEqual(
    graph.packages[0]?.dependsOn.map(({ to, scope, requirement, file }) => [graph.packages[to]?.name, scope, requirement, file]),
    [
      ['charset-normalizer', 'runtime', '<4,>=2', place],
      ['idna', 'runtime', '>=2.5', place],
      ['PySocks', 'optional', "!=1.5.7; extra == 'socks'", place],
    ],
  );
});

test('what an extra brings counts when an installed package asks for the extra', async () => {
  const files = {
    'site-packages/a-1.dist-info/METADATA': metadata('a', '1', 'Requires-Dist: requests[SOCKS]'),
    'site-packages/requests-2.dist-info/METADATA': metadata('requests', '2', 'Requires-Dist: pysocks; extra == "socks"'),
    'site-packages/pysocks-1.dist-info/METADATA': metadata('pysocks', '1'),
  };
  assert.deepEqual(edges(onlyGraph(await catalog(installed, files, Object.keys(files)))), [
    'a@1 -> requests@2 runtime -',
    'requests@2 -> pysocks@1 runtime ; extra == "socks"',
  ]);
});

test('direct_url.json says where a package came from (PEP 610)', async () => {
  const commit = 'c'.repeat(40);
  const origins = [
    `{"url": "https://host.example/a.git", "vcs_info": {"vcs": "git", "commit_id": "${commit}"}}`,
    '{"url": "https://me:secret@host.example/b-1.zip", "archive_info": {}}',
    '{"url": "file:///home/user/c", "dir_info": {"editable": true}}',
  ];
  const files: Record<string, string> = {};
  for (const [at, origin] of origins.entries()) {
    files[`p/n${at}-1.dist-info/METADATA`] = metadata(`n${at}`, '1');
    files[`p/n${at}-1.dist-info/direct_url.json`] = origin;
  }
  const graph = onlyGraph(
    await catalog(
      installed,
      files,
      Object.keys(files).filter((path) => path.endsWith('METADATA')),
    ),
  );
  assert.deepEqual(
    graph.packages.map(({ source }) => source),
    [
      { kind: 'git', url: 'https://host.example/a.git', commit },
      { kind: 'archive', url: 'https://host.example/b-1.zip' },
      { kind: 'local', path: '/home/user/c' },
    ],
  );
});

test('egg-info of setuptools and distutils, and eggs', async () => {
  const files = {
    'dist-packages/old-1.0.egg-info/PKG-INFO': metadata('old', '1.0'),
    'dist-packages/old-1.0.egg-info/requires.txt': 'single\n\n[fast]\nbrought\n\n[:python_version<"3"]\nbrought\n',
    'dist-packages/single-2.0-py3.11.egg-info': metadata('single', '2.0'),
    'dist-packages/brought-3.egg/EGG-INFO/PKG-INFO': metadata('brought', '3'),
  };
  const paths = Object.keys(files).filter((path) => !path.endsWith('.txt'));
  assert.deepEqual([...new Set(paths.map((path) => installed.group?.(path)))], ['dist-packages']);
  assert.deepEqual(edges(onlyGraph(await catalog(installed, files, paths))), [
    'old@1.0 -> brought@3 optional -',
    'old@1.0 -> brought@3 runtime -',
    'old@1.0 -> single@2.0 runtime -',
  ]);
});

test('egg-info beside the sources of a project describes the project, not an installed package', async () => {
  const files = {
    'src/demo.egg-info/PKG-INFO': metadata('demo', '1'),
    'setup.cfg': '',
    'x/other.egg-info/PKG-INFO': metadata('other', '1'),
    'x/setup.py': '',
  };
  for (const path of ['src/demo.egg-info/PKG-INFO', 'x/other.egg-info/PKG-INFO']) {
    const outcome = await catalog(installed, files, path);
    assert.deepEqual([outcome.value.graphs, outcome.issues], [[], []]);
  }
});

test('damaged metadata still names its package, by its directory, and is an issue', async () => {
  const files = {
    'p/a_b-1.5.dist-info/METADATA': '',
    'p/c-1.dist-info/METADATA': metadata('c', '1', 'Requires-Dist: =='),
    'p/c-1.dist-info/direct_url.json': '[',
  };
  const outcome = await catalog(installed, files, ['p/a_b-1.5.dist-info/METADATA', 'p/c-1.dist-info/METADATA']);
  assert.deepEqual(names(outcome.value.graphs[0]), ['a_b@1.5', 'c@1']);
  assert.deepEqual(problems(outcome), [
    'pypi/metadata p/a_b-1.5.dist-info/METADATA: has no name or no version, so it has been damaged',
    'json/truncated p/c-1.dist-info/direct_url.json:1 ends where a value was expected',
    'pypi/requirement p/c-1.dist-info/METADATA: has "==", which is not a requirement: it does not begin with a name',
  ]);
});

test('the header ends at the first blank line, and continued lines belong to their field', () => {
  const header = parseMetadata(
    'Name: a\r\nDescription: one\r\n        |two\r\n\tthree\r\nBad line\r\nClassifier: x\r\nclassifier: y\r\n\r\nVersion: 1\r\n',
  );
  assert.deepEqual(
    [...header],
    [
      ['name', ['a']],
      ['description', ['one\ntwo\nthree']],
      ['classifier', ['x', 'y']],
    ],
  );
});

test('a licence is an expression (PEP 639), a name, or what the classifiers say; never the whole text', () => {
  const read = (...fields: readonly string[]): string | undefined => licenceOf(parseMetadata(fields.join('\n')));
  assert.equal(read('License-Expression: MIT OR Apache-2.0', 'License: x'), 'MIT OR Apache-2.0');
  assert.equal(read('License: BSD-3-Clause', 'Classifier: License :: OSI Approved :: BSD License'), 'BSD-3-Clause');
  assert.equal(read('License: UNKNOWN', 'Classifier: License :: OSI Approved :: MIT License'), 'MIT License');
  assert.equal(read('License: Copyright\n  Permission is hereby granted', 'Classifier: License :: Public Domain'), 'Public Domain');
  assert.equal(read('Classifier: License :: OSI Approved', 'Classifier: Topic :: x'), undefined);
});
