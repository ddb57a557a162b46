import type { SourceFile } from '../../cataloger.ts';

/** Whether a file lies in a dependency that Mix fetched: `deps/<name>/` beside the mix.exs that asks for it. */
export async function isFetchedCopy(file: SourceFile): Promise<boolean> {
  const parents = file.path.split('/').slice(0, -1);
  for (const [depth, parent] of parents.entries()) {
    if (parent !== 'deps' || depth === parents.length - 1) continue;
    if ((await file.sibling(`${'../'.repeat(parents.length - depth)}mix.exs`)) !== undefined) return true;
  }
  return false;
}
