import type { DataObject, DataValue } from '../../../kernel/index.ts';
import { encodeNode } from '../../bom/lens.ts';
import type { Bom, BomComponent, BomRelationship } from '../../bom/model.ts';
import { apart } from './decode.ts';
import { componentLenses, isEmpty, metadataLenses, rootLenses } from './lenses.ts';

/** The JSON form of a {@link Bom} that came from CycloneDX, or was made ready for it; in the version in which it came. */
export function encodeCycloneDx(bom: Bom, specVersion: string): DataObject {
  const { $schema, metadata: bareMetadata, components: bareComponents, dependencies: bareDependencies, ...extra } = bom.extra;
  const top = encodeNode(bom.facts, extra, rootLenses, undefined);
  const { serialNumber, version, ...rest } = top;
  const { subject, others } = encodeComponents(bom.components);
  const metadata = encodeNode(bom.facts, bom.facts.extra, metadataLenses, undefined);
  if (subject !== undefined) metadata['component'] = subject;
  const dependencies = encodeDependencies(bom.relationships);
  return {
    ...($schema === undefined ? {} : { $schema: schemaFor($schema, bom.origin.version, specVersion) }),
    bomFormat: 'CycloneDX',
    specVersion,
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(version === undefined ? {} : { version }),
    ...(isEmpty(metadata) ? (bareMetadata === undefined ? {} : { metadata: bareMetadata }) : { metadata }),
    ...(others.length > 0 ? { components: others } : bareComponents === undefined ? {} : { components: bareComponents }),
    ...(dependencies.length > 0 ? { dependencies } : bareDependencies === undefined ? {} : { dependencies: bareDependencies }),
    ...rest,
  };
}

function schemaFor(said: DataValue, from: string, to: string): DataValue {
  return from === to ? said : `http://cyclonedx.org/schema/bom-${to}.schema.json`;
}

function encodeComponents(components: readonly BomComponent[]): {
  readonly subject: DataObject | undefined;
  readonly others: readonly DataObject[];
} {
  const nodes = components.map((component) => encodeNode(component, component.extra, componentLenses, undefined));
  const others: DataObject[] = [];
  let subject: DataObject | undefined;
  for (const [index, { parent, place }] of components.entries()) {
    const node = nodes[index] as Record<string, DataValue>;
    const outer = parent === undefined ? undefined : nodes[parent];
    if (outer !== undefined) {
      const inner = outer['components'];
      if (Array.isArray(inner) && inner.length > 0) (inner as DataValue[]).push(node);
      else outer['components'] = [node];
    } else if (place === 'subject' && subject === undefined) subject = node;
    else others.push(node);
  }
  return { subject, others };
}

/** A `provides` joins the `dependsOn` of the same component before it. */
function encodeDependencies(relationships: readonly BomRelationship[]): readonly DataObject[] {
  const entries: Record<string, DataValue | undefined>[] = [];
  let last: BomRelationship | undefined;
  for (const relationship of relationships) {
    const { extra, from, to, type } = relationship;
    const entry = entries.at(-1);
    if (type === 'dependsOn') entries.push({ ref: from, ...extra, ...(to.length === 0 ? {} : { dependsOn: to }) });
    else if (type === 'provides') {
      const { [apart]: isApart, ...rest } = extra;
      if (last?.from === from && last.type === 'dependsOn' && isApart !== true && entry !== undefined) entry['provides'] = to;
      else entries.push({ ref: from, ...rest, provides: to });
    }
    last = relationship;
  }
  return entries;
}
