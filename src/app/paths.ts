import type { DependencyPath, Inventory, Occurrence } from '../model/index.ts';
import { byPlace, GraphPaths } from './graph-paths.ts';

/** Answers how components got into a target: from which project, through which direct dependency, asked for where. */
export interface PathFinder {
  /**
   * Shortest path per project and direct dependency, shortest first, at most `most`. `component` is an index into `Inventory.components`.
   * A path begins at the nearest project: what depends on that project gets the component from there, and has no path of its own.
   */
  pathsTo(component: number, most: number): readonly DependencyPath[];
}

/** Prepares nothing until it is asked; then each graph is turned around once. */
export function createPathFinder(inventory: Inventory): PathFinder {
  let places: ReadonlyMap<number, readonly Places[]> | undefined;
  return {
    pathsTo(component, most) {
      places ??= placesOf(inventory);
      const paths = (places.get(component) ?? []).flatMap(({ graph, occurrences }) => graph.pathsTo(occurrences, most));
      return unique(paths).toSorted(byLengthThenPlace).slice(0, most);
    },
  };
}

/** Where a component occurs in one graph. */
interface Places {
  readonly graph: GraphPaths;
  readonly occurrences: number[];
}

function placesOf(inventory: Inventory): ReadonlyMap<number, readonly Places[]> {
  const all = new Map<number, Places[]>();
  for (const inventoryGraph of inventory.graphs) {
    const graph = new GraphPaths(inventory, inventoryGraph);
    const { occurrences } = inventoryGraph;
    for (let index = 0; index < occurrences.length; index += 1) {
      const { component } = occurrences[index] as Occurrence;
      const known = all.get(component);
      const last = known?.at(-1);
      if (last?.graph === graph) last.occurrences.push(index);
      else if (known !== undefined) known.push({ graph, occurrences: [index] });
      else all.set(component, [{ graph, occurrences: [index] }]);
    }
  }
  return all;
}

function unique(paths: readonly DependencyPath[]): readonly DependencyPath[] {
  const seen = new Map<string, DependencyPath>();
  for (const path of paths) {
    const key = `${path.graph}\n${path.file}:${path.line ?? 0}\n${path.steps.map((step) => `${step.name}@${step.version ?? ''}`).join('\n')}`;
    if (!seen.has(key)) seen.set(key, path);
  }
  return [...seen.values()];
}

function byLengthThenPlace(a: DependencyPath, b: DependencyPath): number {
  return a.steps.length - b.steps.length || byPlace(a, b);
}
