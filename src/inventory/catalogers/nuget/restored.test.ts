import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, type Outcome } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import { catalog } from '../../../../test/kit/memory-files.ts';
import { nugetCatalogers } from './index.ts';

const sha512 = Buffer.alloc(64, 7).toString('base64');

async function read(id: string, text: string, path: string): Promise<Outcome<PackageGraph | undefined>> {
  const cataloger = nugetCatalogers.find((each) => each.id === id) ?? assert.fail();
  const outcome = await catalog(cataloger, { [path]: text }, path, createContext());
  assert.equal(outcome.complete, outcome.issues.length === 0);
  return { ...outcome, value: outcome.value.graphs[0] };
}

function nodes(graph: PackageGraph | undefined): readonly unknown[] {
  return (graph?.packages ?? []).map(({ kind, name, version, directory, scope }) => [kind, name, version, directory, scope]);
}

function edges(graph: PackageGraph | undefined): readonly string[] {
  return (graph?.packages ?? []).flatMap((node) =>
    node.dependsOn.map(
      ({ to, scope, requirement }) => `${node.name} > ${graph?.packages[to]?.name} ${scope} ${requirement ?? '-'}`,
    ),
  );
}

const assets = {
  version: 3,
  targets: {
    'net8.0': {
      'Newton.Json/13.0.1': { type: 'package', dependencies: { Deep: '2.0.0' }, compile: {} },
      'Deep/2.0.0': { type: 'package' },
      'Analyzer/1.0.0': { type: 'package' },
      'Lib/1.0.0': { type: 'project', dependencies: { 'newton.json': '13.0.1' } },
    },
    '.NETFramework,Version=v4.7.2/win-x64': { 'Deep/1.0.0': { type: 'package' } },
  },
  libraries: {
    'Newton.Json/13.0.1': { sha512, type: 'package', path: 'newton.json/13.0.1' },
    'Deep/2.0.0': { sha512, type: 'package' },
    'Lib/1.0.0': { type: 'project', path: '../Lib/Lib.csproj', msbuildProject: '../Lib/Lib.csproj' },
  },
  projectFileDependencyGroups: {
    'net8.0': ['Analyzer >= 1.0.0', 'Lib >= 1.0.0', 'Newton.Json >= 13.0.1'],
    '.NETFramework,Version=v4.7.2': ['Deep >= 1.0.0'],
  },
  project: {
    version: '5.0.0',
    restore: { projectName: 'App', projectPath: 'C:\\src\\App\\App.csproj' },
    frameworks: {
      'net8.0': {
        dependencies: {
          Analyzer: { target: 'Package', version: '[1.0.0, )', suppressParent: 'All' },
          'Newton.Json': { target: 'Package', version: '[13.0.1, )' },
        },
      },
      net472: { dependencies: { Deep: { version: '[1.0.0, )' } } },
    },
  },
};

test('project.assets.json: libraries of every target, projects in their directories, what was asked for and what is private', async () => {
  const { value: graph, issues } = await read('nuget/project-assets', JSON.stringify(assets), 'src/App/obj/project.assets.json');
  assert.deepEqual(issues, []);
  assert.equal(graph?.edges, 'complete');
  assert.deepEqual(nodes(graph), [
    ['project', 'App', '5.0.0', 'src/App', undefined],
    ['package', 'Newton.Json', '13.0.1', undefined, undefined],
    ['package', 'Deep', '2.0.0', undefined, undefined],
    ['package', 'Analyzer', '1.0.0', undefined, undefined],
    ['project', 'Lib', undefined, 'src/Lib', undefined],
    ['package', 'Deep', '1.0.0', undefined, undefined],
  ]);
  assert.deepEqual(edges(graph), [
    'App > Analyzer dev [1.0.0, )',
    'App > Newton.Json runtime [13.0.1, )',
    'App > Lib runtime -',
    'App > Deep runtime [1.0.0, )',
    'Newton.Json > Deep runtime 2.0.0',
    'Lib > Newton.Json runtime 13.0.1',
  ]);
  assert.deepEqual(graph.packages[1]?.hashes, [{ algorithm: 'SHA-512', value: '07'.repeat(64) }]);
});

test('assets outside of an obj directory do not say where their project lies', async () => {
  const { value: graph } = await read('nuget/project-assets', JSON.stringify(assets), 'artifacts/obj/App/project.assets.json');
  assert.equal(graph?.packages[0]?.directory, undefined);
  assert.equal(graph?.packages[0]?.name, 'App');
});

