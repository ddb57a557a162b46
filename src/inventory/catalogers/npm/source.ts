import type { Source } from '../../../model/index.ts';
import { pathInTarget } from './paths.ts';

const scheme = /^[a-z][a-z0-9+.-]*:/i;
const overHttp = /^https?:/i;
const gitScheme = /^(?:git\+|git:|ssh:)/i;
const gitOverHttp = /^https?:[^#?]*\.git$/i;
const scpLike = /^(?:ssh:\/\/)?([\w.-]+)@([\w.-]+):([^/\s]\S*)$/;
const shorthand = /^(github|gitlab|bitbucket|gist):(\S+)$/;
const githubArchive = /^https?:\/\/codeload\.github\.com\/([^/]+\/[^/]+)\/(?:legacy\.)?tar\.gz\/([^?#]+)/i;
const commitId = /^[0-9a-f]{7,64}$/i;
const local = /^(?:file|link|portal):(?:\/\/)?/;
const tarball = /\.(?:tgz|tar|tar\.gz)$/i;
const registryDownload = /\/download\/@[^/]+\/[^/]+\/\d/;
const credentials = /^([a-z][a-z0-9+.-]*:\/\/)([^/@]*)@/i;

const hosts: Readonly<Record<string, string>> = {
  github: 'https://github.com/',
  gitlab: 'https://gitlab.com/',
  bitbucket: 'https://bitbucket.org/',
  gist: 'https://gist.github.com/',
};

/**
 * Where a `resolved` field, a lockfile key or a requirement says that a package comes from.
 * Undefined for a registry: which registry a package came from does not change what it is.
 * @param directory of the file that says it, relative to the target: `file:` paths start there
 */
export function toSource(text: string, directory: string): Source | undefined {
  if (isRegistryAddress(text)) return undefined;
  return toGitSource(text) ?? toLocalSource(text, directory) ?? toArchiveSource(text);
}

/** Git in the spellings of all npm clients; undefined when the text does not name a repository. */
export function toGitSource(text: string): Source | undefined {
  const archive = githubArchive.exec(text);
  if (archive !== null) return withCommit(`https://github.com/${archive[1]}`, archive[2]);
  const hash = text.indexOf('#');
  const address = hash === -1 ? text : text.slice(0, hash);
  const fragment = hash === -1 ? undefined : text.slice(hash + 1);
  const short = shorthand.exec(address);
  if (short !== null) return withCommit(`${hosts[short[1] as string]}${short[2]}`, fragment);
  const bare = address.startsWith('git+') ? address.slice(4) : address;
  const scp = scpLike.exec(bare);
  if (scp !== null) return withCommit(`ssh://${scp[1]}@${scp[2]}/${scp[3]}`, fragment);
  // Berry names a repository without `.git` by `#commit=`.
  const isGit =
    gitScheme.test(address) || gitOverHttp.test(address) || (overHttp.test(address) && fragment?.includes('commit=') === true);
  return isGit ? withCommit(withoutCredentials(bare), fragment) : undefined;
}

function withCommit(url: string, fragment: string | undefined): Source {
  if (fragment === undefined) return { kind: 'git', url };
  const named = fragment.indexOf('commit=');
  const commit = upTo('&', named === -1 ? fragment : fragment.slice(named + 7));
  return commitId.test(commit) ? { kind: 'git', url, commit } : { kind: 'git', url };
}

function toLocalSource(text: string, directory: string): Source | undefined {
  const prefix = local.exec(text)?.[0];
  if (prefix === undefined) return undefined;
  const path = localPath(text.slice(prefix.length));
  if (text.startsWith('file:') && tarball.test(path)) return { kind: 'archive', url: `file:${path}` };
  return { kind: 'local', path: pathInTarget(directory, path) ?? path };
}

/** A path without what berry appends to it: `#…` and `::locator=…`. */
function localPath(text: string): string {
  return upTo('::', upTo('#', text));
}

/** The path of a `file:`, `link:` or `portal:` directory as written; undefined for anything else. */
export function localDirectory(text: string): string | undefined {
  const prefix = local.exec(text)?.[0];
  if (prefix === undefined) return undefined;
  const path = localPath(text.slice(prefix.length));
  return text.startsWith('file:') && tarball.test(path) ? undefined : path;
}

function toArchiveSource(text: string): Source | undefined {
  return overHttp.test(text) ? { kind: 'archive', url: withoutCredentials(upTo('#', text)) } : undefined;
}

/**
 * Whether an address is a tarball as registries lay them out: `…/name/-/name-1.0.0.tgz`,
 * or `…/download/@scope/name/1.0.0/…` where the host puts them elsewhere.
 */
export function isRegistryAddress(address: string): boolean {
  return tarballFile(address) !== undefined || registryDownload.test(address);
}

/** `name-1.0.0` of `…/name/-/name-1.0.0.tgz`. No regular expression: a lockfile has an address for every package. */
function tarballFile(address: string): string | undefined {
  const at = address.indexOf('/-/');
  if (at === -1) return undefined;
  const path = address.endsWith('.tgz') ? address : upTo('?', upTo('#', address));
  const slash = path.lastIndexOf('/');
  const isFile = slash === at + 2 || (path[at + 3] === '@' && path.indexOf('/', at + 3) === slash);
  return isFile && path.endsWith('.tgz') ? path.slice(slash + 1, -4) : undefined;
}

/**
 * Name and version of the package in `…/name/-/name-1.0.0.tgz`, where a lockfile has only an address, or an alias for a name.
 * Undefined for an address that is not laid out so.
 */
export function packageOfTarball(address: string): { readonly name: string; readonly version: string } | undefined {
  const file = tarballFile(address);
  if (file === undefined) return undefined;
  const path = address.slice(0, address.indexOf('/-/')).replace(/%2f/i, '/').replace(/%40/i, '@');
  const slash = path.lastIndexOf('/');
  const base = path.slice(slash + 1);
  if (base === '' || !file.startsWith(`${base}-`)) return undefined;
  const scope = path.slice(path.lastIndexOf('/', slash - 1) + 1, slash);
  return { name: scope.startsWith('@') ? `${scope}/${base}` : base, version: file.slice(base.length + 1) };
}

/** Addresses go into documents that others read; a password in one does not. */
export function withoutCredentials(address: string): string {
  const match = credentials.exec(address);
  if (match === null) return address;
  const start = match[1] as string;
  const user = overHttp.test(start) ? '' : upTo(':', match[2] as string);
  return `${start}${user === '' ? '' : `${user}@`}${address.slice(match[0].length)}`;
}

export function hasScheme(text: string): boolean {
  return scheme.test(text);
}

/** The text before the first `mark`, or all of it. */
export function upTo(mark: string, text: string): string {
  const at = text.indexOf(mark);
  return at === -1 ? text : text.slice(0, at);
}
