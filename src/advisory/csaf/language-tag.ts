import { once } from '../../kernel/index.ts';
import {
  grandfatheredTags,
  regions,
  scripts,
  threeLetterLanguages,
  twoLetterLanguages,
  variants,
} from './data/language-subtags.ts';

/** A language tag in its parts, each lower case (RFC 5646 section 2.1). */
export interface LanguageTag {
  readonly language?: string;
  readonly extlangs: readonly string[];
  readonly script?: string;
  readonly region?: string;
  readonly variants: readonly string[];
  readonly isPrivate: boolean;
  readonly isGrandfathered: boolean;
}

const wordsOf = (list: string): ReadonlySet<string> => new Set(list.toLowerCase().trim().split(/\s+/));
const registry = once(() => ({
  two: wordsOf(twoLetterLanguages),
  three: new Map(
    threeLetterLanguages
      .trim()
      .split(/\s+/)
      .map((group) => [group.slice(0, 2), group.slice(3)]),
  ),
  scripts: wordsOf(scripts),
  regions: wordsOf(regions),
  variants: wordsOf(variants),
  grandfathered: wordsOf(grandfatheredTags),
}));

/** Undefined for what is not well formed. */
export function parseLanguageTag(text: string): LanguageTag | undefined {
  const tag = text.toLowerCase();
  const nothing = { extlangs: [], variants: [], isPrivate: false, isGrandfathered: false };
  if (registry().grandfathered.has(tag)) return { ...nothing, isGrandfathered: true };
  const parts = tag.split('-');
  if (parts.some((part) => !/^[a-z0-9]{1,8}$/.test(part))) return undefined;
  if (parts[0] === 'x') return parts.length > 1 ? { ...nothing, isPrivate: true } : undefined;
  const take = (pattern: RegExp): string | undefined => (pattern.test(parts[0] ?? '') ? parts.shift() : undefined);
  const takeAll = (pattern: RegExp, most: number): readonly string[] => {
    const taken: string[] = [];
    for (let part = take(pattern); part !== undefined; part = taken.length < most ? take(pattern) : undefined) taken.push(part);
    return taken;
  };
  const language = take(/^[a-z]{2,8}$/);
  if (language === undefined) return undefined;
  const extlangs = language.length > 3 ? [] : takeAll(/^[a-z]{3}$/, 3);
  const script = take(/^[a-z]{4}$/);
  const region = take(/^(?:[a-z]{2}|\d{3})$/);
  const tagVariants = takeAll(/^(?:[a-z0-9]{5,8}|\d[a-z0-9]{3})$/, Number.POSITIVE_INFINITY);
  if (!areExtensions(parts)) return undefined;
  return {
    ...nothing,
    language,
    extlangs,
    variants: tagVariants,
    ...(script === undefined ? {} : { script }),
    ...(region === undefined ? {} : { region }),
    isPrivate: parts.includes('x'),
  };
}

/** What is left: extensions, each a letter or digit with at least one subtag, and then private use. */
function areExtensions(parts: readonly string[]): boolean {
  const seen = new Set<string>();
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] as string;
    if (part.length > 1) {
      if (index === 0) return false;
      continue;
    }
    if ((parts[index + 1] ?? '').length < (part === 'x' ? 1 : 2)) return false;
    if (part === 'x') return true;
    if (seen.has(part)) return false;
    seen.add(part);
  }
  return true;
}

/** Whether every subtag is in the registry or in a range for private use. */
export function isValidLanguageTag(text: string): boolean {
  const tag = parseLanguageTag(text);
  if (tag === undefined) return false;
  const { language, script, region } = tag;
  const known = registry();
  return (
    (language === undefined || isLanguage(language)) &&
    tag.extlangs.every(isLanguage) &&
    (script === undefined || known.scripts.has(script) || isPrivateScript(script)) &&
    (region === undefined || known.regions.has(region) || isPrivateRegion(region)) &&
    tag.variants.every((variant) => known.variants.has(variant)) &&
    new Set(tag.variants).size === tag.variants.length
  );
}

function isLanguage(language: string): boolean {
  const { two, three } = registry();
  if (language.length === 2) return two.has(language);
  if (language.length !== 3) return false;
  return (three.get(language.slice(0, 2)) ?? '').includes(language.charAt(2)) || isPrivateLanguage(language);
}

function isPrivateLanguage(language: string): boolean {
  return /^q[a-t][a-z]$/.test(language);
}

function isPrivateScript(script: string): boolean {
  return /^qa(?:a[a-z]|b[a-x])$/.test(script);
}

function isPrivateRegion(region: string): boolean {
  return /^(?:q[m-z]|x[a-z])$/.test(region);
}

/** Whether a part of the tag means something only to those who agreed on it (CSAF 2.0, 6.2.14). */
export function usesPrivateSubtag({ language, script, region, isPrivate }: LanguageTag): boolean {
  return (
    isPrivate ||
    isPrivateLanguage(language ?? '') ||
    isPrivateScript(script ?? '') ||
    isPrivateRegion(region ?? '') ||
    region === 'aa' ||
    region === 'zz'
  );
}
