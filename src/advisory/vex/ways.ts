import { isPackage, type Inventory, type InventoryGraph } from '../../model/index.ts';

/** A set of components, by id. */
export type Among = (component: string) => boolean;

/** All the ways by which components got into a target: each begins at a project and ends at the component. */
export interface Ways {
  /**
   * Whether there is a way to the component on which none of `avoiding` is and, where `through` is given, at least one of it.
   * Undefined when there may be ways that are not known.
   */
  readonly isThere: (component: string, avoiding: Among, through?: Among) => boolean | undefined;
  /** What is on any known way to the component, the component included. */
  readonly on: (component: string) => ReadonlySet<string>;
}

/** The ways that are written out. `isComplete` when there are no others. */
export interface WrittenWays {
  readonly ways: readonly (readonly string[])[];
  readonly isComplete: boolean;
}

export function waysOfLists(lists: ReadonlyMap<string, WrittenWays>): Ways {
  return {
    isThere(component, avoiding, through) {
      const { ways, isComplete } = lists.get(component) ?? { ways: [], isComplete: false };
      const isFound = ways.some((way) => !way.some(avoiding) && (through === undefined || way.some(through)));
      return isFound || (isComplete ? false : undefined);
    },
    on: (component) => new Set([component, ...(lists.get(component)?.ways.flat() ?? [])]),
  };
}

/** The ways of an inventory, as its graphs state them. */
export function waysOfInventory(inventory: Inventory): Ways {
  const ids = inventory.components.map(({ id }) => id);
  const positions = new Map(ids.map((id, position) => [id, position]));
  const parentsByGraph = new Map<InventoryGraph, readonly (readonly number[])[]>();
  let last: { readonly component: string; readonly found: ReadonlySet<string> } | undefined;
  let graphs: ReadonlyMap<number, readonly InventoryGraph[]> | undefined;
  const graphsOf = (component: string): readonly InventoryGraph[] =>
    (graphs ??= graphsByComponent(inventory)).get(positions.get(component) ?? -1) ?? [];
  return {
    isThere(component, avoiding, through) {
      const position = positions.get(component) ?? -1;
      let answer: boolean | undefined = false;
      const holders = graphsOf(component);
      if (holders.length === 0) return undefined;
      const isAvoided: AmongPositions = (index) => avoiding(ids[index] as string);
      const isThrough = through && ((index: number): boolean => through(ids[index] as string));
      for (const graph of holders) {
        const found = isThereIn(graph, position, isAvoided, isThrough, ownerOf(graph, inventory));
        if (found === true) return true;
        if (found === undefined) answer = undefined;
      }
      return answer;
    },
    on(component) {
      // Asked for several statements about one finding after each other.
      if (last?.component === component) return last.found;
      const found = new Set([component]);
      for (const graph of graphsOf(component)) {
        const owner = ownerOf(graph, inventory);
        if (owner !== undefined) found.add(ids[owner] as string);
        const parents = parentsByGraph.get(graph) ?? parentsOf(graph);
        parentsByGraph.set(graph, parents);
        for (const position of ancestorsIn(graph, parents, positions.get(component) ?? -1)) found.add(ids[position] as string);
      }
      last = { component, found };
      return found;
    },
  };
}

function graphsByComponent({ graphs }: Inventory): ReadonlyMap<number, readonly InventoryGraph[]> {
  const found = new Map<number, InventoryGraph[]>();
  for (const graph of graphs) {
    for (const { component } of graph.occurrences) {
      const known = found.get(component);
      if (known === undefined) found.set(component, [graph]);
      else if (known.at(-1) !== graph) known.push(graph);
    }
  }
  return found;
}

/**
 * The project that a graph belongs to whole, as a position among the components: where edges are missing (`go.sum`), what hangs on
 * nothing hangs on the only project there is.
 */
function ownerOf({ edges, roots, occurrences }: InventoryGraph, { components }: Inventory): number | undefined {
  if (edges === 'complete') return undefined;
  const projects = new Set<number>();
  for (const root of roots) {
    const position = occurrences[root]?.component ?? -1;
    const component = components[position];
    if (component !== undefined && !isPackage(component)) projects.add(position);
  }
  return projects.size === 1 ? [...projects][0] : undefined;
}

type AmongPositions = (position: number) => boolean;

/** Walks down from the roots. An occurrence is met at most twice: before and after the way has gone through what it has to. */
function isThereIn(
  { occurrences, roots, edges }: InventoryGraph,
  target: number,
  avoiding: AmongPositions,
  through: AmongPositions | undefined,
  owner: number | undefined,
): boolean | undefined {
  if (owner !== undefined && avoiding(owner)) return false;
  const beginsThrough = owner !== undefined && through?.(owner) === true;
  const before = new Uint8Array(occurrences.length);
  const after = new Uint8Array(occurrences.length);
  const open: { readonly at: number; readonly isThrough: boolean }[] = [];
  const meet = (at: number, wasThrough: boolean): boolean => {
    const occurrence = occurrences[at];
    if (occurrence === undefined || avoiding(occurrence.component)) return false;
    const isThrough = wasThrough || through?.(occurrence.component) === true;
    const seen = isThrough ? after : before;
    if (seen[at] === 1) return false;
    seen[at] = 1;
    if (occurrence.component === target) return isThrough || through === undefined;
    open.push({ at, isThrough });
    return false;
  };
  for (const root of roots) if (meet(root, beginsThrough)) return true;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { to } of occurrences[next.at]?.dependsOn ?? []) if (meet(to, next.isThrough)) return true;
  }
  const areRootsAvoided = roots.length > 0 && roots.every((root) => avoiding(occurrences[root]?.component ?? -1));
  if (areRootsAvoided) return false;
  return edges === 'complete' && isReached(occurrences, roots, target) ? false : undefined;
}

/** Whether every occurrence of the component hangs on a root: what no root leads to is there all the same, nobody knows how. */
function isReached(occurrences: InventoryGraph['occurrences'], roots: readonly number[], target: number): boolean {
  const seen = new Uint8Array(occurrences.length);
  const open = [...roots];
  for (const root of roots) seen[root] = 1;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { to } of occurrences[at]?.dependsOn ?? []) {
      if (to < 0 || to >= seen.length || seen[to] === 1) continue;
      seen[to] = 1;
      open.push(to);
    }
  }
  return occurrences.every(({ component }, at) => component !== target || seen[at] === 1);
}

/** Who needs each occurrence. */
function parentsOf({ occurrences }: InventoryGraph): readonly (readonly number[])[] {
  const parents: number[][] = occurrences.map(() => []);
  for (const [from, { dependsOn }] of occurrences.entries()) for (const { to } of dependsOn) parents[to]?.push(from);
  return parents;
}

function ancestorsIn(
  { occurrences }: InventoryGraph,
  parents: readonly (readonly number[])[],
  target: number,
): ReadonlySet<number> {
  const seen = new Uint8Array(occurrences.length);
  const open: number[] = [];
  for (const [at, { component }] of occurrences.entries()) {
    if (component !== target) continue;
    seen[at] = 1;
    open.push(at);
  }
  const found = new Set<number>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    found.add(occurrences[at]?.component ?? -1);
    for (const from of parents[at] ?? []) {
      if (seen[from] === 1) continue;
      seen[from] = 1;
      open.push(from);
    }
  }
  return found;
}
