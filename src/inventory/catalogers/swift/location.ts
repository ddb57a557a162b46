import { withoutCredentials } from '../../package-reader.ts';

/**
 * The name of a package from the address of its repository, as the purl type `swift` has it: host and path without scheme, user and
 * `.git`. `https://github.com/apple/swift-nio.git` and `git@github.com:apple/swift-nio` are `github.com/apple/swift-nio`.
 * Undefined for what is no address of a host, as the path of a local repository.
 */
export function nameOfLocation(location: string): string | undefined {
  const match = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@\s]*@)?([^/:\s]+)(?::\d+(?=\/))?[:/]+(\S+)$/i.exec(location.trim());
  const [, host, path] = match ?? [];
  if (host === undefined || path === undefined || !/[.]/.test(host) || /^\.+$/.test(host)) return undefined;
  const clean = path
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .replaceAll(/\/{2,}/g, '/');
  return clean === '' ? undefined : `${host.toLowerCase()}/${clean}`;
}

/** The address with a scheme and without credentials. */
export function repositoryUrl(location: string): string {
  const scp = /^(?:[^/@\s]*@)?([^/:\s]+):(?!\/\/|\d+\/)(\S+)$/.exec(location);
  return scp === null ? withoutCredentials(location) : `ssh://git@${scp[1]}/${scp[2]}`;
}

/** Copies of other packages that were fetched to be built. */
export function isCheckout(path: string): boolean {
  return /(?:^|\/)(?:\.build|SourcePackages)\/checkouts\//.test(path);
}
