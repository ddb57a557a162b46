import { textOf, type DataObject } from '../../../kernel/index.ts';
import type { Component, ExternalReference, Source } from '../../../model/index.ts';
import { referenceTypes, toIriReference } from '../../reference.ts';
import type { ReadingLog } from '../../reading-log.ts';
import { objectsOf, stringOf } from '../../shape.ts';
import { noAssertion, noneStated, type SpdxExternalRef } from './document.ts';
import { slug } from './identifiers.ts';

/** The purls of a package: the first is its identity. */
export function readPurl(refs: readonly DataObject[], log: ReadingLog): string | undefined {
  const purls = refs.filter((ref) => ref.referenceType === 'purl').map((ref) => textOf(ref.referenceLocator));
  const found = purls.filter((purl) => purl !== undefined);
  if (found.length > 1) log.notRead('further purls of a package', found.length - 1);
  return found[0];
}

export function readExternalRefs(element: DataObject, log: ReadingLog): readonly DataObject[] {
  return objectsOf(element, 'externalRefs', log);
}

/**
 * `homepage`, `downloadLocation` and the external references of category OTHER. A download location that only repeats the
 * source of the package is not a further reference.
 */
export function readReferences(
  element: DataObject,
  refs: readonly DataObject[],
  source: Source | undefined,
  log: ReadingLog,
): readonly ExternalReference[] {
  const references: ExternalReference[] = [];
  const location = stated(stringOf(element, 'downloadLocation', log));
  if (location !== undefined && location !== locationOfSource(source))
    references.push({ type: isVcs(location) ? 'vcs' : 'distribution', url: location });
  const homepage = stated(stringOf(element, 'homepage', log));
  if (homepage !== undefined) references.push({ type: 'website', url: homepage });
  for (const ref of refs) {
    const type = textOf(ref.referenceType);
    const url = textOf(ref.referenceLocator);
    if (type === undefined || url === undefined)
      log.problem('sbom/shape', 'has an external reference without a type and a locator', ref);
    else if (type === 'purl') continue;
    else if (ref.referenceCategory === 'OTHER') references.push(toReference(type, url, textOf(ref.comment)));
    else log.notRead(`externalRefs ${type.slice(0, 40)}`);
  }
  return references;
}

function toReference(type: string, url: string, comment: string | undefined): ExternalReference {
  if (!referenceTypes.has(type)) return { type: 'other', url, comment: comment === undefined ? type : `${type}: ${comment}` };
  return comment === undefined ? { type, url } : { type, url, comment };
}

function stated(location: string | undefined): string | undefined {
  return location === noAssertion || location === noneStated ? undefined : location;
}

const vcs = /^(?:git|hg|svn|bzr)\+/;

function isVcs(location: string): boolean {
  return vcs.test(location);
}

/** SPDX 2.3, 7.7: a URL, or `vcs+transport://host/path@revision`; `NONE` when there is no place to get it from. */
function locationOfSource(source: Source | undefined): string | undefined {
  switch (source?.kind) {
    case 'git': {
      const url = isVcs(source.url) ? source.url : `git+${source.url}`;
      return toIriReference(source.commit === undefined ? url : `${url}@${source.commit}`);
    }
    case 'archive':
      return toIriReference(source.url);
    case 'local':
      return noneStated;
    default:
      return undefined;
  }
}

export interface WrittenReferences {
  readonly downloadLocation: string;
  readonly homepage?: string;
  /** The caller's own. */
  readonly externalRefs: SpdxExternalRef[];
}

/** The first website is the homepage; the first distribution is the download location, where the source is not. */
export function toReferences({ externalReferences, source, purl }: Component): WrittenReferences {
  const externalRefs: SpdxExternalRef[] = [];
  if (purl !== undefined)
    externalRefs.push({ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl });
  let location = locationOfSource(source);
  let homepage: string | undefined;
  for (const { type, url, comment } of externalReferences) {
    const iri = toIriReference(url);
    if (location === undefined && comment === undefined && (type === 'distribution' ? !isVcs(iri) : type === 'vcs' && isVcs(iri)))
      location = iri;
    else if (homepage === undefined && comment === undefined && type === 'website') homepage = iri;
    else
      externalRefs.push({
        referenceCategory: 'OTHER',
        referenceType: referenceTypes.has(type) ? type : slug(type),
        referenceLocator: iri,
        ...(comment === undefined ? {} : { comment }),
      });
  }
  return { downloadLocation: location ?? noAssertion, ...(homepage === undefined ? {} : { homepage }), externalRefs };
}
