import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../../kernel/index.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued } from '../../../index.ts';
import { catalog, type MemoryFiles } from '../../../../../test/kit/memory-files.ts';
import { edges, labels, nodeOf } from '../../../../../test/kit/labelled-graph.ts';
import { yarnLock } from './index.ts';

const header = '__metadata:\n  version: 8\n  cacheKey: 10c0\n';

interface Entry {
  readonly key: string;
  readonly version?: string;
  readonly resolution?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly more?: string;
}

/** A lockfile with these entries; each begins two lines behind the one before. */
function lock(...entries: readonly Entry[]): string {
  const texts = entries.map(({ key, version = '1.0.0', resolution, dependencies, more = '' }) => {
    const list = Object.entries(dependencies ?? {}).map(
      ([name, range]) => `    ${JSON.stringify(name)}: ${JSON.stringify(range)}\n`,
    );
    const section = list.length === 0 ? '' : `  dependencies:\n${list.join('')}`;
    return `\n${JSON.stringify(key)}:\n  version: ${version}\n  resolution: ${JSON.stringify(resolution ?? key.split(', ')[0])}\n${section}${more}`;
  });
  return header + texts.join('');
}

const app = (dependencies: Readonly<Record<string, string>>, more = ''): Entry => ({
  key: 'app@workspace:.',
  version: '0.0.0-use.local',
  dependencies,
  more,
});

function read(files: MemoryFiles): Promise<Outcome<Catalogued>> {
  return catalog(yarnLock, files, 'yarn.lock');
}

async function graphOf(files: MemoryFiles): Promise<PackageGraph> {
  const outcome = await read(files);
  assert.deepEqual(outcome.issues, []);
  assert.equal(outcome.complete, true);
  return outcome.value.graphs[0] ?? assert.fail('there is no graph');
}

async function issuesOf(files: MemoryFiles): Promise<readonly string[]> {
  const outcome = await read(files);
  assert.equal(outcome.complete, outcome.issues.length === 0);
  return outcome.issues.map((issue) => `${issue.code} ${issue.path}:${issue.line} ${issue.message}`);
}

test('descriptors lead to resolutions, with and without npm: before the range', async () => {
  const graph = await graphOf({
    'yarn.lock': lock(
      {
        key: '@s/a@npm:1.x, @s/a@npm:^1.0.0',
        version: '1.10',
        resolution: '@s/a@npm:1.10',
        dependencies: { b: '^2.0.0', c: 'npm:^3.0.0' },
        more: '  checksum: 10c0/00\n',
      },
      { key: 'b@npm:^2.0.0', version: '2.0.0', resolution: 'b@npm:2.0.0' },
      { key: 'c@npm:^3.0.0', version: '3.0.0', resolution: 'c@npm:3.0.0' },
      app({ '@s/a': 'npm:^1.0.0' }),
    ),
  });
  assert.deepEqual(edges(graph), [
    '@s/a@1.10 > b@2.0.0 runtime ^2.0.0',
    '@s/a@1.10 > c@3.0.0 runtime ^3.0.0',
    '[.] app > @s/a@1.10 runtime ^1.0.0 :21',
  ]);
  assert.deepEqual(
    graph.packages.map((node) => node.line),
    [5, 13, 17, 21],
  );
});

test('a checksum is that of an archive which Yarn makes, so it is no hash of the package', async () => {
  const graph = await graphOf({
    'yarn.lock': lock(
      { key: 'a@npm:1', resolution: 'a@npm:1.0.0', more: `  checksum: 10c0/${'ab'.repeat(64)}\n` },
      app({ a: 'npm:1' }),
    ),
  });
  assert.equal(nodeOf(graph, 'a@1.0.0').hashes, undefined);
});

test('package.json tells the sections apart that the lockfile merges', async () => {
  const graph = await graphOf({
    'package.json':
      '{"name": "app", "version": "0.1.0",\n"dependencies": {"a": "1"},\n"devDependencies": {"b": "1"}, "optionalDependencies": {"c": "1"}}',
    'x/package.json': '{"name": "x", "version": "2.0.0", "dependencies": {"app": "workspace:^"}}',
    'yarn.lock': lock(
      {
        key: 'a@npm:1',
        resolution: 'a@npm:1.0.0',
        dependencies: { c: 'npm:1' },
        more: '  dependenciesMeta:\n    c:\n      optional: true\n',
      },
      {
        key: 'app@workspace:., app@workspace:^',
        version: '0.0.0-use.local',
        resolution: 'app@workspace:.',
        dependencies: { a: 'npm:1', b: 'npm:1', c: 'npm:1' },
      },
      { key: 'b@npm:1', resolution: 'b@npm:1.0.0' },
      { key: 'c@npm:1', resolution: 'c@npm:1.0.0', more: '  conditions: os=darwin\n' },
      { key: 'x@workspace:x', version: '0.0.0-use.local', dependencies: { app: 'workspace:^' } },
    ),
  });
  assert.deepEqual(edges(graph), [
    'a@1.0.0 > c@1.0.0 optional 1',
    '[.] app@0.1.0 > a@1.0.0 runtime 1 package.json:2',
    '[.] app@0.1.0 > b@1.0.0 dev 1 package.json:3',
    '[.] app@0.1.0 > c@1.0.0 optional 1 package.json:3',
    '[x] x@2.0.0 > [.] app@0.1.0 runtime workspace:^ x/package.json:1',
  ]);
});

