import { isMalware } from '../severity/rating.ts';

/** A record as far as its identity goes. */
export interface Aliased {
  readonly id: string;
  readonly aliases: readonly string[];
}

export interface AliasGroup<R extends Aliased> {
  /** The id that people use: a CVE, else that of a record, first of one of GHSA. */
  readonly id: string;
  /** All ids and aliases, `id` first, the others sorted. */
  readonly ids: readonly string[];
  /** Sorted by id. */
  readonly records: readonly R[];
}

/**
 * Records of one vulnerability under its several ids: aliases are symmetric and transitive (OSV schema, `aliases`). Neither the
 * order of the records nor that of their aliases matters. A record of malicious code stays by itself: that a package is an attack
 * must not be read as one more id of a vulnerability in it.
 */
export function closeAliases<R extends Aliased>(records: readonly R[]): readonly AliasGroup<R>[] {
  const sets = new DisjointSets();
  for (const record of records) {
    sets.add(record.id);
    if (isMalware(record.id)) continue;
    for (const alias of record.aliases) if (!isMalware(alias)) sets.join(record.id, alias);
  }
  const groups = Map.groupBy(records, (record) => sets.rootOf(record.id));
  return [...groups.values()].map(toGroup).toSorted((a, b) => compareIds(a.id, b.id));
}

function toGroup<R extends Aliased>(records: readonly R[]): AliasGroup<R> {
  const sorted = records.toSorted((a, b) => compareIds(a.id, b.id));
  const ids = [...new Set(records.flatMap((record) => [record.id, ...record.aliases]))].toSorted(compareIds);
  const own = sorted[0]?.id ?? ''; // of a GHSA record where there is one
  const cve = ids.find((id) => id.startsWith('CVE-'));
  const id = cve === undefined || isMalware(own) ? own : cve;
  return { id, ids: [id, ...ids.filter((other) => other !== id)], records: sorted };
}

/** CVE before GHSA before the rest; numbers inside ids as numbers, so that CVE-2020-9999 comes before CVE-2020-10000. */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  const order = familyOf(a) - familyOf(b);
  if (order !== 0) return order;
  const left = a.split('-');
  const right = b.split('-');
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const parts = comparePart(left[index] as string, right[index] as string);
    if (parts !== 0) return parts;
  }
  return left.length - right.length || (a < b ? -1 : 1);
}

function familyOf(id: string): number {
  if (id.startsWith('CVE-')) return 0;
  return id.startsWith('GHSA-') ? 1 : 2;
}

function comparePart(a: string, b: string): number {
  if (a === b) return 0;
  if (/^\d{1,15}$/.test(a) && /^\d{1,15}$/.test(b) && Number(a) !== Number(b)) return Number(a) - Number(b);
  return a < b ? -1 : 1;
}

class DisjointSets {
  readonly #parents = new Map<string, string>();

  add(item: string): void {
    if (!this.#parents.has(item)) this.#parents.set(item, item);
  }

  join(a: string, b: string): void {
    this.add(a);
    this.add(b);
    const rootA = this.rootOf(a);
    const rootB = this.rootOf(b);
    if (rootA !== rootB) this.#parents.set(rootA, rootB);
  }

  rootOf(item: string): string {
    let root = item;
    for (let parent = this.#parents.get(root); parent !== undefined && parent !== root; parent = this.#parents.get(root))
      root = parent;
    // What was passed on the way points to the root from now on.
    for (let at = item; at !== root;) {
      const next = this.#parents.get(at) ?? root;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }
}
