import { sha256, type Hash } from '../../../kernel/index.ts';
import {
  effectiveTime,
  nameOfProduct,
  type ProductIdentity,
  type StatedProduct,
  type VexStatement,
  type VexStatus,
} from '../statement.ts';

export interface CsafVexFacts {
  /** Name of the publisher. */
  readonly author: string;
  /** A URL that the publisher owns. */
  readonly namespace: string;
  readonly publisherCategory?: 'vendor' | 'user' | 'coordinator' | 'discoverer' | 'other';
  readonly title?: string;
  /** RFC 3339. */
  readonly timestamp: string;
  readonly id?: string;
  readonly tool?: { readonly name: string; readonly version: string };
}

const lists: Readonly<Record<VexStatus, string>> = {
  affected: 'known_affected',
  fixed: 'fixed',
  not_affected: 'known_not_affected',
  under_investigation: 'under_investigation',
};

/** A CSAF 2.0 document of the VEX profile (section 4.5) with its members in order. The same statements give the same document. */
export function toCsafVex(statements: readonly VexStatement[], facts: CsafVexFacts): Readonly<Record<string, unknown>> {
  const products = new Products();
  const groups = [...Map.groupBy(statements, ({ vulnerability }) => vulnerability)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const vulnerabilities = groups.map(([id, about]) => toVulnerability(id, about, products));
  const tree = products.tree();
  const tracking = {
    current_release_date: facts.timestamp,
    ...(facts.tool === undefined ? {} : { generator: { date: facts.timestamp, engine: facts.tool } }),
    id: facts.id ?? `vex-${sha256(JSON.stringify([tree, vulnerabilities])).slice(0, 16)}`,
    initial_release_date: facts.timestamp,
    revision_history: [{ date: facts.timestamp, number: '1', summary: 'Initial version.' }],
    status: 'final',
    version: '1',
  };
  return {
    document: {
      category: 'csaf_vex',
      csaf_version: '2.0',
      lang: 'en',
      publisher: { category: facts.publisherCategory ?? 'vendor', name: facts.author, namespace: facts.namespace },
      title: facts.title ?? 'VEX',
      tracking,
    },
    product_tree: tree,
    vulnerabilities,
  };
}

interface Assigned {
  readonly statement: VexStatement;
  readonly ids: readonly string[];
}

function toVulnerability(id: string, about: readonly VexStatement[], products: Products): object {
  const assigned = about.map((statement) => ({ statement, ids: statement.products.flatMap((product) => products.idsOf(product)) }));
  const isCve = /^CVE-\d{4}-\d{4,}$/.test(id);
  const names = [...new Set([...(isCve ? [] : [id]), ...about.flatMap(({ aliases }) => aliases)])].filter(
    (name) => name !== id || !isCve,
  );
  const flags = flagsOf(assigned);
  const remediations = remediationsOf(assigned);
  const threats = threatsOf(assigned);
  return {
    ...(isCve ? { cve: id } : {}),
    ...(flags.length === 0 ? {} : { flags }),
    ...(names.length === 0 ? {} : { ids: names.toSorted().map((text) => ({ system_name: systemOf(text), text })) }),
    notes: notesOf(assigned, id),
    product_status: statusOf(assigned),
    ...(remediations.length === 0 ? {} : { remediations }),
    ...(threats.length === 0 ? {} : { threats }),
  };
}

function systemOf(id: string): string {
  return id.startsWith('GHSA-') ? 'GitHub Security Advisory' : `${/^[A-Za-z]+/.exec(id)?.[0] ?? 'other'} id`;
}

function statusOf(assigned: readonly Assigned[]): object {
  const status = new Map<string, Set<string>>();
  for (const { statement, ids } of assigned) {
    const list = lists[statement.status];
    const known = status.get(list) ?? new Set();
    status.set(list, known);
    for (const id of ids) known.add(id);
  }
  return Object.fromEntries([...status].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([list, ids]) => [list, [...ids].toSorted()]));
}

/** One flag for each justification and date: a product has one justification only (6.1.33), the first. */
function flagsOf(assigned: readonly Assigned[]): readonly object[] {
  const taken = new Set<string>();
  return assigned
    .flatMap(({ statement, ids }) => {
      const free = [...new Set(ids)].filter((id) => !taken.has(id));
      if (statement.status !== 'not_affected' || statement.justification === undefined || free.length === 0) return [];
      for (const id of free) taken.add(id);
      return [{ date: effectiveTime(statement), label: statement.justification, product_ids: free.toSorted() }];
    })
    .toSorted(byText);
}

