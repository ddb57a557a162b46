import { isPackage, type Component, type Inventory } from '../model/index.ts';

/** What a document is written about: a component of the inventory, or the target itself, which then stands above all roots. */
export interface Subject {
  /** Index of the component; undefined when the target is no component. */
  readonly component: number | undefined;
  /** Components from which paths begin, ascending. */
  readonly roots: readonly number[];
}

/** The subject that the inventory names, else the one project that nothing depends on and beside which no other root stands. */
export function subjectOf(inventory: Inventory): Subject {
  const { components, subject } = inventory;
  const roots = rootComponents(inventory);
  if (subject !== undefined) {
    const named = components.findIndex((component) => component.id === subject);
    if (named !== -1) return { component: named, roots };
  }
  const tops = topsOf(inventory, roots);
  const [only] = tops;
  const isProject = only !== undefined && tops.length === 1 && !isPackage(components[only] as Component);
  return { component: isProject ? only : undefined, roots };
}

function rootComponents(inventory: Inventory): readonly number[] {
  const roots = new Set<number>();
  for (const { occurrences, roots: indices } of inventory.graphs) {
    for (const index of indices) {
      const occurrence = occurrences[index];
      if (occurrence !== undefined) roots.add(occurrence.component);
    }
  }
  return [...roots].toSorted((a, b) => a - b);
}

/** Roots that no other component depends on: in a workspace the root project, not its members. */
function topsOf(inventory: Inventory, roots: readonly number[]): readonly number[] {
  const tops = new Set(roots);
  for (const { occurrences } of inventory.graphs) {
    for (const occurrence of occurrences) {
      for (const { to } of occurrence.dependsOn) {
        const component = occurrences[to]?.component;
        if (component !== undefined && component !== occurrence.component) tops.delete(component);
      }
    }
  }
  return [...tops];
}

/** The target's name as it may stand in a document for others: no path of this machine. */
export function targetNameOf(inventory: Inventory, given: string | undefined): string {
  if (given !== undefined && given !== '') return given;
  const last = inventory.target.name.split(/[\\/]/).findLast((part) => part !== '' && part !== '.' && part !== '..');
  return last ?? 'target';
}
