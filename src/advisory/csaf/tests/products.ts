import type { CsafDocument } from '../csaf-document.ts';
import type { CsafFailure, CsafTest } from '../csaf-test.ts';
import { objectAt, objectsAt, textAt, type Place, type TextPlace } from '../places.ts';
import { validatePurl } from '../../../model/purl/index.ts';

/** Product and group ids, and what identifies a product: 6.1.1 to 6.1.5, 6.1.13, 6.1.25, 6.2.1, 6.2.8, 6.2.9, 6.2.16, 6.3.5. */
export const productTests: readonly CsafTest[] = [
  {
    id: '6.1.1',
    title: 'Missing Definition of Product ID',
    group: 'mandatory',
    run: (document) => undefinedIds(document.productReferences, idsOf(document.products, 'product_id'), 'product'),
  },
  {
    id: '6.1.2',
    title: 'Multiple Definition of Product ID',
    group: 'mandatory',
    run: ({ products }) => repeated(idsOf(products, 'product_id'), 'product id'),
  },
  { id: '6.1.3', title: 'Circular Definition of Product ID', group: 'mandatory', run: circularProducts },
  {
    id: '6.1.4',
    title: 'Missing Definition of Product Group ID',
    group: 'mandatory',
    run: (document) => undefinedIds(document.groupReferences, idsOf(document.groups, 'group_id'), 'product group'),
  },
  {
    id: '6.1.5',
    title: 'Multiple Definition of Product Group ID',
    group: 'mandatory',
    run: ({ groups }) => repeated(idsOf(groups, 'group_id'), 'group id'),
  },
  {
    id: '6.1.13',
    title: 'PURL',
    group: 'mandatory',
    run: ({ products }) =>
      products.flatMap((product) => {
        const purl = helperText(product, 'purl');
        const fault = purl && validatePurl(purl.text).find(({ severity }) => severity === 'error');
        return purl === undefined || fault === undefined ? [] : [{ at: purl.at, message: fault.message }];
      }),
  },
  {
    id: '6.1.25',
    title: 'Multiple Use of Same Hash Algorithm',
    group: 'mandatory',
    run: ({ products }) => hashLists(products).flatMap((list) => repeated(algorithmsOf(list), 'algorithm')),
  },
  {
    id: '6.2.1',
    title: 'Unused Definition of Product ID',
    group: 'optional',
    run(document) {
      if (document.category === 'csaf_informational_advisory') return [];
      const used = new Set(document.productReferences.map(({ text }) => text));
      return idsOf(document.products, 'product_id')
        .filter(({ text }) => !used.has(text))
        .map(({ at }) => ({ at, message: 'is defined and not used' }));
    },
  },
  {
    id: '6.2.8',
    title: 'Use of MD5 as the only Hash Algorithm',
    group: 'optional',
    run: ({ products }) => onlyAlgorithm(products, 'md5'),
  },
  {
    id: '6.2.9',
    title: 'Use of SHA-1 as the only Hash Algorithm',
    group: 'optional',
    run: ({ products }) => onlyAlgorithm(products, 'sha1'),
  },
  {
    id: '6.2.16',
    title: 'Missing Product Identification Helper',
    group: 'optional',
    run: ({ products }) =>
      products
        .filter((product) => objectAt(product, 'product_identification_helper') === undefined)
        .map(({ at }) => ({ at, message: 'has no "product_identification_helper"' })),
  },
  {
    id: '6.3.5',
    title: 'Use of Short Hash',
    group: 'informative',
    run: ({ products }) =>
      hashLists(products)
        .flatMap((list) => objectsAt(list, 'file_hashes').map((hash) => textAt(hash, 'value')))
        .filter((value) => value !== undefined && value.text.length < 64)
        .map((value) => ({ at: value?.at ?? '', message: 'is a hash of fewer than 64 characters' })),
  },
];

