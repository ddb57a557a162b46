import { posix } from 'node:path';

/** What the name of an archive says of it. */
export interface ArchiveName {
  /** `commons-io` of `commons-io-2.11.0.jar`. */
  readonly artifact: string;
  readonly version: string | undefined;
}

/** Words that belong to a version where they stand between hyphens, with or without a number. */
const qualifier =
  /^(?:alpha|beta|m|milestone|rc|cr|ga|final|release|sp|snapshot|b|build|pre|preview|ea|jre|android|jdk|java|incubating|redhat|dev|hotfix|patch|p|r|v|fix|g?[0-9a-f]{7,40})[.\d]*\w*$/i;
const MOST_PARTS = 30;

/**
 * Splits a file name where its version begins: at the first part that begins with a digit and is followed by parts of a version
 * only. Words after it are a classifier: `netty-epoll-4.1.100.Final-linux-x86_64`. A digit inside of a name is no version, as in
 * `log4j-1.2-api-2.17.1`.
 */
export function parseArchiveName(path: string): ArchiveName {
  const stem = posix.basename(path).replace(/\.[a-z]+$/i, '');
  const parts = stem.split('-');
  for (let at = 1; at < Math.min(parts.length, MOST_PARTS); at += 1) {
    const version = versionAt(parts, at);
    if (version !== undefined) return { artifact: parts.slice(0, at).join('-'), version };
  }
  return { artifact: stem, version: undefined };
}

/** The version that begins at a part, or undefined when a later part begins one with more right. */
function versionAt(parts: readonly string[], start: number): string | undefined {
  if (!/^\d/.test(parts[start] ?? '')) return undefined;
  let end = start + 1;
  while (end < parts.length && (/^\d/.test(parts[end] ?? '') || qualifier.test(parts[end] ?? ''))) end += 1;
  return parts.slice(end).some((part) => /^\d/.test(part)) ? undefined : parts.slice(start, end).join('-');
}