function threatsOf(assigned: readonly Assigned[]): readonly object[] {
  return assigned
    .flatMap(({ statement: { status, impact }, ids }) =>
      status === 'not_affected' && impact !== undefined
        ? [{ category: 'impact', details: impact, product_ids: uniqueIds(ids) }]
        : [],
    )
    .toSorted(byText);
}

/** A product that is affected needs an action statement (6.1.27.10): where none is stated, that is said. */
function remediationsOf(assigned: readonly Assigned[]): readonly object[] {
  return assigned
    .flatMap(({ statement: { status, action }, ids }) => {
      const product_ids = uniqueIds(ids);
      if (action !== undefined)
        return [{ category: status === 'fixed' ? 'vendor_fix' : 'mitigation', details: action, product_ids }];
      return status === 'affected' ? [{ category: 'none_available', details: 'No action is stated.', product_ids }] : [];
    })
    .toSorted(byText);
}

/** Each vulnerability has a note (6.1.27.5). */
function notesOf(assigned: readonly Assigned[], id: string): readonly object[] {
  const texts = [...new Set(assigned.flatMap(({ statement }) => statement.notes ?? []))].toSorted();
  return texts.length === 0
    ? [{ category: 'general', text: `What ${id} means for the products is in their status.` }]
    : texts.map((text) => ({ category: 'details', text }));
}

function uniqueIds(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].toSorted();
}

function byText(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

/** Products by what identifies them, with ids derived from that. */
class Products {
  readonly #names = new Map<string, object>();
  readonly #relationships = new Map<string, object>();

  /** A product with subcomponents is each of them as a part of it. */
  idsOf(product: StatedProduct): readonly string[] {
    const whole = this.#idOf(product);
    return product.subcomponents.length === 0 ? [whole] : product.subcomponents.map((part) => this.#partOf(part, product, whole));
  }

  #partOf(part: ProductIdentity, product: StatedProduct, whole: string): string {
    const reference = this.#idOf(part);
    const id = `${reference}:${whole}`;
    this.#relationships.set(id, {
      category: 'default_component_of',
      full_product_name: { name: `${nameOfProduct(part)} as a component of ${nameOfProduct(product)}`, product_id: id },
      product_reference: reference,
      relates_to_product_reference: whole,
    });
    return id;
  }

  #idOf(identity: ProductIdentity): string {
    const helper = helperOf(identity);
    const name = nameWithVersions(identity);
    const id = `P-${sha256(JSON.stringify([name, helper])).slice(0, 12)}`;
    this.#names.set(id, {
      name,
      product_id: id,
      ...(Object.keys(helper).length === 0 ? {} : { product_identification_helper: helper }),
    });
    return id;
  }

  tree(): object {
    const inOrder = (entries: ReadonlyMap<string, object>): readonly object[] =>
      [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
    return {
      full_product_names: inOrder(this.#names),
      ...(this.#relationships.size === 0 ? {} : { relationships: inOrder(this.#relationships) }),
    };
  }
}

function nameWithVersions(identity: ProductIdentity): string {
  const name = nameOfProduct(identity);
  return identity.versions === undefined ? name : `${name} ${identity.versions.join(', ')}`;
}

/** Identifiers stand for all versions: with a range that they do not hold, the package URL says it, and nothing else does. */
function helperOf({ purls, cpes, hashes, versions }: ProductIdentity): object {
  const [purl] = purls;
  const [cpe] = versions === undefined ? cpes : [];
  const ranged = purl === undefined || versions === undefined ? purl : withRange(purl, versions);
  return {
    ...(cpe === undefined ? {} : { cpe }),
    ...(hashes.length === 0 ? {} : { hashes: [{ file_hashes: hashes.map(toFileHash), filename: 'file' }] }),
    ...(ranged === undefined ? {} : { purl: ranged }),
  };
}

/** Undefined when several ranges would have to be said: an identifier that says less than is meant is none. */
function withRange(purl: string, versions: readonly string[]): string | undefined {
  const [range] = versions;
  if (/@[^/]+$/.test(purl.split(/[?#]/)[0] ?? '')) return purl;
  if (versions.length !== 1 || range === undefined || purl.includes('#')) return undefined;
  return `${purl}${purl.includes('?') ? '&' : '?'}vers=${encodeURIComponent(range)}`;
}

function toFileHash({ algorithm, value }: Hash): object {
  return { algorithm: algorithm.toLowerCase().replaceAll('-', ''), value };
}
