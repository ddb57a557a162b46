import type { Dependency, InventoryGraph, Occurrence, Scope } from '../model/index.ts';

/** A component at its place in the document. */
export interface GraphNode {
  /** Index into the components of the inventory. */
  readonly component: number;
  readonly scope: Scope;
  /** 1-based line in the document. */
  readonly line: number | undefined;
  readonly dependsOn: readonly { readonly to: number; readonly scope: Scope }[];
}

/** The one graph of an SBOM. */
export function toGraph(
  facts: Pick<InventoryGraph, 'file' | 'cataloger' | 'edges'>,
  nodes: readonly GraphNode[],
  firstRoots: readonly number[],
): InventoryGraph {
  const occurrences: Occurrence[] = nodes.map(({ component, scope, line, dependsOn }) => ({
    component,
    scope,
    ...(line === undefined ? {} : { line }),
    dependsOn: dependsOn satisfies readonly Dependency[],
  }));
  const edges = nodes.map((node) => node.dependsOn);
  return { ...facts, occurrences, roots: rootsOf(edges, firstRoots) };
}

/**
 * The roots that are given, then what nothing depends on, then one of every circle that is left: every node can be reached from a root.
 */
export function rootsOf(edges: readonly (readonly { readonly to: number }[])[], given: readonly number[]): readonly number[] {
  const isReached = new Uint8Array(edges.length);
  const roots: number[] = [];
  const reachFrom = (root: number): void => {
    if (isReached[root] === 1) return;
    roots.push(root);
    isReached[root] = 1;
    const pending = [root];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      for (const { to } of edges[node] ?? []) {
        if (isReached[to] === 1) continue;
        isReached[to] = 1;
        pending.push(to);
      }
    }
  };
  const isNeeded = new Uint8Array(edges.length);
  for (const [node, list] of edges.entries()) for (const { to } of list) if (to !== node) isNeeded[to] = 1;
  // Given roots are all kept, also one that another leads to.
  const first = new Set(given);
  for (const root of first) reachFrom(root);
  for (const node of edges.keys()) if (isNeeded[node] === 0) reachFrom(node);
  for (const node of edges.keys()) reachFrom(node);
  return [...first, ...roots.filter((root) => !first.has(root))];
}
