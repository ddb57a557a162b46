import { compareVersions, ecosystemByPurlType } from '../../ecosystem/index.ts';
import type { Hash } from '../../kernel/index.ts';
import { parsePurl, type Purl } from '../../model/purl/index.ts';
import { parseVers, versContains } from '../csaf/index.ts';
import type { ProductIdentity } from './statement.ts';

/** What is known of a component of the target. */
export interface VexComponent {
  readonly id: string;
  readonly purl?: string;
  readonly name: string;
  readonly version?: string;
  readonly hashes: readonly Hash[];
  readonly cpes?: readonly string[];
  /** Something that is developed or delivered here: it may be named without an identifier. */
  readonly isProject: boolean;
}

/** How exactly an identity names a component: the higher, the more exactly. */
export const exactness = {
  hash: 5,
  /** Version and at least one qualifier. */
  build: 4,
  version: 3,
  range: 2,
  /** Every version. */
  name: 1,
} as const;

/** Finds the components that an identity names, by component id, with how exactly it names each. */
export interface ProductIndex {
  readonly find: (identity: ProductIdentity) => ReadonlyMap<string, number>;
}

interface Named {
  readonly component: VexComponent;
  readonly purl: Purl | undefined;
}

export function indexProducts(components: Iterable<VexComponent>): ProductIndex {
  const byKey = new Map<string, Named[]>();
  const add = (key: string, named: Named): void => {
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [named]);
    else known.push(named);
  };
  for (const component of components) {
    const parsed = component.purl === undefined ? undefined : parsePurl(component.purl, { foldKeys: true });
    const purl = parsed?.ok === true ? parsed.purl : undefined;
    const named = { component, purl };
    if (purl !== undefined) add(keyOfPurl(purl), named);
    for (const hash of component.hashes) add(keyOfHash(hash), named);
    for (const cpe of component.cpes ?? []) add(keyOfCpe(cpe), named);
    if (component.isProject) add(`name ${component.name}`, named);
  }
  const known = new Map<ProductIdentity, ReadonlyMap<string, number>>();
  return {
    find(identity) {
      const before = known.get(identity);
      if (before !== undefined) return before;
      const found = findIn(byKey, identity);
      known.set(identity, found);
      return found;
    },
  };
}

function findIn(byKey: ReadonlyMap<string, readonly Named[]>, identity: ProductIdentity): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (component: VexComponent, exactly: number | undefined): void => {
    if (exactly !== undefined) found.set(component.id, Math.max(found.get(component.id) ?? 0, exactly));
  };
  for (const hash of identity.hashes) for (const { component } of byKey.get(keyOfHash(hash)) ?? []) add(component, exactness.hash);
  for (const text of identity.purls) {
    const parsed = parsePurl(text, { foldKeys: true });
    if (!parsed.ok) continue;
    for (const { component, purl } of byKey.get(keyOfPurl(parsed.purl)) ?? []) {
      if (purl !== undefined) add(component, matchPurl(parsed.purl, purl, identity.versions));
    }
  }
  for (const cpe of identity.cpes) {
    for (const { component } of byKey.get(keyOfCpe(cpe)) ?? []) {
      if ((component.cpes ?? []).some((other) => isSameCpe(cpe, other))) add(component, exactness.version);
    }
  }
  // A name is all there is to go by only where nothing better is said.
  if (identity.purls.length + identity.cpes.length + identity.hashes.length === 0 && identity.name !== undefined) {
    for (const { component } of byKey.get(`name ${identity.name}`) ?? []) add(component, matchName(identity, component));
  }
  return found;
}

function matchName({ version, versions }: ProductIdentity, component: VexComponent): number | undefined {
  if (version !== undefined && version !== component.version) return undefined;
  if (versions !== undefined && !isInRanges(versions, '', component.version)) return undefined;
  return version === undefined ? exactness.name : exactness.version;
}

