import type { Cataloger } from '../../cataloger.ts';

const projectFiles = ['*.csproj', '*.fsproj', '*.vbproj'];
const packagesLock = ['packages.lock.json', 'packages.*.lock.json'];

/** Catalogers of NuGet packages, from what pins them down to what only asks for them. */
export const nugetCatalogers: readonly Cataloger[] = [
  {
    id: 'nuget/packages-lock',
    title: 'packages.lock.json, versions 1 and 2, with the project file beside it',
    technique: 'lockfile',
    files: packagesLock,
    load: async () => (await import('./packages-lock.ts')).catalogPackagesLock,
  },
  {
    id: 'nuget/project-assets',
    title: 'obj/project.assets.json: what the last restore of a project resolved',
    technique: 'lockfile',
    files: ['project.assets.json'],
    load: async () => (await import('./project-assets.ts')).catalogProjectAssets,
  },
  {
    id: 'nuget/packages-config',
    title: 'packages.config of projects before PackageReference',
    technique: 'lockfile',
    files: ['packages.config', 'packages.*.config'],
    load: async () => (await import('./packages-config.ts')).catalogPackagesConfig,
  },
  {
    id: 'nuget/deps-json',
    title: '*.deps.json beside a built .NET application: the packages that are deployed with it',
    technique: 'installed',
    files: ['*.deps.json'],
    load: async () => (await import('./deps-json.ts')).catalogDepsJson,
  },
  {
    id: 'nuget/dotnet-tools',
    title: 'dotnet-tools.json: the tools that a repository installs for itself',
    technique: 'lockfile',
    files: ['dotnet-tools.json'],
    load: async () => (await import('./dotnet-tools.ts')).catalogDotnetTools,
  },
  {
    id: 'nuget/project-file',
    title: 'C#, F# and Visual Basic project files with central package versions: what they ask for, not what would be restored',
    technique: 'manifest',
    // The others are not read: they say which projects are resolved elsewhere. It decides that itself, project by project.
    files: [...projectFiles, ...packagesLock, 'project.assets.json'],
    group: () => 'all',
    load: async () => (await import('./project-file.ts')).catalogProjectFiles,
  },
];
