import { isObject, objectOf, textOf, type DataObject } from '../../../kernel/index.ts';
import {
  objectAt,
  objectsAt,
  parseVers,
  productsOf,
  textAt,
  textsAt,
  toCsafDocument,
  type Branch,
  type CsafDocument,
  type Place,
} from '../../csaf/index.ts';
import {
  justifications,
  type ProductIdentity,
  type StatedProduct,
  type VexDocument,
  type VexStatement,
  type VexStatus,
} from '../statement.ts';
import { asProduct, checkStatement, hashOf, isIdentified, lineOf, readablePurls, type VexRead, type VexSource } from './reading.ts';

const statusByList: readonly (readonly [string, VexStatus])[] = [
  ['first_affected', 'affected'],
  ['known_affected', 'affected'],
  ['last_affected', 'affected'],
  ['under_investigation', 'under_investigation'],
  // CSAF 2.1: the party does not know and will not look.
  ['unknown', 'under_investigation'],
  ['first_fixed', 'fixed'],
  ['fixed', 'fixed'],
  ['known_not_affected', 'not_affected'],
];

/**
 * CSAF 2.0 and 2.1, section 4.5: what the product status of each vulnerability says, one statement per product and status list.
 * What a document that is still a draft says is not published, and so is not a statement.
 */
export function readCsafVex(source: VexSource): VexRead {
  const { root, file, issues } = source;
  const csaf = toCsafDocument(root);
  const tracking = csaf.tracking.value;
  const time = textOf(tracking['current_release_date']);
  const version = textOf(tracking['version']);
  const namespace = textAt(csaf.publisher, 'namespace')?.text;
  const document: VexDocument = {
    format: 'csaf',
    id: textOf(tracking['id']) ?? file,
    author: textAt(csaf.publisher, 'name')?.text ?? namespace ?? 'not stated',
    file,
    time: time ?? '',
    ...(version === undefined ? {} : { version }),
  };
  if (tracking['status'] === 'draft') {
    issues.add('vex/draft', 'is a draft: nothing that it says is applied', lineOf(source, tracking));
    return { document, statements: [] };
  }
  const products = identifyProducts(csaf, source);
  return {
    document,
    statements: csaf.vulnerabilities.flatMap((place) => readVulnerability(place, { csaf, source, document, products, time })),
  };
}

interface Surroundings {
  readonly csaf: CsafDocument;
  readonly source: VexSource;
  readonly document: VexDocument;
  readonly products: ReadonlyMap<string, StatedProduct>;
  readonly time: string | undefined;
}

function readVulnerability(place: Place, surroundings: Surroundings): readonly VexStatement[] {
  const { source, document, time } = surroundings;
  const ids = [
    ...['cve'].flatMap((name) => textAt(place, name)?.text ?? []),
    ...objectsAt(place, 'ids').flatMap((id) => textAt(id, 'text')?.text ?? []),
  ];
  const [vulnerability, ...others] = ids;
  const status = objectAt(place, 'product_status');
  if (status === undefined) return [];
  if (vulnerability === undefined) {
    source.issues.add(
      'vex/statement',
      `${place.at} has neither a CVE nor another id, and is left out`,
      lineOf(source, place.value),
    );
    return [];
  }
  const aliases = [...new Set(others)].filter((alias) => alias !== vulnerability).toSorted();
  const reasons = reasonsOf(place, surroundings.csaf);
  return statusByList.flatMap(([list, said]) =>
    textsAt(status, list).flatMap(({ text: product, at }) => {
      const identity = surroundings.products.get(product);
      const { label, date, impact, action } = reasons(product);
      const justification = said === 'not_affected' ? justifications.find((known) => known === label) : undefined;
      const checked = checkStatement(
        {
          document,
          vulnerability,
          aliases,
          products: identity === undefined ? [] : [identity],
          status: said,
          timestamp: date ?? time,
          at,
          ...(time === undefined ? {} : { lastUpdated: time }),
          ...(justification === undefined ? {} : { justification }),
          ...(impact === undefined || said !== 'not_affected' ? {} : { impact }),
          ...(action === undefined ? {} : { action }),
        },
        status.value,
        source,
      );
      return checked ?? [];
    }),
  );
}

interface Reasons {
  readonly label?: string | undefined;
  readonly date?: string | undefined;
  readonly impact?: string | undefined;
  readonly action?: string | undefined;
}

/** Flags, threats and remediations of a vulnerability by product, gone through once. */
function reasonsOf(vulnerability: Place, csaf: CsafDocument): (product: string) => Reasons {
  const flags = byProduct(objectsAt(vulnerability, 'flags'), csaf);
  const impacts = byProduct(
    objectsAt(vulnerability, 'threats').filter((threat) => textAt(threat, 'category')?.text === 'impact'),
    csaf,
  );
  const remediations = byProduct(objectsAt(vulnerability, 'remediations'), csaf);
  return (product) => {
    const [flag] = flags.get(product) ?? [];
    return {
      label: flag && textAt(flag, 'label')?.text,
      date: flag && textAt(flag, 'date')?.text,
      impact: joined(impacts.get(product)),
      action: joined(remediations.get(product)),
    };
  };
}

