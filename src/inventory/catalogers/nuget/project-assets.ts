import { posix } from 'node:path';
import {
  incomplete,
  isObject,
  IssueCollector,
  objectOf,
  textOf,
  type Ctx,
  type DataObject,
  type Outcome,
} from '../../../kernel/index.ts';
import type { PackageGraph, PackageNode, Scope } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { readJson } from '../../read.ts';
import { eachFile } from './each-file.ts';
import { LibraryGraph, packageNode, type LibraryId, type Target } from './library-graph.ts';
import { directoryOf, resolvePath } from '../../paths.ts';
import { projectNameOf } from './project-name.ts';
import { packageScope } from './scopes.ts';

/**
 * obj/project.assets.json, which every restore writes: the libraries of each target framework and platform with their edges, and
 * what the project itself asked for.
 * @see https://learn.microsoft.com/nuget/reference/msbuild-targets#restore-outputs
 */
export function catalogProjectAssets(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return eachFile(files, (file) => catalogFile(file, ctx));
}

async function catalogFile(file: SourceFile, ctx: Ctx): Promise<Outcome<PackageGraph | undefined>> {
  const document = await readJson(file, ctx);
  if (document.value === undefined) return incomplete(undefined, document.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(document.issues);
  const root = objectOf(document.value.value);
  if (!isObject(root.targets)) {
    issues.add('nuget/shape', 'has no object "targets"', 1);
    return issues.outcome(undefined);
  }
  if (root.version !== 2 && root.version !== 3) {
    issues.add('nuget/lock-version', `has the version ${JSON.stringify(root.version)}; 2 and 3 are known`, 1);
  }
  const project = objectOf(root.project);
  const directory = projectDirectory(file);
  const libraries = new LibraryGraph({
    document: document.value,
    libraries: objectOf(root.libraries),
    issues,
    mostPackages: ctx.limits.packagesPerFile,
    toNode: (id, library) => toNode(id, library, directory),
  });
  libraries.graph.add('root', rootNode(project, directory));
  for (const [name, target] of Object.entries(root.targets)) {
    if (!isObject(target)) {
      issues.add('nuget/shape', `has a target ${JSON.stringify(name)} that is no object`, document.value.lineOf(root.targets));
      continue;
    }
    connectRoot(libraries, libraries.add(target), directDependencies(root, name.split('/', 1)[0] ?? ''));
  }
  return issues.outcome(libraries.graph.build('nuget', 'complete'));
}

/** The directory of the project whose `obj` the file lies in; elsewhere (`artifacts/obj/App`) the file does not say it. */
function projectDirectory(file: SourceFile): string | undefined {
  const directory = directoryOf(file);
  return posix.basename(directory) === 'obj' ? posix.dirname(directory) : undefined;
}

function rootNode(project: DataObject, directory: string | undefined): Omit<PackageNode, 'dependsOn'> {
  const restore = objectOf(project.restore);
  const path = textOf(restore.projectPath)?.replaceAll('\\', '/');
  const name = textOf(restore.projectName) ?? (path === undefined ? undefined : projectNameOf(path));
  const version = textOf(project.version);
  return {
    kind: 'project',
    name: name ?? posix.basename(directory ?? '.'),
    ...(version === undefined ? {} : { version }),
    ...(directory === undefined ? {} : { directory }),
  };
}

function toNode(id: LibraryId, library: DataObject, directory: string | undefined): Omit<PackageNode, 'dependsOn' | 'line'> {
  if (library.type !== 'project') return packageNode(id, library);
  const path = textOf(library.path);
  const place = path === undefined || directory === undefined ? undefined : resolvePath(directory, path);
  return { kind: 'project', name: id.name, ...(place === undefined ? {} : { directory: posix.dirname(place) }) };
}

interface Direct {
  readonly name: string;
  readonly scope: Scope;
  readonly requirement?: string;
}

/** What the project asks for: packages with `suppressParent` (their `PrivateAssets`), and what else the framework's group names. */
function directDependencies(root: DataObject, framework: string): readonly Direct[] {
  const project = objectOf(root.project);
  const frameworks = objectOf(project.frameworks);
  const written = Object.entries(objectOf(objectOf(frameworks[frameworkAlias(frameworks, framework)]).dependencies));
  const isTest = written.some(([name]) => name.toLowerCase() === 'microsoft.net.test.sdk');
  const direct = new Map<string, Direct>();
  for (const [name, facts] of written) {
    const { version, suppressParent } = objectOf(facts);
    const isPrivate = textOf(suppressParent)?.toLowerCase() === 'all';
    const requirement = textOf(version);
    const scope = packageScope({ isTest }, [{ isPrivate }]);
    direct.set(name.toLowerCase(), { name, scope, ...(requirement === undefined ? {} : { requirement }) });
  }
  const groups = objectOf(root.projectFileDependencyGroups);
  const group = groups[frameworkAlias(groups, framework)];
  for (const item of Array.isArray(group) ? group : []) {
    const name = textOf(item)?.split(' ', 1)[0] ?? '';
    if (name !== '' && !direct.has(name.toLowerCase()))
      direct.set(name.toLowerCase(), { name, scope: isTest ? 'test' : 'runtime' });
  }
  return [...direct.values()];
}

/** Targets write `.NETCoreApp,Version=v6.0` or `net6.0` where other members write the one or the other. */
function frameworkAlias(frameworks: DataObject, framework: string): string {
  if (Object.hasOwn(frameworks, framework)) return framework;
  const names = Object.keys(frameworks);
  const wanted = shortName(framework);
  return names.find((name) => shortName(name) === wanted) ?? (names.length === 1 ? (names[0] as string) : framework);
}

/** `net6.0` for `.NETCoreApp,Version=v6.0`, `net472` for `.NETFramework,Version=v4.7.2`. */
function shortName(framework: string): string {
  const match = /^\.?NET(CoreApp|Standard|Framework),Version=v([\d.]+)$/i.exec(framework);
  if (match === null) return framework.toLowerCase();
  const [, family = '', version = ''] = match;
  switch (family.toLowerCase()) {
    case 'standard':
      return `netstandard${version}`;
    case 'framework':
      return `net${version.replaceAll('.', '')}`;
    default:
      return Number.parseInt(version, 10) >= 5 ? `net${version}` : `netcoreapp${version}`;
  }
}

function connectRoot(libraries: LibraryGraph, target: Target, direct: readonly Direct[]): void {
  for (const { name, scope, requirement } of direct) {
    const to = target.get(name.toLowerCase());
    if (to !== undefined) libraries.graph.connect(0, { to, scope, ...(requirement === undefined ? {} : { requirement }) });
  }
}
