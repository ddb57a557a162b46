import type { Agent, Bom, BomComponent, BomRelationship } from '../bom/model.ts';
import { isSame } from '../grammar/same.ts';
import type { DataValue } from '../../kernel/index.ts';
import { uuidOf } from '../content-id.ts';
import { identityOf } from './diff.ts';

export interface MergeOptions {
  /** `flat`: one list, what is the same once. `hierarchical`: the components of each document stand inside its subject. */
  readonly how: 'flat' | 'hierarchical';
  /** What the new document is about. */
  readonly name: string;
  readonly version?: string;
  readonly now: Date;
  readonly toolVersion: string;
}

const rootRef = 'assay:merged';

/**
 * One document out of several, all on the ground of CycloneDX. Names are made unique, and relationships follow them. Parts that are no
 * components (vulnerabilities, services, compositions …) are joined list by list.
 */
export function mergeBoms(boms: readonly Bom[], options: MergeOptions): Bom {
  const merger = new Merger(options.how);
  for (const [index, bom] of boms.entries()) merger.add(bom, index);
  const components = merger.inTreeOrder();
  const relationships = merger.relationships(rootRef);
  const extra = merger.extra();
  const own: Agent = { kind: 'tool', name: 'assay', version: options.toolVersion };
  const tools = new Map([...boms.flatMap(({ facts }) => facts.tools ?? []), own].map((tool) => [JSON.stringify(tool), tool]));
  const root: BomComponent = {
    ref: rootRef,
    kind: 'package',
    place: 'subject',
    type: 'application',
    name: options.name,
    ...(options.version === undefined ? {} : { version: options.version }),
    extra: {},
  };
  return {
    origin: { family: 'cyclonedx', version: '1.6', encoding: 'json' },
    facts: {
      id: `urn:uuid:${uuidOf(JSON.stringify([options.name, components, relationships]))}`,
      revision: 1,
      created: options.now.toISOString(),
      tools: [...tools.values()],
      extra: {},
    },
    components: [root, ...components.map((one) => (one.parent === undefined ? one : { ...one, parent: one.parent + 1 }))],
    relationships,
    extra,
  };
}

interface Entry {
  component: BomComponent;
  readonly ref: string;
  readonly parent: Entry | undefined;
}

class Merger {
  readonly #how: MergeOptions['how'];
  readonly #entries: Entry[] = [];
  readonly #refs = new Set<string>([rootRef]);
  readonly #known = new Map<string, Entry>();
  readonly #edges = new Map<string, { readonly from: string; readonly type: string; readonly to: Set<string> }>();
  readonly #tops: string[] = [];
  readonly #extra = new Map<string, DataValue[]>();

  constructor(how: MergeOptions['how']) {
    this.#how = how;
  }

  add(bom: Bom, index: number): void {
    const names = new Map<string, string>();
    const placed: Entry[] = [];
    const subjectIndex = bom.components.findIndex(({ parent, place }) => place === 'subject' && parent === undefined);
    let subject: Entry | undefined;
    if (subjectIndex !== -1) {
      subject = this.#place(bom.components[subjectIndex] as BomComponent, undefined, index);
      this.#tops.push(subject.ref);
    }
    for (const [at, component] of bom.components.entries()) {
      const outer = component.parent === undefined ? undefined : placed[component.parent];
      const inside = outer ?? (this.#how === 'hierarchical' ? subject : undefined);
      const entry = at === subjectIndex && subject !== undefined ? subject : this.#place(component, inside, index);
      placed[at] = entry;
      if (component.ref !== undefined) names.set(component.ref, entry.ref);
      if (subject === undefined && outer === undefined) this.#tops.push(entry.ref);
    }
    for (const { from, to, type } of bom.relationships) {
      const edge = this.#edge(names.get(from) ?? from, type);
      for (const ref of to) edge.add(names.get(ref) ?? ref);
    }
    for (const [name, value] of Object.entries(bom.extra)) {
      if (!Array.isArray(value)) continue;
      this.#extra.set(name, [
        ...(this.#extra.get(name) ?? []),
        ...(value as readonly DataValue[]).map((one) => renamed(one, names)),
      ]);
    }
  }

