import { valueOf, type DependencyPath, type Inventory, type InventoryGraph, type PathStep } from '../model/index.ts';
import type { Dependency } from '../model/index.ts';

/** Answers how components got into a target: from which project, through which direct dependency, asked for where. */
export interface PathFinder {
  /** Shortest path per project and direct dependency, shortest first, at most `most`. `component` is an index into `Inventory.components`. */
  pathsTo(component: number, most: number): readonly DependencyPath[];
}

interface Reverse {
  /** For each occurrence, the occurrences that depend on it. */
  readonly dependents: readonly (readonly number[])[];
}

/** Prepares nothing until it is asked; then each graph is turned around once. */
export function createPathFinder(inventory: Inventory): PathFinder {
  const occurrencesOf = new Map<number, { readonly graph: InventoryGraph; readonly index: number }[]>();
  for (const graph of inventory.graphs) {
    for (const [index, occurrence] of graph.occurrences.entries()) {
      const places = occurrencesOf.get(occurrence.component);
      if (places === undefined) occurrencesOf.set(occurrence.component, [{ graph, index }]);
      else places.push({ graph, index });
    }
  }
  const reversed = new Map<InventoryGraph, Reverse>();
  const reverseOf = (graph: InventoryGraph): Reverse => {
    const known = reversed.get(graph);
    if (known !== undefined) return known;
    const made = reverse(graph);
    reversed.set(graph, made);
    return made;
  };
  return {
    pathsTo(component, most) {
      const paths = (occurrencesOf.get(component) ?? []).flatMap(({ graph, index }) =>
        pathsInGraph(inventory, graph, reverseOf(graph), index),
      );
      return unique(paths).toSorted(byLengthThenPlace).slice(0, most);
    },
  };
}

function reverse(graph: InventoryGraph): Reverse {
  const dependents: number[][] = graph.occurrences.map(() => []);
  for (const [from, occurrence] of graph.occurrences.entries()) {
    for (const edge of occurrence.dependsOn) dependents[edge.to]?.push(from);
  }
  return { dependents };
}

/** Walks from the occurrence towards the roots, breadth first, so that every ancestor knows its shortest way down. */
function pathsInGraph(inventory: Inventory, graph: InventoryGraph, { dependents }: Reverse, target: number): DependencyPath[] {
  const wayDown = new Map<number, number>([[target, -1]]);
  const queue = [target];
  for (const at of queue) {
    for (const dependent of dependents[at] ?? []) {
      if (wayDown.has(dependent)) continue;
      wayDown.set(dependent, at);
      queue.push(dependent);
    }
  }
  const paths: DependencyPath[] = [];
  for (const root of graph.roots) {
    if (root !== target && !wayDown.has(root)) continue;
    if (root === target) paths.push(toPath(inventory, graph, [target], undefined));
    for (const edge of graph.occurrences[root]?.dependsOn ?? []) {
      if (edge.to !== root && wayDown.has(edge.to))
        paths.push(toPath(inventory, graph, [root, ...descend(wayDown, edge.to)], edge));
    }
  }
  return paths.length > 0 ? paths : [toPath(inventory, graph, [target], undefined)];
}

function descend(wayDown: ReadonlyMap<number, number>, from: number): readonly number[] {
  const steps: number[] = [];
  for (let at = from; at !== -1; at = wayDown.get(at) ?? -1) steps.push(at);
  return steps;
}

function toPath(
  inventory: Inventory,
  graph: InventoryGraph,
  indices: readonly number[],
  direct: Dependency | undefined,
): DependencyPath {
  const last = graph.occurrences[indices.at(-1) ?? 0];
  const place = direct?.line === undefined ? last : direct;
  return {
    graph: graph.file,
    steps: indices.map((index) => toStep(inventory, graph, index)),
    scope: last?.scope ?? 'runtime',
    file: place?.file ?? graph.file,
    ...(place?.line === undefined ? {} : { line: place.line }),
  };
}

function toStep(inventory: Inventory, graph: InventoryGraph, index: number): PathStep {
  const component = inventory.components[graph.occurrences[index]?.component ?? -1];
  const version = component === undefined ? undefined : valueOf(component.version);
  return { name: component?.name ?? '', ...(version === undefined ? {} : { version }) };
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
  return a.steps.length - b.steps.length || compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
