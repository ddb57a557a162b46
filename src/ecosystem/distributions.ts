import type { PurlOrigin } from './ecosystem.ts';

/** A Linux distribution as purls and OSV records name it. */
export interface Distribution {
  readonly osv: string;
  /** What the namespace of its purls may be, in lower case; the first is what this code writes. */
  readonly namespaces: readonly string[];
  /**
   * The release that an OSV record names, from the version in the purl's `distro`: `12.5` → `12`. Undefined when it cannot be told.
   * Without it, records name no release, or one that no purl holds (a product's marketing name, a CPE).
   */
  readonly release?: (version: string) => string | undefined;
}

/** The name in OSV records for a package of the given origin, with the release where both sides have one. */
export function osvNameAmong(distributions: readonly Distribution[], { namespace, distro }: PurlOrigin): string | undefined {
  const wanted = namespace?.toLowerCase() ?? '';
  const distribution = distributions.find(({ namespaces }) => namespaces.includes(wanted));
  if (distribution === undefined) return undefined;
  const release = distro === undefined ? undefined : distribution.release?.(versionOf(distro, distribution.namespaces));
  return release === undefined ? distribution.osv : `${distribution.osv}:${release}`;
}

/** `debian-12.5` → `12.5`; a code name alone (`bookworm`) stays what it is. */
function versionOf(distro: string, namespaces: readonly string[]): string {
  const lower = distro.toLowerCase();
  const namespace = namespaces.find((name) => lower.startsWith(`${name}-`));
  return namespace === undefined ? distro : distro.slice(namespace.length + 1);
}

/** `9.3` → `9`. */
export function majorRelease(version: string): string | undefined {
  return /^\d+/.exec(version)?.[0];
}

/** `3.0`, `22.03-LTS-SP1`: as it stands. */
export function sameRelease(version: string): string | undefined {
  return /^[\w.-]+$/.test(version) ? version : undefined;
}
