import { arrayOf, isObject, type DataObject, type DataValue } from '../../../kernel/index.ts';
import { encodeNode } from '../../bom/lens.ts';
import type { Bom, BomComponent, BomRelationship, LicenceStatement } from '../../bom/model.ts';
import { isSame } from '../../grammar/same.ts';
import { componentClasses, licenceRelations, licencesBySubject, others, place, single } from './decode3.ts';
import { GraphBuilder } from './graph.ts';
import { documentLenses3, elementLenses3, packageLenses3 } from './lenses3.ts';
import { writeLicence } from './licences.ts';
import { spell } from '../../spell.ts';

/** The JSON-LD form of a {@link Bom} that came from SPDX 3, or was made ready for it. New elements come last. */
export function encodeSpdx3(bom: Bom): DataObject {
  const { [others]: strangers, [single]: isSingle, ...rest } = bom.extra;
  const kept = arrayOf(strangers).filter(isObject);
  const base = `${bom.facts.id ?? 'urn:spdx'}${bom.facts.id?.includes('#') === true ? '-' : '#'}`;
  const elements = kept.map((one) => one['element'] ?? null);
  const creation = creationOf(bom);
  const builder = new GraphBuilder(elements, base, creation);
  const writer = new GraphWriter(builder, creation);
  if (bom.facts.id !== undefined || Object.keys(bom.facts.extra).length > 0) writer.document(bom);
  const former = licencesBySubject(bom.relationships.map(toElement), builder);
  const changed = new Set<string>();
  for (const component of bom.components) {
    writer.component(component);
    if (component.ref !== undefined && !isSame(spoken(component.licences), spoken(former.get(component.ref))))
      changed.add(component.ref);
  }
  const unused = unusedLicences(bom, changed);
  for (const [index, one] of kept.entries()) {
    const element = elements[index] as DataValue;
    if (!(isObject(element) && unused.has(spell(element['spdxId'])))) writer.put(element, one[place]);
  }
  for (const relationship of bom.relationships) writer.relationship(relationship, changed);
  for (const component of bom.components) if (component.ref !== undefined && changed.has(component.ref)) writer.licences(component);
  const graph = writer.graph();
  if (isSingle === true) return { ...rest, ...(graph.length === 1 && isObject(graph[0]) ? graph[0] : { '@graph': graph }) };
  return { ...rest, '@graph': graph };
}

/** Names of expressions that only relationships named which are no longer so. */
function unusedLicences(bom: Bom, changed: ReadonlySet<string>): ReadonlySet<string> {
  const unused = new Set<string>();
  if (changed.size === 0) return unused;
  const isDropped = ({ from, type }: BomRelationship): boolean => licenceRelations[type] !== undefined && changed.has(from);
  for (const one of bom.relationships) if (isDropped(one)) for (const ref of one.to) unused.add(ref);
  for (const one of bom.relationships) if (!isDropped(one)) for (const ref of one.to) unused.delete(ref);
  unused.delete(spell(bom.facts.extra['dataLicense']));
  return unused;
}

/** Statements that a relationship can make. */
function spoken(statements: readonly LicenceStatement[] | undefined): DataValue {
  return (statements ?? []).filter(({ role }) => role !== 'observed').map(({ form, role, text }) => ({ form, role, text }));
}

/** The creation information that most of the document shares, for what is added to it. */
function creationOf(bom: Bom): string | DataObject | undefined {
  const said = bom.components[0]?.extra['creationInfo'] ?? bom.facts.extra['creationInfo'];
  if (typeof said === 'string' || isObject(said)) return said;
  return bom.facts.id === undefined ? undefined : '_:creationinfo';
}

function toElement(relationship: BomRelationship): DataObject {
  const { comment, extra, from, scope, to, type } = relationship;
  const { [place]: _, type: stated, ...rest } = extra;
  return {
    type: stated ?? (scope === undefined ? 'Relationship' : 'LifecycleScopedRelationship'),
    ...rest,
    from,
    relationshipType: type,
    to: to,
    ...(scope === undefined ? {} : { scope }),
    ...(comment === undefined ? {} : { comment }),
  };
}

class GraphWriter {
  readonly #placed: { readonly at: number; readonly element: DataValue }[] = [];
  readonly #last: DataValue[] = [];
  readonly #builder: GraphBuilder;
  readonly #creation: string | DataObject | undefined;

  constructor(builder: GraphBuilder, creation: string | DataObject | undefined) {
    this.#builder = builder;
    this.#creation = creation;
  }

  put(element: DataValue, at: DataValue | undefined): void {
    if (typeof at === 'number') this.#placed.push({ at, element });
    else this.#last.push(element);
  }

  graph(): readonly DataValue[] {
    const placed = this.#placed.toSorted((a, b) => a.at - b.at).map(({ element }) => element);
    // What is referred to comes first: the agents, the licences, the creation information.
    return [...placed, ...this.#builder.added, ...this.#last];
  }

  document({ facts }: Bom): void {
    const { [place]: at, ...extra } = facts.extra;
    this.put({ type: 'SpdxDocument', ...encodeNode(facts, extra, documentLenses3, this.#builder) }, at);
  }

  component(component: BomComponent): void {
    const { [place]: at, type, ...extra } = component.extra;
    const usual = [...componentClasses].find(([, kind]) => kind === component.kind)?.[0] ?? 'software_Package';
    const lenses = component.kind === 'package' ? packageLenses3 : elementLenses3;
    const node = encodeNode<BomComponent, GraphBuilder>(component, extra, lenses, this.#builder);
    this.put({ type: type ?? usual, ...this.#withCreation(node) }, at);
  }

  #withCreation(node: Record<string, DataValue>): DataObject {
    return node['creationInfo'] !== undefined || this.#creation === undefined ? node : { ...node, creationInfo: this.#creation };
  }

  /** A relationship that says what is no longer so of a licence is left out. */
  relationship(relationship: BomRelationship, changed: ReadonlySet<string>): void {
    if (licenceRelations[relationship.type] !== undefined && changed.has(relationship.from)) return;
    const element = toElement(relationship) as Record<string, DataValue>;
    const named = element['spdxId'] === undefined ? { spdxId: this.#builder.newId('Relationship'), ...element } : element;
    this.put(this.#withCreation(named), relationship.extra[place]);
  }

  licences(component: BomComponent): void {
    for (const [type, role] of Object.entries(licenceRelations)) {
      const text = writeLicence(component.licences, role, this.#builder.licences);
      if (text === undefined) continue;
      this.put(
        this.#withCreation({
          type: 'Relationship',
          spdxId: this.#builder.newId('Relationship'),
          from: component.ref ?? '',
          relationshipType: type,
          to: [this.#builder.licenceId(text)],
        }),
        undefined,
      );
    }
  }
}
