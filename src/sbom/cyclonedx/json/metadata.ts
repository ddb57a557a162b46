import { arrayOf, isObject, textOf, type DataObject } from '../../../kernel/index.ts';
import { extraPrefix } from '../../extras.ts';
import { timestampOf, type DocumentFacts } from '../../facts.ts';
import type { ReadingLog } from '../../reading-log.ts';
import type { CdxComponent, CdxMetadata } from './document.ts';

/** Versions of the specification that are read; 1.0 and 1.1 have no JSON form. */
export const readVersions: readonly string[] = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'];

/** Reads as a sentence after the path; undefined when the version is one that is read. */
export function specVersionProblem(root: DataObject): string | undefined {
  if (root.specVersion === undefined) return 'does not say which version of CycloneDX it is';
  const version = textOf(root.specVersion);
  if (version !== undefined && readVersions.includes(version)) return undefined;
  return `is CycloneDX ${version ?? 'of a version that is not a string'}; versions ${readVersions[0]} to ${readVersions.at(-1)} are read`;
}

/** Members of the document that are read, or that say nothing about what is in the target. */
const readMembers = new Set([
  '$schema',
  'bomFormat',
  'specVersion',
  'serialNumber',
  'version',
  'metadata',
  'components',
  'dependencies',
  'compositions',
  'vulnerabilities',
  // Properties and signature of the document as a whole.
  'properties',
  'signature',
]);

/** Remarks about what the document holds besides an inventory. */
export function readDocumentParts(root: DataObject, log: ReadingLog): void {
  const vulnerabilities = arrayOf(root.vulnerabilities).length;
  if (vulnerabilities > 0) {
    const count = vulnerabilities === 1 ? 'one vulnerability' : `${vulnerabilities} vulnerabilities`;
    log.remark(
      'cyclonedx/vulnerabilities-not-read',
      `states ${count}, which are not read yet: findings come from the advisories alone`,
    );
  }
  for (const name of Object.keys(root)) if (!readMembers.has(name)) log.notRead(name, Math.max(1, arrayOf(root[name]).length));
}

const targetMark = `${extraPrefix}target`;

/** True for a `metadata.component` that Assay wrote to stand for the target of a scan, above several projects. */
export function isOwnTarget(component: DataObject): boolean {
  if (component.purl !== undefined) return false;
  return arrayOf(component.properties).some((property) => isObject(property) && property.name === targetMark);
}

/** Stands for the target where it is no component itself. */
export function toTargetComponent(name: string): CdxComponent {
  return { type: 'application', 'bom-ref': targetRef, name, properties: [{ name: targetMark, value: 'true' }] };
}
/** No purl, and no id that an inventory gives. */
export const targetRef = targetMark;

export function toMetadata(component: CdxComponent, facts: DocumentFacts): CdxMetadata {
  return {
    timestamp: timestampOf(facts),
    ...(facts.lifecycle === undefined ? {} : { lifecycles: [{ phase: facts.lifecycle }] }),
    tools: { components: [{ type: 'application', name: 'assay', version: facts.toolVersion }] },
    component,
  };
}
