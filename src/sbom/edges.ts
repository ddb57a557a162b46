import type { Inventory, InventoryGraph, Scope } from '../model/index.ts';
import { scopesByStrength, strengthOf } from './scope.ts';

/** One component and what it directly depends on, over all graphs. */
export interface ComponentEdges {
  /** Indices of components, ascending, each once, with the strongest scope under which it is needed. */
  readonly dependsOn: readonly { readonly to: number; readonly scope: Scope }[];
  /** `complete`: every direct dependency is in `dependsOn`; `unknown`: nobody looked. */
  readonly known: 'complete' | 'incomplete' | 'unknown';
}

/**
 * Joins the graphs of an inventory into one graph of components. Which lockfile asked for what is lost by it,
 * and so is what was asked for: neither CycloneDX nor SPDX 2 has a place for it.
 */
export function componentEdges(inventory: Inventory): readonly ComponentEdges[] {
  const seen = inventory.components.map(() => emptySeen());
  for (const graph of inventory.graphs) {
    for (const occurrence of graph.occurrences) {
      const own = seen[occurrence.component];
      if (own === undefined) continue;
      own[graph.edges] = true;
      for (const { to, scope } of occurrence.dependsOn) {
        const target = graph.occurrences[to];
        // One number sorts by component first and by strength second.
        if (target !== undefined) own.targets.push(target.component * scopesByStrength.length + strengthOf(scope));
      }
    }
  }
  return seen.map(toEdges);
}

type Seen = { targets: number[] } & Record<InventoryGraph['edges'], boolean>;

function emptySeen(): Seen {
  return { targets: [], complete: false, partial: false, none: false };
}

function toEdges({ targets, complete, partial, none }: Seen): ComponentEdges {
  const dependsOn: { readonly to: number; readonly scope: Scope }[] = [];
  let last = -1;
  for (const target of targets.toSorted((a, b) => a - b)) {
    const to = Math.floor(target / scopesByStrength.length);
    if (to === last) continue;
    last = to;
    dependsOn.push({ to, scope: scopesByStrength[target % scopesByStrength.length] as Scope });
  }
  if (!complete && !partial) return { dependsOn, known: 'unknown' };
  return { dependsOn, known: partial || none ? 'incomplete' : 'complete' };
}
