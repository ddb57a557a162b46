import type { Ctx, IssueCollector } from '../../../../kernel/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import type { Manifest } from '../manifest.ts';
import type { ProjectManifests } from '../projects.ts';
import { shown } from '../shown.ts';

/** The manifests of the workspaces that the globs of a root manifest name. */
export async function readWorkspaces(
  root: Manifest,
  lockfile: SourceFile,
  manifests: ProjectManifests,
  issues: IssueCollector,
  ctx: Ctx,
): Promise<readonly Manifest[]> {
  const wanted = new Map<string, SourceFile>();
  for (const glob of root.workspaces) {
    const isExclusion = glob.startsWith('!');
    const pattern = toPattern(isExclusion ? glob.slice(1) : glob);
    if (pattern === undefined) {
      issues.add('path/outside-target', `has workspaces in "${shown(glob)}", outside its directory, which were not read`);
      continue;
    }
    for (const file of await lockfile.matching(pattern)) {
      if (isExclusion) wanted.delete(file.path);
      else if (file.path !== root.path) wanted.set(file.path, file);
    }
  }
  const workspaces: Manifest[] = [];
  for (const file of wanted.values()) {
    if (workspaces.length >= ctx.limits.packagesPerFile) break;
    const manifest = await manifests.readFile(file);
    if (manifest !== undefined) workspaces.push(manifest);
  }
  return workspaces;
}

function toPattern(glob: string): string | undefined {
  const parts = glob
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  return glob.startsWith('/') || parts.includes('..') ? undefined : [...parts, 'package.json'].join('/');
}
