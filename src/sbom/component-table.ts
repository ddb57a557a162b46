import type { Component, Evidence } from '../model/index.ts';
import { strongerScope } from './scope.ts';

/** A component as the document states it, before it has an id of its own. */
export type ComponentDraft = Omit<Component, 'id'>;

export interface ComponentTable {
  /** Unique by `id`, sorted by `id`. */
  readonly components: readonly Component[];
  /** Index into `components` for every draft. */
  readonly positions: readonly number[];
}

/** A component and the name by which the document refers to it (`bom-ref`, `SPDXID`). */
export interface NamedDraft {
  readonly draft: ComponentDraft;
  readonly ref: string | undefined;
  /** The document calls it by another name than its purl, so that one without such a name has the purl first. */
  readonly yields: boolean;
}

/**
 * Gives every component its id: the purl, else its name in the document, else what it is called. Components that say the same
 * of the same purl are one; where they differ, each stays, and the id of the second is its name in the document.
 */
export function toComponentTable(drafts: readonly NamedDraft[]): ComponentTable {
  const table = new GrowingTable();
  const placed = new Map<NamedDraft, Growing>();
  for (const named of drafts) if (!named.yields) placed.set(named, table.place(named));
  for (const named of drafts) if (named.yields) placed.set(named, table.place(named));
  const sorted = table.growing.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const [position, growing] of sorted.entries()) growing.position = position;
  return { components: sorted.map(toComponent), positions: drafts.map((named) => placed.get(named)?.position ?? 0) };
}

interface Growing {
  readonly id: string;
  readonly first: ComponentDraft;
  readonly further: ComponentDraft[];
  position: number;
}

/** Those that want the same id. */
interface Rivals {
  readonly first: Growing;
  /** Filled when there is a second one. */
  readonly byStatement: Map<string, Growing>;
  count: number;
}

class GrowingTable {
  readonly growing: Growing[] = [];
  readonly #ids = new Set<string>();
  readonly #rivals = new Map<string, Rivals>();

  place({ draft, ref }: NamedDraft): Growing {
    const wanted = draft.purl ?? ref ?? describe(draft);
    const rivals = this.#rivals.get(wanted);
    if (rivals === undefined) {
      const first = this.#start(this.#freeId(wanted, ref, undefined), draft);
      this.#rivals.set(wanted, { first, byStatement: new Map(), count: 1 });
      return first;
    }
    if (rivals.byStatement.size === 0) rivals.byStatement.set(statement(rivals.first.first), rivals.first);
    const said = statement(draft);
    const same = rivals.byStatement.get(said);
    if (same !== undefined) {
      same.further.push(draft);
      return same;
    }
    const other = this.#start(this.#freeId(wanted, ref, rivals), draft);
    rivals.byStatement.set(said, other);
    return other;
  }

  #freeId(wanted: string, ref: string | undefined, rivals: Rivals | undefined): string {
    if (!this.#ids.has(wanted)) return wanted;
    if (ref !== undefined && !this.#ids.has(ref)) return ref;
    let count = rivals?.count ?? 1;
    let id: string;
    do {
      count += 1;
      id = `${wanted} (${count})`;
    } while (this.#ids.has(id));
    if (rivals !== undefined) rivals.count = count;
    return id;
  }

  #start(id: string, draft: ComponentDraft): Growing {
    const growing: Growing = { id, first: draft, further: [], position: 0 };
    this.#ids.add(id);
    this.growing.push(growing);
    return growing;
  }
}

function describe({ name, type, version }: ComponentDraft): string {
  return version.state === 'known' ? `${type}:${name}@${version.value}` : `${type}:${name}`;
}

/** Scope and evidence belong to the places of a component, and one component may have many. */
function statement(draft: ComponentDraft): string {
  return JSON.stringify({ ...draft, scope: undefined, evidence: undefined });
}

function toComponent({ id, first, further }: Growing): Component {
  if (further.length === 0) return { id, ...first };
  let scope = first.scope;
  const evidence = new Map<string, Evidence>();
  for (const draft of [first, ...further]) {
    scope = strongerScope(scope, draft.scope);
    for (const one of draft.evidence) evidence.set(JSON.stringify(one), one);
  }
  return { id, ...first, scope, evidence: [...evidence.values()] };
}
