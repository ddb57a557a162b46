import type { EcosystemId } from '../model/index.ts';

export type Comparison = -1 | 0 | 1;

/** −1 when `a` comes before `b`, 1 when after, 0 when neither; undefined when one of them cannot be read: *could not decide*. */
export type Order = Comparison | undefined;

declare const parsedVersion: unique symbol;

/** A version after it has been read. Opaque: it means something only to the ecosystem that read it. */
export interface ParsedVersion {
  readonly [parsedVersion]: true;
}

/** How one family of versions is read and ordered. `compare` is a total order on what `parse` returns. */
export interface VersionScheme<V extends object> {
  /** Undefined when the text is not a version of this family. Never throws; linear in the length of the text. */
  readonly parse: (text: string) => V | undefined;
  readonly compare: (a: V, b: V) => Comparison;
  /**
   * Whether a version meets a requirement as the ecosystem's manifests write it; undefined when the requirement cannot be read.
   * `text` is the version as it was written.
   */
  readonly satisfies?: (version: V, range: string, text: string) => boolean | undefined;
}

/** What an ecosystem says of itself; `defineEcosystem` makes an `Ecosystem` of it. */
export interface EcosystemFacts {
  readonly id: EcosystemId;
  /** For people: `npm`, `PyPI`, `Go`, `crates.io`. Also the ecosystem's name in OSV records, without a `:suffix`. */
  readonly osv: string;
  /** The purl type of its packages. */
  readonly purlType: string;
  /** Further names in OSV records whose packages are of this purl type and ordered like these: `Ubuntu` beside `Debian`. */
  readonly otherOsvNames?: readonly string[];
  /** Purl types under which other tools file the same packages. */
  readonly otherPurlTypes?: readonly string[];
  /**
   * The name in OSV records for a package of this purl: for a distribution with its release where it can be told (`Debian:12`).
   * Undefined for a distribution that has no records. Without it the name is `osv`.
   */
  readonly osvNameFor?: (origin: PurlOrigin) => string | undefined;
  /** The form under which the registry holds two spellings to be one package; advisories are indexed and looked up by it. */
  readonly normalizeName: (name: string) => string;
  /** Splits a name into the purl's namespace and name: `@babel/core` → `@babel`, `core`. */
  readonly purlName: (name: string) => PurlName;
  /** The name that a purl's namespace and name stand for: the inverse of `purlName`. */
  readonly nameFromPurl: (namespace: string | undefined, name: string) => string;
}

/** The parts of a purl that tell a distribution: its namespace and its qualifier `distro`. */
export interface PurlOrigin {
  readonly namespace?: string | undefined;
  readonly distro?: string | undefined;
}

export interface PurlName {
  readonly namespace?: string;
  readonly name: string;
}

/** The facts of one ecosystem: what its names and versions mean. Pure. */
export interface Ecosystem extends EcosystemFacts {
  readonly osvNameFor: (origin: PurlOrigin) => string | undefined;
  /** Read a version once, then compare it with many. Undefined when it is not a version of this ecosystem. */
  readonly parseVersion: (text: string) => ParsedVersion | undefined;
  /** Total order of the versions that this ecosystem's `parseVersion` returned. */
  readonly compareParsed: (a: ParsedVersion, b: ParsedVersion) => Comparison;
  /** `parseVersion` twice and `compareParsed`: for a single question. */
  readonly compareVersions: (a: string, b: string) => Order;
  /**
   * Whether a version meets a requirement in the syntax of the ecosystem's manifests: `^1.2.0`, `>=2,<3`.
   * Undefined when one of them cannot be read.
   */
  readonly satisfies: (version: string, range: string) => boolean | undefined;
}

/** Joins an ecosystem's facts to the scheme of its versions. */
export function defineEcosystem<V extends object>(facts: EcosystemFacts, scheme: VersionScheme<V>): Ecosystem {
  // The one place that knows what a ParsedVersion really is.
  const compareParsed = scheme.compare as unknown as Ecosystem['compareParsed'];
  const parseVersion = scheme.parse as unknown as Ecosystem['parseVersion'];
  return {
    osvNameFor: () => facts.osv,
    ...facts,
    parseVersion,
    compareParsed,
    compareVersions(a, b) {
      const left = parseVersion(a);
      if (left === undefined) return undefined;
      const right = parseVersion(b);
      return right === undefined ? undefined : compareParsed(left, right);
    },
    satisfies(version, range) {
      const parsed = scheme.parse(version);
      return parsed === undefined ? undefined : scheme.satisfies?.(parsed, range, version);
    },
  };
}

/** For ecosystems whose names are exact and have no parts. */
export const plainNames = {
  normalizeName: (name: string): string => name,
  purlName: (name: string): PurlName => ({ name }),
  nameFromPurl: (_namespace: string | undefined, name: string): string => name,
};

/** For ecosystems whose names are paths: everything before the last `/` is the purl's namespace. */
export const pathNames = {
  normalizeName: (name: string): string => name,
  purlName(name: string): PurlName {
    const slash = name.lastIndexOf('/');
    return slash <= 0 ? { name } : { namespace: name.slice(0, slash), name: name.slice(slash + 1) };
  },
  nameFromPurl: (namespace: string | undefined, name: string): string =>
    namespace === undefined || namespace === '' ? name : `${namespace}/${name}`,
};