  /** In a flat merge what two documents say the same of is one; where they differ both stay. */
  #place(component: BomComponent, parent: Entry | undefined, index: number): Entry {
    const key = `${identityOf(component)}\u0000${component.version ?? ''}`;
    const known = this.#how === 'flat' ? this.#known.get(key) : undefined;
    if (known !== undefined && says(known.component, component)) {
      known.component = joined(known.component, component);
      return known;
    }
    const ref = this.#ownRef(component.ref ?? component.purl ?? component.name ?? 'component', index);
    const { parent: _, place: __, ...rest } = component;
    const entry: Entry = { component: { ...rest, place: 'component', ref }, ref, parent };
    this.#entries.push(entry);
    if (known === undefined) this.#known.set(key, entry);
    return entry;
  }

  #ownRef(wanted: string, index: number): string {
    let ref = wanted;
    for (let count = index + 1; this.#refs.has(ref); count += 1) ref = `${wanted}#${count}`;
    this.#refs.add(ref);
    return ref;
  }

  #edge(from: string, type: string): Set<string> {
    const key = `${type} ${from}`;
    const edge = this.#edges.get(key) ?? { from, type, to: new Set<string>() };
    this.#edges.set(key, edge);
    return edge.to;
  }

  /** Every parent before its children. */
  inTreeOrder(): readonly BomComponent[] {
    const children = new Map<Entry | undefined, Entry[]>();
    for (const entry of this.#entries) {
      const list = children.get(entry.parent);
      if (list === undefined) children.set(entry.parent, [entry]);
      else list.push(entry);
    }
    const components: BomComponent[] = [];
    const pending: { readonly entry: Entry; readonly parent: number | undefined }[] = [];
    const push = (of: Entry | undefined, parent: number | undefined): void => {
      for (const entry of (children.get(of) ?? []).toReversed()) pending.push({ entry, parent });
    };
    push(undefined, undefined);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      components.push(next.parent === undefined ? next.entry.component : { ...next.entry.component, parent: next.parent });
      push(next.entry, components.length - 1);
    }
    return components;
  }

  relationships(root: string): readonly BomRelationship[] {
    const stated = [...this.#edges.values()].map(({ from, to, type }) => ({ from, type, to: [...to], extra: {} }));
    return [{ from: root, type: 'dependsOn', to: [...new Set(this.#tops)], extra: {} }, ...stated];
  }

  extra(): Readonly<Record<string, DataValue>> {
    return Object.fromEntries([...this.#extra].map(([name, list]) => [name, distinct(list)]));
  }
}

function says(a: BomComponent, b: BomComponent): boolean {
  return !(a.hashes ?? []).some(
    ({ algorithm, value }) => b.hashes?.some((hash) => hash.algorithm === algorithm && hash.value !== value) === true,
  );
}

/** What only one of two says is taken over. */
function joined(a: BomComponent, b: BomComponent): BomComponent {
  const { extra, ...fields } = b;
  const added = Object.fromEntries(
    Object.entries(fields).filter(([name]) => a[name as keyof BomComponent] === undefined && name !== 'parent'),
  );
  return { ...a, ...added, extra: { ...extra, ...a.extra } };
}

function distinct(list: readonly DataValue[]): readonly DataValue[] {
  const kept: DataValue[] = [];
  for (const one of list) if (list.length > 1000 || !kept.some((other) => isSame(other, one))) kept.push(one);
  return kept;
}

const naming: ReadonlySet<string> = new Set(['ref', 'assemblies', 'dependencies', 'subjects']);

/** A part of a document whose references follow the new names. */
function renamed(value: DataValue, names: ReadonlyMap<string, string>, isName = false): DataValue {
  if (typeof value === 'string') return isName ? (names.get(value) ?? value) : value;
  if (Array.isArray(value)) return (value as readonly DataValue[]).map((one) => renamed(one, names, isName));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      inner === undefined ? [] : [[name, renamed(inner, names, naming.has(name))]],
    ),
  );
}
