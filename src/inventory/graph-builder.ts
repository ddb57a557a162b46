import type { EcosystemId, PackageEdge, PackageGraph, PackageNode } from '../model/index.ts';

interface GrowingNode extends PackageNode {
  readonly dependsOn: PackageEdge[];
}

/** Grows a `PackageGraph` from packages that know each other by a key of the file: a path, `name@version`, an id. */
export class GraphBuilder {
  readonly #nodes: GrowingNode[] = [];
  readonly #indices = new Map<string, number>();
  /** Edges of each node that are there already, by target and scope. */
  readonly #known: Set<string>[] = [];

  /** Adds a package under its key and returns its index. A key that is already there keeps its first package. */
  add(key: string, node: Omit<PackageNode, 'dependsOn'>): number {
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    this.#indices.set(key, this.#nodes.length);
    this.#known.push(new Set());
    return this.#nodes.push({ ...node, dependsOn: [] }) - 1;
  }

  indexOf(key: string): number | undefined {
    return this.#indices.get(key);
  }

  get size(): number {
    return this.#nodes.length;
  }

  /** Adds an edge; a second one to the same package is left out. */
  connect(from: number, edge: PackageEdge): void {
    const known = this.#known[from];
    const key = `${edge.to} ${edge.scope}`;
    if (known === undefined || known.has(key)) return;
    known.add(key);
    this.#nodes[from]?.dependsOn.push(edge);
  }

  build(ecosystem: EcosystemId, edges: PackageGraph['edges']): PackageGraph {
    return { ecosystem, packages: this.#nodes, edges };
  }
}
