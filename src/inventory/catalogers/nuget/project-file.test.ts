import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, defaultLimits, type Issue } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import { catalog, type MemoryFiles } from '../../../../test/kit/memory-files.ts';
import { nugetCatalogers } from './index.ts';

const projectFile = nugetCatalogers.find((cataloger) => cataloger.id === 'nuget/project-file') ?? assert.fail();

interface Read {
  readonly graph: PackageGraph | undefined;
  /** Without the one that says that transitive packages are not known. */
  readonly issues: readonly Issue[];
  readonly isTransitiveKnown: boolean;
}

async function read(files: MemoryFiles, ctx = createContext()): Promise<Read> {
  const wanted = Object.keys(files).filter((path) => /proj$|lock\.json$|assets\.json$/.test(path));
  const outcome = await catalog(projectFile, files, wanted.toSorted(), ctx);
  assert.equal(outcome.complete, outcome.issues.length === 0);
  const issues = outcome.issues.filter(({ code }) => code !== 'nuget/transitive-unknown');
  return { graph: outcome.value.graphs[0], issues, isTransitiveKnown: issues.length === outcome.issues.length };
}

/** `name version scope requirement` of what each project asks for. */
function asked(graph: PackageGraph | undefined): readonly string[] {
  return (graph?.packages ?? []).flatMap((node) =>
    node.dependsOn.map(({ to, scope, requirement }) => {
      const target = graph?.packages[to];
      return `${target?.name} ${target?.version ?? '-'} ${scope} ${requirement ?? '-'}`;
    }),
  );
}

function project(body: string): string {
  return `<Project Sdk="Microsoft.NET.Sdk">${body}</Project>`;
}

test('packages with their version, what is private, and the place of each reference', async () => {
  const { graph, issues, isTransitiveKnown } = await read({
    'src/App.csproj': project(`
<PropertyGroup><Version>2.0.0</Version></PropertyGroup>
<ItemGroup>
  <PackageReference Include="A.B" Version="1.2.3" />
  <PackageReference Include="C"><Version> 4.5 </Version></PackageReference>
  <PackageReference Include="D" Version="[1.0.0]" PrivateAssets="All" />
  <DotNetCliToolReference Include="Tool" Version="1.0.0" />
</ItemGroup>`),
  });
  assert.deepEqual(issues, []);
  assert.equal(isTransitiveKnown, false);
  assert.deepEqual(asked(graph), ['A.B 1.2.3 runtime 1.2.3', 'C 4.5 runtime 4.5', 'D 1.0.0 dev [1.0.0]', 'Tool 1.0.0 dev 1.0.0']);
  assert.deepEqual(graph?.packages[0], {
    kind: 'project',
    name: 'App',
    directory: 'src',
    file: 'src/App.csproj',
    line: 1,
    version: '2.0.0',
    dependsOn: graph?.packages[0]?.dependsOn,
  });
  assert.deepEqual(
    graph?.packages.slice(1).map(({ file, line }) => [file, line]),
    [4, 5, 6, 7].map((line) => ['src/App.csproj', line]),
  );
});

test('a version that floats, is a range or depends on what is not known is left out, and the requirement kept', async () => {
  const versions = ['1.*', '*', '[1.0,2.0)', '(1.0,)', '$(Gone)', '1.0.0-*', '$([MSBuild]::Add(1,2))', ''];
  const { graph } = await read({
    'App.csproj': project(
      `<ItemGroup>${versions.map((version, index) => `<PackageReference Include="P${index}" Version="${version}"/>`).join('')}</ItemGroup>`,
    ),
  });
  assert.deepEqual(
    asked(graph),
    versions.map((version, index) => `P${index} - runtime ${version === '' ? '-' : version}`),
  );
});

test('properties: later definitions win, defaults fill in, conditions that disagree decide nothing', async () => {
  const { graph } = await read({
    'Directory.Build.props': `<Project><PropertyGroup><Base>1.0</Base><Outer>3.0.0</Outer></PropertyGroup></Project>`,
    'src/App/App.csproj': project(`
<PropertyGroup>
  <Full>$(base).5</Full><Base>9</Base>
  <Outer Condition="'$(Outer)' == ''">4.0.0</Outer>
  <Inner Condition=" '$(Inner)'=='' ">5.0.0</Inner>
  <Same Condition="A">6.0.0</Same><Same Condition="B">6.0.0</Same>
  <Other Condition="A">6.0.0</Other><Other Condition="B">7.0.0</Other>
</PropertyGroup>
<Choose><When Condition="X"><PropertyGroup><Choice>1.0.0</Choice></PropertyGroup></When>
<Otherwise><PropertyGroup><Choice>2.0.0</Choice></PropertyGroup></Otherwise></Choose>
<ItemGroup>
  <PackageReference Include="Full" Version="$(Full)"/><PackageReference Include="Outer" Version="$(Outer)"/>
  <PackageReference Include="Inner" Version="$(Inner)"/><PackageReference Include="Same" Version="$(Same)"/>
  <PackageReference Include="Other" Version="$(Other)"/><PackageReference Include="Choice" Version="$(Choice)"/>
  <PackageReference Include="$(MSBuildProjectName).X" Version="1.0.0"/>
</ItemGroup>`),
  });
  assert.deepEqual(asked(graph), [
    'Full 1.0.5 runtime $(Full)',
    'Outer 3.0.0 runtime $(Outer)',
    'Inner 5.0.0 runtime $(Inner)',
    'Same 6.0.0 runtime $(Same)',
    'Other - runtime $(Other)',
    'Choice - runtime $(Choice)',
    'App.X 1.0.0 runtime 1.0.0',
  ]);
});

