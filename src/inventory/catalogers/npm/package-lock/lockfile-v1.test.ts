import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../../kernel/index.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued } from '../../../index.ts';
import { catalog, type MemoryFiles } from '../../../../../test/kit/memory-files.ts';
import { edges, labels, nodeOf } from '../../../../../test/kit/labelled-graph.ts';
import { packageLock } from './index.ts';

function lock(dependencies: unknown, more: object = {}): string {
  return JSON.stringify({ name: 'app', version: '0.1.0', lockfileVersion: 1, requires: true, dependencies, ...more }, undefined, 2);
}

function read(files: MemoryFiles, path = 'package-lock.json'): Promise<Outcome<Catalogued>> {
  return catalog(packageLock, files, path);
}

async function graphOf(files: MemoryFiles, path?: string): Promise<PackageGraph> {
  const outcome = await read(files, path);
  assert.deepEqual(outcome.issues, []);
  return outcome.value.graphs[0] ?? assert.fail('there is no graph');
}

test('nested dependencies are looked up from the inside out, and package.json says what the project asks for', async () => {
  const graph = await graphOf({
    'package.json': '{"dependencies": {"a": "^1.0.0"},\n"devDependencies": {"b": "^1.0.0"}, "peerDependencies": {"p": "1"}}',
    'package-lock.json': lock({
      a: {
        version: '1.0.0',
        requires: { b: '^2.0.0', c: '1' },
        dependencies: { b: { version: '2.0.0', requires: { c: '1', a: '1' } } },
      },
      b: { version: '1.0.0', dev: true },
      c: { version: '1.0.0', optional: true, requires: { b: '1' } },
    }),
  });
  assert.equal(graph.edges, 'complete');
  assert.deepEqual(edges(graph), [
    'a@1.0.0 > b@2.0.0 runtime ^2.0.0',
    'a@1.0.0 > c@1.0.0 optional 1',
    'c@1.0.0 > b@1.0.0 runtime 1',
    'b@2.0.0 > c@1.0.0 optional 1',
    'b@2.0.0 > a@1.0.0 runtime 1',
    '[.] app@0.1.0 > a@1.0.0 runtime ^1.0.0 package.json:1',
    '[.] app@0.1.0 > b@1.0.0 dev ^1.0.0 package.json:2',
  ]);
  assert.deepEqual(
    graph.packages.map((node) => `${node.name} ${node.scope} ${node.line}`),
    ['a runtime 7', 'b dev 23', 'c optional 27', 'b runtime 14', 'app undefined 1'],
  );
});

test('without package.json nothing says what the project asks for, and the edges are partial', async () => {
  const graph = await graphOf({ 'package-lock.json': lock({ a: { version: '1.0.0' } }) });
  assert.equal(graph.edges, 'partial');
  assert.deepEqual(labels(graph), ['a@1.0.0', '[.] app@0.1.0']);
  const old = await graphOf(
    { 'package.json': '{}', 'npm-shrinkwrap.json': '{"dependencies": {"a": {"version": "1.0.0"}}}' },
    'npm-shrinkwrap.json',
  );
  assert.equal(old.edges, 'partial');
});

test('the version tells aliases, git, tarballs and directories', async () => {
  const graph = await graphOf({
    'lib/package.json': '{"name": "lib", "version": "3.0.0", "dependencies": {"a": "1"}, "devDependencies": {"t": "1"}}',
    'package-lock.json': lock({
      a: { version: '1.0.0', resolved: 'https://registry.example/a/-/a-1.0.0.tgz', integrity: 'sha1-qUzFa8+xq4ZXTwY8AkiDq1cvTh0=' },
      b: { version: 'npm:@s/real@1.5.0' },
      c: {
        version: 'git+https://git.example/c.git#0123456789abcdef0123456789abcdef01234567',
        from: 'git+https://git.example/c.git',
      },
      d: { version: 'github:o/d#0123456789abcdef0123456789abcdef01234567' },
      e: { version: 'https://host.example/e.tgz' },
      f: { version: 'https://registry.example/real/-/real-2.0.0.tgz' },
      lib: { version: 'file:lib', requires: { a: '1', t: '1' }, dependencies: { t: { version: '1.0.0', dev: true } } },
    }),
  });
  assert.deepEqual(labels(graph), [
    'a@1.0.0',
    '@s/real@1.5.0',
    'c',
    'd',
    'e',
    'real@2.0.0',
    '[lib] lib@3.0.0',
    't@1.0.0',
    '[.] app@0.1.0',
  ]);
  assert.deepEqual(nodeOf(graph, 'c').source, {
    kind: 'git',
    url: 'https://git.example/c.git',
    commit: '0123456789abcdef0123456789abcdef01234567',
  });
  assert.deepEqual(nodeOf(graph, 'd').source?.kind, 'git');
  assert.deepEqual(nodeOf(graph, 'e').source, { kind: 'archive', url: 'https://host.example/e.tgz' });
  assert.deepEqual(nodeOf(graph, 'a@1.0.0').hashes?.[0]?.algorithm, 'SHA-1');
  assert.deepEqual(edges(graph, '[lib] lib@3.0.0'), [
    '[lib] lib@3.0.0 > a@1.0.0 runtime 1 lib/package.json:1',
    '[lib] lib@3.0.0 > t@1.0.0 dev 1 lib/package.json:1',
  ]);
});

test('a linked directory whose dependencies are not in the file does not pass for read', async () => {
  const graph = await graphOf({
    'lib/package.json': '{"name": "lib", "version": "3.0.0", "dependencies": {"a": "1"}}',
    'package-lock.json': lock({ lib: { version: 'file:lib' } }),
  });
  assert.deepEqual(labels(graph), ['lib@3.0.0', '[.] app@0.1.0']);
  assert.deepEqual(nodeOf(graph, 'lib@3.0.0').source, { kind: 'local', path: 'lib' });
});

test('missing packages, paths out of the target and wrong types are issues', async () => {
  const outcome = await read({
    'package.json': '{"dependencies": {"gone": "1"}, "optionalDependencies": {"spare": "1"}}',
    'package-lock.json': lock({
      a: { version: '1.0.0', requires: { lost: '1' } },
      b: 5,
      c: { version: 1, requires: [], dependencies: 7 },
      d: { version: 'file:../../etc' },
      e: { version: '1.0.0', requires: { a: 1 } },
      f: { version: '1.0.0', requires: true },
      '': { version: '1.0.0' },
    }),
  });
  assert.deepEqual(
    outcome.issues.map((issue) => `${issue.code} ${issue.line} ${issue.message}`),
    [
      'npm/shape 6 has a package "b" that is not an object',
      'npm/shape 14 has a "dependencies" of c that is not an object',
      'npm/shape 14 has a version of "c" that is not text',
      'path/outside-target 19 names the path "../../etc", which lies outside the target and was not followed',
      'npm/shape 6 has a package "" that is not an object',
      'npm/missing-package 7 has no package for lost 1, which a asks for',
      'npm/shape 14 has a "requires" of c that is not an object',
      'npm/shape 22 has a requirement of "a" in e that is not text',
      'npm/missing-package 1 has no package for gone 1, which package.json asks for',
    ],
  );
  assert.deepEqual(labels(outcome.value.graphs[0] as PackageGraph), ['a@1.0.0', 'c', 'd', 'e@1.0.0', 'f@1.0.0', '[.] app@0.1.0']);
});
