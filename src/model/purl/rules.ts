import { segmentsOf } from './encode.ts';
import type { PurlFailure, PurlPart, PurlParts } from './purl.ts';
import { quoted, syntaxFailure } from './syntax.ts';
import { ruleOf, type CasedPart, type TypeRule } from './types.ts';

/** Decoded components before they are given out: what is absent is undefined. */
export interface Components {
  readonly type: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly version: string | undefined;
  readonly qualifiers: ReadonlyMap<string, string>;
  readonly subpath: string | undefined;
}

export interface TypeProblem {
  /** An `error` makes the package URL one that parsing and building refuse. */
  readonly severity: 'error' | 'warning';
  readonly part: PurlPart;
  readonly message: string;
}

/** Whether the type has a form of its own at all; most have none. */
function hasCanonicalForm(rule: TypeRule): boolean {
  return (
    rule.lowercase !== undefined ||
    rule.replaceInName !== undefined ||
    rule.canonicalName !== undefined ||
    rule.namespaceSegments !== undefined
  );
}

/** The same in the form that the type calls canonical. Doing it again changes nothing. */
export function canonicalForm<T extends Pick<PurlParts, 'namespace' | 'name' | 'version' | 'qualifiers'>>(
  rule: TypeRule,
  given: T,
): T {
  if (!hasCanonicalForm(rule)) return given;
  let { namespace, name, version } = given;
  if (rule.namespaceSegments !== undefined) {
    const segments = segmentsOf(`${namespace ?? ''}/${name}`);
    const first = Math.min(rule.namespaceSegments, segments.length - 1);
    namespace = segments.slice(0, first).join('/') || undefined;
    name = segments.slice(first).join('/');
  }
  for (const part of rule.lowercase ?? []) {
    if (part === 'namespace') namespace = namespace?.toLowerCase();
    else if (part === 'name') name = name.toLowerCase();
    else version = version?.toLowerCase();
  }
  if (rule.replaceInName !== undefined) name = name.replace(rule.replaceInName.pattern, rule.replaceInName.by);
  if (rule.canonicalName !== undefined) name = rule.canonicalName(name, given.qualifiers);
  return { ...given, namespace, name, version };
}

/** What the type holds against the (canonical) components, errors first. */
export function typeProblems(rule: TypeRule, found: Components): readonly TypeProblem[] {
  const { type } = found;
  const problems: TypeProblem[] = [];
  const add = (severity: TypeProblem['severity'], part: PurlPart, message: string): void => {
    problems.push({ severity, part, message });
  };
  for (const part of rule.requires ?? []) {
    if (found[part] === undefined) add('error', part, `has no ${part}, which the type ${type} requires`);
  }
  for (const part of rule.prohibits ?? []) {
    const value = found[part];
    if (value !== undefined) add('error', part, `has the ${part} ${quoted(value)}, and the type ${type} has none`);
  }
  for (const key of rule.requiresQualifiers ?? []) {
    if (!found.qualifiers.has(key)) add('error', 'qualifiers', `has no qualifier "${key}", which the type ${type} requires`);
  }
  const { permitsName: name, permitsVersion: version } = rule;
  if (name?.pattern.test(found.name) === false) {
    add('error', 'name', `has the name ${quoted(found.name)}, but a ${type} name ${name.says}`);
  }
  if (version !== undefined && found.version !== undefined && !version.pattern.test(found.version)) {
    add('error', 'version', `has the version ${quoted(found.version)}, but a ${type} version ${version.says}`);
  }
  for (const part of rule.expects ?? []) {
    if (found[part] === undefined) add('warning', part, `has no ${part}, which the definition of the type ${type} requires`);
  }
  for (const part of rule.keepsCase ?? []) {
    if (isCased(found[part])) add('warning', part, keptCase(type, part));
  }
  return problems;
}

function isCased(text: string | undefined): boolean {
  return text !== undefined && text !== text.toLowerCase();
}

function keptCase(type: string, part: CasedPart): string {
  return `has capital letters in its ${part}, which the definition of the type ${type} lower-cases and its registry does not`;
}

/** The components in their type's form, or the failure that they are none. */
export function canonicalComponents(given: Components): Components | PurlFailure {
  const rule = ruleOf(given.type);
  const components = rule === undefined ? given : canonicalForm(rule, given);
  return components.name === '' ? syntaxFailure('name', 'has no name') : components;
}

/** The first error that the type finds in canonical components. */
export function typeRefusal(components: Components): PurlFailure | undefined {
  const rule = ruleOf(components.type);
  if (rule === undefined) return undefined;
  const problem = typeProblems(rule, components).find(({ severity }) => severity === 'error');
  return problem && { ok: false, kind: 'type', part: problem.part, reason: problem.message };
}