function idsOf(holders: readonly Place[], name: string): readonly TextPlace[] {
  return holders.flatMap((holder) => textAt(holder, name) ?? []);
}

function undefinedIds(references: readonly TextPlace[], definitions: readonly TextPlace[], kind: string): readonly CsafFailure[] {
  const defined = new Set(definitions.map(({ text }) => text));
  return references
    .filter(({ text }) => !defined.has(text))
    .map(({ text, at }) => ({ at, message: `names the ${kind} ${JSON.stringify(text)}, which is not defined` }));
}

function repeated(ids: readonly TextPlace[], kind: string): readonly CsafFailure[] {
  const first = new Map<string, string>();
  const failures: CsafFailure[] = [];
  for (const { text, at } of ids) {
    const before = first.get(text);
    if (before === undefined) first.set(text, at);
    else failures.push({ at, message: `has the ${kind} ${JSON.stringify(text)} that ${before} has` });
  }
  return failures;
}

/** A product of a relationship must not be made, over any number of relationships, out of itself. */
function circularProducts({ relationships }: CsafDocument): readonly CsafFailure[] {
  const parts = new Map<string, string[]>();
  const made: TextPlace[] = [];
  for (const relationship of relationships) {
    const product = objectAt(relationship, 'full_product_name');
    const id = product && textAt(product, 'product_id');
    if (id === undefined) continue;
    made.push(id);
    const of = ['product_reference', 'relates_to_product_reference'].flatMap((name) => textAt(relationship, name)?.text ?? []);
    parts.set(id.text, [...(parts.get(id.text) ?? []), ...of]);
  }
  const circular = membersOfCycles(parts);
  return made
    .filter(({ text }) => circular.has(text))
    .map(({ text, at }) => ({ at, message: `defines the product ${JSON.stringify(text)} by itself` }));
}

/** What is left when everything that ends somewhere is taken away, seen from both ends. */
function membersOfCycles(edges: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const backwards = new Map<string, string[]>();
  for (const [from, targets] of edges) {
    for (const to of targets) {
      const known = backwards.get(to);
      if (known === undefined) backwards.set(to, [from]);
      else known.push(from);
    }
  }
  const left = new Set([...edges.keys(), ...backwards.keys()]);
  peel(left, edges, backwards);
  peel(left, backwards, edges);
  return left;
}

function peel(left: Set<string>, out: ReadonlyMap<string, readonly string[]>, into: ReadonlyMap<string, readonly string[]>): void {
  const degree = new Map<string, number>();
  for (const id of left) degree.set(id, (out.get(id) ?? []).filter((to) => left.has(to)).length);
  const open = [...left].filter((id) => degree.get(id) === 0);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    left.delete(id);
    for (const from of into.get(id) ?? []) {
      const count = (degree.get(from) ?? 0) - 1;
      degree.set(from, count);
      if (count === 0 && left.has(from)) open.push(from);
    }
  }
}

function helperText(product: Place, name: string): TextPlace | undefined {
  const helper = objectAt(product, 'product_identification_helper');
  return helper && textAt(helper, name);
}

function hashLists(products: readonly Place[]): readonly Place[] {
  return products.flatMap((product) => {
    const helper = objectAt(product, 'product_identification_helper');
    return helper === undefined ? [] : objectsAt(helper, 'hashes');
  });
}

function algorithmsOf(list: Place): readonly TextPlace[] {
  return objectsAt(list, 'file_hashes').flatMap((hash) => textAt(hash, 'algorithm') ?? []);
}

function onlyAlgorithm(products: readonly Place[], algorithm: string): readonly CsafFailure[] {
  return hashLists(products)
    .filter((list) => {
      const algorithms = algorithmsOf(list);
      return algorithms.length > 0 && algorithms.every(({ text }) => text === algorithm);
    })
    .map(({ at }) => ({ at: `${at}/file_hashes`, message: `has no hash but that of ${algorithm}` }));
}
