import type { Inventory } from '../../../model/index.ts';
import type { ComponentEdges } from '../../edges.ts';
import type { CdxComposition, CdxDependency } from './document.ts';

/**
 * A component whose dependencies are known has an entry, be it an empty one; one of which nobody knows has none
 * ("components that are not represented in the dependency graph may have unknown dependencies").
 * @param target the target that stands above all roots, when it is no component
 */
export function toDependencies(
  inventory: Inventory,
  edges: readonly ComponentEdges[],
  target: { readonly ref: string; readonly roots: readonly number[] } | undefined,
): readonly CdxDependency[] {
  const idOf = (index: number): string => inventory.components[index]?.id ?? '';
  const dependencies: CdxDependency[] = [];
  if (target !== undefined) {
    const { ref, roots } = target;
    dependencies.push(roots.length === 0 ? { ref } : { ref, dependsOn: roots.map(idOf) });
  }
  for (const [index, { dependsOn, known }] of edges.entries()) {
    if (dependsOn.length > 0) dependencies.push({ ref: idOf(index), dependsOn: dependsOn.map(({ to }) => idOf(to)) });
    else if (known === 'complete') dependencies.push({ ref: idOf(index) });
  }
  return dependencies;
}

/** How far the dependencies of every component are known, and whether the target holds more than the document says. */
export function toCompositions(
  inventory: Inventory,
  edges: readonly ComponentEdges[],
  missesComponents: string | undefined,
): readonly CdxComposition[] | undefined {
  const compositions: CdxComposition[] = [];
  if (missesComponents !== undefined) compositions.push({ aggregate: 'incomplete', assemblies: [missesComponents] });
  const known: Readonly<Record<ComponentEdges['known'], string[]>> = { complete: [], incomplete: [], unknown: [] };
  for (const [index, edge] of edges.entries()) known[edge.known].push(inventory.components[index]?.id ?? '');
  for (const aggregate of ['complete', 'incomplete', 'unknown'] as const) {
    if (known[aggregate].length > 0) compositions.push({ aggregate, dependencies: known[aggregate] });
  }
  return compositions.length === 0 ? undefined : compositions;
}
