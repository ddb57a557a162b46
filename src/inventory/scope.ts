import type { PackageGraph, Scope } from '../model/index.ts';

/** From the one that matters most to the one that matters least. */
const strength: Readonly<Record<Scope, number>> = { runtime: 0, optional: 1, dev: 2, test: 3 };
const byStrength: readonly Scope[] = ['runtime', 'optional', 'dev', 'test'];

export function strongerScope(a: Scope, b: Scope): Scope {
  return strength[a] <= strength[b] ? a : b;
}

/** The scope of a path is that of its weakest edge. */
export function weakerScope(a: Scope, b: Scope): Scope {
  return strength[a] >= strength[b] ? a : b;
}

/**
 * The scope of every package of a graph, by index: what the file says, else the strongest over all paths from the projects,
 * where a path is as strong as its weakest edge. What no path reaches is `runtime`, so that nothing is hidden by a missing edge.
 */
export function scopesOf(graph: PackageGraph): readonly Scope[] {
  const stated = graph.packages.map((node) => node.scope ?? (node.kind === 'package' ? undefined : 'runtime'));
  if (stated.every((scope) => scope !== undefined)) return stated;
  const reached = Array.from<Scope | undefined>({ length: graph.packages.length });
  for (const level of byStrength) {
    const pending: number[] = [];
    const reach = (index: number): void => {
      if (reached[index] !== undefined) return;
      reached[index] = level;
      pending.push(index);
    };
    for (const [index, node] of graph.packages.entries()) {
      if (level === 'runtime' && node.kind !== 'package') reach(index);
      const from = reached[index];
      if (from === undefined) continue;
      for (const edge of node.dependsOn) if (weakerScope(from, edge.scope) === level) reach(edge.to);
    }
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      for (const edge of graph.packages[index]?.dependsOn ?? []) if (weakerScope(level, edge.scope) === level) reach(edge.to);
    }
  }
  return graph.packages.map((node, index) => node.scope ?? reached[index] ?? 'runtime');
}
