import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../test/kit/catalogued.ts';
import { conanCatalogers } from './index.ts';
import { parseReference } from './reference.ts';

const id = 'conan/conan-lock';

const graphLock = `{
 "graph_lock": {
  "nodes": {
   "0": { "options": "", "requires": ["1"], "build_requires": ["3"], "path": "conanfile.txt", "context": "host" },
   "1": {
    "ref": "bbb/1.0#69ab527e155d",
    "package_id": "3088251702f4b5e8",
    "prev": "aabbcc",
    "requires": ["2"]
   },
   "2": { "pref": "aaa/1.0@us/ch#0:5ab84d6a#0" },
   "3": { "ref": "cmake/3.25.0@_/_" }
  },
  "revisions_enabled": true
 },
 "version": "0.4"
}`;

test('Conan 1: nodes with revisions and line, and the edges between them', async () => {
  const graph = await readGraph(conanCatalogers, id, { 'x/conan.lock': graphLock });
  assert.deepEqual(versionsOf(graph), ['bbb 1.0', 'aaa 1.0', 'cmake 3.25.0']);
  assert.deepEqual(nodeOf(graph, 'bbb').qualifiers, { rrev: '69ab527e155d', prev: 'aabbcc' });
  assert.deepEqual([nodeOf(graph, 'aaa').qualifiers, nodeOf(graph, 'aaa').line], [{ user: 'us', channel: 'ch' }, 11]);
  assert.equal(nodeOf(graph, 'cmake').qualifiers, undefined);
  assert.deepEqual(edgesOf(graph), ['x > bbb runtime @ 4', 'x > cmake dev @ 4', 'bbb > aaa runtime @ 5']);
  assert.equal(graph.edges, 'complete');
});

const lists = `{
    "version": "0.5",
    "requires": [
        "zlib/1.3.1#b936e243%1795646146.56",
        "bzip2/1.0.8#251bfa3d%1795646146.28"
    ],
    "build_requires": [
        "cmake/3.27.0@us/ch#3c3de0ee%1795646171.59"
    ],
    "python_requires": [],
    "config_requires": []
}`;

test('Conan 2: lists without edges, in which the conanfile tells what is direct', async () => {
  const alone = await readGraph(conanCatalogers, id, { 'conan.lock': lists });
  assert.deepEqual([versionsOf(alone), alone.edges, edgesOf(alone)], [['zlib 1.3.1', 'bzip2 1.0.8', 'cmake 3.27.0'], 'none', []]);
  assert.deepEqual(nodeOf(alone, 'cmake'), {
    name: 'cmake',
    kind: 'package',
    version: '3.27.0',
    scope: 'dev',
    line: 8,
    qualifiers: { user: 'us', channel: 'ch', rrev: '3c3de0ee' },
  });
  const conanfile = '[requires]\nzlib/[>=1.2 <2] # compression\n[tool_requires]\ncmake/[*]@us/ch\n[options]\nzlib/*:shared=True\n';
  const graph = await readGraph(conanCatalogers, id, { 'conan.lock': lists, 'conanfile.txt': conanfile }, 'conan.lock');
  assert.deepEqual(edgesOf(graph), [
    '. > zlib runtime zlib/[>=1.2 <2] @ conanfile.txt:2',
    '. > cmake dev cmake/[*]@us/ch @ conanfile.txt:4',
  ]);
  assert.equal(graph.edges, 'partial');
});

test('references are read in all their parts', () => {
  assert.deepEqual(parseReference('a/1.0'), { name: 'a', version: '1.0' });
  assert.deepEqual(parseReference('a/cci.20210101@'), { name: 'a', version: 'cci.20210101' });
  assert.deepEqual(parseReference('a/1.0@user/testing#r1%12.5:id#p1%13'), {
    name: 'a',
    version: '1.0',
    user: 'user',
    channel: 'testing',
    recipeRevision: 'r1',
    packageRevision: 'p1',
  });
  for (const text of ['', 'a', 'a/', '/1', 'a/1/2', 'a b/1', 'a/1@b/c/d', 'a/[>1'])
    assert.equal(parseReference(text), undefined, text);
});

