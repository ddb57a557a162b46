import { withoutCredentials } from './source.ts';

/** A dependency specifier (PEP 508). */
export interface Requirement {
  readonly name: string;
  readonly extras: readonly string[];
  /** Version specifiers as written, without parentheses; empty when any version will do. */
  readonly specifier: string;
  readonly url?: string;
  readonly marker?: string;
}

export type ParsedRequirement = { readonly requirement: Requirement } | { readonly problem: string };

const nameOrExtra = /[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/y;
const clause = /^(?:===|==|~=|!=|<=|>=|<|>)\s*[^\s,;()<>=!~]+$/;

/** Reads one dependency specifier (PEP 508, "Grammar"). A problem reads as a sentence after "is not a requirement: ". */
export function parseRequirement(text: string): ParsedRequirement {
  const written = text.trim();
  const name = wordAt(written, 0);
  if (name === undefined) return { problem: 'it does not begin with a name' };
  let at = skipSpace(written, name.length);
  const extras: string[] = [];
  if (written[at] === '[') {
    const end = written.indexOf(']', at);
    if (end === -1) return { problem: 'its extras have no "]"' };
    for (const part of written.slice(at + 1, end).split(',')) {
      const extra = part.trim();
      if (extra === '' && end === skipSpace(written, at + 1)) continue;
      if (wordAt(extra, 0) !== extra) return { problem: `${JSON.stringify(extra)} is not the name of an extra` };
      extras.push(extra);
    }
    at = skipSpace(written, end + 1);
  }
  return written[at] === '@' ? withUrl(name, extras, written.slice(at + 1)) : withSpecifier(name, extras, written.slice(at));
}

/** After a URL a marker needs white space before its `;`, since a URL may hold one. */
function withUrl(name: string, extras: readonly string[], rest: string): ParsedRequirement {
  const semicolon = rest.search(/\s;/);
  const url = (semicolon === -1 ? rest : rest.slice(0, semicolon)).trim();
  if (url === '' || /\s/.test(url)) return { problem: 'it has no URL after "@"' };
  const marker = semicolon === -1 ? '' : rest.slice(semicolon + 2).trim();
  return { requirement: { name, extras, specifier: '', url, ...(marker === '' ? {} : { marker }) } };
}

function withSpecifier(name: string, extras: readonly string[], rest: string): ParsedRequirement {
  const semicolon = rest.indexOf(';');
  let specifier = (semicolon === -1 ? rest : rest.slice(0, semicolon)).trim();
  if (specifier.startsWith('(') && specifier.endsWith(')')) specifier = specifier.slice(1, -1).trim();
  for (const part of specifier.split(',')) {
    const written = part.trim();
    if (written !== '' && !clause.test(written)) return { problem: `${JSON.stringify(written)} is not a version specifier` };
  }
  const marker = semicolon === -1 ? '' : rest.slice(semicolon + 1).trim();
  return { requirement: { name, extras, specifier, ...(marker === '' ? {} : { marker }) } };
}

function wordAt(text: string, at: number): string | undefined {
  nameOrExtra.lastIndex = at;
  return nameOrExtra.exec(text)?.[0];
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

/** The one version that the specifiers allow: that of `==` without a wildcard, or of `===`. */
export function pinOf(specifier: string): string | undefined {
  let pin: string | undefined;
  for (const part of specifier.split(',')) {
    const written = part.trim();
    if (!written.startsWith('==')) continue;
    const version = written.slice(written.startsWith('===') ? 3 : 2).trim();
    if (version.endsWith('.*')) continue;
    if (pin !== undefined && pin !== version) return undefined;
    pin = version;
  }
  return pin;
}

/** What was asked for, without the name and the extras: `>=2,<3; python_version < "3.10"`. Empty when nothing was. */
export function toRequirementText(parts: {
  readonly specifier: string;
  readonly url?: string | undefined;
  readonly marker?: string | undefined;
}): string {
  const wanted = parts.url === undefined ? parts.specifier : `@ ${withoutCredentials(parts.url)}`;
  return parts.marker === undefined ? wanted : `${wanted}; ${parts.marker}`;
}
