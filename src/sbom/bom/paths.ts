import type { Bom, BomComponent, BomRelationship } from './model.ts';

/** Where every component stands in the document that it came from, by index: `components[0].components[2]`, `files[3]`, `@graph[7]`. */
export function componentPaths(bom: Bom): readonly string[] {
  const counts = new Map<string, number>();
  const next = (list: string): string => {
    const index = counts.get(list) ?? 0;
    counts.set(list, index + 1);
    return `${list}[${index}]`;
  };
  const paths: string[] = [];
  let hasSubject = false;
  for (const component of bom.components) {
    const at = component.extra['#at'];
    if (bom.origin.family === 'spdx') {
      paths.push(typeof at === 'number' ? `@graph[${at}]` : next(`${component.kind}s`));
    } else if (component.parent !== undefined) {
      paths.push(next(`${paths[component.parent] ?? ''}.components`));
    } else if (component.place === 'subject' && !hasSubject) {
      hasSubject = true;
      paths.push('metadata.component');
    } else paths.push(next('components'));
  }
  return paths;
}

export function relationshipPath(bom: Bom, relationship: BomRelationship, index: number): string {
  const at = relationship.extra['#at'];
  if (typeof at === 'number') return `@graph[${at}]`;
  return bom.origin.family === 'spdx' ? `relationships[${index}]` : `dependencies of ${JSON.stringify(relationship.from)}`;
}

/** The components by the name that the document gives them. */
export function byRef(components: readonly BomComponent[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [index, { ref }] of components.entries()) if (ref !== undefined && !found.has(ref)) found.set(ref, index);
  return found;
}