test('an alias and a tarball are the package that they stand for', async () => {
  const graph = await graphOf({
    'yarn.lock': lock(
      { key: 'old@npm:real@1', resolution: 'real@npm:1.0.0' },
      { key: 't@https://registry.example/other/-/other-1.0.0.tgz' },
      app({ old: 'npm:real@1', t: 'https://registry.example/other/-/other-1.0.0.tgz' }),
    ),
  });
  assert.deepEqual(edges(graph), [
    '[.] app > real@1.0.0 runtime npm:real@1 :13',
    '[.] app > other@1.0.0 runtime https://registry.example/other/-/other-1.0.0.tgz :13',
  ]);
});

test('a patched package is the package that was patched', async () => {
  const bound = '::locator=app%40workspace%3A.';
  const graph = await graphOf({
    'yarn.lock': lock(
      app({ a: 'npm:^1.0.0', b: 'patch:b@npm%3A1.0.0#./b.patch', c: 'patch:c@npm%3A1.0.0#~/.yarn/patches/c.patch' }),
      { key: 'a@npm:^1.0.0', resolution: 'a@npm:1.0.0' },
      {
        key: 'a@patch:a@npm%3A^1.0.0#optional!builtin<compat/a>',
        resolution: 'a@patch:a@npm%3A1.0.0#optional!builtin<compat/a>::version=1.0.0&hash=00',
      },
      { key: 'b@npm:1.0.0' },
      {
        key: `b@patch:b@npm%3A1.0.0#./b.patch${bound}`,
        resolution: `b@patch:b@npm%3A1.0.0#./b.patch::version=1.0.0&hash=00&locator=app`,
      },
      {
        key: 'c@patch:c@npm%3A1.0.0#~/.yarn/patches/c.patch',
        resolution: 'c@patch:c@npm%3A1.0.0#~/.yarn/patches/c.patch::version=1.0.0&hash=00',
      },
    ),
  });
  assert.deepEqual(labels(graph), ['[.] app', 'a@1.0.0', 'b@1.0.0', 'c@1.0.0']);
  assert.equal(edges(graph).length, 3);
});

test('resolutions stand in for what was asked for, also for one parent or one range only', async () => {
  const graph = await graphOf({
    'package.json': JSON.stringify({
      name: 'app',
      dependencies: { p: '1' },
      resolutions: { a: '9.0.0', 'p/b': '9.0.0', 'c@npm:^1.0.0': '9.0.0', 'other/d': '9.0.0', 'p@npm:1.0.0/e@^1.0.0': 'npm:9.0.0' },
    }),
    'yarn.lock': lock(
      app({ p: 'npm:1' }),
      {
        key: 'p@npm:1',
        resolution: 'p@npm:1.0.0',
        dependencies: { a: 'npm:^1.0.0', b: 'npm:^1.0.0', c: 'npm:^1.0.0', d: 'npm:^1.0.0', e: 'npm:^1.0.0' },
      },
      ...['a', 'b', 'c', 'e'].map((name) => ({ key: `${name}@npm:9.0.0`, version: '9.0.0' })),
      { key: 'd@npm:^1.0.0', resolution: 'd@npm:1.0.0' },
    ),
  });
  assert.deepEqual(
    edges(graph, 'p@1.0.0').map((edge) => edge.split(' ')[2]),
    ['a@9.0.0', 'b@9.0.0', 'c@9.0.0', 'd@1.0.0', 'e@9.0.0'],
  );
});

test('git, archives and linked directories have a source, and what is only linked no version', async () => {
  const commit = '0123456789abcdef0123456789abcdef01234567';
  const bound = '::locator=app%40workspace%3A.';
  const graph = await graphOf({
    'yarn.lock': lock(
      app({
        f: 'file:./f',
        g: 'https://git.example/g.git',
        l: 'link:./l',
        p: 'portal:./p',
        t: 'https://host.example/t.tgz',
        x: 'file:x.tgz',
      }),
      { key: `f@file:./f${bound}`, resolution: `f@file:./f#./f::hash=00&locator=app%40workspace%3A.` },
      { key: 'g@https://git.example/g.git', resolution: `g@https://git.example/g.git#commit=${commit}` },
      { key: `l@link:./l${bound}`, version: '0.0.0-use.local' },
      { key: `p@portal:./p${bound}`, version: '0.0.0-use.local' },
      { key: 't@https://host.example/t.tgz' },
      { key: `x@file:x.tgz${bound}`, resolution: `x@file:x.tgz#x.tgz::hash=00&locator=app%40workspace%3A.` },
    ),
  });
  assert.deepEqual(
    graph.packages.slice(1).map((node) => [node.name, node.version, node.source]),
    [
      ['f', '1.0.0', { kind: 'local', path: 'f' }],
      ['g', '1.0.0', { kind: 'git', url: 'https://git.example/g.git', commit }],
      ['l', undefined, { kind: 'local', path: 'l' }],
      ['p', undefined, { kind: 'local', path: 'p' }],
      ['t', '1.0.0', { kind: 'archive', url: 'https://host.example/t.tgz' }],
      ['x', '1.0.0', { kind: 'archive', url: 'file:x.tgz' }],
    ],
  );
  assert.equal(edges(graph).length, 6);
});

