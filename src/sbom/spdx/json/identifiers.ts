import { valueOf, type Component } from '../../../model/index.ts';

const whole = /^SPDXRef-[A-Za-z0-9.-]+$/;
const notAllowed = /[^A-Za-z0-9.]+/g;
const maxCharacters = 200;

/** True for a name that SPDX 2 allows for an element (2.3, 6.3). */
export function isSpdxId(text: string): boolean {
  return whole.test(text);
}

/**
 * A readable name for every component, by index: unique in the document and the same in every run. Two components that would have
 * the same are told apart by a number, in the order of the inventory.
 */
export function toSpdxIds(components: readonly Component[]): readonly string[] {
  const taken = new Set<string>(['SPDXRef-DOCUMENT']);
  for (const { id } of components) if (isSpdxId(id)) taken.add(id);
  const counts = new Map<string, number>();
  return components.map((component) => {
    if (isSpdxId(component.id)) return component.id;
    const base = `SPDXRef-${slugOf(component)}`;
    let count = counts.get(base) ?? 1;
    let id = count === 1 ? base : `${base}-${count}`;
    for (; taken.has(id); id = `${base}-${count}`) count += 1;
    counts.set(base, count);
    taken.add(id);
    return id;
  });
}

function slugOf({ ecosystem, name, type, version }: Component): string {
  return slug([ecosystem ?? type, name, valueOf(version) ?? ''].join('-'));
}

/** Letters, digits, `.` and `-` only: what SPDX allows in an `idstring`. */
export function slug(text: string): string {
  const cleaned = text
    .slice(0, maxCharacters)
    .replace(notAllowed, '-')
    .replace(/^-+|-+$/g, '');
  return cleaned === '' ? 'x' : cleaned;
}
