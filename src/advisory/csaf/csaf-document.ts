import type { DataObject } from '../../kernel/index.ts';
import { objectAt, objectsAt, textAt, textsAt, type Place, type TextPlace } from './places.ts';

/** The parts of a CSAF document that many tests ask for, found once. Nothing in it is trusted to be well formed. */
export interface CsafDocument {
  readonly root: Place;
  readonly document: Place;
  readonly tracking: Place;
  readonly publisher: Place;
  readonly category: string;
  readonly productTree: Place;
  readonly branches: readonly Branch[];
  /** Every full product name: of branches, of the flat list and of relationships. */
  readonly products: readonly Place[];
  readonly relationships: readonly Place[];
  readonly groups: readonly Place[];
  readonly vulnerabilities: readonly Place[];
  /** Every use of a product id, with where it stands. */
  readonly productReferences: readonly TextPlace[];
  readonly groupReferences: readonly TextPlace[];
  /** Product ids by group id. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

export interface Branch extends Place {
  readonly category: string;
  readonly name: string;
  /** From the outermost to its parent. */
  readonly parents: readonly Branch[];
}

const nowhere: DataObject = {};

export const productStatuses = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
] as const;

/** Lists of a vulnerability whose items name products and groups. */
const assignments = ['flags', 'remediations', 'threats'] as const;

/** @param root the whole document */
export function toCsafDocument(value: DataObject): CsafDocument {
  const root: Place = { value, at: '' };
  const document = objectAt(root, 'document') ?? { value: nowhere, at: '/document' };
  const tracking = objectAt(document, 'tracking') ?? { value: nowhere, at: '/document/tracking' };
  const publisher = objectAt(document, 'publisher') ?? { value: nowhere, at: '/document/publisher' };
  const productTree = objectAt(root, 'product_tree') ?? { value: nowhere, at: '/product_tree' };
  const branches = branchesOf(productTree);
  const relationships = objectsAt(productTree, 'relationships');
  const groups = objectsAt(productTree, 'product_groups');
  const vulnerabilities = objectsAt(root, 'vulnerabilities');
  return {
    root,
    document,
    tracking,
    publisher,
    category: textAt(document, 'category')?.text ?? '',
    productTree,
    branches,
    products: [
      ...branches.map((branch) => objectAt(branch, 'product')),
      ...objectsAt(productTree, 'full_product_names'),
      ...relationships.map((relationship) => objectAt(relationship, 'full_product_name')),
    ].filter((product) => product !== undefined),
    relationships,
    groups,
    vulnerabilities,
    productReferences: [
      ...groups.flatMap((group) => textsAt(group, 'product_ids')),
      ...relationships.flatMap((relationship) =>
        ['product_reference', 'relates_to_product_reference'].map((name) => textAt(relationship, name)),
      ),
      ...vulnerabilities.flatMap(productReferencesOf),
    ].filter((reference) => reference !== undefined),
    groupReferences: vulnerabilities.flatMap((vulnerability) =>
      assignments.flatMap((name) => objectsAt(vulnerability, name).flatMap((item) => textsAt(item, 'group_ids'))),
    ),
    members: membersOf(groups),
  };
}

/** Depth first, without recursion: how deep a tree goes is the author's choice. */
function branchesOf(productTree: Place): readonly Branch[] {
  const found: Branch[] = [];
  const open = childrenOf(productTree, []).toReversed();
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    found.push(branch);
    open.push(...childrenOf(branch, [...branch.parents, branch]).toReversed());
  }
  return found;
}

function childrenOf(holder: Place, parents: readonly Branch[]): readonly Branch[] {
  return objectsAt(holder, 'branches').map((place) => ({
    ...place,
    category: textAt(place, 'category')?.text ?? '',
    name: textAt(place, 'name')?.text ?? '',
    parents,
  }));
}

function productReferencesOf(vulnerability: Place): readonly TextPlace[] {
  const status = objectAt(vulnerability, 'product_status');
  return [
    ...(status === undefined ? [] : productStatuses.flatMap((name) => textsAt(status, name))),
    ...assignments.flatMap((name) => objectsAt(vulnerability, name).flatMap((item) => textsAt(item, 'product_ids'))),
    ...objectsAt(vulnerability, 'scores').flatMap((score) => textsAt(score, 'products')),
  ];
}

function membersOf(groups: readonly Place[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, readonly string[]>();
  for (const group of groups) {
    const id = textAt(group, 'group_id')?.text;
    if (id !== undefined) members.set(id, [...(members.get(id) ?? []), ...textsAt(group, 'product_ids').map(({ text }) => text)]);
  }
  return members;
}

/** The products that an item of `flags`, `remediations` or `threats` is about, by themselves and through their groups. */
export function productsOf(item: Place, document: Pick<CsafDocument, 'members'>): ReadonlySet<string> {
  const direct = textsAt(item, 'product_ids').map(({ text }) => text);
  const grouped = textsAt(item, 'group_ids').flatMap(({ text }) => document.members.get(text) ?? []);
  return new Set([...direct, ...grouped]);
}
