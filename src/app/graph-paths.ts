import {
  valueOf,
  type Dependency,
  type DependencyPath,
  type Inventory,
  type InventoryGraph,
  type Occurrence,
  type PathStep,
  type Scope,
} from '../model/index.ts';

/** A way that has been found but not written out: there can be as many as edges, and each as long as the graph is deep. */
interface Way {
  readonly root: number;
  /** From the root to its direct dependency; undefined when the root itself is what was looked for. */
  readonly edge?: Dependency;
  /** Occurrences from root to target, both included. */
  readonly length: number;
  readonly place: Place;
}

/** A file and 1-based line at which something is asked for or locked, relative to the target. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

const END = -1;

/** The paths within one graph: they never lead from one project's lockfile into another's. */
export class GraphPaths {
  readonly #inventory: Inventory;
  readonly #graph: InventoryGraph;
  #map: GraphMap | undefined;

  constructor(inventory: Inventory, graph: InventoryGraph) {
    this.#inventory = inventory;
    this.#graph = graph;
  }

  /** The `most` shortest ways to any of the targets, which are occurrences of one component. */
  pathsTo(targets: readonly number[], most: number): readonly DependencyPath[] {
    const map = (this.#map ??= mapOf(this.#graph));
    const { ways, visited } = this.#walkUp(targets, most, map);
    // Where the graph states no way, its edges are missing or it is a ring: the component is there all the same.
    const found = ways.length > 0 ? ways.toSorted(byWay) : targets.map((target) => this.#wayOf(target));
    const paths = found.slice(0, most).map((way) => this.#toPath(way, map));
    for (const at of visited) map.isVisited[at] = 0;
    return paths;
  }

  /**
   * From the targets towards the roots, breadth first, so that whatever is met knows its shortest way down, and ways are met
   * in the order of their length. Ends with the level that completes `most` ways.
   */
  #walkUp(
    targets: readonly number[],
    most: number,
    map: GraphMap,
  ): { readonly ways: readonly Way[]; readonly visited: readonly number[] } {
    const ways = new Map<string, Way>();
    const queue: number[] = [];
    const names = new NameChains(this.#graph.occurrences.length);
    const visit = (at: number, next: number): void => {
      map.isVisited[at] = 1;
      map.next[at] = next;
      map.target[at] = next === END ? at : (map.target[next] as number);
      map.names[at] = names.idOf(this.#componentAt(at), next === END ? 0 : (map.names[next] as number));
      queue.push(at);
    };
    const add = (way: Way, chain: number): void => {
      const key = `${this.#componentAt(way.root)} ${chain} ${way.place.line ?? 0} ${way.place.file}`;
      if (!ways.has(key)) ways.set(key, way);
    };
    for (const target of targets) {
      visit(target, END);
      if (map.isRoot[target] === 1) add(this.#wayOf(target), 0);
    }
    for (let begin = 0, length = 2; begin < queue.length && ways.size < most; length += 1) {
      for (const end = queue.length; begin < end; begin += 1) {
        const at = queue[begin] as number;
        for (let index = map.starts[at] as number; index < (map.starts[at + 1] as number); index += 1) {
          const from = map.froms[index] as number;
          if (map.isVisited[from] === 1) continue;
          if (map.isRoot[from] === 0) visit(from, at);
          else add(this.#wayFrom(from, map.positions[index] as number, length, map), map.names[at] as number);
        }
      }
    }
    return { ways: [...ways.values()], visited: queue };
  }

  #wayOf(target: number): Way {
    return { root: target, length: 1, place: this.#lockedAt(target) };
  }

  #wayFrom(root: number, position: number, length: number, map: GraphMap): Way {
    const edge = this.#graph.occurrences[root]?.dependsOn[position] as Dependency;
    return { root, edge, length, place: this.#placeOf(edge, map.target[edge.to] as number) };
  }

  /** Where the direct dependency is asked for, or else where the component is locked. */
  #placeOf({ file, line }: Dependency, target: number): Place {
    if (file === undefined && line === undefined) return this.#lockedAt(target);
    return { file: file ?? this.#graph.file, ...(line === undefined ? {} : { line }) };
  }

  #lockedAt(index: number): Place {
    const occurrence = this.#graph.occurrences[index];
    const file = occurrence?.file ?? this.#graph.file;
    return occurrence?.line === undefined ? { file } : { file, line: occurrence.line };
  }

  #toPath({ root, edge, length, place }: Way, map: GraphMap): DependencyPath {
    const steps = [this.#toStep(root)];
    let scope: Scope = edge?.scope ?? 'runtime';
    let at = root;
    for (let next = edge?.to ?? END; next !== END; next = map.next[next] as number) {
      if (at !== root) scope = weaker(scope, scopeOfEdge(this.#graph, at, next));
      at = next;
      const isLast = map.next[at] === END;
      if (steps.length < stepsInFull || isLast) steps.push(this.#toStep(at));
      else if (steps.length === stepsInFull) steps.push({ name: `… ${length - stepsInFull - 1} more` });
    }
    scope = weaker(scope, this.#graph.occurrences[at]?.scope ?? 'runtime');
    return { graph: this.#graph.file, steps, scope, ...place };
  }

  #componentAt(index: number): number {
    return this.#graph.occurrences[index]?.component ?? -1;
  }

  #toStep(index: number): PathStep {
    const component = this.#inventory.components[this.#componentAt(index)];
    const version = component === undefined ? undefined : valueOf(component.version);
    return { name: component?.name ?? '', ...(version === undefined ? {} : { version }) };
  }
}

/** Steps that are written out before the last; a lockfile made to be deep must not fill the memory with its paths. */
const stepsInFull = 99;

/** A graph turned around, with room for the notes of one walk, by index of the occurrence. */
interface GraphMap {
  /** From `starts[i]` up to `starts[i + 1]` stand the edges that lead to occurrence `i`. */
  readonly starts: Int32Array;
  /** Where each edge comes from, and which one it is there. */
  readonly froms: Int32Array;
  readonly positions: Int32Array;
  readonly isRoot: Uint8Array;
  readonly isVisited: Uint8Array;
  /** The next occurrence on the shortest way down. */
  readonly next: Int32Array;
  /** The occurrence at the end of that way. */
  readonly target: Int32Array;
  /** Equal for ways of equal components. */
  readonly names: Int32Array;
}

function mapOf({ occurrences, roots }: InventoryGraph): GraphMap {
  const size = occurrences.length;
  const starts = new Int32Array(size + 1);
  forEachEdge(occurrences, (_, __, to) => (starts[to + 1] = (starts[to + 1] as number) + 1));
  for (let index = 0; index < size; index += 1) starts[index + 1] = (starts[index + 1] as number) + (starts[index] as number);
  const froms = new Int32Array(starts[size] as number);
  const positions = new Int32Array(froms.length);
  const ends = starts.slice();
  forEachEdge(occurrences, (from, position, to) => {
    const index = ends[to] as number;
    ends[to] = index + 1;
    froms[index] = from;
    positions[index] = position;
  });
  const isRoot = new Uint8Array(size);
  for (const root of roots) isRoot[root] = 1;
  const notes = {
    isVisited: new Uint8Array(size),
    next: new Int32Array(size),
    target: new Int32Array(size),
    names: new Int32Array(size),
  };
  return { starts, froms, positions, isRoot, ...notes };
}

function forEachEdge(occurrences: readonly Occurrence[], visit: (from: number, position: number, to: number) => void): void {
  for (let from = 0; from < occurrences.length; from += 1) {
    const { dependsOn } = occurrences[from] as Occurrence;
    for (let position = 0; position < dependsOn.length; position += 1) {
      const { to } = dependsOn[position] as Dependency;
      if (to >= 0 && to < occurrences.length) visit(from, position, to);
    }
  }
}

/** Numbers for chains of components, so that two ways can be compared without writing them out. */
class NameChains {
  readonly #ids = new Map<number, number>();
  readonly #most: number;

  /** @param most how many chains there can be */
  constructor(most: number) {
    this.#most = most;
  }

  /** Of a component before a chain; the empty chain is 0. */
  idOf(component: number, chain: number): number {
    const key = component * (this.#most + 1) + chain;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#ids.size + 1;
    this.#ids.set(key, id);
    return id;
  }
}

const byStrength: readonly Scope[] = ['runtime', 'optional', 'dev', 'test'];

/** The scope of a path is that of its weakest part. */
function weaker(a: Scope, b: Scope): Scope {
  return byStrength.indexOf(a) >= byStrength.indexOf(b) ? a : b;
}

/** Of two edges between the same packages the stronger counts. */
function scopeOfEdge(graph: InventoryGraph, from: number, to: number): Scope {
  const edges = (graph.occurrences[from]?.dependsOn ?? []).filter((edge) => edge.to === to);
  return byStrength.find((scope) => edges.some((edge) => edge.scope === scope)) ?? 'runtime';
}

function byWay(a: Way, b: Way): number {
  return a.length - b.length || byPlace(a.place, b.place) || a.root - b.root || (a.edge?.to ?? 0) - (b.edge?.to ?? 0);
}

export function byPlace(a: Place, b: Place): number {
  return compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
