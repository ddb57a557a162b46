import { isObject, textOf, type DataObject, type DataValue } from '../../../kernel/index.ts';
import type { InventoryGraph, Scope } from '../../../model/index.ts';
import type { ReadingLog } from '../../reading-log.ts';
import { strengthOf } from '../../scope.ts';
import { listOf, objectsOf } from '../../shape.ts';

/** A component of the document at its place. */
export interface PlacedComponent {
  readonly node: DataObject;
  readonly ref: string | undefined;
  readonly scope: Scope;
  /** Index of the component that it is inside of. */
  readonly parent: number | undefined;
}

export interface Relationships {
  /** For every place, what it depends on or holds. */
  readonly dependsOn: readonly (readonly { readonly to: number; readonly scope: Scope }[])[];
  readonly edges: InventoryGraph['edges'];
  /** What the target, when it is no component itself, depends on. */
  readonly targetDependsOn: readonly number[];
}

/**
 * `dependencies`, `compositions` and the nesting of components. A component inside another is read as one that the other needs.
 * CycloneDX edges have no scope: one that leads to something weaker than where it starts has the scope of its end.
 */
export function readRelationships(
  root: DataObject,
  places: readonly PlacedComponent[],
  targetRef: string | undefined,
  log: ReadingLog,
): Relationships {
  const byRef = indexRefs(places, targetRef, log);
  const targets = places.map(() => new Set<number>());
  for (const [index, { parent }] of places.entries()) if (parent !== undefined) targets[parent]?.add(index);
  const targetDependsOn = new Set<number>();
  const isStated = new Uint8Array(places.length);
  const find = referenceFinder(root, byRef, log);
  for (const node of objectsOf(root, 'dependencies', log)) {
    const ref = textOf(node.ref);
    if (ref === undefined) log.problem('sbom/shape', 'has an entry of "dependencies" without a ref', node);
    if (node.provides !== undefined) log.notRead('dependencies.provides');
    const from = ref === undefined || ref === targetRef ? undefined : find(ref, 'describes the dependencies of', node);
    if (from !== undefined) isStated[from] = 1;
    const found = ref === targetRef ? targetDependsOn : from === undefined ? undefined : targets[from];
    for (const item of listOf(node, 'dependsOn', log)) {
      const to = typeof item === 'string' ? find(item, 'names a dependency on', node) : undefined;
      if (typeof item !== 'string') log.problem('sbom/shape', 'has a dependency that is not a string', node);
      if (to !== undefined) found?.add(to);
    }
  }
  return {
    dependsOn: targets.map((set, from) => [...set].map((to) => ({ to, scope: edgeScope(places[from], places[to]) }))),
    edges: completenessOf(root, byRef, isStated, targets, log),
    targetDependsOn: [...targetDependsOn],
  };
}

function indexRefs(
  places: readonly PlacedComponent[],
  targetRef: string | undefined,
  log: ReadingLog,
): ReadonlyMap<string, number> {
  const byRef = new Map<string, number>();
  for (const [index, { ref, node }] of places.entries()) {
    if (ref === undefined) continue;
    if (byRef.has(ref) || ref === targetRef) {
      log.problem('cyclonedx/duplicate-ref', `uses the bom-ref ${JSON.stringify(ref)} for more than one component`, node);
    } else {
      byRef.set(ref, index);
    }
  }
  return byRef;
}

function edgeScope(from: PlacedComponent | undefined, to: PlacedComponent | undefined): Scope {
  if (from === undefined || to === undefined) return 'runtime';
  return strengthOf(to.scope) > strengthOf(from.scope) ? to.scope : 'runtime';
}

type Find = (ref: string, sentence: string, node: DataObject) => number | undefined;

/** Looks up a component by its bom-ref. A ref to something that is no component, such as a service, is a part that is not read. */
function referenceFinder(root: DataObject, byRef: ReadonlyMap<string, number>, log: ReadingLog): Find {
  let others: ReadonlySet<string> | undefined;
  return (ref, sentence, node) => {
    const index = byRef.get(ref);
    if (index !== undefined) return index;
    others ??= allRefs(root);
    if (others.has(ref)) log.notRead('dependencies of what is no component');
    else if (ref.startsWith('urn:cdx:')) log.notRead('dependencies on components of other documents');
    else log.problem('cyclonedx/dangling-ref', `${sentence} ${JSON.stringify(ref)}, which is nothing in the document`, node);
    return undefined;
  };
}

/** Every bom-ref anywhere in the document. */
function allRefs(root: DataObject): ReadonlySet<string> {
  const refs = new Set<string>();
  const pending: DataValue[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (Array.isArray(value)) {
      for (const item of value as readonly DataValue[]) pending.push(item);
    } else if (isObject(value)) {
      const ref = textOf(value['bom-ref']);
      if (ref !== undefined) refs.add(ref);
      for (const member of Object.values(value)) if (typeof member === 'object' && member !== null) pending.push(member);
    }
  }
  return refs;
}

/**
 * "Components that are not represented in the dependency graph may have unknown dependencies", and one without any is there
 * with an empty list; a composition says it outright and outranks that.
 */
function completenessOf(
  root: DataObject,
  byRef: ReadonlyMap<string, number>,
  isStated: Uint8Array,
  targets: readonly ReadonlySet<number>[],
  log: ReadingLog,
): InventoryGraph['edges'] {
  const isKnown = isStated.slice();
  let saysIncomplete = false;
  for (const node of objectsOf(root, 'compositions', log)) {
    const aggregate = textOf(node.aggregate);
    if (aggregate === undefined || aggregate === 'not_specified') continue;
    const isIncomplete = aggregate.startsWith('incomplete');
    for (const item of listOf(node, 'dependencies', log)) {
      const index = typeof item === 'string' ? byRef.get(item) : undefined;
      if (index === undefined) continue;
      isKnown[index] = aggregate === 'complete' ? 1 : 0;
      saysIncomplete ||= isIncomplete;
    }
  }
  if (isKnown.length > 0 && isKnown.every((known) => known === 1)) return 'complete';
  return saysIncomplete || isKnown.includes(1) || targets.some((set) => set.size > 0) ? 'partial' : 'none';
}
