import { textOf, type DataObject } from '../../../kernel/index.ts';
import type { ExternalReference } from '../../../model/index.ts';
import { referenceTypes, toIriReference } from '../../reference.ts';
import type { ReadingLog } from '../../reading-log.ts';
import type { CdxReference } from './document.ts';
import { objectsOf } from '../../shape.ts';

const readMembers = new Set(['type', 'url', 'comment']);

export function readReferences(component: DataObject, log: ReadingLog): readonly ExternalReference[] {
  const references: ExternalReference[] = [];
  for (const node of objectsOf(component, 'externalReferences', log)) {
    const type = textOf(node.type);
    const url = textOf(node.url);
    if (type === undefined || url === undefined) {
      log.problem('sbom/shape', 'has an external reference without a type and a URL', node);
      continue;
    }
    log.notReadBut(node, readMembers, 'externalReferences.');
    const comment = textOf(node.comment);
    references.push(comment === undefined ? { type, url } : { type, url, comment });
  }
  return references;
}

/** In the order of the inventory. A type that 1.6 does not know is `other`. */
export function toReferences(references: readonly ExternalReference[]): readonly CdxReference[] | undefined {
  if (references.length === 0) return undefined;
  return references.map(({ type, url, comment }) => ({
    url: toIriReference(url),
    type: referenceTypes.has(type) ? type : 'other',
    ...(comment === undefined ? {} : { comment }),
  }));
}
