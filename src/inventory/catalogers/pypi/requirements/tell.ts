import { posix } from 'node:path';
import type { SourceFile } from '../../../cataloger.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Loaded, RequirementsLoader } from './load.ts';
import type { ProjectGraph } from './project-graph.ts';

/** Adds requirements files to a graph; what another one of them includes is told with that one and not again. */
export async function tellRequirements(
  graph: ProjectGraph,
  loader: RequirementsLoader,
  files: readonly SourceFile[],
): Promise<void> {
  const loaded: { readonly path: string; readonly content: Loaded }[] = [];
  for (const file of files) loaded.push({ path: file.path, content: await loader.load(file) });
  const told = new Set<string>();
  const tell = ({ path, content }: (typeof loaded)[number]): void => {
    if (told.has(path)) return;
    graph.addRequirements(path, content);
    for (const one of content.files) told.add(one);
  };
  for (const one of loaded) if (!loader.included.has(one.path)) tell(one);
  // What is left includes one another in a circle.
  for (const one of loaded) tell(one);
}

/** The requirements files that manifests name as the place of their dependencies; one that is not there is an issue. */
export async function filesOfManifests(
  from: SourceFile,
  toDirectory: string,
  manifests: readonly Manifest[],
  loader: RequirementsLoader,
): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  for (const manifest of manifests) {
    for (const path of manifest.requirementsFiles) {
      const file = await from.sibling(posix.join(toDirectory, path));
      if (file !== undefined) files.push(file);
      else {
        const message = `takes its dependencies from ${JSON.stringify(path)}, which is not in the target`;
        loader.issues.push({ code: 'pypi/include', path: manifest.file, message });
      }
    }
  }
  return files;
}

const lockfiles = ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock', 'pylock.toml'];

/** Whether a directory has a lockfile, which then speaks for what the manifest declares. */
export async function hasLockfile(from: SourceFile, toDirectory: string): Promise<boolean> {
  for (const name of lockfiles) {
    if ((await from.sibling(posix.join(toDirectory, name))) !== undefined) return true;
  }
  return false;
}
