import { textOf, type DataObject } from '../../../kernel/index.ts';
import type { Component } from '../../../model/index.ts';
import { extraPrefix, extrasOf, noExtras, type Extras } from '../../extras.ts';
import { sourceInPurlOf } from '../../identity.ts';
import type { ReadingLog } from '../../reading-log.ts';
import type { CdxProperty } from './document.ts';
import { objectsOf } from '../../shape.ts';

/** Properties are other tools' own words: only Assay's are understood. */
export function readExtras(component: DataObject, log: ReadingLog): Extras {
  if (component.properties === undefined) return noExtras;
  const extras = new Map<string, string>();
  for (const property of objectsOf(component, 'properties', log)) {
    const name = textOf(property.name);
    if (name?.startsWith(extraPrefix) === true) extras.set(name.slice(extraPrefix.length), textOf(property.value) ?? '');
    else log.notRead('properties');
  }
  return extras;
}

export function toProperties(component: Component): readonly CdxProperty[] | undefined {
  const extras = extrasOf(component, sourceInPurlOf(component));
  return extras.length === 0 ? undefined : extras.map(([name, value]) => ({ name: extraPrefix + name, value }));
}
