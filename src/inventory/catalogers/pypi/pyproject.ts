import { posix } from 'node:path';
import { complete, incomplete, type Ctx, type Issue, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import type { Manifest } from './manifest/manifest.ts';
import { readManifest } from './manifest/read-manifests.ts';
import { RequirementsLoader } from './requirements/load.ts';
import { ProjectGraph } from './requirements/project-graph.ts';
import { filesOfManifests, hasLockfile, tellRequirements } from './requirements/tell.ts';

/** pyproject.toml, setup.cfg, Pipfile and setup.py of one directory: what a project asks for when nothing says what it gets. */
export async function catalogManifests(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const first = files[0] as SourceFile;
  const directory = posix.dirname(first.path);
  const issues: Issue[] = [];
  const manifests: Manifest[] = [];
  let setup: SourceFile | undefined;
  for (const file of files) {
    if (posix.basename(file.path) === 'setup.py') {
      setup = file;
      continue;
    }
    const read = await readManifest(file, ctx);
    issues.push(...read.issues);
    if (read.value !== undefined) manifests.push(read.value);
  }
  const unknown = await unknownDependencies(manifests, setup);
  // Where a lockfile or a requirements file tells what is installed, it does not matter that a build would compute it.
  if (!(await isToldElsewhere(first))) issues.push(...unknown);
  if (manifests.length === 0 && unknown.length === 0) return outcomeOf([], issues);

  const loader = new RequirementsLoader(directory, ctx);
  const graph = new ProjectGraph(directory, manifests);
  await tellRequirements(graph, loader, await filesOfManifests(first, '.', manifests, loader));
  for (const { declared, name } of manifests) graph.addDeclared(declared, name);
  return outcomeOf([graph.finish()], [...issues, ...loader.issues]);
}

function outcomeOf(graphs: Catalogued['graphs'], issues: readonly Issue[]): Outcome<Catalogued> {
  return issues.length === 0 ? complete({ graphs }) : incomplete({ graphs }, issues);
}

async function isToldElsewhere(file: SourceFile): Promise<boolean> {
  return (await hasLockfile(file, '.')) || (await file.sibling('requirements.txt')) !== undefined;
}

/** Dependencies that only running the project's own code would tell, which is never done. */
async function unknownDependencies(manifests: readonly Manifest[], setup: SourceFile | undefined): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const { file, computed } of manifests) {
    if (computed === undefined) continue;
    const message = 'leaves its dependencies to a build, so they are not known';
    issues.push({ code: 'pypi/dynamic', path: file, message, ...computed });
  }
  const isStated = manifests.some((manifest) => manifest.declared.some((one) => one.scope === 'runtime'));
  if (setup === undefined || isStated || issues.length > 0) return issues;
  const text = await setup.text();
  if (text.value === undefined) return text.issues;
  const at = text.value.split('\n').findIndex((row) => /\b(?:install_requires|requires_dist|pbr)\b/.test(row));
  if (at === -1) return issues;
  const message = 'states its dependencies in code, which is not run, so they are not known';
  return [{ code: 'pypi/setup-py', path: setup.path, line: at + 1, message }];
}
