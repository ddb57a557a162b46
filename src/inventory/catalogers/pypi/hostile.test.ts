import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { createContext, defaultLimits } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import { catalog, type MemoryFiles } from '../../../../test/kit/memory-files.ts';
import { cataloger, problems } from '../../../../test/kit/read-graph.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A document as TOML: TOML has no null, which becomes an empty text. */
function toToml(value: Json): string {
  if (typeof value !== 'object' || value === null) return value === null ? '""' : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => toToml(item)).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)} = ${toToml(item)}`)
    .join(', ')}}`;
}

function document(value: { readonly [key: string]: Json }): string {
  return Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)} = ${toToml(item)}`)
    .join('\n');
}

const registry = { registry: 'https://registry.example/simple' };
const project = { name: 'demo', dependencies: ['a>=1'], 'optional-dependencies': { x: ['b'] }, dynamic: ['version'] };

/** One document of each kind that uses every part that is read. */
const samples: readonly { readonly id: string; readonly path: string; readonly value: { readonly [key: string]: Json } }[] = [
  {
    id: 'pypi/poetry-lock',
    path: 'poetry.lock',
    value: {
      package: [
        {
          name: 'a',
          version: '1',
          category: 'main',
          groups: ['main'],
          optional: false,
          files: [{ file: 'f', hash: `sha256:${'1'.repeat(64)}` }],
          dependencies: {
            b: { version: '>=1', optional: true, markers: 'extra == "x"', extras: ['y'] },
            c: ['*', { version: '1' }],
          },
          extras: { x: ['b'] },
          source: { type: 'git', url: 'https://host.example/a', reference: 'main', resolved_reference: 'x' },
        },
      ],
      metadata: { 'lock-version': '2.1', files: { a: [{ hash: 'x' }] }, hashes: { a: ['x'] } },
    },
  },
  {
    id: 'pypi/uv-lock',
    path: 'uv.lock',
    value: {
      version: 1,
      manifest: { members: ['demo'], requirements: [{ name: 'a' }], 'dependency-groups': { dev: [{ name: 'a' }] } },
      package: [
        {
          name: 'demo',
          version: '1',
          source: { virtual: '.' },
          dependencies: [{ name: 'a', version: '1', source: registry, marker: 'x', extra: ['y'] }],
          'optional-dependencies': { x: [{ name: 'a' }] },
          'dev-dependencies': { dev: [{ name: 'a' }] },
          metadata: { 'requires-dist': [{ name: 'a', specifier: '>=1', marker: 'x' }], 'requires-dev': { dev: [{ name: 'a' }] } },
        },
        { name: 'a', version: '1', source: registry, sdist: { hash: 'x' }, wheels: [{ hash: 'y' }] },
      ],
    },
  },
  {
    id: 'pypi/pdm-lock',
    path: 'pdm.lock',
    value: {
      metadata: { groups: ['default'], lock_version: '4.5.0', files: { 'a 1': [{ hash: 'x' }] } },
      package: [
        {
          name: 'a',
          version: '1',
          extras: ['x'],
          groups: ['default'],
          dependencies: ['b; extra == "x"'],
          files: [{ hash: 'x' }],
          git: 'g',
        },
      ],
    },
  },
  {
    id: 'pypi/pylock',
    path: 'pylock.toml',
    value: {
      'lock-version': '1.0',
      extras: ['x'],
      'dependency-groups': ['dev'],
      'default-groups': ['dev'],
      packages: [
        {
          name: 'a',
          version: '1',
          marker: '"x" in extras',
          index: 'https://registry.example',
          vcs: { type: 'git', url: 'u', 'commit-id': 'c' },
          directory: { path: 'p' },
          archive: { url: 'u', path: 'p', hashes: { sha256: 'x' } },
          sdist: { name: 'a-1.zip', hashes: { sha256: 'x' } },
          wheels: [{ url: 'u', hashes: { sha256: 'x' } }],
          dependencies: [{ name: 'a' }],
        },
      ],
    },
  },
  {
    id: 'pypi/pyproject',
    path: 'pyproject.toml',
    value: {
      project,
      'dependency-groups': { dev: ['c', { 'include-group': 'x' }] },
      tool: {
        poetry: { name: 'demo', dependencies: { a: { version: '1', markers: 'x' } }, group: { dev: { dependencies: { d: '*' } } } },
        pdm: { 'dev-dependencies': { x: ['e'] } },
        uv: { 'dev-dependencies': ['f'], sources: { a: [{ git: 'g', rev: 'r' }] } },
        setuptools: { dynamic: { dependencies: { file: ['x.txt'] } } },
      },
    },
  },
];

const pipfileLock: Json = {
  _meta: { 'pipfile-spec': 6 },
  default: { a: { version: '==1', hashes: ['sha256:00'], markers: 'x', extras: ['y'], git: 'g', ref: 'r', path: '.', file: 'f' } },
  develop: { b: { version: '==1' } },
};

const junk = fc.oneof(
  fc.constantFrom<Json>('', ' ', 'x', 0, -1.5, true, null, '\u0000', 'toString', '__proto__', '[', 'a'.repeat(300)),
  fc.constantFrom<Json>([], {}, [[]], [{}], { a: {} }, ['x', 1], { name: 1 }, [null], { toString: 'x', constructor: [] }),
);

/** Replaces the n-th value of a document, at any depth, by another. */
function withReplaced(value: Json, at: { left: number }, replacement: Json): Json {
  at.left -= 1;
  if (at.left === -1) return replacement;
  if (Array.isArray(value)) return value.map((item: Json) => withReplaced(item, at, replacement));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withReplaced(item, at, replacement)]));
}

function checkGraphs(graphs: readonly PackageGraph[]): void {
  for (const { packages } of graphs) {
    for (const { name, version, dependsOn } of packages) {
      assert.ok(typeof name === 'string' && name !== '');
      assert.ok(version === undefined || (typeof version === 'string' && version !== ''));
      for (const edge of dependsOn) assert.ok(packages[edge.to] !== undefined);
    }
  }
}

async function run(id: string, files: MemoryFiles, path: string): ReturnType<typeof catalog> {
  const outcome = await catalog(cataloger(id), files, path);
  assert.equal(outcome.complete, outcome.issues.length === 0);
  checkGraphs(outcome.value.graphs);
  return outcome;
}

for (const { id, path, value } of samples) {
  test(`${id}: any part may have any type`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(70), junk, async (at, replacement) => {
        const broken = withReplaced(value, { left: at + 1 }, replacement) as { readonly [key: string]: Json };
        await run(id, { [path]: document(broken) }, path);
      }),
      { numRuns: 300 },
    );
  });

  test(`${id}: a file that is cut off anywhere is read or is an issue`, async () => {
    const text = document(value);
    for (let length = 0; length < text.length; length += 7) await run(id, { [path]: text.slice(0, length) }, path);
  });

  test(`${id}: 10,000 levels, "__proto__" and members that every object inherits`, async () => {
    const deep = await run(id, { [path]: `x = ${'['.repeat(10_000)}` }, path);
    assert.deepEqual(
      deep.issues.map(({ code }) => code),
      ['toml/nesting'],
    );
    const forbidden = await run(id, { [path]: `${document(value)}\n[__proto__]\npolluted = true\n` }, path);
    assert.ok(forbidden.issues.some(({ code }) => code === 'toml/prototype-key'));
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    await run(id, { [path]: `${document(value)}\n[constructor]\ntoString = 1\n` }, path);
  });

  test(`${id}: more packages than are read are an issue`, async () => {
    if (id === 'pypi/pyproject') return;
    const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 0 } });
    const outcome = await catalog(cataloger(id), { [path]: document(value) }, path, ctx);
    assert.ok(outcome.issues.some(({ code }) => code === 'pypi/too-many-packages'));
  });
}

test('pypi/pipfile-lock: any part may have any type, and any end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(30), junk, async (at, replacement) => {
      const broken = withReplaced(pipfileLock, { left: at }, replacement);
      await run('pypi/pipfile-lock', { 'Pipfile.lock': JSON.stringify(broken) }, 'Pipfile.lock');
    }),
    { numRuns: 300 },
  );
  const text = JSON.stringify(pipfileLock);
  for (let length = 0; length < text.length; length += 7) {
    const outcome = await run('pypi/pipfile-lock', { 'Pipfile.lock': text.slice(0, length) }, 'Pipfile.lock');
    assert.equal(outcome.complete, false);
  }
  const forbidden = await run(
    'pypi/pipfile-lock',
    { 'Pipfile.lock': '{"_meta": {"pipfile-spec": 6}, "default": {"__proto__": {"version": "==1"}}}' },
    'Pipfile.lock',
  );
  assert.deepEqual(problems(forbidden), ['json/prototype-key Pipfile.lock:1 names a member "__proto__", which is not read']);
});

test('text files of any content are read or are issues', async () => {
  const part = fc.constantFrom(
    'a==1',
    'a',
    '\n',
    '-r ',
    '-e ',
    '.',
    ' ',
    '#',
    '\\\n',
    '[',
    ']',
    'x',
    ';',
    '=',
    ':',
    '@',
    'https://h/',
    '--hash=',
    '(',
    'Name: ',
    '\t',
    '"',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (parts) => {
      const text = parts.join('');
      await run('pypi/requirements', { 'requirements.txt': text }, 'requirements.txt');
      await run('pypi/pyproject', { 'setup.cfg': text }, 'setup.cfg');
      await run('pypi/pyproject', { 'setup.cfg': `[options]\ninstall_requires =${text}` }, 'setup.cfg');
      await run('pypi/dist-info', { 'p/a-1.dist-info/METADATA': text }, 'p/a-1.dist-info/METADATA');
    }),
    { numRuns: 500 },
  );
});

test('one package with thousands of versions and thousands that need it stays a bounded graph', async () => {
  const packages: string[] = ['[metadata]\nlock-version = "2.1"\n'];
  for (let at = 0; at < 1500; at += 1) {
    packages.push(
      `[[package]]\nname = "a"\nversion = "${at}"\n[[package]]\nname = "b${at}"\nversion = "1"\n[package.dependencies]\na = ">=0.${at}"\n`,
    );
  }
  const outcome = await run('pypi/poetry-lock', { 'poetry.lock': packages.join('') }, 'poetry.lock');
  const graph = outcome.value.graphs[0];
  assert.equal(graph?.packages.length, 3001);
  assert.equal(graph.edges, 'partial');
});
