import type { Scope } from '../model/index.ts';

/** From the one that matters most to the one that matters least. */
export const scopesByStrength: readonly Scope[] = ['runtime', 'optional', 'dev', 'test'];

const strengths: Readonly<Record<Scope, number>> = { runtime: 0, optional: 1, dev: 2, test: 3 };

/** 0 for the strongest. */
export function strengthOf(scope: Scope): number {
  return strengths[scope];
}

export function strongerScope(a: Scope, b: Scope): Scope {
  return strengths[a] <= strengths[b] ? a : b;
}

export function scopeNamed(name: string | undefined): Scope | undefined {
  return scopesByStrength.find((scope) => scope === name);
}

/**
 * The scope of every node of a graph: the strongest over all paths from the roots, where a path is as strong as its weakest edge.
 * What no path reaches is `runtime`, so that a missing edge hides nothing.
 */
export function reachedScopes(
  edges: readonly (readonly { readonly to: number; readonly scope: Scope }[])[],
  roots: readonly number[],
): readonly Scope[] {
  const reached = edges.map((): Scope | undefined => undefined);
  // Nodes reached at each strength; a weaker edge of a node of one level leads into the list of a later level.
  const pending: number[][] = scopesByStrength.map((_, level) => (level === 0 ? [...roots] : []));
  for (const [level, scope] of scopesByStrength.entries()) {
    const nodes = pending[level] as number[];
    for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
      if (reached[node] !== undefined) continue;
      reached[node] = scope;
      for (const edge of edges[node] ?? []) {
        if (reached[edge.to] === undefined) pending[Math.max(level, strengths[edge.scope])]?.push(edge.to);
      }
    }
  }
  return reached.map((scope) => scope ?? 'runtime');
}
