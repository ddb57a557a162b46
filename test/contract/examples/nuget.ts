import { json, type CatalogExamples } from '../example.ts';

export const nugetExamples: CatalogExamples = {
  'nuget/packages-lock': {
    paths: ['packages.lock.json'],
    packages: ['A 1.0.0', 'B 2.0.0'],
    files: {
      'packages.lock.json': json({
        version: 1,
        dependencies: {
          'net8.0': {
            A: { type: 'Direct', requested: '[1.0.0, )', resolved: '1.0.0', contentHash: 'AAAA', dependencies: { B: '2.0.0' } },
            B: { type: 'Transitive', resolved: '2.0.0', contentHash: 'AAAA' },
          },
        },
      }),
    },
  },
  'nuget/project-assets': {
    paths: ['obj/project.assets.json'],
    packages: ['A 1.0.0', 'B 2.0.0'],
    files: {
      'obj/project.assets.json': json({
        version: 3,
        targets: { 'net8.0': { 'A/1.0.0': { type: 'package', dependencies: { B: '2.0.0' } }, 'B/2.0.0': { type: 'package' } } },
        libraries: { 'A/1.0.0': { sha512: 'AAAA', type: 'package' }, 'B/2.0.0': { type: 'package' } },
        projectFileDependencyGroups: { 'net8.0': ['A >= 1.0.0'] },
        project: {
          version: '1.0.0',
          restore: { projectName: 'App' },
          frameworks: { 'net8.0': { dependencies: { A: { target: 'Package', version: '[1.0.0, )' } } } },
        },
      }),
    },
  },
  'nuget/packages-config': {
    paths: ['packages.config'],
    packages: ['A 1.0.0'],
    files: {
      'packages.config':
        '<?xml version="1.0" encoding="utf-8"?>\n<packages>\n  <package id="A" version="1.0.0" targetFramework="net48" />\n</packages>\n',
    },
  },
  'nuget/deps-json': {
    paths: ['App.deps.json'],
    packages: ['A 1.0.0'],
    files: {
      'App.deps.json': json({
        runtimeTarget: { name: '.NETCoreApp,Version=v8.0' },
        targets: { '.NETCoreApp,Version=v8.0': { 'App/1.0.0': { dependencies: { A: '1.0.0' } }, 'A/1.0.0': {} } },
        libraries: { 'App/1.0.0': { type: 'project' }, 'A/1.0.0': { type: 'package', sha512: 'sha512-AAAA' } },
      }),
    },
  },
  'nuget/dotnet-tools': {
    paths: ['.config/dotnet-tools.json'],
    packages: ['dotnet-a 1.0.0'],
    files: {
      '.config/dotnet-tools.json': json({ version: 1, isRoot: true, tools: { 'dotnet-a': { version: '1.0.0', commands: ['a'] } } }),
    },
  },
  // Only tools bring along what they need: of everything else a project file does not say what it needs in turn.
  'nuget/project-file': {
    paths: ['App.csproj'],
    packages: ['Tool 1.0.0'],
    files: {
      'App.csproj':
        '<Project Sdk="Microsoft.NET.Sdk">\n  <ItemGroup>\n    <DotNetCliToolReference Include="Tool" Version="1.0.0" />\n  </ItemGroup>\n</Project>\n',
    },
  },
};
