import type { Finding, Inventory } from '../../../model/index.ts';
import { nilUuid, toIdentifiedText, toText, uuidOf } from '../../content-id.ts';
import { componentEdges } from '../../edges.ts';
import { createEvidenceFilter } from '../../evidence.ts';
import { timestampOf, type DocumentFacts } from '../../facts.ts';
import { toIriReference } from '../../reference.ts';
import { subjectOf, targetNameOf } from '../../subject.ts';
import { toRelationships } from './dependencies.ts';
import type { SpdxDocument, SpdxExternalRef, SpdxPackage } from './document.ts';
import { slug, toSpdxIds } from './identifiers.ts';
import { createLicenceWriter } from './licences.ts';
import { creatorOf } from './metadata.ts';
import { toPackage } from './packages.ts';

/**
 * An inventory as an SPDX 2.3 document, everything sorted. Findings are external references of category SECURITY. The namespace ends
 * in an identity that is made of the SHA-256 of everything else, so that the same input gives the same bytes.
 *
 * Read again it gives the same components, licences (in their official spelling), hashes, direct dependencies and their scopes. It does not hold evidence (but in
 * words, in `sourceInfo`), which lockfile asked for what and what exactly was asked for, the order of external references,
 * and whether a supplier is a person.
 */
export function toSpdx(inventory: Inventory, findings: readonly Finding[], facts: DocumentFacts): SpdxDocument {
  const document = toUnnamed(inventory, findings, facts);
  const namespace = document.documentNamespace.slice(0, -nilUuid.length);
  return { ...document, documentNamespace: namespace + uuidOf(toText(document)) };
}

/** {@link toSpdx} as JSON text, indented by two spaces, in two thirds of the time. */
export function toSpdxText(inventory: Inventory, findings: readonly Finding[], facts: DocumentFacts): string {
  return toIdentifiedText(toUnnamed(inventory, findings, facts), 'documentNamespace');
}

function toUnnamed(inventory: Inventory, findings: readonly Finding[], facts: DocumentFacts): SpdxDocument {
  const evidenceOf = createEvidenceFilter(inventory);
  const writing = { facts, timestamp: timestampOf(facts), licences: createLicenceWriter() };
  const spdxIds = toSpdxIds(inventory.components);
  const advisories = toAdvisories(findings);
  const { component, roots } = subjectOf(inventory);
  const described = (component === undefined ? roots : [component]).map((index) => spdxIds[index] as string);
  const packages: SpdxPackage[] = [];
  for (const [index, one] of inventory.components.entries()) {
    packages.push(toPackage(one, spdxIds[index] as string, evidenceOf(one), advisories.get(one.id), writing));
  }
  const extracted = writing.licences.extracted();
  const name = targetNameOf(inventory, facts.targetName);
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name,
    // 2.3, 6.5: for creators without a web site of their own.
    documentNamespace: `https://spdx.org/spdxdocs/${slug(name)}-${nilUuid}`,
    creationInfo: { created: writing.timestamp, creators: [creatorOf(facts)] },
    packages,
    ...(extracted === undefined ? {} : { hasExtractedLicensingInfos: extracted }),
    relationships: toRelationships(spdxIds, componentEdges(inventory), described),
  };
}

/** By `Component.id`: one reference for each vulnerability, sorted by id. */
function toAdvisories(findings: readonly Finding[]): ReadonlyMap<string, readonly SpdxExternalRef[]> {
  const byComponent = new Map<string, SpdxExternalRef[]>();
  for (const finding of findings.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const url = finding.references[0] ?? `https://osv.dev/vulnerability/${encodeURIComponent(finding.id.toWellFormed())}`;
    const reference: SpdxExternalRef = {
      referenceCategory: 'SECURITY',
      referenceType: 'advisory',
      referenceLocator: toIriReference(url),
      comment: `${finding.id}: ${finding.verdict}`,
    };
    const list = byComponent.get(finding.component);
    if (list === undefined) byComponent.set(finding.component, [reference]);
    else list.push(reference);
  }
  return byComponent;
}