function byProduct(items: readonly Place[], csaf: CsafDocument): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, Place[]>();
  for (const item of items) {
    for (const product of productsOf(item, csaf)) {
      const known = found.get(product);
      if (known === undefined) found.set(product, [item]);
      else known.push(item);
    }
  }
  return found;
}

function joined(items: readonly Place[] | undefined): string | undefined {
  const details = (items ?? []).flatMap((item) => textAt(item, 'details')?.text ?? []);
  return details.length === 0 ? undefined : details.join('\n');
}

/** A package URL with a version says more exactly than a branch which version it is. */
function narrow(identity: ProductIdentity, narrowed: Partial<ProductIdentity>): ProductIdentity {
  const isExact = identity.purls.length > 0 && identity.purls.every((purl) => /@[^/]+$/.test(purl.split(/[?#]/)[0] ?? ''));
  return isExact ? identity : { ...identity, ...narrowed };
}

/** What each product id stands for. One that cannot be identified is not in the map. */
function identifyProducts(csaf: CsafDocument, source: VexSource): ReadonlyMap<string, StatedProduct> {
  const found = new Map<string, StatedProduct>();
  const add = (product: Place | undefined, narrowed: Partial<ProductIdentity> | undefined): void => {
    const id = product && textAt(product, 'product_id')?.text;
    if (product === undefined || id === undefined || narrowed === undefined) return;
    const identity = narrow(identityOf(product, id, source), narrowed);
    if (isIdentified(identity)) found.set(id, asProduct(identity));
  };
  for (const branch of csaf.branches) add(objectAt(branch, 'product'), versionsOf(branch, source));
  for (const product of objectsAt(csaf.productTree, 'full_product_names')) add(product, {});
  for (const { id, parts } of compositions(csaf)) {
    const [part, ...wholes] = parts.map((name) => found.get(name));
    const whole = wholes.at(-1);
    // A part of a part is not told apart by this model: what is in the middle would be lost, and the statement be about more.
    if (
      part === undefined ||
      whole === undefined ||
      wholes.length > 1 ||
      part.subcomponents.length + whole.subcomponents.length > 0
    )
      continue;
    found.set(id, { ...whole, subcomponents: [part] });
  }
  return found;
}

interface Composition {
  readonly id: string;
  /** The part first, then what it is a part of. */
  readonly parts: readonly string[];
}

/** `relationships` of CSAF 2.0, `product_paths` of 2.1. */
function compositions(csaf: CsafDocument): readonly Composition[] {
  const composed = (place: Place, parts: readonly (string | undefined)[]): readonly Composition[] => {
    const product = objectAt(place, 'full_product_name');
    const id = product && textAt(product, 'product_id')?.text;
    return id === undefined ? [] : [{ id, parts: parts.filter((part) => part !== undefined) }];
  };
  return [
    ...csaf.relationships.flatMap((place) =>
      composed(place, [textAt(place, 'product_reference')?.text, textAt(place, 'relates_to_product_reference')?.text]),
    ),
    ...objectsAt(csaf.productTree, 'product_paths').flatMap((place) =>
      composed(place, [
        textAt(place, 'beginning_product_reference')?.text,
        ...objectsAt(place, 'subpaths').map((subpath) => textAt(subpath, 'next_product_reference')?.text),
      ]),
    ),
  ];
}

/** A version or a range in the branches narrows the product. Undefined for a range that cannot be read: the product is then not known. */
function versionsOf(branch: Branch, source: VexSource): Partial<ProductIdentity> | undefined {
  const versioned = [branch, ...branch.parents.toReversed()].find(
    ({ category }) => category === 'product_version' || category === 'product_version_range',
  );
  if (versioned === undefined) return {};
  if (versioned.category === 'product_version') return { versions: [`vers:generic/${encodeURIComponent(versioned.name)}`] };
  if (parseVers(versioned.name) !== undefined) return { versions: [versioned.name] };
  source.issues.add(
    'vex/product',
    `${versioned.at} is the range ${JSON.stringify(versioned.name)}, which is no version range specifier: what is said of it is left out`,
    lineOf(source, versioned.value),
  );
  return undefined;
}

function identityOf(product: Place, id: string, source: VexSource): ProductIdentity {
  const helper = objectAt(product, 'product_identification_helper');
  const line = lineOf(source, product.value);
  const written =
    helper === undefined
      ? []
      : [...(textAt(helper, 'purl') === undefined ? [] : [textAt(helper, 'purl')]), ...textsAt(helper, 'purls')];
  const cpe = helper && textAt(helper, 'cpe')?.text;
  const name = textAt(product, 'name')?.text;
  return {
    purls: readablePurls([...new Set(written.flatMap((purl) => purl?.text ?? []))], product.at, source, line),
    cpes: cpe === undefined ? [] : [cpe],
    hashes: hashesOf(helper?.value),
    ref: id,
    ...(name === undefined ? {} : { name }),
  };
}

/** Of one file only: several files together are one product, and none of them is it. */
function hashesOf(helper: DataObject | undefined): ProductIdentity['hashes'] {
  const files = helper?.['hashes'];
  if (!Array.isArray(files) || files.length !== 1) return [];
  const list = objectOf(files[0])['file_hashes'];
  return (Array.isArray(list) ? list : []).flatMap((hash) =>
    isObject(hash) ? (hashOf(textOf(hash['algorithm']) ?? '', textOf(hash['value']) ?? '') ?? []) : [],
  );
}
