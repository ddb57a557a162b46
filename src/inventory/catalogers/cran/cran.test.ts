import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../test/kit/catalogued.ts';
import { cranCatalogers } from './index.ts';

const sha = '0123456789abcdef0123456789abcdef01234567';

const renv = `{
  "R": { "Version": "4.3.1", "Repositories": [] },
  "Packages": {
    "cli": {
      "Package": "cli",
      "Version": "3.6.1",
      "Source": "Repository",
      "Repository": "CRAN",
      "Requirements": ["R", "utils"],
      "Hash": "89e6d8219950eac806ae0c489052048a"
    },
    "rlang": {
      "Package": "rlang",
      "Version": "1.1-1",
      "Source": "GitHub",
      "RemoteType": "github",
      "RemoteUsername": "r-lib",
      "RemoteRepo": "rlang",
      "RemoteSha": "${sha}",
      "Imports": "cli (>= 3.4), methods"
    },
    "Biobase": {
      "Package": "Biobase",
      "Version": "2.60.0",
      "Source": "Bioconductor",
      "Requirements": ["rlang"]
    },
    "BiocGenerics": { "Package": "BiocGenerics", "Version": "0.46.0", "Source": "Bioconductor", "Depends": ["Biobase (>= 2)"] }
  }
}`;

test('renv.lock: packages with version, source and line; those of Bioconductor in a graph of their own', async () => {
  const read = await readWith(cranCatalogers, 'cran/renv-lock', { 'a/renv.lock': renv });
  assert.deepEqual(read.issues, []);
  const [cran, bioconductor] = read.graphs;
  assert.ok(cran !== undefined && bioconductor !== undefined);
  assert.deepEqual(versionsOf(cran), ['cli 3.6.1', 'rlang 1.1-1']);
  assert.deepEqual(nodeOf(cran, 'cli'), { name: 'cli', kind: 'package', version: '3.6.1', line: 4 });
  assert.deepEqual(nodeOf(cran, 'rlang').source, { kind: 'git', url: 'https://github.com/r-lib/rlang', commit: sha });
  assert.deepEqual(edgesOf(cran), ['rlang > cli runtime >= 3.4 @ 12', 'a > rlang runtime']);
  assert.deepEqual([bioconductor.ecosystem, bioconductor.edges], ['bioconductor', 'partial']);
  assert.deepEqual(edgesOf(bioconductor), ['BiocGenerics > Biobase runtime >= 2 @ 28', 'a > BiocGenerics runtime']);
});

test('a renv.lock of the wrong shape is an issue, no truncation throws, and there is a limit', async () => {
  const id = 'cran/renv-lock';
  for (const text of [
    '[]',
    '{}',
    '{"Packages": 1}',
    '{"Packages": {"a": 1}}',
    '{"Packages": {"a": {}}}',
    '{"Packages": {"a": {"Version": "1", "Imports": 1}}}',
  ]) {
    assert.notEqual((await readWith(cranCatalogers, id, { 'renv.lock': text })).issues.length, 0, text);
  }
  await readTruncated(cranCatalogers, id, { 'renv.lock': renv }, 'renv.lock');
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const read = await readWith(cranCatalogers, id, { 'renv.lock': renv }, 'renv.lock', ctx);
  assert.ok(issuesOf(read).includes('file/too-many-packages @ 12'));
  assert.deepEqual(versionsOf(await readGraph(cranCatalogers, id, { 'renv.lock': '{"Packages": {}}' })), []);
});

const packrat = `PackratFormat: 1.4
PackratVersion: 0.9.1
RVersion: 4.2.0
Repos: CRAN=https://registry.example

Package: httr
Source: CRAN
Version: 1.4.5
Hash: 00
Requires: R6, curl,
    jsonlite, openssl

Package: R6
Source: github
Version: 2.5.1
GithubRepo: R6
GithubUsername: r-lib
GithubSha1: ${sha}
`;

test('packrat.lock: packages, what they require, and where they come from', async () => {
  const graph = await readGraph(cranCatalogers, 'cran/packrat-lock', { 'packrat/packrat.lock': packrat });
  assert.deepEqual(versionsOf(graph), ['httr 1.4.5', 'R6 2.5.1']);
  assert.deepEqual(nodeOf(graph, 'R6').source, { kind: 'git', url: 'https://github.com/r-lib/R6', commit: sha });
  assert.deepEqual(edgesOf(graph), ['httr > R6 runtime @ 10', 'packrat > httr runtime']);
  const wrong = await readWith(cranCatalogers, 'cran/packrat-lock', {
    'packrat.lock': ' early\nVersion: 1\n\nPackage: a\nnonsense\n',
  });
  assert.deepEqual(issuesOf(wrong), ['cran/syntax @ 1', 'cran/truncated @ 1', 'cran/unnamed @ 2', 'cran/no-version @ 4']);
});

const installed = `Package: dplyr
Version: 1.1.2
License: MIT + file LICENSE
Depends: R (>= 3.5.0)
Imports: cli (>= 3.4.0), methods,
        rlang
Suggests: testthat
RemoteType: standard
Built: R 4.3.0; x86_64; 2023-05-01; unix
`;

