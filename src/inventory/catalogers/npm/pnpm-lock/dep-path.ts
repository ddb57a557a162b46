import { hasScheme, packageOfTarball } from '../source.ts';

/** What a key of `packages` or `snapshots` says by itself. */
export interface DepPath {
  readonly name: string | undefined;
  /** Absent for what does not come from a registry. */
  readonly version: string | undefined;
  /** What stands in the place of the version when that is none: `file:…`, `https://…`, `runtime:…`. */
  readonly reference: string | undefined;
}

/**
 * Reads `/name/1.0.0_peers` (5.x), `/name@1.0.0(peers)` (6.x) and `name@1.0.0(peers)` (9.x), with the host of another registry
 * before it in 5.x and 6.x.
 */
export function parseDepPath(key: string, major: number): DepPath {
  const bare = withoutPeers(key);
  if (hasScheme(bare)) return { name: undefined, version: undefined, reference: bare };
  return major < 6 ? parseSlashed(bare) : parseAt(bare);
}

/** The key without the packages that its peer dependencies resolved to: `(react@17.0.0)(patch_hash=…)`. */
export function withoutPeers(key: string): string {
  const bracket = key.indexOf('(');
  return bracket === -1 ? key : key.slice(0, bracket);
}

function parseAt(key: string): DepPath {
  const path = key.startsWith('/') ? key.slice(1) : key;
  const at = path.indexOf('@', 1);
  if (at === -1) return { name: undefined, version: undefined, reference: path };
  const name = path.slice(0, at);
  const rest = path.slice(at + 1);
  // `host/name@1.0.0` and `host/@scope/name@1.0.0`: a registry of its own.
  const host = name.startsWith('@') ? -1 : name.indexOf('/');
  if (host !== -1) return parseAt(path.slice(host + 1));
  if (hasScheme(rest)) return toReference(name, rest);
  return isVersion(rest) ? { name, version: rest, reference: undefined } : { name, version: undefined, reference: rest };
}

function toReference(name: string, reference: string): DepPath {
  if (reference.startsWith('runtime:')) return { name, version: reference.slice('runtime:'.length), reference };
  const tarball = packageOfTarball(reference);
  return { name: tarball?.name ?? name, version: tarball?.version, reference };
}

function parseSlashed(key: string): DepPath {
  const parts = key.split('/');
  // Without a leading slash the first part is the host of another registry or of a repository.
  parts.shift();
  const scope = parts[0]?.startsWith('@') === true ? parts.shift() : undefined;
  const [base, suffixed] = parts;
  const version = suffixed?.split('_', 1)[0];
  if (base === undefined || base === '' || version === undefined || !isVersion(version))
    return { name: undefined, version: undefined, reference: key };
  return { name: scope === undefined ? base : `${scope}/${base}`, version, reference: undefined };
}

function isVersion(text: string): boolean {
  return /^\d+\.\d+\.\d+/.test(text);
}