test('what cannot be understood is an issue on its line, and the rest is read', async () => {
  const text = `{"graph_lock": {"nodes": {
"0": {"requires": ["1", "9", 7]},
"1": {"ref": "not a reference"},
"2": 7,
"3": {"ref": "a/1"}
}}}`;
  const read = await readWith(conanCatalogers, id, { 'conan.lock': text });
  assert.deepEqual(issuesOf(read), ['conan/reference @ 3', 'conan/shape @ 1', 'conan/shape @ 2', 'conan/dependency @ 2']);
  assert.deepEqual(versionsOf(read.graph), ['a 1']);
  const two = await readWith(conanCatalogers, id, { 'conan.lock': '{"version": "0.9",\n"requires": [\n"a/1",\n"b",\n7]}' });
  assert.deepEqual(issuesOf(two), ['conan/lock-version', 'conan/shape', 'conan/reference @ 4']);
  assert.deepEqual(versionsOf(two.graph), ['a 1']);
});

test('files of the wrong shape are issues, and no truncation throws', async () => {
  for (const text of ['[]', '{}', '{"graph_lock": 1}', '{"version": "0.5"}', '{"version": "0.5", "requires": {}}']) {
    assert.notEqual((await readWith(conanCatalogers, id, { 'conan.lock': text })).issues.length, 0, text);
  }
  await readTruncated(conanCatalogers, id, { 'conan.lock': graphLock }, 'conan.lock');
  await readTruncated(conanCatalogers, id, { 'conan.lock': lists }, 'conan.lock');
});

test('more packages than the limit are an issue', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const read = await readWith(conanCatalogers, id, { 'conan.lock': lists }, 'conan.lock', ctx);
  assert.deepEqual([issuesOf(read), read.graph.packages.length], [['file/too-many-packages @ 5'], 2]);
});

test('a conanfile alone asks for packages; a range names no version, and what is computed is an issue', async () => {
  const read = await readWith(conanCatalogers, 'conan/conanfile', {
    'conanfile.txt': '[requires]\nzlib/1.3\nopenssl/[~3]\nbroken\n[generators]\nCMakeDeps\n[test_requires]\ngtest/1.14.0\n',
    'conanfile.py': [
      'class Recipe(ConanFile):',
      '    requires = (',
      '        "fmt/10.0.0",  # a comment',
      '        "boost/1.80.0",',
      '    )',
      '    tool_requires = "cmake/3.25.0"',
      '    def requirements(self):',
      '        self.requires("libpng/1.6.40", transitive_headers=True)',
      '        self.requires(f"x/{self.version}")',
      '        self.test_requires(self.framework)',
      '        # self.requires("never/1.0")',
    ].join('\n'),
  });
  assert.deepEqual(versionsOf(read.graph), [
    'zlib 1.3',
    'openssl',
    'gtest 1.14.0',
    'fmt 10.0.0',
    'boost 1.80.0',
    'cmake 3.25.0',
    'libpng 1.6.40',
  ]);
  assert.deepEqual(issuesOf(read), ['conan/reference @ 4', 'conan/dynamic @ 9', 'conan/dynamic @ 10']);
  assert.ok(edgesOf(read.graph).includes('. > cmake dev cmake/3.25.0 @ conanfile.py:6'));
  assert.ok(edgesOf(read.graph).includes('. > gtest test gtest/1.14.0 @ conanfile.txt:8'));
});

test('whatever a conanfile.py does not write as plain text is an issue, and the rest of the row is read', async () => {
  const rows = [
    'requires = BASE + ["a/1.0"]',
    'requires = [',
    '    f"b/{version}", "c/1.0#rev",  # "never/1.0"',
    '] + more',
    'tool_requires = ("d/1.0",',
    '    "e/1.0"); self.requires("never/1.0")',
    'self.requires("f/1.0"); self.requires.add("g/1.0")',
    'self.requires("h/1.0" if x else "i/1.0")',
    'build_requires = None',
    'test_requires = "j/1.0", \\',
    '    "k/1.0"',
    'requires =',
    `requires = "l/1.0"  # ${'x'.repeat(5000)}`,
  ];
  for (const end of ['\n', '\r\n']) {
    const read = await readWith(conanCatalogers, 'conan/conanfile', { 'conanfile.py': rows.join(end) });
    assert.deepEqual(versionsOf(read.graph), ['a 1.0', 'c 1.0', 'd 1.0', 'e 1.0', 'never 1.0', 'f 1.0', 'g 1.0', 'j 1.0', 'k 1.0']);
    assert.deepEqual(
      issuesOf(read),
      [1, 3, 4, 6, 8, 12, 13].map((line) => `conan/dynamic @ ${line}`),
    );
  }
});
