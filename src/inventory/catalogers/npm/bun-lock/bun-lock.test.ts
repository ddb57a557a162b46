import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits, type Outcome } from '../../../../kernel/index.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued } from '../../../index.ts';
import { catalog, type MemoryFiles } from '../../../../../test/kit/memory-files.ts';
import { edges, labels, nodeOf } from '../../../../../test/kit/labelled-graph.ts';
import { bunLock } from './index.ts';

const sha512 = `sha512-${Buffer.alloc(64, 3).toString('base64')}`;

function read(files: MemoryFiles, path = 'bun.lock'): Promise<Outcome<Catalogued>> {
  return catalog(bunLock, files, path);
}

async function graphOf(files: MemoryFiles, path?: string): Promise<PackageGraph> {
  const outcome = await read(files, path);
  assert.deepEqual(outcome.issues, []);
  assert.equal(outcome.complete, true);
  return outcome.value.graphs[0] ?? assert.fail('there is no graph');
}

async function issuesOf(text: string): Promise<readonly string[]> {
  const outcome = await read({ 'bun.lock': text });
  assert.equal(outcome.complete, outcome.issues.length === 0);
  return outcome.issues.map((issue) => `${issue.code} ${issue.path}:${issue.line} ${issue.message}`);
}

const text = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "app",
      "dependencies": {
        "a": "^1.0.0",
        "c": "catalog:",
        "old": "npm:real@1",
      },
      "devDependencies": {
        "x": "workspace:*",
      },
      "peerDependencies": { "absent": "*" },
    },
    "packages/x": {
      "name": "x",
      "version": "2.0.0",
      "dependencies": { "@s/b": "catalog:two", "a": "^1.0.0" },
      "optionalDependencies": { "gone": "1" },
    },
  },
  "catalog": { "c": "^3.0.0" },
  "catalogs": { "two": { "@s/b": "^2.0.0" } },
  "packages": {
    "@s/b": ["@s/b@1.0.0", "", { "peerDependencies": { "c": "*", "r": "*" }, "optionalPeers": ["c"] }, "${sha512}"],
    "a": ["a@1.0.0", "", { "dependencies": { "@s/b": "^1.0.0", "c": "^2.0.0" } }, "${sha512}"], // a comment
    "a/c": ["c@2.0.0", "", { "dependencies": { "@s/b": "*" } }, "${sha512}"],
    "c": ["c@3.0.0", "", {}, "${sha512}"],
    "old": ["real@1.0.0", "", {}, "${sha512}"],
    "x": ["x@workspace:packages/x"],
    "a/c/@s/b": ["@s/b@3.0.0", "", {}, "${sha512}"],
    "x/@s/b": ["@s/b@2.0.0", "", {}, "${sha512}"],
  }
}
`;

test('keys are looked up from the innermost outwards, workspaces by their name', async () => {
  const graph = await graphOf({
    'package.json': '{"name": "app", "dependencies": {"a": "^1.0.0", "c": "catalog:",\n"old": "npm:real@1"}}',
    'bun.lock': text,
  });
  assert.deepEqual(labels(graph), [
    '[.] app',
    '[packages/x] x@2.0.0',
    '@s/b@1.0.0',
    'a@1.0.0',
    'c@2.0.0',
    'c@3.0.0',
    'real@1.0.0',
    '@s/b@3.0.0',
    '@s/b@2.0.0',
  ]);
  assert.deepEqual(edges(graph), [
    '[.] app > a@1.0.0 runtime ^1.0.0 package.json:1',
    '[.] app > c@3.0.0 runtime ^3.0.0 package.json:1',
    '[.] app > real@1.0.0 runtime npm:real@1 package.json:2',
    '[.] app > [packages/x] x@2.0.0 dev workspace:* :12',
    '[packages/x] x@2.0.0 > @s/b@2.0.0 runtime ^2.0.0 :19',
    '[packages/x] x@2.0.0 > a@1.0.0 runtime ^1.0.0 :19',
    '@s/b@1.0.0 > c@3.0.0 optional *',
    'a@1.0.0 > @s/b@1.0.0 runtime ^1.0.0',
    'a@1.0.0 > c@2.0.0 runtime ^2.0.0',
    'c@2.0.0 > @s/b@3.0.0 runtime *',
  ]);
  const a = nodeOf(graph, 'a@1.0.0');
  assert.equal(a.line, 27);
  assert.deepEqual(a.hashes, [{ algorithm: 'SHA-512', value: '03'.repeat(64) }]);
});

test('git, archives and directories have a source', async () => {
  const graph = await graphOf({
    'bun.lock': JSON.stringify({
      lockfileVersion: 2,
      workspaces: { '': { name: 'app' } },
      packages: {
        a: ['a@github:o/a#0123456', {}, 'o-a-0123456', sha512],
        b: ['b@git+ssh://git@git.example/b.git#0123456789abcdef0123456789abcdef01234567', {}, '0123456'],
        c: ['c@https://host.example/c.tgz', {}, sha512],
        d: ['d@lib/d.tgz', {}, sha512],
        e: ['e@file:lib/e', {}],
        f: ['f@link:lib/f', {}],
        g: ['real@https://registry.example/real/-/real-1.0.0.tgz', {}, sha512],
      },
    }),
  });
  assert.deepEqual(
    graph.packages.slice(1).map((node) => [node.name, node.version, node.source, node.hashes?.length]),
    [
      ['a', undefined, { kind: 'git', url: 'https://github.com/o/a', commit: '0123456' }, 1],
      [
        'b',
        undefined,
        { kind: 'git', url: 'ssh://git@git.example/b.git', commit: '0123456789abcdef0123456789abcdef01234567' },
        undefined,
      ],
      ['c', undefined, { kind: 'archive', url: 'https://host.example/c.tgz' }, 1],
      ['d', undefined, { kind: 'archive', url: 'file:lib/d.tgz' }, 1],
      ['e', undefined, { kind: 'local', path: 'lib/e' }, undefined],
      ['f', undefined, { kind: 'local', path: 'lib/f' }, undefined],
      ['real', '1.0.0', undefined, 1],
    ],
  );
});

test('the binary lockfile is an issue that says what to do, unless the text lies beside it', async () => {
  const binary = Uint8Array.from([0x23, 0x21, 0xff, 0x00]);
  assert.deepEqual((await read({ 'web/bun.lockb': binary }, 'web/bun.lockb')).issues, [
    {
      code: 'npm/bun-binary-lockfile',
      path: 'web/bun.lockb',
      message: 'is a binary lockfile and was not read: run "bun install --save-text-lockfile" to get bun.lock',
    },
  ]);
  const both = await read({ 'web/bun.lockb': binary, 'web/bun.lock': text }, 'web/bun.lockb');
  assert.deepEqual(both, { value: { graphs: [] }, complete: true, issues: [] });
});

test('what is missing, malformed or outside is an issue with its line', async () => {
  assert.deepEqual(
    await issuesOf(`{
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "app", "dependencies": { "a": "1",
      "gone": "1" }, "optionalDependencies": { "spare": "1" } },
    "../up": {},
    "odd": 5,
  },
  "packages": {
    "a": ["a@1.0.0", "", { "dependencies": { "lost": "^1.0.0", "odd": 1 } }, ""],
    "b": [],
    "c": { "x": 1 },
    "d": ["d"],
    "e": ["e@workspace:nowhere"],
    "f": ["f@file:../f", {}],
    "g": ["g@workspace:../../g"],
  },
}`),
    [
      'path/outside-target bun.lock:6 names the path "../up", which lies outside the target and was not followed',
      'npm/shape bun.lock:3 has a workspace "odd" that is not an object',
      'npm/shape bun.lock:11 has a package "b" without a resolution',
      'npm/shape bun.lock:12 has a package "c" without a resolution',
      'npm/shape bun.lock:13 has a package "d" without a resolution',
      'npm/link bun.lock:14 has a link to "nowhere", of which it says nothing',
      'path/outside-target bun.lock:15 names the path "../f", which lies outside the target and was not followed',
      'path/outside-target bun.lock:16 names the path "../../g", which lies outside the target and was not followed',
      'npm/missing-package bun.lock:5 has no package for gone 1, which the project asks for',
      'npm/missing-package bun.lock:10 has no package for lost ^1.0.0, which a asks for',
      'npm/shape bun.lock:10 has a runtime requirement of "odd" in a that is not text',
    ],
  );
});

test('what is no lockfile, or one of an unknown version, is said to be that', async () => {
  assert.deepEqual(await issuesOf('[]'), ['npm/shape bun.lock:1 is not a JSON object']);
  assert.deepEqual(await issuesOf('{}'), [
    'npm/lockfile-version bun.lock:1 has no "lockfileVersion"; only 0, 1 and 2 are known',
    'npm/shape bun.lock:1 has no "workspaces"',
  ]);
  assert.deepEqual(await issuesOf('{"lockfileVersion": 9, "workspaces": {"": {}}, "packages": []}'), [
    'npm/lockfile-version bun.lock:1 has the lockfile version 9; only 0, 1 and 2 are known',
    'npm/shape bun.lock:1 has a "packages" of the lockfile that is not an object',
  ]);
  assert.deepEqual(await issuesOf('{"lockfileVersion": 1, "workspaces": {"x": {}}}'), [
    'npm/shape bun.lock:1 says nothing of the project itself: no workspace is ""',
  ]);
  assert.deepEqual(await issuesOf('{"lockfileVersion": 1,'), [
    'json/truncated bun.lock:1 ends where a name in quotes was expected',
  ]);
});

test('package.json that asks for more than the lockfile knows makes it out of date', async () => {
  const { issues } = await read({
    'package.json': '{"dependencies": {"new": "1"}}',
    'bun.lock': '{"lockfileVersion": 1, "workspaces": {"": {}}, "packages": {}}',
  });
  assert.deepEqual(
    issues.map((issue) => `${issue.code} ${issue.path}:${issue.line}`),
    ['npm/lockfile-outdated package.json:1'],
  );
});

test('more packages than the limit, and keys longer than any path, are issues', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 1 } });
  const outcome = await catalog(bunLock, { 'bun.lock': text }, 'bun.lock', ctx);
  assert.deepEqual([outcome.issues[0]?.code, outcome.issues[0]?.line], ['file/too-many-packages', 27]);
  const deep = 'a/'.repeat(5000);
  const issues = await issuesOf(JSON.stringify({ lockfileVersion: 1, workspaces: { '': {} }, packages: { [deep]: ['a@1.0.0'] } }));
  assert.deepEqual(issues, ['npm/shape bun.lock:1 has a package with a key of more than 4096 characters']);
});
