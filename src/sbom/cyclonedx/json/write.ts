import type { Component, Finding, Inventory } from '../../../model/index.ts';
import { nilUuid, toIdentifiedText, toText, uuidOf } from '../../content-id.ts';
import { componentEdges } from '../../edges.ts';
import { createEvidenceFilter } from '../../evidence.ts';
import type { DocumentFacts } from '../../facts.ts';
import { createLicenceClassifier } from '../../licence/classify.ts';
import { subjectOf, targetNameOf } from '../../subject.ts';
import { toComponent } from './components.ts';
import { toCompositions, toDependencies } from './dependencies.ts';
import type { CdxComponent, CycloneDxDocument } from './document.ts';
import { targetRef, toMetadata, toTargetComponent } from './metadata.ts';
import { toVulnerabilities } from './vulnerabilities.ts';

/**
 * An inventory and what was found in it as a CycloneDX 1.6 document, everything sorted. `bom-ref` is `Component.id`; the serial number
 * is made of the SHA-256 of everything else, so that the same input gives the same bytes.
 *
 * Read again it gives the same components, licences (in their official spelling), hashes and direct dependencies. It does not hold which lockfile asked for what
 * and what exactly was asked for, the scope of an edge where both its ends have the same, and the differences in confidence
 * between two sightings by one cataloger.
 */
export function toCycloneDx(inventory: Inventory, findings: readonly Finding[], facts: DocumentFacts): CycloneDxDocument {
  const document = toUnnumbered(inventory, findings, facts);
  return { ...document, serialNumber: `urn:uuid:${uuidOf(toText(document))}` };
}

/** {@link toCycloneDx} as JSON text, indented by two spaces, in two thirds of the time. */
export function toCycloneDxText(inventory: Inventory, findings: readonly Finding[], facts: DocumentFacts): string {
  return toIdentifiedText(toUnnumbered(inventory, findings, facts), 'serialNumber');
}

function toUnnumbered(inventory: Inventory, findings: readonly Finding[], facts: DocumentFacts): CycloneDxDocument {
  const classify = createLicenceClassifier();
  const evidenceOf = createEvidenceFilter(inventory);
  const subject = subjectOf(inventory);
  const edges = componentEdges(inventory);
  const main = subject.component === undefined ? undefined : inventory.components[subject.component];
  const target =
    main === undefined
      ? toTargetComponent(targetNameOf(inventory, facts.targetName))
      : toComponent(main, evidenceOf(main), classify);
  const components: CdxComponent[] = [];
  for (const component of inventory.components) {
    if (component !== main) components.push(toComponent(component, evidenceOf(component), classify));
  }
  const compositions = toCompositions(inventory, edges, facts.complete === false ? (main?.id ?? targetRef) : undefined);
  const vulnerabilities = findings.length === 0 ? undefined : toVulnerabilities(findings, byId(inventory.components));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${nilUuid}`,
    version: 1,
    metadata: toMetadata(target, facts),
    components,
    dependencies: toDependencies(inventory, edges, main === undefined ? { ref: targetRef, roots: subject.roots } : undefined),
    ...(compositions === undefined ? {} : { compositions }),
    ...(vulnerabilities === undefined ? {} : { vulnerabilities }),
  };
}

function byId(components: readonly Component[]): ReadonlyMap<string, Component> {
  return new Map(components.map((component) => [component.id, component]));
}