test('a peer dependency is what those who depend on the package provide, or the only copy there is', async () => {
  const peer =
    '  peerDependencies:\n    r: ">=1"\n    lone: "*"\n    none: "*"\n  peerDependenciesMeta:\n    lone:\n      optional: true\n';
  const graph = await graphOf({
    'yarn.lock': lock(
      app({ p: 'npm:1', r: 'npm:1' }),
      { key: 'q@npm:1', resolution: 'q@npm:1.0.0', dependencies: { r: 'npm:2' } },
      { key: 'lone@npm:1', resolution: 'lone@npm:1.0.0' },
      { key: 'p@npm:1', resolution: 'p@npm:1.0.0', more: peer },
      { key: 'r@npm:1', resolution: 'r@npm:1.0.0' },
      { key: 'r@npm:2', version: '2.0.0', resolution: 'r@npm:2.0.0' },
    ),
  });
  assert.deepEqual(edges(graph, 'p@1.0.0'), ['p@1.0.0 > r@1.0.0 runtime >=1', 'p@1.0.0 > lone@1.0.0 optional *']);
});

test('a virtual resolution is the package behind it', async () => {
  const graph = await graphOf({
    'yarn.lock': lock(app({ a: 'npm:1' }), { key: 'a@npm:1', resolution: 'a@virtual:00ff#npm:1.0.0' }),
  });
  assert.deepEqual(labels(graph), ['[.] app', 'a@1.0.0']);
  assert.equal(nodeOf(graph, 'a@1.0.0').source, undefined);
});

test('what is missing, malformed, twice or outside is an issue with its line', async () => {
  assert.deepEqual(
    await issuesOf({
      'yarn.lock': `${header}
"a@npm:1":
  version: 1.0.0
  resolution: "a@npm:1.0.0"
  dependencies:
    lost: ^1.0.0
    odd: [1]

"b@npm:1": text

"c@npm:1":
  resolution: "c@npm:1.0.0"
  dependencies: none

"d@npm:1":
  version: 1.0.0

"e@npm:2, a@npm:1":
  version: 1.0.0
  resolution: "e@npm:2.0.0"

"w@workspace:../../w":
  version: 0.0.0-use.local
  resolution: "w@workspace:../../w"
`,
    }),
    [
      'npm/shape yarn.lock:undefined has a package "b@npm:1" without a resolution',
      'npm/shape yarn.lock:14 has no version of c',
      'npm/shape yarn.lock:18 has a package "d@npm:1" without a resolution',
      'yarn/duplicate-key yarn.lock:21 names "a@npm:1" twice',
      'path/outside-target yarn.lock:25 names the path "../../w", which lies outside the target and was not followed',
      'npm/shape yarn.lock:1 says nothing of the project itself: no workspace is "."',
      'npm/missing-package yarn.lock:5 has no package for lost ^1.0.0, which a@npm:1 asks for',
      'npm/shape yarn.lock:5 has a requirement of "odd" in a@npm:1 that is not text',
      'npm/shape yarn.lock:14 has a "dependencies" of c@npm:1 that is not an object',
    ],
  );
});

test('package.json that asks for more than the lockfile knows makes it out of date', async () => {
  assert.deepEqual(
    await issuesOf({
      'package.json': '{"name": "app", "dependencies": {"a": "1",\n"new": "1"}}',
      'yarn.lock': lock({ key: 'a@npm:1', resolution: 'a@npm:1.0.0' }, app({ a: 'npm:1' })),
    }),
    ['npm/lockfile-outdated package.json:2 asks for new 1, which the lockfile beside it does not know: it is out of date'],
  );
});

test('YAML that is none, or names a key twice or a forbidden one, is an issue', async () => {
  const codes = async (text: string): Promise<readonly string[]> =>
    (await read({ 'yarn.lock': text })).issues.map((issue) => issue.code);
  assert.deepEqual(await codes(`${header}\n"a@npm:1": [`), ['yaml/syntax']);
  assert.deepEqual(await codes(`${lock(app({}))}\n"__proto__":\n  version: 1\n`), ['yaml/prototype-key']);
  assert.deepEqual(await codes(lock(app({}), app({}))), ['yaml/duplicate-key']);
});
