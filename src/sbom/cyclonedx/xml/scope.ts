import type { XmlElement } from '../../../kernel/xml/index.ts';

export const namespaceStart = 'http://cyclonedx.org/schema/bom/';

/** Namespaces by prefix. */
export type Scope = ReadonlyMap<string, string>;
export const noScope: Scope = new Map();

/** The namespaces by prefix that hold inside an element. */
export function scopeOf(element: XmlElement, outer: Scope): Scope {
  let scope: Map<string, string> | undefined;
  for (const [name, value] of element.attributes) {
    if (name === 'xmlns') (scope ??= new Map(outer)).set('', value);
    else if (name.startsWith('xmlns:')) (scope ??= new Map(outer)).set(name.slice('xmlns:'.length), value);
  }
  return scope ?? outer;
}
