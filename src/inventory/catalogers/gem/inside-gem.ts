import type { SourceFile } from '../../cataloger.ts';

/**
 * Whether a file belongs to a gem that is installed: `gems/<name>-<version>/` beside the `specifications` that speak for it. What lies
 * there is somebody else's project.
 */
export async function isInsideInstalledGem(file: SourceFile): Promise<boolean> {
  const parents = file.path.split('/').slice(0, -1);
  for (const [depth, parent] of parents.entries()) {
    const gem = parents[depth + 1];
    if (parent !== 'gems' || gem === undefined) continue;
    const up = '../'.repeat(parents.length - depth);
    if ((await file.sibling(`${up}specifications/${gem}.gemspec`)) !== undefined) return true;
  }
  return false;
}