test('a library: installed packages with licence and file, and edges among them', async () => {
  const files = {
    'lib/dplyr/DESCRIPTION': installed,
    'lib/cli/DESCRIPTION': 'Package: cli\nVersion: 3.6.1\nBuilt: R 4.3.0\n',
    'lib/testthat/DESCRIPTION': 'Package: testthat\nVersion: 3.1.8\nPackaged: 2023-04-08\n',
    'lib/limma/DESCRIPTION': 'Package: limma\nVersion: 3.56.0\nbiocViews: Software\nImports: cli\nBuilt: R 4.3.0\n',
    'lib/mine/DESCRIPTION': 'Package: mine\nVersion: 0.1\n',
    'lib/other/DESCRIPTION': 'a text about something\n',
  };
  const read = await readWith(cranCatalogers, 'cran/library', files);
  const [cran, bioconductor] = read.graphs;
  assert.ok(cran !== undefined && bioconductor !== undefined);
  assert.deepEqual(versionsOf(cran), ['dplyr 1.1.2', 'cli 3.6.1', 'testthat 3.1.8']);
  assert.deepEqual(nodeOf(cran, 'dplyr'), {
    name: 'dplyr',
    kind: 'package',
    file: 'lib/dplyr/DESCRIPTION',
    version: '1.1.2',
    licence: 'MIT + file LICENSE',
  });
  assert.deepEqual(edgesOf(cran), [
    'dplyr > cli runtime >= 3.4.0 @ lib/dplyr/DESCRIPTION:5',
    'dplyr > testthat optional @ lib/dplyr/DESCRIPTION:7',
  ]);
  assert.deepEqual([versionsOf(bioconductor), cran.edges], [['limma 3.56.0'], 'partial']);
  assert.deepEqual(read.issues, []);
});

test('an installed package without a version, or that is not text, is an issue with its file', async () => {
  const read = await readWith(cranCatalogers, 'cran/library', {
    'lib/a/DESCRIPTION': 'Package: a\nBuilt: R 4\n',
    'lib/b/DESCRIPTION': new Uint8Array([0xff]),
  });
  assert.deepEqual(
    read.issues.map(({ code, path }) => `${code} ${path}`),
    ['cran/no-version lib/a/DESCRIPTION', 'text/encoding lib/b/DESCRIPTION'],
  );
});

test('the DESCRIPTION of a package that is developed here asks for packages', async () => {
  const text =
    'Type: Package\nPackage: mine\nVersion: 0.1.0\nLicense: GPL-3\nDepends:\n    R (>= 4.0),\n    sp (== 1.2-3)\nImports: cli\nSuggests: testthat (>= 3.0.0)\n';
  const graph = await readGraph(cranCatalogers, 'cran/description', { 'pkg/DESCRIPTION': text });
  assert.deepEqual(nodeOf(graph, 'mine'), {
    kind: 'project',
    name: 'mine',
    version: '0.1.0',
    licence: 'GPL-3',
    line: 1,
    directory: 'pkg',
  });
  assert.deepEqual(versionsOf(graph), ['sp 1.2-3', 'cli', 'testthat']);
  assert.deepEqual(edgesOf(graph), [
    'mine > sp runtime == 1.2-3 @ 5',
    'mine > cli runtime @ 8',
    'mine > testthat optional >= 3.0.0 @ 9',
  ]);
  const broken = await readWith(cranCatalogers, 'cran/description', { DESCRIPTION: `${text}nonsense\nLinkingTo: a b\n` });
  assert.deepEqual(issuesOf(broken), ['cran/description @ 10', 'cran/description @ 11']);
  for (const other of [installed, 'nothing of R\n', '']) {
    const read = await readWith(cranCatalogers, 'cran/description', { DESCRIPTION: other });
    assert.deepEqual([read.graphs, read.issues], [[], []]);
  }
  await readTruncated(cranCatalogers, 'cran/description', { DESCRIPTION: text }, 'DESCRIPTION');
});

test('a record that names a field twice, as where the line between two records is lost, is an issue', async () => {
  const text = 'PackratFormat: 1.4\n\nPackage: a\nVersion: 1\n \nPackage: b\nVersion: 2\n';
  const read = await readWith(cranCatalogers, 'cran/packrat-lock', { 'packrat.lock': text });
  assert.deepEqual(issuesOf(read), ['cran/syntax @ 6']);
  assert.deepEqual(versionsOf(read.graph), ['a 1']);
});

test('what R built and does not name is an issue; a type of remote that every object has as a member is none', async () => {
  const built = await readWith(cranCatalogers, 'cran/library', { 'x/DESCRIPTION': 'Package:\nVersion: 1\nBuilt: R 4.4.0\n' });
  assert.deepEqual(issuesOf(built), ['cran/unnamed']);
  const text = '{"Packages": {"a": {"Version": "1", "RemoteType": "constructor", "RemoteUsername": "u", "RemoteRepo": "r"}}}';
  assert.equal(nodeOf(await readGraph(cranCatalogers, 'cran/renv-lock', { 'renv.lock': text }), 'a').source, undefined);
});
