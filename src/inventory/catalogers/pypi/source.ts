import { posix } from 'node:path';
import { parseDigest, type Hash } from '../../../kernel/index.ts';
import type { Source } from '../../../model/index.ts';

/** Where a URL or path of a requirement leads, and what it says of the package. */
export interface Location {
  readonly source: Source;
  /** From `#egg=`, or from the name of a wheel or source archive. */
  readonly name?: string;
  readonly version?: string;
  readonly hash?: Hash;
}

const versionControl = /^(git|hg|svn|bzr)\+/i;
const scheme = /^[a-z][a-z0-9+.-]*:/i;
const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;

/**
 * Reads a URL (`git+https://…@ref#egg=name`, `https://…/name-1.0.tar.gz`, `file:///…`) or a path.
 * @param directory of the file that names it, relative to the target: local paths are made relative to the target too
 */
export function locate(written: string, directory: string): Location {
  const hashAt = written.indexOf('#');
  const url = hashAt === -1 ? written : written.slice(0, hashAt);
  const fragment = new URLSearchParams(hashAt === -1 ? '' : written.slice(hashAt + 1));
  const egg = fragment.get('egg')?.replace(/\[.*$/, '').trim();
  const distribution = versionControl.test(url) ? undefined : distributionOf(fileNameOf(url));
  const name = egg === undefined || egg === '' ? distribution?.name : egg;
  const hash = digestIn(fragment);
  return {
    source: sourceOf(url, directory),
    ...(name === undefined ? {} : { name }),
    ...(distribution === undefined ? {} : { version: distribution.version }),
    ...(hash === undefined ? {} : { hash }),
  };
}

function sourceOf(url: string, directory: string): Source {
  if (/^git\+/i.test(url)) {
    const { repository, ref } = splitRef(url.slice(4));
    return gitSource(repository, ref);
  }
  if (/^file:/i.test(url)) return { kind: 'local', path: pathOfFileUrl(url, directory) };
  if (versionControl.test(url) || scheme.test(url)) return { kind: 'archive', url: withoutCredentials(url) };
  return localSource(url, directory);
}

/** `https://host/a/b.git@ref`: the ref begins at the last `@` of the path, not at that of a user. */
function splitRef(url: string): { readonly repository: string; readonly ref?: string } {
  const authority = url.indexOf('://');
  const pathAt = url.indexOf('/', authority === -1 ? 0 : authority + 3);
  const at = url.lastIndexOf('@');
  return pathAt === -1 || at < pathAt ? { repository: url } : { repository: url.slice(0, at), ref: url.slice(at + 1) };
}

/** `commit` is kept only when it is the id of one: a branch or a tag may be moved. */
export function gitSource(url: string, commit: string | undefined): Source {
  const repository = withoutCredentials(url.replace(/^git\+/i, ''));
  return commit !== undefined && commitId.test(commit)
    ? { kind: 'git', url: repository, commit: commit.toLowerCase() }
    : { kind: 'git', url: repository };
}

export function archiveSource(url: string): Source {
  return { kind: 'archive', url: withoutCredentials(url) };
}

/** The path relative to the target when it lies in it, else as written. */
export function localSource(path: string, directory: string): Source {
  const written = path.replaceAll('\\', '/');
  if (posix.isAbsolute(written) || /^[A-Za-z]:/.test(written)) return { kind: 'local', path: written };
  const joined = posix.normalize(posix.join(directory, written)).replace(/(?<=.)\/$/, '');
  return { kind: 'local', path: joined.startsWith('..') ? written : joined };
}

/** PDM writes `file:///${PROJECT_ROOT}/lib`. */
function pathOfFileUrl(url: string, directory: string): string {
  const path = url.replace(/^file:(?:\/\/(?:localhost)?)?/i, '');
  const inProject = /^\/?\$\{PROJECT_ROOT\}\/?(.*)$/.exec(path)?.[1];
  const source = localSource(inProject === undefined ? path : inProject === '' ? '.' : inProject, directory);
  return source.kind === 'local' ? source.path : path;
}

/** A URL may carry a password or a token, which must not go into an inventory. The user `git` of SSH is not a secret. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)@/i, (whole: string, start: string, user: string) =>
    user === 'git' ? whole : start,
  );
}

export function fileNameOf(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Name and version from the file name of a wheel (PEP 427) or source archive (PEP 625). */
export function distributionOf(fileName: string): { readonly name: string; readonly version: string } | undefined {
  if (fileName.endsWith('.whl')) {
    const [name, version, ...tags] = fileName.slice(0, -'.whl'.length).split('-');
    return name && version && (tags.length === 3 || tags.length === 4) ? { name, version } : undefined;
  }
  const stem = /^(.+)\.(?:tar\.gz|tgz|tar\.bz2|tar\.xz|zip)$/.exec(fileName)?.[1];
  const dash = stem?.lastIndexOf('-') ?? -1;
  if (stem === undefined || dash < 1) return undefined;
  const version = stem.slice(dash + 1);
  return /^\d/.test(version) ? { name: stem.slice(0, dash), version } : undefined;
}

function digestIn(fragment: URLSearchParams): Hash | undefined {
  for (const algorithm of ['sha256', 'sha384', 'sha512', 'sha1', 'md5']) {
    const value = fragment.get(algorithm);
    if (value !== null) return parseDigest(`${algorithm}:${value}`);
  }
  return undefined;
}
