import { parseVers } from '../vers.ts';
import type { Branch } from '../csaf-document.ts';
import type { CsafFailure, CsafTest } from '../csaf-test.ts';
import { objectAt, pointer } from '../places.ts';

/** Versions and the order of branches in the product tree: 6.1.31, 6.2.18, 6.3.9 to 6.3.11. */
export const branchTests: readonly CsafTest[] = [
  {
    id: '6.1.31',
    title: 'Version Range in Product Version',
    group: 'mandatory',
    run: ({ branches }) => named(branches, 'product_version', isRange, 'is a range of versions, and the branch is for one version'),
  },
  {
    id: '6.2.18',
    title: 'Product Version Range without vers',
    group: 'optional',
    run: ({ branches }) =>
      named(branches, 'product_version_range', (name) => !isRangeSpecifier(name), 'is no version range specifier (vers)'),
  },
  {
    id: '6.3.9',
    title: 'Branch Categories',
    group: 'informative',
    run: ({ branches }) =>
      branches.flatMap((branch) => {
        const product = objectAt(branch, 'product');
        return product === undefined || isWellOrdered([...branch.parents, branch])
          ? []
          : [{ at: product.at, message: 'is not below a vendor, a product name and a product version, in that order' }];
      }),
  },
  {
    id: '6.3.10',
    title: 'Usage of Product Version Range',
    group: 'informative',
    run: ({ branches }) =>
      branches
        .filter(({ category }) => category === 'product_version_range')
        .map(({ at }) => ({ at: pointer(at, 'category'), message: 'is a range where versions could be listed' })),
  },
  {
    id: '6.3.11',
    title: 'Usage of V as Version Indicator',
    group: 'informative',
    run: ({ branches }) => named(branches, 'product_version', (name) => /^v\d/i.test(name), 'begins with a "v"'),
  },
];

function named(
  branches: readonly Branch[],
  category: string,
  fails: (name: string) => boolean,
  message: string,
): readonly CsafFailure[] {
  return branches
    .filter((branch) => branch.category === category && fails(branch.name))
    .map(({ at }) => ({ at: pointer(at, 'name'), message }));
}

const rangeWords: ReadonlySet<string> = new Set(['after', 'all', 'before', 'earlier', 'later', 'prior', 'versions']);

/** A sign of comparison, or a word for one that stands by itself. */
function isRange(name: string): boolean {
  return (
    /[<>]/.test(name) ||
    name
      .toLowerCase()
      .split(/\s+/)
      .some((word) => rangeWords.has(word))
  );
}

/** `vers:` of any type; what its constraints mean is known for some types only. The older way (`vls`) is a list of comparisons. */
function isRangeSpecifier(name: string): boolean {
  return parseVers(name) !== undefined;
}

/** At least one of each along the path, and these in this order. */
function isWellOrdered(path: readonly Branch[]): boolean {
  const order = ['vendor', 'product_name', 'product_version'];
  let next = 0;
  for (const { category } of path) {
    if (category === order[next] || (next === 2 && category === 'product_version_range')) next += 1;
  }
  return next === order.length;
}
