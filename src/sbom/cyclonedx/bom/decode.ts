import { arrayOf, isObject, type DataArray, type DataObject, type DataValue } from '../../../kernel/index.ts';
import { decodeNode } from '../../bom/lens.ts';
import type { Bom, BomComponent, BomFacts, BomRelationship, Dialect } from '../../bom/model.ts';
import { componentLenses, isEmpty, metadataLenses, rootLenses } from './lenses.ts';

/** A CycloneDX document in its JSON form, valid or not, as a {@link Bom}. What is not where it should be stays in the residue. */
export function decodeCycloneDx(root: DataObject, origin: Dialect): Bom {
  const { bomFormat: _, specVersion: __, components, dependencies, metadata, ...members } = root;
  const top = decodeNode(members, rootLenses, undefined);
  const extra: Record<string, DataValue | undefined> = { ...top.extra };
  const collector = new Collector();
  const facts = decodeMetadata(metadata, collector, extra);
  if (isListOf(components)) {
    for (const node of components as readonly DataObject[]) collector.component(node, 'component', undefined);
    if (components.length === 0) extra['components'] = [];
  } else if (components !== undefined) {
    extra['components'] = components;
  }
  const relationships = decodeDependencies(dependencies);
  if (dependencies !== undefined && (relationships === undefined || relationships.length === 0))
    extra['dependencies'] = dependencies;
  return {
    origin,
    facts: { ...top.fields, ...facts.fields, extra: facts.extra },
    components: collector.components,
    relationships: relationships ?? [],
    extra,
  };
}

function isListOf(value: DataValue | undefined): value is DataArray {
  return Array.isArray(value) && (value as DataArray).every(isObject);
}

/** `extra.metadata` is there when `metadata` would else not be written at all, or is none. */
function decodeMetadata(
  metadata: DataValue | undefined,
  collector: Collector,
  extra: Record<string, DataValue | undefined>,
): { readonly fields: Partial<BomFacts>; readonly extra: DataObject } {
  if (!isObject(metadata)) {
    if (metadata !== undefined) extra['metadata'] = metadata;
    return { fields: {}, extra: {} };
  }
  const { component, ...rest } = metadata;
  const decoded = decodeNode(rest, metadataLenses, undefined);
  if (isObject(component)) {
    collector.component(component, 'subject', undefined);
    return decoded;
  }
  if (component !== undefined) return { fields: decoded.fields, extra: { ...decoded.extra, component } };
  if (isEmpty(metadata)) extra['metadata'] = {};
  return decoded;
}

class Collector {
  readonly components: BomComponent[] = [];

  /** A component and those inside it; as deep as the reader let the document be. */
  component(node: DataObject, place: BomComponent['place'], parent: number | undefined): void {
    const { components, ...members } = node;
    const { fields, extra } = decodeNode(members, componentLenses, undefined);
    const isNested = isListOf(components) && components.length > 0;
    const index = this.components.length;
    this.components.push({
      kind: fields.type === 'file' ? 'file' : 'package',
      place,
      ...(parent === undefined ? {} : { parent }),
      ...fields,
      extra: components === undefined || isNested ? extra : { ...extra, components },
    });
    if (isNested) for (const inner of components as readonly DataObject[]) this.component(inner, 'component', index);
  }
}

/** One relationship for `dependsOn` and one for `provides`. Undefined when the list is not what it should be. */
function decodeDependencies(value: DataValue | undefined): readonly BomRelationship[] | undefined {
  if (value === undefined) return [];
  if (!isListOf(value)) return undefined;
  const relationships: BomRelationship[] = [];
  for (const node of value as readonly DataObject[]) {
    const { ref, dependsOn, provides, ...extra } = node;
    if (typeof ref !== 'string' || !isTexts(dependsOn) || !isTexts(provides)) return undefined;
    const former = relationships.at(-1);
    const isApart = former?.from === ref && former.type === 'dependsOn' && dependsOn === undefined && provides !== undefined;
    if (dependsOn !== undefined || provides === undefined) {
      const isWritten = dependsOn !== undefined && dependsOn.length === 0;
      relationships.push({
        from: ref,
        type: 'dependsOn',
        to: arrayOf(dependsOn) as readonly string[],
        extra: { ...extra, ...(isWritten ? { dependsOn: [] } : {}) },
      });
    }
    if (provides !== undefined) {
      const further = dependsOn === undefined ? extra : {};
      relationships.push({
        from: ref,
        type: 'provides',
        to: provides,
        extra: isApart ? { ...further, [apart]: true } : further,
      });
    }
  }
  return relationships;
}

/** Marks a `provides` that stood in an entry of its own, though the entry before was of the same component. */
export const apart = '#apart';

function isTexts(value: DataValue | undefined): value is readonly string[] | undefined {
  return value === undefined || (Array.isArray(value) && (value as DataArray).every((one) => typeof one === 'string'));
}
