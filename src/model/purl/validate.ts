import { formatPurl, write } from './format.ts';
import { parseComponents, parsePurl } from './parse.ts';
import type { FormattedPurl, PurlPart } from './purl.ts';
import { typeProblems } from './rules.ts';
import { quoted } from './syntax.ts';
import { ruleOf } from './types.ts';

export interface PurlFinding {
  /** `error`: it cannot be read. `warning`: it can, and is not as the standard or the type's definition wants it. */
  readonly severity: 'error' | 'warning';
  /** Absent when it is about the whole. */
  readonly part?: PurlPart;
  /** Reads as a sentence after the package URL. */
  readonly message: string;
  /** In UTF-16 units from 0, where one place can be named. */
  readonly at?: number;
  /** The spelling to use instead, when that is what is wrong. */
  readonly canonical?: string;
}

/** The canonical spelling of a package URL that may be in another, with qualifier keys in any case. */
export function canonicalPurl(text: string): FormattedPurl {
  const parsed = parsePurl(text, { foldKeys: true });
  return parsed.ok ? formatPurl(parsed.purl) : parsed;
}

/**
 * Everything that is wrong with a package URL, errors first; empty when it is canonical and keeps the rules of a
 * registered type. The first error of syntax is the only one: what follows it cannot be told apart.
 */
export function validatePurl(text: string): readonly PurlFinding[] {
  const found = parseComponents(text, { foldKeys: true });
  if ('ok' in found) {
    const { part, reason, at } = found;
    return [{ severity: 'error', part, message: reason, ...(at === undefined ? {} : { at }) }];
  }
  const rule = ruleOf(found.type);
  const findings: PurlFinding[] = rule === undefined ? [] : [...typeProblems(rule, found)];
  if (rule === undefined) {
    findings.push({ severity: 'warning', part: 'type', message: `has the type ${quoted(found.type)}, which is not registered` });
  }
  if (found.version !== undefined && found.qualifiers.has('vers')) {
    findings.push({
      severity: 'warning',
      part: 'qualifiers',
      message: 'has both a version and the qualifier "vers", which exclude each other',
    });
  }
  const canonical = write(found, rule);
  if (canonical !== text) findings.push({ severity: 'warning', message: 'is not in canonical form', canonical });
  return findings;
}