test('central versions come from the nearest Directory.Packages.props, and a reference may override them', async () => {
  const { graph, issues } = await read({
    'Directory.Packages.props': `<Project><ItemGroup>
  <PackageVersion Include="Shared" Version="1.0.0"/><PackageVersion Include="Far" Version="1.1.0"/>
</ItemGroup></Project>`,
    'src/Directory.Packages.props': `<Project>
<Import Project="$([MSBuild]::GetPathOfFileAbove(Directory.Packages.props, $(MSBuildThisFileDirectory)..))" />
<PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally><V>2.0.0</V></PropertyGroup>
<ItemGroup>
  <PackageVersion Update="shared" Version="$(V)"/>
  <PackageVersion Include="Multi" Version="1.0.0" Condition="'$(TargetFramework)' == 'net8.0'"/>
  <PackageVersion Include="Multi" Version="2.0.0" Condition="'$(TargetFramework)' == 'net9.0'"/>
  <GlobalPackageReference Include="Everywhere" Version="7.0.0"/>
</ItemGroup></Project>`,
    'src/App/App.csproj': project(`<ItemGroup>
  <PackageReference Include="Shared"/><PackageReference Include="Far"/><PackageReference Include="Multi"/>
  <PackageReference Include="Gone"/><PackageReference Include="FAR2" VersionOverride="3.0.0"/>
</ItemGroup>`),
  });
  assert.deepEqual(issues, []);
  assert.deepEqual(asked(graph), [
    'Everywhere 7.0.0 dev 7.0.0',
    'Shared 2.0.0 runtime $(V)',
    'Far 1.1.0 runtime 1.1.0',
    'Multi 1.0.0 runtime 1.0.0',
    'Multi 2.0.0 runtime 2.0.0',
    'Gone - runtime -',
    'FAR2 3.0.0 runtime 3.0.0',
  ]);
});

test('references are updated and removed in the order of evaluation; under a condition they stay possible', async () => {
  const { graph } = await read({
    'Directory.Build.props': project(`<ItemGroup>
  <PackageReference Include="A;B; C " Version="1.0.0"/><PackageReference Include="D;E" Version="1.0.0"/>
</ItemGroup>`),
    'App.csproj': project(`<ItemGroup>
  <PackageReference Update="a" Version="2.0.0" PrivateAssets="all"/>
  <PackageReference Remove="B"/><PackageReference Remove="C" Condition="X"/>
  <PackageReference Update="D" Version="2.0.0" Condition="X"/>
</ItemGroup>
<Target Name="T"><ItemGroup><PackageReference Remove="E"/></ItemGroup></Target>`),
  });
  assert.deepEqual(asked(graph), ['A 2.0.0 dev 2.0.0', 'C 1.0.0 runtime 1.0.0', 'D - runtime 2.0.0', 'E 1.0.0 runtime 1.0.0']);
});

test('files of the target are imported, each once; what an SDK provides is not looked for', async () => {
  const { graph, issues } = await read({
    'build/Versions.props': '<Project><Import Project="..\\src\\App.csproj"/><PropertyGroup><V>1.0.0</V></PropertyGroup></Project>',
    'src/own.props': '<Project><PropertyGroup><W>2.0.0</W></PropertyGroup></Project>',
    'src/App.csproj': `<Project>
<Import Project="..\\build\\Versions.props" />
<Import Project="$(MSBuildThisFileDirectory)own.props" />
<Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
<Import Project="$(MSBuildToolsPath)\\Microsoft.CSharp.targets" />
<ImportGroup><Import Project="maybe.props" Condition="Exists('maybe.props')" /></ImportGroup>
<Import Project="gone.props" />
<Import Project="/etc/passwd" /><Import Project="../../../outside.props" />
<ItemGroup><PackageReference Include="A" Version="$(V)"/><PackageReference Include="B" Version="$(W)"/></ItemGroup></Project>`,
  });
  assert.deepEqual(
    issues.map(({ code, path, line }) => [code, path, line]),
    [['nuget/import', 'src/App.csproj', 7]],
  );
  assert.deepEqual(asked(graph), ['A 1.0.0 runtime $(V)', 'B 2.0.0 runtime $(W)']);
});

