import { isObject, type DataArray, type DataObject, type DataValue } from '../../../kernel/index.ts';
import { decodeNode, type Lens } from '../../bom/lens.ts';
import type { Bom, BomComponent, BomRelationship, Dialect } from '../../bom/model.ts';
import { creationLenses, documentLenses, fileLenses, packageLenses, snippetLenses } from './lenses2.ts';
import { createLicenceContext, type LicenceContext } from './licences.ts';
import { relationshipMeanings } from './words.ts';

/** The lists of elements of an SPDX 2 document, in the order in which they become components. */
export const spdx2Parts: readonly (readonly [string, BomComponent['kind'], readonly Lens<BomComponent, LicenceContext>[]])[] = [
  ['packages', 'package', packageLenses],
  ['files', 'file', fileLenses],
  ['snippets', 'snippet', snippetLenses],
];

/** An SPDX 2 document in its JSON form, valid or not, as a {@link Bom}. What is not where it should be stays in the residue. */
export function decodeSpdx2(root: DataObject, origin: Dialect): Bom {
  const { spdxVersion: _, creationInfo, relationships, ...members } = root;
  const context = createLicenceContext();
  const components: BomComponent[] = [];
  const rest: Record<string, DataValue | undefined> = { ...members };
  for (const [part, kind, lenses] of spdx2Parts) {
    const list = members[part];
    if (!isListOfObjects(list)) continue;
    if (list.length > 0) delete rest[part];
    for (const node of list as readonly DataObject[]) {
      const { extra, fields } = decodeNode(node, lenses, context);
      components.push({ kind, place: 'component', ...(kind === 'file' ? { type: 'file' } : {}), ...fields, extra });
    }
  }
  const top = decodeNode(rest, documentLenses, context);
  const extra: Record<string, DataValue | undefined> = { ...top.extra };
  const creation = isObject(creationInfo) ? decodeNode(creationInfo, creationLenses, context) : { fields: {}, extra: {} };
  if (creationInfo !== undefined && (!isObject(creationInfo) || Object.keys(creationInfo).length === 0))
    extra['creationInfo'] = creationInfo;
  const related = decodeRelationships(relationships);
  if (relationships !== undefined && (related === undefined || related.length === 0)) extra['relationships'] = relationships;
  return {
    origin,
    facts: { ...top.fields, ...creation.fields, extra: creation.extra },
    components,
    relationships: related ?? [],
    extra,
  };
}

function isListOfObjects(value: DataValue | undefined): value is DataArray {
  return Array.isArray(value) && (value as DataArray).every(isObject);
}

function decodeRelationships(value: DataValue | undefined): readonly BomRelationship[] | undefined {
  if (value === undefined) return [];
  if (!isListOfObjects(value)) return undefined;
  const relationships: BomRelationship[] = [];
  for (const node of value as readonly DataObject[]) {
    const { spdxElementId, relationshipType, relatedSpdxElement, comment, ...extra } = node;
    if (typeof spdxElementId !== 'string' || typeof relationshipType !== 'string' || typeof relatedSpdxElement !== 'string')
      return undefined;
    const meaning = relationshipMeanings.get(relationshipType);
    const isReverse = meaning?.isReverse === true;
    relationships.push({
      from: isReverse ? relatedSpdxElement : spdxElementId,
      type: meaning?.type ?? 'other',
      to: [isReverse ? spdxElementId : relatedSpdxElement],
      ...(meaning?.scope === undefined ? {} : { scope: meaning.scope }),
      ...(typeof comment === 'string' ? { comment } : {}),
      // Several words mean the same.
      extra: { ...extra, relationshipType, ...(comment === undefined || typeof comment === 'string' ? {} : { comment }) },
    });
  }
  return relationships;
}
