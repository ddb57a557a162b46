import { posix } from 'node:path';
import type { Ctx } from '../../../kernel/index.ts';
import { readXml } from '../../../kernel/xml/index.ts';
import type { SourceFile } from '../../cataloger.ts';
import { MsbuildFiles, readProject, type MsbuildProject } from './msbuild/index.ts';
import { directoryOf, fileAt, resolvePath } from '../../paths.ts';
import { projectNameOf } from './project-name.ts';

/** The project that a lock file belongs to, as far as its project file says it. */
export interface ProjectBeside {
  readonly name: string;
  readonly isTest: boolean;
  /** Undefined where there is no project file, or several of which none is meant. */
  readonly project: MsbuildProject | undefined;
}

/**
 * Finds the project file of a lock file: the one that the lock file names (`packages.App.lock.json`), else the only one in its directory.
 * What is wrong with it is said where it is read for itself.
 */
export async function projectBeside(lock: SourceFile, ctx: Ctx): Promise<ProjectBeside> {
  const directory = posix.basename(directoryOf(lock));
  const named = /^packages\.(.+)\.(?:lock\.json|config)$/.exec(posix.basename(lock.path))?.[1];
  const file = await projectFile(lock, named ?? directory, named !== undefined);
  const project = file === undefined ? undefined : await readProject(file, new MsbuildFiles(ctx));
  return { name: project?.name ?? named ?? directory, isTest: project?.isTest ?? false, project };
}

async function projectFile(lock: SourceFile, name: string, isNamed: boolean): Promise<SourceFile | undefined> {
  for (const extension of ['csproj', 'fsproj', 'vbproj']) {
    const file = await lock.sibling(`${name}.${extension}`);
    if (file !== undefined) return file;
  }
  if (isNamed) return undefined;
  const found = await lock.matching('*.??proj');
  return found.length === 1 ? found[0] : undefined;
}

/** Directories, relative to the target, of the projects that a project needs, over any number of steps, by their name in lower case. */
export async function projectDirectories(
  lock: SourceFile,
  project: MsbuildProject | undefined,
  ctx: Ctx,
): Promise<ReadonlyMap<string, string>> {
  const directories = new Map<string, string>();
  const pending = project?.projects.map(({ path }) => path) ?? [];
  for (let path = pending.pop(); path !== undefined || pending.length > 0; path = pending.pop()) {
    if (path === undefined || directories.size >= ctx.limits.includedFiles) continue;
    const name = projectNameOf(path).toLowerCase();
    if (directories.has(name)) continue;
    const file = await fileAt(lock, path);
    if (file === undefined) continue;
    const directory = directoryOf(file);
    directories.set(name, directory);
    for (const written of await referencesOf(file, ctx)) pending.push(resolvePath(directory, written));
  }
  return directories;
}

async function referencesOf(file: SourceFile, ctx: Ctx): Promise<readonly string[]> {
  const document = await readXml(file, ctx);
  const references: string[] = [];
  for (const group of document.value?.children ?? []) {
    if (group.name !== 'ItemGroup') continue;
    for (const item of group.children) {
      const include = item.name === 'ProjectReference' ? item.attributes.get('Include') : undefined;
      if (include !== undefined) references.push(...include.split(';'));
    }
  }
  return references;
}
