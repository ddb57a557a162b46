import type { LossLedger } from '../../bom/loss.ts';
import type { Bom, BomComponent, BomFacts, BomRelationship } from '../../bom/model.ts';
import { byRef, componentPaths } from '../../bom/paths.ts';
import { noteResidue } from '../../bom/unsaid.ts';
import { nilUuid, uuidOf } from '../../content-id.ts';
import { isSpdxId, slug } from '../json/identifiers.ts';

export interface ConversionFacts {
  /** Assay's own version: who converts says so in the document. */
  readonly toolVersion: string;
  /** Stands in where a document does not say when it was made. */
  readonly now: Date;
  /** What to call a document that has no name. */
  readonly name: string;
}

export const documentId = 'SPDXRef-DOCUMENT';

/** Raw members that read as what the typed fields already say. */
const readElsewhere: ReadonlySet<string> = new Set([
  'hashes',
  'licenses',
  'authors',
  'author',
  'cpe',
  'externalReferences',
  'properties',
  'supplier',
  'manufacturer',
]);

/**
 * A CycloneDX document on the ground of SPDX: elements have SPDX ids, nesting and the subject are relationships. Typed fields stay;
 * what only CycloneDX can say goes into the ledger.
 */
export function fromCycloneDx(bom: Bom, facts: ConversionFacts, ledger: LossLedger): Bom {
  const paths = componentPaths(bom);
  const ids = toIds(bom.components);
  const refs = byRef(bom.components);
  const find = (ref: string): string | undefined => {
    const index = refs.get(ref);
    return index === undefined ? undefined : ids[index];
  };
  const components = bom.components.map((component, index): BomComponent => {
    const { parent: _, ...rest } = component;
    noteResidue(component.extra, readElsewhere, { path: paths[index] as string, format: 'SPDX', ledger });
    noteDetails(component, paths[index] as string, ledger);
    // SPDX 2 demands a checksum of every file; a package may be one as well.
    const kind = rest.kind === 'file' && (rest.hashes ?? []).length > 0 ? 'file' : 'package';
    return {
      ...rest,
      kind,
      place: 'component' as const,
      ref: ids[index] as string,
      extra: kind === 'package' ? { filesAnalyzed: false } : {},
    };
  });
  noteResidue(bom.extra, new Set(['$schema', 'metadata', 'components', 'dependencies']), { path: '', format: 'SPDX', ledger });
  noteResidue(bom.facts.extra, new Set(['tools', 'authors', 'manufacture', 'licenses', 'properties', 'supplier']), {
    path: 'metadata',
    format: 'SPDX',
    ledger,
  });
  const structure = structureOf(bom, ids);
  return {
    origin: { family: 'spdx', version: '2.3', encoding: 'json' },
    facts: toFacts(bom, facts),
    components,
    relationships: [...structure, ...relationshipsOf(bom, find, ledger)],
    extra: { SPDXID: documentId },
  };
}

/** What the raw form of a typed field says beyond the field. */
function noteDetails({ extra }: BomComponent, path: string, ledger: LossLedger): void {
  for (const name of ['licenses', 'externalReferences', 'supplier', 'manufacturer', 'authors'])
    if (extra[name] !== undefined)
      ledger.add(`${path}.${name}`, `details of ${name}`, 'SPDX takes what it has members for, and no more');
}

function toIds(components: readonly BomComponent[]): readonly string[] {
  const taken = new Set([documentId]);
  return components.map(({ kind, name, ref, version }) => {
    const wanted = ref !== undefined && isSpdxId(ref) ? ref : `SPDXRef-${slug([kind, name ?? ref ?? '', version ?? ''].join('-'))}`;
    let id = wanted;
    for (let count = 2; taken.has(id); count += 1) id = `${wanted}-${count}`;
    taken.add(id);
    return id;
  });
}

function structureOf(bom: Bom, ids: readonly string[]): readonly BomRelationship[] {
  const relationships: BomRelationship[] = [];
  const relate = (from: string, type: string, to: string): void => {
    relationships.push({ from, type, to: [to], extra: {} });
  };
  const subject = bom.components.findIndex(({ parent, place }) => place === 'subject' && parent === undefined);
  if (subject !== -1) relate(documentId, 'describes', ids[subject] as string);
  for (const [index, { parent }] of bom.components.entries()) {
    if (parent !== undefined) relate(ids[parent] as string, 'contains', ids[index] as string);
    // What no subject stands above is what the document is about.
    else if (subject === -1) relate(documentId, 'describes', ids[index] as string);
  }
  return relationships;
}

function relationshipsOf(bom: Bom, find: (ref: string) => string | undefined, ledger: LossLedger): readonly BomRelationship[] {
  const relationships: BomRelationship[] = [];
  for (const { extra, from, to, type } of bom.relationships) {
    const subject = find(from);
    const path = `dependencies of ${JSON.stringify(from)}`;
    const missing = to.filter((ref) => find(ref) === undefined);
    if (subject === undefined) {
      ledger.add(path, 'dependencies', 'SPDX knows only packages, files and snippets, and this is none of them');
      continue;
    }
    for (const ref of missing)
      ledger.add(
        path,
        `dependency on ${JSON.stringify(ref)}`,
        'SPDX knows only packages, files and snippets, and this is none of them',
      );
    if (type === 'provides') {
      ledger.add(path, 'provides', 'SPDX has no relationship of that meaning');
      continue;
    }
    noteResidue(extra, new Set(['dependsOn']), { path, format: 'SPDX', ledger });
    const ends = to.map(find).filter((id) => id !== undefined);
    if (to.length === 0) relationships.push({ from: subject, type: 'dependsOn', to: ['NONE'], extra: {} });
    for (const end of ends) relationships.push({ from: subject, type: 'dependsOn', to: [end], extra: {} });
  }
  return relationships;
}

/** SPDX demands a name, a namespace, a time and a creator. */
function toFacts({ components, facts, relationships }: Bom, { name, now, toolVersion }: ConversionFacts): BomFacts {
  const subject = components.find(({ place }) => place === 'subject');
  const called = facts.name ?? subject?.name ?? name;
  const id =
    facts.id ?? `https://spdx.org/spdxdocs/${slug(called)}-${uuidOf(JSON.stringify([nilUuid, facts, components, relationships]))}`;
  const { extra: _, ...rest } = facts;
  return {
    ...rest,
    id,
    name: called,
    created: timestamp(facts.created, now),
    tools: withOwn(facts.tools, toolVersion),
    licences: [{ form: 'id', text: 'CC0-1.0' }],
    extra: {},
  };
}

/** Who converts says so, once. */
export function withOwn(tools: BomFacts['tools'], version: string): NonNullable<BomFacts['tools']> {
  const isThere = tools?.some((tool) => tool.name === 'assay' && tool.version === version) === true;
  return isThere ? (tools ?? []) : [...(tools ?? []), { kind: 'tool', name: 'assay', version }];
}

/** SPDX has no fractions of a second and no other zone than UTC (2.3, 6.9). */
export function timestamp(created: string | undefined, now: Date): string {
  const time = created === undefined ? Number.NaN : Date.parse(created);
  return `${(Number.isNaN(time) ? now : new Date(time)).toISOString().slice(0, 19)}Z`;
}
