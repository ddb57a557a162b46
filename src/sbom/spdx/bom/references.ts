import { arrayOf, isObject, textOf, type DataObject, type DataValue } from '../../../kernel/index.ts';
import type { BomComponent, BomReference } from '../../bom/model.ts';
import { referenceTypes, toIriReference } from '../../reference.ts';
import { slug } from '../json/identifiers.ts';
import { noAssertion } from './licences.ts';

type References = Pick<BomComponent, 'references' | 'purl' | 'cpes' | 'swhids'>;
type Partial2 = { -readonly [Name in keyof References]?: NonNullable<References[Name]> };

const isVcs = /^(?:git|hg|svn|bzr)\+/;
/** SPDX 2.3, annex F.2: references of category SECURITY that are an address. */
const security: ReadonlyMap<string, string> = new Map([
  ['advisory', 'advisories'],
  ['fix', 'other'],
  ['url', 'other'],
]);

/** The purls, CPEs, SWHIDs and addresses of a package: `downloadLocation`, `homepage`, `externalRefs`. */
export function readReferences2(node: DataObject): Partial2 {
  const references: BomReference[] = [];
  const found: Partial2 = {};
  const location = stated(node['downloadLocation']);
  if (location !== undefined) references.push({ type: isVcs.test(location) ? 'vcs' : 'distribution', url: location });
  const homepage = stated(node['homepage']);
  if (homepage !== undefined) references.push({ type: 'website', url: homepage });
  const cpes: string[] = [];
  const swhids: string[] = [];
  for (const one of arrayOf(node['externalRefs'])) {
    if (!isObject(one)) continue;
    const [type, url, comment] = [textOf(one['referenceType']), textOf(one['referenceLocator']), textOf(one['comment'])];
    if (type === undefined || url === undefined) continue;
    if (type === 'purl') found.purl ??= url;
    else if (type === 'cpe22Type' || type === 'cpe23Type') cpes.push(url);
    else if (type === 'swh') swhids.push(url);
    else if (security.has(type)) references.push(withComment({ type: security.get(type) as string, url }, comment));
    else if (referenceTypes.has(type)) references.push(withComment({ type, url }, comment));
    else references.push(withComment({ type: 'other', url }, comment === undefined ? type : `${type}: ${comment}`));
  }
  if (references.length > 0) found.references = references;
  if (cpes.length > 0) found.cpes = cpes;
  if (swhids.length > 0) found.swhids = swhids;
  return found;
}

function withComment(reference: BomReference, comment: string | undefined): BomReference {
  return comment === undefined ? reference : { ...reference, comment };
}

function stated(location: DataValue | undefined): string | undefined {
  return typeof location !== 'string' || location === noAssertion || location === 'NONE' || location === '' ? undefined : location;
}

/** The first distribution or repository without a comment is the download location, the first website the home page. */
export function writeReferences2(
  { cpes, purl, references, swhids }: References,
  _context?: unknown,
  former?: DataObject,
): DataObject {
  let location: string | undefined;
  let homepage: string | undefined;
  const refs: DataObject[] = [];
  const add = (referenceCategory: string, referenceType: string, referenceLocator: string, comment?: string): void => {
    refs.push({ referenceCategory, referenceType, referenceLocator, ...(comment === undefined ? {} : { comment }) });
  };
  if (purl !== undefined) add('PACKAGE-MANAGER', 'purl', purl);
  for (const cpe of cpes ?? []) add('SECURITY', cpe.startsWith('cpe:2.3:') ? 'cpe23Type' : 'cpe22Type', cpe);
  for (const swhid of swhids ?? []) add('PERSISTENT-ID', 'swh', swhid);
  for (const { comment, type, url } of references ?? []) {
    const iri = toIriReference(url);
    const isPlain = comment === undefined;
    if (location === undefined && isPlain && (type === 'distribution' ? !isVcs.test(iri) : type === 'vcs' && isVcs.test(iri)))
      location = iri;
    else if (homepage === undefined && isPlain && type === 'website') homepage = iri;
    else if (type === 'advisories') add('SECURITY', 'advisory', iri, comment);
    else add('OTHER', referenceTypes.has(type) ? type : slug(type), iri, comment);
  }
  return {
    downloadLocation: location ?? (former?.['downloadLocation'] === 'NONE' ? 'NONE' : noAssertion),
    homepage,
    externalRefs: refs.length === 0 ? undefined : refs,
  };
}
