import { arrayOf, isObject, type DataObject, type DataValue } from '../../../kernel/index.ts';
import { encodeNode } from '../../bom/lens.ts';
import type { Bom, BomComponent, BomRelationship } from '../../bom/model.ts';
import { spdx2Parts } from './decode2.ts';
import { creationLenses, documentLenses } from './lenses2.ts';
import { createLicenceContext, type LicenceContext } from './licences.ts';
import { relationshipMeanings, relationshipWordOf } from './words.ts';

/** The JSON form of a {@link Bom} that came from SPDX 2, or was made ready for it. */
export function encodeSpdx2(bom: Bom, version: string): DataObject {
  const context = createLicenceContext();
  const { $schema, SPDXID, creationInfo: bareCreation, relationships: bareRelationships, ...extra } = bom.extra;
  const top = encodeNode(bom.facts, extra, documentLenses, context);
  const creation = encodeNode(bom.facts, bom.facts.extra, creationLenses, context);
  const parts: Record<string, DataValue> = {};
  for (const [part, kind, lenses] of spdx2Parts) {
    const nodes = bom.components
      .filter((component) => component.kind === kind)
      .map((component) => encodeNode<BomComponent, LicenceContext>(component, component.extra, lenses, context));
    if (nodes.length > 0) parts[part] = nodes;
  }
  const relationships = bom.relationships.flatMap(encodeRelationship);
  const { name, dataLicense, documentNamespace, ...rest } = top;
  return {
    ...($schema === undefined ? {} : { $schema }),
    spdxVersion: `SPDX-${version}`,
    ...(dataLicense === undefined ? {} : { dataLicense }),
    ...(SPDXID === undefined ? {} : { SPDXID }),
    ...(name === undefined ? {} : { name }),
    ...(documentNamespace === undefined ? {} : { documentNamespace }),
    ...(Object.keys(creation).length > 0
      ? { creationInfo: creation }
      : bareCreation === undefined
        ? {}
        : { creationInfo: bareCreation }),
    ...withExtracted(rest, context),
    ...parts,
    ...(relationships.length > 0 ? { relationships } : bareRelationships === undefined ? {} : { relationships: bareRelationships }),
  };
}

/** The texts for which a `LicenseRef-` had to be made, beside those that the document had. */
function withExtracted(rest: Record<string, DataValue>, { made }: LicenceContext): DataObject {
  const former = rest['hasExtractedLicensingInfos'];
  const list = arrayOf(former);
  const known = new Set(list.filter(isObject).map((one) => one['licenseId']));
  const added = [...made]
    .filter(([id, text]) => !known.has(id) && text !== 'NOASSERTION')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([licenseId, extractedText]) => ({ licenseId, extractedText, name: extractedText }));
  return added.length === 0 ? rest : { ...rest, hasExtractedLicensingInfos: [...list, ...added] };
}

function encodeRelationship({ comment, extra, from, scope, to, type }: BomRelationship): readonly DataObject[] {
  const former = typeof extra['relationshipType'] === 'string' ? extra['relationshipType'] : undefined;
  const { relationshipType: _, ...rest } = extra;
  const meaning = former === undefined ? undefined : relationshipMeanings.get(former);
  const stillMeans = former !== undefined && (meaning?.type ?? 'other') === type && meaning?.scope === scope;
  const word = stillMeans ? former : (relationshipWordOf(type, scope) ?? 'OTHER');
  const isReverse = relationshipMeanings.get(word)?.isReverse === true;
  return to.map((other) => ({
    spdxElementId: isReverse ? other : from,
    relationshipType: word,
    relatedSpdxElement: isReverse ? from : other,
    ...(comment === undefined ? {} : { comment }),
    ...rest,
  }));
}
