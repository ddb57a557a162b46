import { uuidOf } from '../content-id.ts';
import { componentFacts, type Status } from '../quality/facts.ts';
import { prepare, unknownMark } from '../quality/subject.ts';
import { deliverableProperties } from './deliverable.ts';
import type { Agent, Bom, BomComponent } from './model.ts';

/** What somebody adds to a document that was made of an inventory. */
export interface Enrichment {
  readonly authors?: readonly Agent[];
  /** Of what the document is about. */
  readonly supplier?: Agent;
  /** CycloneDX phase: when in its life the software was looked at. */
  readonly lifecycle?: string;
  /** State as unknown also what the document says is not known in a way that the format it becomes has not (`NOASSERTION` in SPDX 3). */
  readonly repeatsUnknown?: boolean;
}

/** Facts that a reader asks for; where one is not there, the document says that it is not known. */
const asked = [
  ['version', 'version'],
  ['producer', 'supplier'],
  ['identifier', 'identifier'],
  ['hash', 'hash'],
  ['licence', 'licence'],
  ['copyright', 'copyright'],
] as const;

/**
 * A document with its author, the context in which it was made, and for every component what is not known of it stated outright
 * (CISA 2026: "unknown" is said, not left out). The identity of the document follows from that of before and from what was added.
 */
export function enrichBom(bom: Bom, { authors, lifecycle, repeatsUnknown, supplier }: Enrichment): Bom {
  const isMissing = (status: Status): boolean => status === 'fail' || (repeatsUnknown === true && status === 'unknown');
  const subject = prepare(bom);
  const components = bom.components.map((component, index) => {
    const isPrimary = subject.primary.has(index);
    const supplied =
      isPrimary && supplier !== undefined && component.supplier === undefined ? { ...component, supplier } : component;
    const delivered = bom.origin.family === 'cyclonedx' ? deliverableProperties(supplied) : [];
    const described =
      delivered.length === 0 ? supplied : { ...supplied, properties: [...(supplied.properties ?? []), ...delivered] };
    return withUnknown(
      described,
      asked.filter(([fact]) => isMissing(componentFacts[fact](described, subject))).map(([, word]) => word),
      bom.origin.family,
    );
  });
  const { facts } = bom;
  const isSpdx = bom.origin.family === 'spdx';
  const context =
    lifecycle === undefined
      ? {}
      : {
          comment: `Generation context: ${lifecycle}. The document was made by looking at the software in this phase of its life.`,
        };
  return {
    ...bom,
    components,
    facts: {
      ...facts,
      ...(facts.id === undefined ? {} : { id: renewed(facts.id, [authors, lifecycle, supplier, components.length]) }),
      ...(authors === undefined || authors.length === 0 ? {} : { authors }),
      ...(lifecycle === undefined ? {} : { lifecycles: [lifecycle] }),
      ...(supplier === undefined || isSpdx ? {} : { supplier }),
      extra: isSpdx ? { ...facts.extra, ...context } : facts.extra,
    },
  };
}

function withUnknown(component: BomComponent, missing: readonly string[], family: Bom['origin']['family']): BomComponent {
  if (missing.length === 0) return component;
  const value = missing.join(',');
  if (family === 'cyclonedx') return { ...component, properties: [...(component.properties ?? []), { name: unknownMark, value }] };
  return component.comment === undefined ? { ...component, comment: `${unknownMark}=${value}` } : component;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function renewed(id: string, added: unknown): string {
  return id.replace(uuid, (former) => uuidOf(JSON.stringify([former, added])));
}
