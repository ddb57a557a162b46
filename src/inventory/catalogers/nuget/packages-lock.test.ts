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
    graph.packages.map(({ kind, name, version, line }) => [kind, name, version, line]),
    [
      ['project', 'a', undefined, undefined],
      ['package', 'Direct', '1.0.2', 5],
      ['package', 'Analyzer', '3.0.0', 14],
      ['package', 'Deep', '2.0.0', 20],
      ['project', 'lib', undefined, 25],
      ['project', 'other', undefined, 32],
      ['package', 'Central', '4.0.0', 35],
      ['package', 'Deep', '1.0.0', 67],
      ['package', 'runtime.linux-x64.Deep', '2.0.0', 51],
    ],
  );
  assert.deepEqual(graph.packages[1]?.hashes, [{ algorithm: 'SHA-512', value: '07'.repeat(64) }]);
  assert.deepEqual(edges(graph), [
    'a > Direct 1.0.2 runtime [1.0.0, )',
    'a > Analyzer 3.0.0 runtime [3.0.0, )',
    'a > lib - runtime -',
    'Direct > Deep 2.0.0 runtime 2.0.0',
    'Direct > Deep 1.0.0 runtime 1.0.0',
    'Deep > runtime.linux-x64.Deep 2.0.0 runtime 2.0.0',
    'lib > Central 4.0.0 runtime [4.0.0, )',
    'lib > other - runtime [1.0.0, )',
  ]);
});

test('the project file beside it names the project, says what is private, and where projects lie, however far', async () => {
  const { value: graph, issues } = await read(solution, 'src/App/packages.lock.json');
  assert.deepEqual(issues, []);
  assert.deepEqual(
    graph?.packages
      .filter(({ kind }) => kind === 'project')
      .map(({ name, directory, version, licence }) => [name, directory, version, licence]),
    [
      ['App', 'src/App', '5.1.0', 'MIT'],
      ['lib', 'src/Lib', undefined, undefined],
      ['other', 'src/Deep Folder', undefined, undefined],
    ],
  );
  assert.deepEqual(edges(graph).slice(0, 3), [
    'App > Direct 1.0.2 runtime [1.0.0, )',
    'App > Analyzer 3.0.0 dev [3.0.0, )',
    'App > lib - runtime -',
  ]);
});

test('everything that a test project asks for is for tests', async () => {
  const files = {
    ...solution,
    'src/Directory.Build.props': '<Project><PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup></Project>',
  };
  const { value: graph } = await read(files, 'src/App/packages.lock.json');
  assert.deepEqual(
    graph?.packages[0]?.dependsOn.map(({ scope }) => scope),
    ['test', 'test', 'test'],
  );
});

test('a lock file that lacks what the project asks for without condition is stale', async () => {
  const project = `<Project><ItemGroup>
    <PackageReference Include="Gone" Version="1.0.0" />
    <PackageReference Include="Maybe" Version="1.0.0" Condition="'$(OS)' == 'Windows_NT'" />
  </ItemGroup></Project>`;
  const { issues } = await read({ 'App.csproj': project, 'packages.lock.json': lock }, 'packages.lock.json');
  assert.deepEqual(
    issues.map(({ code, message }) => [code, message]),
    [['nuget/stale-lock', 'does not have Gone, which the project asks for (App.csproj line 2)']],
  );
});

test('a lock file may be named after its project', async () => {
  const files = { 'A.csproj': '<Project/>', 'B.csproj': '<Project/>', 'packages.B.lock.json': lockOf({ net9: {} }) };
  const { value: graph } = await read(files, 'packages.B.lock.json');
  assert.equal(graph?.packages[0]?.name, 'B');
});

test('what cannot be understood is an issue on its line, and the rest is read', async () => {
  const text = lockOf(
    {
      'net8.0': {
        A: { type: 'Direct', requested: '[1.0.0, )', dependencies: { Gone: '1.0.0' } },
        B: { type: 'Odd', resolved: '1.0.0', contentHash: 'x' },
        C: 7,
        ['__proto__x']: { type: 'Transitive', resolved: '1.0.0' },
      },
      net9: 1,
    },
    3,
  );
  const { value: graph, issues } = await read({ 'packages.lock.json': text }, 'packages.lock.json');
  assert.deepEqual(
    issues.map(({ code, line }) => [code, line]),
    [
      ['nuget/lock-version', 1],
      ['nuget/shape', 5],
      ['nuget/shape', 4],
      ['nuget/dependency', 5],
      ['nuget/shape', 12],
      ['nuget/shape', 1],
    ],
  );
  assert.deepEqual(
    graph?.packages.map(({ name, version }) => [name, version]),
    [
      ['.', undefined],
      ['A', undefined],
      ['B', '1.0.0'],
      ['__proto__x', '1.0.0'],
    ],
  );
  for (const shape of ['[]', '{}', '{"dependencies":[]}', '7']) {
    const outcome = await read({ 'packages.lock.json': shape }, 'packages.lock.json');
    assert.deepEqual(
      outcome.issues.map(({ code }) => code),
      ['nuget/shape'],
    );
  }
});

test('the number of packages is bounded', async () => {
  const limits = { ...defaultLimits, packagesPerFile: 2 };
  const { value: graph, issues } = await read({ 'packages.lock.json': lock }, 'packages.lock.json', createContext({ limits }));
  assert.deepEqual(
    issues.map(({ code }) => code),
    ['file/too-many-packages'],
  );
  assert.equal(graph?.packages.length, 3);
});

test('every truncation is read without throwing and is never complete', async () => {
  for (let length = 0; length < lock.length; length += 7) {
    const outcome = await read({ 'packages.lock.json': lock.slice(0, length) }, 'packages.lock.json');
    assert.equal(outcome.complete, false);
  }
});
