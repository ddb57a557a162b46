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
  const targets: number[][] = inventory.components.map(() => []);
  const seenIn = new Uint8Array(targets.length);
  for (const { edges, occurrences } of inventory.graphs) {
    const flag = flags[edges];
    for (const { component, dependsOn } of occurrences) {
      const own = targets[component];
      if (own === undefined) continue;
      seenIn[component] = (seenIn[component] ?? 0) | flag;
      for (const { to, scope } of dependsOn) {
        const target = occurrences[to];
        // One number that sorts by component first and by strength second.
        if (target !== undefined) own.push(target.component * scopesByStrength.length + strengthOf(scope));
      }
    }
  }
  return targets.map((own, index) => ({ dependsOn: distinct(own), known: knowledge(seenIn[index] ?? 0) }));
}

/** In which kinds of graph a component stands. */
const flags: Readonly<Record<InventoryGraph['edges'], number>> = { complete: 1, partial: 2, none: 4 };

function knowledge(seenIn: number): ComponentEdges['known'] {
  if (seenIn === flags.complete) return 'complete';
  return (seenIn & (flags.complete | flags.partial)) === 0 ? 'unknown' : 'incomplete';
}

function distinct(targets: readonly number[]): ComponentEdges['dependsOn'] {
  if (targets.length === 0) return noEdges;
  const dependsOn: { readonly to: number; readonly scope: Scope }[] = [];
  let last = -1;
  // Mostly they are: lockfiles list dependencies by name, and components are sorted by purl.
  for (const target of isAscending(targets) ? targets : targets.toSorted((a, b) => a - b)) {
    const to = Math.trunc(target / scopesByStrength.length);
    if (to === last) continue;
    last = to;
    dependsOn.push({ to, scope: scopesByStrength[target % scopesByStrength.length] as Scope });
  }
  return dependsOn;
}
function isAscending(numbers: readonly number[]): boolean {
  for (let index = 1; index < numbers.length; index += 1) {
    if ((numbers[index - 1] ?? 0) > (numbers[index] ?? 0)) return false;
  }
  return true;
}

const noEdges: ComponentEdges['dependsOn'] = [];
