import { encodePath, encodeText, segmentsOf, subpathOf } from './encode.ts';
import type { FormattedPurl, PurlFailure, PurlParts } from './purl.ts';
import { canonicalForm, canonicalComponents, typeRefusal, type Components } from './rules.ts';
import {
  halfCharacter,
  keyFailure,
  keyPattern,
  qualifiersOf,
  repeatedKey,
  sortedByKey,
  typeFailure,
  typePattern,
  type Qualifier,
} from './syntax.ts';
import { ruleOf, type TypeRule } from './types.ts';

/**
 * The canonical package URL of components that come from somewhere else: everything is checked, then normalised
 * as the type asks and encoded (ECMA-427 clause 5).
 */
export function formatPurl(parts: PurlParts): FormattedPurl {
  const components = checkedComponents(parts);
  if ('ok' in components) return components;
  return typeRefusal(components) ?? { ok: true, text: write(components, ruleOf(components.type)) };
}

/**
 * The same text as {@link formatPurl}, without the checks: for the many packages of a lockfile. The caller vouches that
 * `type` is a purl type in lower case, `name` is not empty and qualifier keys are lower-case names. Never throws.
 */
export function toPurl(parts: PurlParts): string {
  const rule = ruleOf(parts.type);
  return write(rule === undefined ? parts : canonicalForm(rule, parts), rule);
}

/** The text of canonical components. */
export function write(parts: PurlParts, rule: TypeRule | undefined): string {
  const { namespace, version } = parts;
  let text = `pkg:${parts.type}/`;
  if (namespace !== undefined && namespace !== '') {
    const path = encodePath(namespace);
    if (path !== '') text += `${path}/`;
  }
  text += rule?.namespaceSegments === undefined ? encodeText(parts.name) : encodePath(parts.name);
  if (version !== undefined && version !== '') text += `@${encodeText(version)}`;
  if (parts.qualifiers !== undefined) text += writtenQualifiers(parts.qualifiers);
  if (parts.subpath === undefined) return text;
  const subpath = subpathOf(parts.subpath.split('/'));
  return subpath === '' ? text : `${text}#${encodePath(subpath)}`;
}

function writtenQualifiers(qualifiers: NonNullable<PurlParts['qualifiers']>): string {
  const pairs = sortedByKey(qualifiersOf(qualifiers)).map(([key, value]) => `${key}=${encodeText(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function checkedComponents(parts: PurlParts): Components | PurlFailure {
  for (const part of ['type', 'namespace', 'name', 'version', 'subpath'] as const) {
    if (parts[part]?.isWellFormed() === false) return halfCharacter(part);
  }
  if (!typePattern.test(parts.type)) return typeFailure(parts.type);
  const qualifiers = checkedQualifiers(qualifiersOf(parts.qualifiers));
  if ('ok' in qualifiers) return qualifiers;
  return canonicalComponents({
    type: parts.type.toLowerCase(),
    namespace: segmentsOf(parts.namespace ?? '').join('/') || undefined,
    name: parts.name,
    version: parts.version || undefined,
    qualifiers,
    subpath: subpathOf((parts.subpath ?? '').split('/')) || undefined,
  });
}

function checkedQualifiers(given: readonly Qualifier[]): ReadonlyMap<string, string> | PurlFailure {
  const found = new Map<string, string>();
  for (const [written, value] of given) {
    if (!keyPattern.test(written)) return keyFailure(written);
    const key = written.toLowerCase();
    if (!value.isWellFormed()) return halfCharacter('qualifiers');
    if (found.has(key)) return repeatedKey(key);
    found.set(key, value);
  }
  return found;
}
