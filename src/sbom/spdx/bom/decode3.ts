import { isObject, textOf, type DataArray, type DataObject, type DataValue } from '../../../kernel/index.ts';
import { decodeNode } from '../../bom/lens.ts';
import type { Bom, BomComponent, BomFacts, BomRelationship, Dialect, LicenceStatement } from '../../bom/model.ts';
import { GraphBuilder, readLicence3, type Graph } from './graph.ts';
import { documentLenses3, elementLenses3, packageLenses3 } from './lenses3.ts';

/** Residue: the place of an element in the graph, so that a graph keeps its order. */
export const place = '#at';
/** Residue of the document: elements that are no components, relationships or document. */
export const others = '#elements';
/** Residue: the document is a single object without a graph. */
export const single = '#single';

/** Which classes are components, and of which kind; the first of a kind needs no saying. */
export const componentClasses: ReadonlyMap<string, BomComponent['kind']> = new Map<string, BomComponent['kind']>([
  ['software_Package', 'package'],
  ['software_File', 'file'],
  ['software_Snippet', 'snippet'],
  ['ai_AIPackage', 'package'],
  ['dataset_DatasetPackage', 'package'],
]);

export const licenceRelations: Readonly<Record<string, 'declared' | 'concluded'>> = {
  hasDeclaredLicense: 'declared',
  hasConcludedLicense: 'concluded',
};

/** An SPDX 3 document in JSON-LD as a {@link Bom}. A relationship that names a licence stays one, and is read into its component too. */
export function decodeSpdx3(root: DataObject, origin: Dialect): Bom {
  const { '@graph': given, ...rest } = root;
  const { '@context': context, ...alone } = rest;
  const isSingle = given === undefined;
  const elements: DataArray = isSingle ? [alone] : Array.isArray(given) ? (given as DataArray) : [];
  const graph = new GraphBuilder(elements, '', undefined);
  const components: BomComponent[] = [];
  const relationships: BomRelationship[] = [];
  const strangers: DataObject[] = [];
  const licences = licencesBySubject(elements, graph);
  let facts: BomFacts | undefined;
  for (const [at, element] of elements.entries()) {
    const type = isObject(element) ? textOf(element['type']) : undefined;
    if (!isObject(element)) strangers.push({ [place]: at, element });
    else if (type !== undefined && componentClasses.has(type)) components.push(decodeComponent(element, type, at, graph, licences));
    else if (type === 'Relationship' || type === 'LifecycleScopedRelationship')
      addRelationship(element, at, relationships, strangers);
    else if (type === 'SpdxDocument' && facts === undefined) {
      const { type: _, ...members } = element;
      const { extra, fields } = decodeNode(members, documentLenses3, graph);
      facts = { ...fields, extra: { ...extra, [place]: at } };
    } else strangers.push({ [place]: at, element });
  }
  const extra: Record<string, DataValue | undefined> = isSingle ? { '@context': context, [single]: true } : { ...rest };
  if (strangers.length > 0) extra[others] = strangers;
  return { origin, facts: facts ?? { extra: {} }, components, relationships, extra };
}

function decodeComponent(
  element: DataObject,
  type: string,
  at: number,
  graph: Graph,
  licences: ReadonlyMap<string, readonly LicenceStatement[]>,
): BomComponent {
  const { type: _, ...members } = element;
  const kind = componentClasses.get(type) ?? 'package';
  const { extra, fields } = decodeNode(members, kind === 'package' ? packageLenses3 : elementLenses3, graph);
  const stated = licences.get(fields.ref ?? '');
  const isUsual = [...componentClasses].find(([, one]) => one === kind)?.[0] === type;
  return {
    kind,
    place: 'component',
    ...(kind === 'file' ? { type: 'file' } : {}),
    ...fields,
    ...(stated === undefined ? {} : { licences: stated }),
    extra: { ...extra, ...(isUsual ? {} : { type }), [place]: at },
  };
}

/** What the relationships of a graph say about licences, by the name of their subject. */
export function licencesBySubject(elements: DataArray, graph: Graph): ReadonlyMap<string, readonly LicenceStatement[]> {
  const found = new Map<string, LicenceStatement[]>();
  for (const element of elements) {
    if (!isObject(element)) continue;
    const role = licenceRelations[textOf(element['relationshipType']) ?? ''];
    const from = textOf(element['from']);
    if (role === undefined || from === undefined || !Array.isArray(element['to'])) continue;
    const list = found.get(from) ?? [];
    found.set(from, list);
    for (const one of element['to'] as DataArray) list.push(...readLicence3(graph, one, role));
  }
  return found;
}

function addRelationship(element: DataObject, at: number, relationships: BomRelationship[], strangers: DataObject[]): void {
  const { type, from, relationshipType, to, scope, comment, ...extra } = element;
  const isTyped =
    typeof from === 'string' &&
    typeof relationshipType === 'string' &&
    Array.isArray(to) &&
    (to as DataArray).every((one) => typeof one === 'string') &&
    (comment === undefined || typeof comment === 'string') &&
    (scope === undefined || isScope(scope));
  if (!isTyped) {
    strangers.push({ [place]: at, element });
    return;
  }
  relationships.push({
    from,
    type: relationshipType,
    to: to as readonly string[],
    ...(scope === undefined ? {} : { scope: scope as NonNullable<BomRelationship['scope']> }),
    ...(comment === undefined ? {} : { comment: comment }),
    // A relationship of the scoped class may leave out its scope.
    extra: { ...extra, ...(type === 'LifecycleScopedRelationship' && scope === undefined ? { type } : {}), [place]: at },
  });
}

function isScope(scope: DataValue): boolean {
  return typeof scope === 'string' && ['design', 'build', 'development', 'test', 'runtime', 'other'].includes(scope);
}