/** One key for every spelling of the same package. */
function keyOfPurl({ type, namespace, name }: Purl): string {
  const ecosystem = ecosystemByPurlType(type);
  if (ecosystem === undefined) return `purl ${type}/${namespace ?? ''}/${name}`;
  const full = ecosystem.nameFromPurl(namespace, name);
  // Where the name does not hold the namespace (operating systems: who made the package), that has to be the same as well.
  const maker = full === ecosystem.nameFromPurl(undefined, name) ? (namespace ?? '') : '';
  return `purl ${ecosystem.id}/${maker}/${ecosystem.normalizeName(full)}`;
}

function keyOfHash({ algorithm, value }: Hash): string {
  return `hash ${algorithm} ${value}`;
}

/** Qualifiers that say where a package can be had, or what else is true of it, and not which one it is. */
const notIdentifying: ReadonlySet<string> = new Set(['download_url', 'vcs_url', 'checksum', 'file_name', 'vers']);

/**
 * Whether a package URL that somebody states names the package that is there. Without a version it names all versions; each
 * qualifier and the subpath that it states must be there, and others may be.
 * @param ranges further narrow it
 * @returns how exactly it names it
 */
export function matchPurl(stated: Purl, actual: Purl, ranges?: readonly string[]): number | undefined {
  let qualified = 0;
  for (const [key, value] of stated.qualifiers) {
    if (notIdentifying.has(key)) continue;
    if (actual.qualifiers.get(key) !== value) return undefined;
    qualified += 1;
  }
  if (stated.subpath !== undefined && stated.subpath !== actual.subpath) return undefined;
  const allRanges = [...(ranges ?? []), ...(stated.qualifiers.has('vers') ? [stated.qualifiers.get('vers') as string] : [])];
  if (allRanges.length > 0 && !allRanges.some((range) => isInRanges([range], actual.type, actual.version))) return undefined;
  if (stated.version === undefined) return allRanges.length > 0 ? exactness.range : exactness.name;
  if (actual.version === undefined || !isSameVersion(actual.type, stated.version, actual.version)) return undefined;
  return qualified > 0 ? exactness.build : exactness.version;
}

/** In one of the ranges. What cannot be compared is not in it. */
function isInRanges(ranges: readonly string[], type: string, version: string | undefined): boolean {
  if (version === undefined) return false;
  return ranges.some((range) => {
    const vers = parseVers(range);
    if (vers === undefined) return false;
    // "generic" ranges are those of the package's own type.
    const order = vers.type === 'generic' || vers.type === 'all' ? type : vers.type;
    return versContains(vers, version, (a, b) => (isSameVersion(order, a, b) ? 0 : compareVersions(order, a, b))) === true;
  });
}

/** The same to its ecosystem, and the same build: `1.0.0+a` and `1.0.0+b` are equal in order, and two packages. */
function isSameVersion(type: string, a: string, b: string): boolean {
  if (a === b) return true;
  return buildOf(a) === buildOf(b) && compareVersions(type, a, b) === 0;
}

function buildOf(version: string): string {
  const plus = version.indexOf('+');
  return plus === -1 ? '' : version.slice(plus);
}

/** Part, vendor and product. */
function keyOfCpe(cpe: string): string {
  return `cpe ${partsOfCpe(cpe).slice(0, 3).join(':')}`;
}

/** What is stated as `*` or left out may be anything. */
function isSameCpe(stated: string, actual: string): boolean {
  const parts = partsOfCpe(actual);
  return partsOfCpe(stated).every((part, index) => part === '*' || part === '' || part === parts[index]);
}

/** Of `cpe:2.3:a:vendor:product:…` and `cpe:/a:vendor:product:…`. */
function partsOfCpe(cpe: string): readonly string[] {
  return cpe
    .toLowerCase()
    .replace(/^cpe:(?:2\.3:|\/)/, '')
    .split(/(?<!\\):/);
}
