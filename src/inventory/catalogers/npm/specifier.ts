import type { Source } from '../../../model/index.ts';
import { hasScheme, toGitSource, toSource, packageOfTarball } from './source.ts';

/** What a requirement of a manifest says about the package, without a lockfile. */
export interface Specifier {
  /** The package's own name, which for an alias is not the one it is required by. */
  readonly name: string;
  /** Set when only this version will do. */
  readonly version?: string;
  readonly source?: Source;
}

const exactVersion = /^[v=\s]*(\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?)\s*$/;
const path = /^(?:\.{1,2}(?:\/|$)|\/|~\/)/;
const githubShorthand = /^[\w.-]+\/[\w.-]+(?:#.*)?$/;

/**
 * Reads `range` as npm's package specifiers do: versions and ranges, `npm:` aliases, git, URLs, `file:`, `link:`, `workspace:`.
 * @param directory of the manifest, relative to the target
 */
export function parseSpecifier(name: string, range: string, directory: string): Specifier {
  if (range.startsWith('npm:')) {
    const alias = splitDescriptor(range.slice(4));
    return withVersion(alias.name || name, alias.range);
  }
  // Where the workspace lies, the requirement does not say: somewhere in the repository.
  if (range.startsWith('workspace:')) return { name, source: { kind: 'local', path: '.' } };
  if (path.test(range)) return { name, source: toSource(`file:${range}`, directory) as Source };
  const source = githubShorthand.test(range) ? toGitSource(`github:${range}`) : toSource(range, directory);
  if (source !== undefined) return { name, source };
  if (!hasScheme(range)) return withVersion(name, range);
  return packageOfTarball(range) ?? { name };
}

function withVersion(name: string, range: string): Specifier {
  const version = exactVersion.exec(range)?.[1];
  return version === undefined ? { name } : { name, version };
}

/** `@scope/name@range` to its halves; the range is empty when there is none. */
export function splitDescriptor(descriptor: string): { readonly name: string; readonly range: string } {
  const at = descriptor.indexOf('@', 1);
  return at === -1 ? { name: descriptor, range: '' } : { name: descriptor.slice(0, at), range: descriptor.slice(at + 1) };
}