test('projects refer to each other; one that is not in the target is an issue', async () => {
  const { graph, issues } = await read({
    'App/App.csproj': project(
      '<ItemGroup><ProjectReference Include="..\\Lib\\Lib.fsproj" /><ProjectReference Include="../../Out/Out.csproj" /></ItemGroup>',
    ),
    'Lib/Lib.fsproj': project('<ItemGroup><PackageReference Include="A" Version="1.0.0" /></ItemGroup>'),
    'Tests/Tests.csproj': project(
      '<ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.0.0" /><ProjectReference Include="../Lib/Lib.fsproj"/></ItemGroup>',
    ),
  });
  assert.deepEqual(
    issues.map(({ code, path, line }) => [code, path, line]),
    [['nuget/project', 'App/App.csproj', 1]],
  );
  assert.deepEqual(
    graph?.packages.flatMap(({ name, dependsOn }) => dependsOn.map(({ to, scope }) => [name, graph.packages[to]?.name, scope])),
    [
      ['App', 'Lib', 'runtime'],
      ['Lib', 'A', 'runtime'],
      ['Tests', 'Microsoft.NET.Test.Sdk', 'test'],
      ['Tests', 'Lib', 'test'],
    ],
  );
});

test('projects with a lock file or restored assets are read elsewhere', async () => {
  const body = project('<ItemGroup><PackageReference Include="A" Version="1.0.0" /></ItemGroup>');
  const { graph, isTransitiveKnown } = await read({
    'a/A.csproj': body,
    'a/packages.lock.json': '{}',
    'b/B.csproj': body,
    'b/obj/project.assets.json': '{}',
    'c/C.csproj': body,
  });
  assert.deepEqual(
    graph?.packages.map(({ name }) => name),
    ['C', 'A'],
  );
  assert.equal(isTransitiveKnown, false);
  const named = await read({ 'a/A.csproj': body, 'a/B.csproj': body, 'a/packages.A.lock.json': '{}' });
  assert.deepEqual(
    named.graph?.packages.map(({ name }) => name),
    ['B', 'A'],
  );
  const locked = await read({ 'a/A.csproj': body, 'a/packages.lock.json': '{}' });
  assert.deepEqual([locked.graph, locked.isTransitiveKnown], [undefined, true]);
});

test('a reference whose package cannot be known is an issue on its line', async () => {
  const { graph, issues } = await read({
    'App.csproj': project(
      '\n<ItemGroup>\n<PackageReference Include="@(Many)" />\n<PackageReference Include="$(X).Y" />\n<PackageReference Include="a b" /></ItemGroup>',
    ),
  });
  assert.equal(graph, undefined);
  assert.deepEqual(
    issues.map(({ code, line }) => [code, line]),
    [
      ['nuget/reference', 3],
      ['nuget/reference', 4],
      ['nuget/reference', 5],
    ],
  );
});

test('hostile projects end: properties that double, imports without end, one package a thousand times', async () => {
  const doubling = Array.from({ length: 60 }, (_, index) => `<P${index + 1}>$(P${index})$(P${index})</P${index + 1}>`).join('');
  const chain = Object.fromEntries(
    Array.from({ length: 150 }, (_, index) => [`i${index}.props`, `<Project><Import Project="i${index + 1}.props"/></Project>`]),
  );
  const { graph, issues } = await read({
    ...chain,
    'App.csproj': project(`<PropertyGroup><P0>1.0</P0>${doubling}</PropertyGroup><Import Project="i0.props"/>
<ItemGroup><PackageReference Include="A" Version="$(P60)"/>${'<PackageReference Include="B" Version="1.0"/>'.repeat(1000)}</ItemGroup>`),
  });
  assert.deepEqual([...new Set(issues.map(({ code }) => code))], ['nuget/imports', 'nuget/reference']);
  assert.deepEqual(asked(graph), ['A - runtime $(P60)', 'B 1.0 runtime 1.0']);
});

test('a project that cannot be read is an issue and costs no other', async () => {
  const files = {
    'a/A.csproj': '<Project><ItemGroup>',
    'b/B.csproj': project('<ItemGroup><PackageReference Include="X" Version="1.0.0"/></ItemGroup>'),
    'c/C.csproj': '<!DOCTYPE x><Project/>',
  };
  const { graph, issues } = await read(files);
  assert.deepEqual(
    issues.map(({ code, path }) => [code, path]),
    [
      ['xml/syntax', 'a/A.csproj'],
      ['xml/doctype', 'c/C.csproj'],
    ],
  );
  assert.equal(graph?.packages.length, 2);
});

test('the number of packages is bounded', async () => {
  const references = Array.from({ length: 9 }, (_, index) => `<PackageReference Include="P${index}" Version="1.0.0"/>`).join('');
  const limits = { ...defaultLimits, packagesPerFile: 3 };
  const { graph, issues } = await read({ 'A.csproj': project(`<ItemGroup>${references}</ItemGroup>`) }, createContext({ limits }));
  assert.deepEqual(
    issues.map(({ code }) => code),
    ['file/too-many-packages'],
  );
  assert.equal(graph?.packages.length, 4);
});
