import type { EcosystemId } from '../model/index.ts';

/** −1 when `a` comes before `b`, 1 when after, 0 when neither; undefined when one of them cannot be read: *could not decide*. */
export type Order = -1 | 0 | 1 | undefined;

/** The facts of one ecosystem: what its names and versions mean. Pure. */
export interface Ecosystem {
  readonly id: EcosystemId;
  /** For people: `npm`, `PyPI`, `Go`, `crates.io`. Also the ecosystem's name in OSV records. */
  readonly osv: string;
  /** The purl type of its packages. */
  readonly purlType: string;
  /** The form under which the registry holds two spellings to be one package; advisories are looked up by it. */
  normalizeName(name: string): string;
  /** Splits a name into the purl's namespace and name: `@babel/core` → `@babel`, `core`. */
  purlName(name: string): { readonly namespace?: string; readonly name: string };
  /** The name that a purl's namespace and name stand for: the inverse of `purlName`. */
  nameFromPurl(namespace: string | undefined, name: string): string;
  /** The form of a version in a purl and in look-ups, e.g. without build metadata that the ecosystem ignores. */
  compareVersions(a: string, b: string): Order;
}
