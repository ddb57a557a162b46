import { posix } from 'node:path';
import type { Component, Inventory, InventoryGraph, Occurrence } from '../model/index.ts';
import type { TargetFiles } from './target-files.ts';

/** What is left of an inventory, and how many components came with packages of the operating system. */
export interface Folded {
  readonly inventory: Inventory;
  readonly folded: number;
}

/** Ecosystems whose packages own files; they are never part of one another. */
const ofSystems: ReadonlySet<string> = new Set(['apk', 'deb', 'rpm']);

/**
 * Folds away components all of whose evidence lies in files that packages of the operating system installed: they are parts of those packages,
 * which are in the inventory themselves and are what gets updated. Paths are compared without symbolic links in their directories, because
 * package databases still say `/lib` where the files are in `/usr/lib`.
 */
export function foldOwned(inventory: Inventory, ownedFiles: readonly string[], target: TargetFiles): Folded {
  if (ownedFiles.length === 0) return { inventory, folded: 0 };
  const candidates = inventory.components.map((component) => (isCandidate(component) ? component.evidence.map(evidenceFile) : []));
  const owned = ownedAmong(new Set(candidates.flat()), ownedFiles, target);
  const isFolded = candidates.map((files) => files.length > 0 && files.every((file) => owned.has(file)));
  const folded = isFolded.filter(Boolean).length;
  return { inventory: folded === 0 ? inventory : without(inventory, isFolded), folded };
}

function isCandidate({ ecosystem, type }: Component): boolean {
  return ecosystem !== undefined && !ofSystems.has(ecosystem) && type !== 'operating-system';
}

/** What lies in an archive belongs to whom the archive belongs. */
function evidenceFile({ file }: { readonly file: string }): string {
  const inside = file.indexOf('!');
  return inside === -1 ? file : file.slice(0, inside);
}

function ownedAmong(files: ReadonlySet<string>, ownedFiles: readonly string[], target: TargetFiles): ReadonlySet<string> {
  const baseNames = new Set([...files].map((file) => posix.basename(file)));
  const directories = new Map<string, string>();
  const found = new Set<string>();
  for (const owned of ownedFiles) {
    const slash = owned.lastIndexOf('/');
    const baseName = owned.slice(slash + 1);
    // Packages own a hundred times as many files as are evidence of anything.
    if (!baseNames.has(baseName)) continue;
    const directory = owned.slice(owned.startsWith('/') ? 1 : 0, Math.max(0, slash));
    let real = directories.get(directory);
    if (real === undefined) directories.set(directory, (real = target.realDirectory(directory)));
    const path = real === '' ? baseName : `${real}/${baseName}`;
    if (files.has(path)) found.add(path);
  }
  return found;
}

function without(inventory: Inventory, isFolded: readonly boolean[]): Inventory {
  const positions: number[] = [];
  let kept = 0;
  for (const [index, isGone] of isFolded.entries()) {
    positions[index] = kept;
    if (!isGone) kept += 1;
  }
  const graphs = inventory.graphs.map((graph) => prune(graph, isFolded, positions));
  return {
    ...inventory,
    components: inventory.components.filter((_, index) => isFolded[index] !== true),
    graphs: graphs.filter(({ occurrences }, index) => occurrences.length > 0 || inventory.graphs[index]?.occurrences.length === 0),
  };
}

/** The graph without occurrences of what is folded. Whoever depended on those keeps its other dependencies. */
function prune(graph: InventoryGraph, isFolded: readonly boolean[], positions: readonly number[]): InventoryGraph {
  if (!graph.occurrences.some(({ component }) => isFolded[component] === true)) {
    return { ...graph, occurrences: graph.occurrences.map((one) => ({ ...one, component: positions[one.component] as number })) };
  }
  const places = new Map<number, number>();
  for (const [index, { component }] of graph.occurrences.entries())
    if (isFolded[component] !== true) places.set(index, places.size);
  const occurrences = graph.occurrences
    .filter(({ component }) => isFolded[component] !== true)
    .map((one): Occurrence => ({
      ...one,
      component: positions[one.component] as number,
      dependsOn: one.dependsOn.flatMap((edge) => {
        const to = places.get(edge.to);
        return to === undefined ? [] : [{ ...edge, to }];
      }),
    }));
  const isReached = new Set(occurrences.flatMap(({ dependsOn }) => dependsOn.map(({ to }) => to)));
  const roots = new Set(graph.roots.map((root) => places.get(root)).filter((root) => root !== undefined));
  // Whose dependents are all gone is where paths begin.
  for (const index of occurrences.keys()) if (!isReached.has(index)) roots.add(index);
  return { ...graph, edges: graph.edges === 'complete' ? 'partial' : graph.edges, occurrences, roots: [...roots] };
}
