import { textOf, type DataObject } from '../../../kernel/index.ts';
import type { Component } from '../../../model/index.ts';
import { extraPrefix, extrasOf, noExtras, type Extras } from '../../extras.ts';
import type { DocumentFacts } from '../../facts.ts';
import { sourceInPurlOf } from '../../identity.ts';
import type { ReadingLog } from '../../reading-log.ts';
import type { SpdxAnnotation } from './document.ts';
import { isSpdxId } from './identifiers.ts';
import { creatorOf } from './metadata.ts';
import { isPurpose } from './purpose.ts';
import { objectsOf } from '../../shape.ts';

/** Annotations whose comment is `assay:name=value` are Assay's; others are people's and other tools' remarks. */
export function readExtras(element: DataObject, log: ReadingLog): Extras {
  if (element.annotations === undefined) return noExtras;
  const extras = new Map<string, string>();
  for (const annotation of objectsOf(element, 'annotations', log)) {
    const comment = textOf(annotation.comment) ?? '';
    const equals = comment.indexOf('=');
    if (comment.startsWith(extraPrefix) && equals !== -1)
      extras.set(comment.slice(extraPrefix.length, equals), comment.slice(equals + 1));
    else log.notRead('annotations');
  }
  return extras;
}

/** What SPDX has no member for, in the order of the names. */
export function toAnnotations(
  component: Component,
  { facts, timestamp }: { readonly facts: DocumentFacts; readonly timestamp: string },
): readonly SpdxAnnotation[] | undefined {
  const extras = [...extrasOf(component, sourceInPurlOf(component))];
  const { id, licences, purl, type } = component;
  if (id !== purl && !isSpdxId(id)) extras.push(['id', id]);
  if (licences.observed.length > 0) extras.push(['licence:observed', JSON.stringify(licences.observed)]);
  // CycloneDX has a scope of its own for it.
  if (component.scope === 'optional') extras.push(['scope', 'optional']);
  if (!isPurpose(type)) extras.push(['type', type]);
  if (extras.length === 0) return undefined;
  const annotator = creatorOf(facts);
  return extras
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({
      annotationDate: timestamp,
      annotationType: 'OTHER',
      annotator,
      comment: `${extraPrefix}${name}=${value}`,
    }));
}
