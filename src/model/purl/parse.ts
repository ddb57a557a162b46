import { decodeText, subpathOf } from './encode.ts';
import type { ParsedPurl, Purl, PurlFailure } from './purl.ts';
import { canonicalComponents, typeRefusal, type Components } from './rules.ts';
import {
  brokenEncoding,
  encodedSlash,
  keyFailure,
  keyPattern,
  quoted,
  repeatedKey,
  sortedByKey,
  syntaxFailure,
  typeFailure,
  typePattern,
} from './syntax.ts';
import { ruleOf } from './types.ts';

export interface ParseOptions {
  /**
   * Read `?Arch=x` as `?arch=x`. A key in capitals is against ECMA-427, and refused when this is not set, but for the keys
   * that the standard itself names: what those mean is plain in any case.
   */
  readonly foldKeys?: boolean;
}

// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f\u007f]/;

/** ECMA-427 annex B. */
const standardKey = /^(?:checksum|download_url|file_name|repository_url|vcs_url|vers)$/;

/**
 * Parses a package URL (ECMA-427 clause 5), in time linear in its length. Read although it is not canonical: any number of
 * `/` after `pkg:`, capitals in scheme and type, unordered qualifiers, characters that ought to be percent-encoded.
 *
 * Where a separator stands unencoded inside a component, the text is divided as RFC 3986 does it: the fragment begins
 * at the first `#`, the query at the first `?`. The version begins at the last `@`, unless that `@` is an npm scope's.
 */
export function parsePurl(text: string, options: ParseOptions = {}): ParsedPurl {
  const parsed = parseComponents(text, options);
  if ('ok' in parsed) return parsed;
  return typeRefusal(parsed) ?? { ok: true, purl: purlOf(parsed) };
}

function purlOf({ type, namespace, name, version, qualifiers, subpath }: Components): Purl {
  return {
    type,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    ...(version === undefined ? {} : { version }),
    qualifiers,
    ...(subpath === undefined ? {} : { subpath }),
  };
}

/** All but the type's refusals. */
export function parseComponents(text: string, options: ParseOptions): Components | PurlFailure {
  if (!text.isWellFormed()) return syntaxFailure('scheme', 'has half a character (a lone surrogate) in it');
  const control = controlCharacter.exec(text);
  if (control !== null) return syntaxFailure('scheme', 'has a control character that is not percent-encoded', control.index);
  if (text.slice(0, 4).toLowerCase() !== 'pkg:') return syntaxFailure('scheme', 'does not begin with "pkg:"', 0);

  const hash = text.indexOf('#');
  const beforeSubpath = hash === -1 ? text.length : hash;
  const mark = text.indexOf('?');
  const beforeQualifiers = mark === -1 || mark > beforeSubpath ? beforeSubpath : mark;

  let start = 4;
  while (start < beforeQualifiers && text[start] === '/') start += 1;
  let end = beforeQualifiers;
  while (end > start && text[end - 1] === '/') end -= 1;

  const slash = text.indexOf('/', start);
  const typeEnd = slash === -1 || slash > end ? end : slash;
  const written = text.slice(start, typeEnd);
  if (!typePattern.test(written)) return typeFailure(written, start);
  const type = written.toLowerCase();
  if (typeEnd === end) return syntaxFailure('name', 'has no name', end);

  const path = parsePath(text.slice(typeEnd + 1, end), typeEnd + 1, ruleOf(type)?.namespaceSegments);
  if ('ok' in path) return path;
  const qualifiers = parseQualifiers(text.slice(beforeQualifiers + 1, beforeSubpath), beforeQualifiers + 1, options);
  if ('ok' in qualifiers) return qualifiers;
  const subpath = parseSubpath(text.slice(beforeSubpath + 1), beforeSubpath + 1);
  if (typeof subpath === 'object') return subpath;

  return canonicalComponents({ type, ...path, qualifiers, subpath: subpath === '' ? undefined : subpath });
}

type Path = Pick<Components, 'namespace' | 'name' | 'version'>;

/** `namespace/name@version`. */
function parsePath(path: string, offset: number, namespaceSegments: number | undefined): Path | PurlFailure {
  const separator = versionSeparator(path);
  const nameEnd = separator === -1 ? path.length : separator;
  const version = separator === -1 ? '' : decodeText(path.slice(separator + 1));
  if (version === undefined) return brokenEncoding('version', offset + separator + 1);

  const segments = path.slice(0, nameEnd).split('/');
  const last = segments.pop() ?? '';
  if (last === '') return syntaxFailure('name', 'has no name', offset + nameEnd);
  const name = decodeText(last);
  if (name === undefined) return brokenEncoding('name', offset + nameEnd - last.length);
  if (namespaceSegments !== undefined && name.includes('/')) return encodedSlash('name', offset + nameEnd - last.length);

  const namespace: string[] = [];
  let at = offset;
  for (const segment of segments) {
    const decoded = decodeText(segment);
    if (decoded === undefined) return brokenEncoding('namespace', at);
    if (decoded.includes('/')) return encodedSlash('namespace', at);
    if (decoded !== '') namespace.push(decoded);
    at += segment.length + 1;
  }
  return { namespace: namespace.join('/') || undefined, name, version: version || undefined };
}

/**
 * The last `@` divides name and version (`node@20@20.10.0`). It is part of the namespace when it begins a segment and
 * another follows: a scope that ought to be written `%40`, as in `@babel/core`.
 */
function versionSeparator(path: string): number {
  const at = path.lastIndexOf('@');
  if (at === -1) return -1;
  const beginsSegment = at === 0 || path[at - 1] === '/';
  return beginsSegment && path.includes('/', at) ? -1 : at;
}

function parseQualifiers(text: string, offset: number, options: ParseOptions): ReadonlyMap<string, string> | PurlFailure {
  const found = new Map<string, string>();
  if (text === '') return found;
  let at = offset;
  for (const pair of text.split('&')) {
    const pairAt = at;
    at += pair.length + 1;
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const written = equals === -1 ? pair : pair.slice(0, equals);
    if (!keyPattern.test(written)) return keyFailure(written, pairAt);
    const key = written.toLowerCase();
    if (written !== key && options.foldKeys !== true && !standardKey.test(key)) {
      return syntaxFailure('qualifiers', `writes the qualifier key ${quoted(written)} with capital letters`, pairAt);
    }
    const value = equals === -1 ? '' : decodeText(pair.slice(equals + 1));
    if (value === undefined) return brokenEncoding('qualifiers', pairAt + equals + 1);
    if (value === '') continue;
    if (found.has(key)) return repeatedKey(key, pairAt);
    found.set(key, value);
  }
  return new Map(sortedByKey([...found]));
}

function parseSubpath(text: string, offset: number): string | PurlFailure {
  if (text === '') return '';
  const segments: string[] = [];
  let at = offset;
  for (const segment of text.split('/')) {
    const decoded = decodeText(segment);
    if (decoded === undefined) return brokenEncoding('subpath', at);
    if (decoded.includes('/')) return encodedSlash('subpath', at);
    segments.push(decoded);
    at += segment.length + 1;
  }
  return subpathOf(segments);
}
