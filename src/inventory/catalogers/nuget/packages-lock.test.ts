import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits, type Outcome } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import { catalog, type MemoryFiles } from '../../../../test/kit/memory-files.ts';
import { nugetCatalogers } from './index.ts';

const packagesLock = nugetCatalogers.find((cataloger) => cataloger.id === 'nuget/packages-lock') ?? assert.fail();
const contentHash = Buffer.alloc(64, 7).toString('base64');

async function read(files: MemoryFiles, path: string, ctx = createContext()): Promise<Outcome<PackageGraph | undefined>> {
  const outcome = await catalog(packagesLock, files, path, ctx);
  assert.equal(outcome.complete, outcome.issues.length === 0);
  return { ...outcome, value: outcome.value.graphs[0] };
}

function edges(graph: PackageGraph | undefined): readonly string[] {
  return (graph?.packages ?? []).flatMap((node) =>
    node.dependsOn.map(({ to, scope, requirement }) => {
      const target = graph?.packages[to];
      return `${node.name} > ${target?.name} ${target?.version ?? '-'} ${scope} ${requirement ?? '-'}`;
    }),
  );
}

function lockOf(frameworks: object, version = 1): string {
  return JSON.stringify({ version, dependencies: frameworks }, null, 2);
}

const lock = lockOf({
  'net8.0': {
    Direct: { type: 'Direct', requested: '[1.0.0, )', resolved: '1.0.2', contentHash, dependencies: { Deep: '2.0.0' } },
    Analyzer: { type: 'Direct', requested: '[3.0.0, )', resolved: '3.0.0', contentHash },
    Deep: { type: 'Transitive', resolved: '2.0.0', contentHash },
    lib: { type: 'Project', dependencies: { Central: '[4.0.0, )', other: '[1.0.0, )' } },
    other: { type: 'Project' },
    Central: { type: 'CentralTransitive', requested: '[4.0.0, )', resolved: '4.0.0', contentHash },
  },
  'net8.0/linux-x64': {
    Deep: { type: 'Transitive', resolved: '2.0.0', contentHash, dependencies: { 'runtime.linux-x64.Deep': '2.0.0' } },
    'runtime.linux-x64.Deep': { type: 'Transitive', resolved: '2.0.0', contentHash },
  },
  net48: {
    Direct: { type: 'Direct', requested: '[1.0.0, )', resolved: '1.0.2', contentHash, dependencies: { deep: '1.0.0' } },
    Deep: { type: 'Transitive', resolved: '1.0.0', contentHash },
  },
});

const solution: MemoryFiles = {
  'src/App/App.csproj': `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><Version>5.1.0</Version><PackageLicenseExpression>MIT</PackageLicenseExpression></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="direct" Version="1.0.0" />
    <PackageReference Include="Analyzer" Version="3.0.0"><PrivateAssets>all</PrivateAssets></PackageReference>
    <ProjectReference Include="..\\Lib\\Lib.csproj" />
  </ItemGroup>
</Project>`,
  'src/Lib/Lib.csproj': '<Project><ItemGroup><ProjectReference Include="../Deep Folder/Other.fsproj" /></ItemGroup></Project>',
  'src/Deep Folder/Other.fsproj': '<Project><ItemGroup><ProjectReference Include="..\\Lib\\Lib.csproj" /></ItemGroup></Project>',
  'src/App/packages.lock.json': lock,
};

test('packages of every target framework are read once, with hash, line and edges; platforms add to their framework', async () => {
  const { value: graph, issues } = await read({ 'a/packages.lock.json': lock }, 'a/packages.lock.json');
  assert.deepEqual(issues, []);
  assert.equal(graph?.edges, 'complete');
  assert.deepEqual(
    graph.packages.map(({ kind, name, version, line }) => `${kind} ${name} ${version ?? '-'} ${line ?? '-'}`),
    [
      'project a - -',
      'package Direct 1.0.2 38',
      'package Deep 1.0.0 47',
      'package Direct 1.0.2 38',
    ].slice(0, 3).concat([
      'package Analyzer 3.0.0 14',
      'package Deep 2.0.0 20',
      'project lib - 25',
      'project other - 32',
      'package Central 4.0.0 35',
      'package runtime.linux-x64.Deep 2.0.0 51',
    ]),
  );
});
