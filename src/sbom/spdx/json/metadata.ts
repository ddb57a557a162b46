import { arrayOf, objectOf, textOf, type DataObject } from '../../../kernel/index.ts';
import type { DocumentFacts } from '../../facts.ts';
import type { ReadingLog } from '../../reading-log.ts';

/** Versions whose JSON form is read. */
export const readVersions: readonly string[] = ['SPDX-2.2', 'SPDX-2.3'];

/** Reads as a sentence after the path; undefined when the version is one that is read. */
export function spdxVersionProblem(root: DataObject): string | undefined {
  const version = textOf(root.spdxVersion);
  if (version !== undefined && readVersions.includes(version)) return undefined;
  if (version === undefined) return 'does not say which version of SPDX it is';
  return `is ${version}; SPDX-2.2 and SPDX-2.3 are read`;
}

/** Assay writes down every scope but `runtime`; in other documents the scope of a package follows from its relationships. */
export function statesScopes(root: DataObject): boolean {
  return arrayOf(objectOf(root.creationInfo).creators).some(
    (creator) => typeof creator === 'string' && creator.startsWith(ownCreator),
  );
}

const ownCreator = 'Tool: assay-';

/** The creator of a document, and the annotator of its packages. */
export function creatorOf(facts: DocumentFacts): string {
  return ownCreator + facts.toolVersion;
}

/** Members of the document that are read, or that say nothing about what is in the target. */
const readMembers = new Set([
  '$schema',
  'SPDXID',
  'spdxVersion',
  'dataLicense',
  'name',
  'documentNamespace',
  'creationInfo',
  'comment',
  'annotations',
  'revieweds',
  'packages',
  'relationships',
  'documentDescribes',
  'hasExtractedLicensingInfos',
  // Counted where relationships refer to it.
  'externalDocumentRefs',
]);

/** Counts the parts of the document that an inventory has no place for. */
export function readDocumentParts(root: DataObject, log: ReadingLog): void {
  for (const name of Object.keys(root)) if (!readMembers.has(name)) log.notRead(name, Math.max(1, arrayOf(root[name]).length));
}