test('deps.json: packages and runtime packs that are deployed; an assembly that was referenced as a file has no version', async () => {
  const deps = {
    runtimeTarget: { name: '.NETCoreApp,Version=v8.0/linux-x64' },
    targets: {
      '.NETCoreApp,Version=v8.0': {},
      '.NETCoreApp,Version=v8.0/linux-x64': {
        'App/1.0.0': { dependencies: { 'A.B': '1.2.3', 'runtimepack.X.Runtime.linux-x64': '8.0.11', Old: '4.0.0.0' }, runtime: {} },
        'A.B/1.2.3': {},
        'runtimepack.X.Runtime.linux-x64/8.0.11': {},
        'Old/4.0.0.0': {},
      },
    },
    libraries: {
      'App/1.0.0': { type: 'project', serviceable: false, sha512: '' },
      'A.B/1.2.3': { type: 'package', serviceable: true, sha512: `sha512-${sha512}` },
      'runtimepack.X.Runtime.linux-x64/8.0.11': { type: 'runtimepack', serviceable: false, sha512: '' },
      'Old/4.0.0.0': { type: 'reference', serviceable: false, sha512: '' },
    },
  };
  const { value: graph, issues } = await read('nuget/deps-json', JSON.stringify(deps), 'out/App.deps.json');
  assert.deepEqual(issues, []);
  assert.deepEqual(nodes(graph), [
    ['project', 'App', '1.0.0', undefined, undefined],
    ['package', 'A.B', '1.2.3', undefined, undefined],
    ['package', 'X.Runtime.linux-x64', '8.0.11', undefined, undefined],
    ['package', 'Old', undefined, undefined, undefined],
  ]);
  assert.deepEqual(graph?.packages[1]?.hashes, [{ algorithm: 'SHA-512', value: '07'.repeat(64) }]);
  assert.deepEqual(edges(graph), [
    'App > A.B runtime 1.2.3',
    'App > X.Runtime.linux-x64 runtime 8.0.11',
    'App > Old runtime 4.0.0.0',
  ]);
});

test('assets and deps files in a wrong shape are issues, and what can be read is read', async () => {
  for (const id of ['nuget/project-assets', 'nuget/deps-json']) {
    const wrong = {
      version: 3,
      targets: { a: 1, b: { noversion: {}, 'A/1.0.0': { dependencies: { Gone: '1' } }, '/': 7 } },
      libraries: 7,
    };
    const outcome = await read(id, JSON.stringify(wrong), 'x/obj/project.assets.json');
    assert.deepEqual(
      outcome.issues.map(({ code }) => code),
      ['nuget/shape', 'nuget/shape', 'nuget/shape', 'nuget/dependency'],
      id,
    );
    assert.ok(outcome.value?.packages.some(({ name, version }) => name === 'A' && version === '1.0.0'));
    for (const text of ['', '{', '[]', '{"targets":[]}', 'null']) {
      assert.equal((await read(id, text, 'x/obj/project.assets.json')).complete, false);
    }
  }
  const old = await read('nuget/project-assets', '{"version":9,"targets":{}}', 'obj/project.assets.json');
  assert.deepEqual(
    old.issues.map(({ code }) => code),
    ['nuget/lock-version'],
  );
});

test('packages.config: every installed package with its line, development dependencies apart, no edges', async () => {
  const text = `<?xml version="1.0" encoding="utf-8"?>
<packages>
  <package id="Newton.Json" version="9.0.1" targetFramework="net461" />
  <package id="Tool" version="1.0" developmentDependency="true" />
</packages>`;
  const { value: graph, issues } = await read('nuget/packages-config', text, 'Web/packages.config');
  assert.deepEqual(issues, []);
  assert.equal(graph?.edges, 'none');
  assert.deepEqual(nodes(graph), [
    ['project', 'Web', undefined, 'Web', undefined],
    ['package', 'Newton.Json', '9.0.1', undefined, undefined],
    ['package', 'Tool', '1.0', undefined, 'dev'],
  ]);
  assert.deepEqual(
    graph.packages.map(({ line }) => line),
    [undefined, 3, 4],
  );
});

test('packages.config with packages that cannot be read, or that is something else, is an issue', async () => {
  const text =
    '<packages>\n<package id="A"/>\n<package version="1.0"/>\n<package id="B" version="[1,2)"/>\n<package id="C" version="1.0"/></packages>';
  const { value: graph, issues } = await read('nuget/packages-config', text, 'packages.config');
  assert.deepEqual(
    issues.map(({ code, line }) => [code, line]),
    [
      ['nuget/shape', 2],
      ['nuget/shape', 3],
      ['nuget/shape', 4],
    ],
  );
  assert.deepEqual(
    graph?.packages.slice(1).map(({ name, version }) => [name, version]),
    [
      ['A', undefined],
      ['B', undefined],
      ['C', '1.0'],
    ],
  );
  for (const other of ['<configuration/>', '<packages>', '', '<!DOCTYPE packages><packages/>']) {
    assert.equal((await read('nuget/packages-config', other, 'packages.config')).complete, false);
  }
});

test('dotnet-tools.json: tools are development dependencies', async () => {
  const text =
    '{\n"version": 1,\n"isRoot": true,\n"tools": {\n"dotnet-ef": { "version": "8.0.0", "commands": ["dotnet-ef"] },\n"x": {}\n}}';
  const { value: graph, issues } = await read('nuget/dotnet-tools', text, '.config/dotnet-tools.json');
  assert.deepEqual(
    issues.map(({ code, line }) => [code, line]),
    [['nuget/shape', 6]],
  );
  assert.deepEqual(nodes(graph), [
    ['package', 'dotnet-ef', '8.0.0', undefined, 'dev'],
    ['package', 'x', undefined, undefined, 'dev'],
  ]);
});
