import { objectOf, textOf, type DataObject } from '../../../kernel/index.ts';
import type { BomComponent, BomRelationship } from '../../bom/model.ts';
import { algorithmFrom2, algorithmTo3 } from './words.ts';

export function toHashes(hashes: NonNullable<BomComponent['hashes']>): readonly DataObject[] {
  return hashes.flatMap(({ algorithm, value }) => {
    const name = algorithmTo3(algorithm);
    return name === undefined ? [] : [{ type: 'Hash', algorithm: name, hashValue: value }];
  });
}

/** One for each element of another document that is named here; where none is, one for that document. */
export function toImports(ref: DataObject, relationships: readonly BomRelationship[]): readonly DataObject[] {
  const checksum = objectOf(ref['checksum']);
  const [algorithm, value] = [textOf(checksum['algorithm']), textOf(checksum['checksumValue'])];
  const document = textOf(ref['spdxDocument']) ?? '';
  const prefix = `${textOf(ref['externalDocumentId']) ?? ''}:`;
  const named = new Set<string>();
  for (const { from, to } of relationships)
    for (const one of [from, ...to]) if (one.startsWith(prefix)) named.add(one.slice(prefix.length));
  return [...(named.size === 0 ? ['SPDXRef-DOCUMENT'] : named)].map((element) => ({
    type: 'ExternalMap',
    externalSpdxId: `${document}#${element}`,
    locationHint: document,
    ...(algorithm === undefined || value === undefined
      ? {}
      : { verifiedUsing: toHashes([{ algorithm: algorithmFrom2(algorithm), value }]) }),
  }));
}
