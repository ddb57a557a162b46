import { posix } from 'node:path';
import { complete, incomplete, type Ctx, type Issue, type Outcome } from '../../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { readManifests } from '../manifest/read-manifests.ts';
import { RequirementsLoader } from './load.ts';
import { projectDirectoryOf } from './project-directory.ts';
import { ProjectGraph } from './project-graph.ts';
import { filesOfManifests, hasLockfile, tellRequirements } from './tell.ts';

/**
 * The requirements files of one project, read together. What the project's manifest declares beyond them is added without a version:
 * where there are requirements files nobody else speaks for this project, unless it has a lockfile.
 */
export async function catalogRequirements(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const roots = rootsOf(files);
  const first = roots[0];
  if (first === undefined) return complete({ graphs: [] });
  const directory = projectDirectoryOf(first.path);
  const toDirectory = posix.relative(posix.dirname(first.path), directory);
  const manifests = await readManifests(first, toDirectory, ctx);
  const loader = new RequirementsLoader(directory, ctx);
  const graph = new ProjectGraph(directory, manifests.value);
  await tellRequirements(graph, loader, [...roots, ...(await filesOfManifests(first, toDirectory, manifests.value, loader))]);
  if (!(await hasLockfile(first, toDirectory))) {
    for (const { declared, name } of manifests.value) graph.addDeclared(declared, name);
  }
  const issues: Issue[] = [...manifests.issues, ...loader.issues];
  const self = graph.selfReference;
  const isDescribed = manifests.value.some((manifest) => manifest.computed === undefined);
  if (self !== undefined && !isDescribed && (await first.sibling(posix.join(toDirectory, 'setup.py'))) !== undefined) {
    const message = 'installs the project itself, whose setup.py is code: its dependencies are not known';
    issues.push({ code: 'pypi/setup-py', path: self.file, line: self.line, message });
  }
  const graphs = [graph.finish()];
  return issues.length === 0 ? complete({ graphs }) : incomplete({ graphs }, issues);
}

/**
 * Constraints install nothing by themselves; they count where a file refers to them. A `.in` file counts only when what pip-compile or
 * uv makes of it, the `.txt` of the same name, is not there.
 */
function rootsOf(files: readonly SourceFile[]): readonly SourceFile[] {
  const paths = new Set(files.map((file) => file.path));
  return files.filter(({ path }) => {
    if (/constraint/i.test(posix.basename(path))) return false;
    return !path.endsWith('.in') || !paths.has(`${path.slice(0, -'.in'.length)}.txt`);
  });
}
