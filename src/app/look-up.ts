import type { MatchedComponent } from '../advisory/index.ts';
import { ecosystemById } from '../ecosystem/index.ts';
import { valueOf, type Component, type ComponentType } from '../model/index.ts';
import { parsePurl } from '../model/purl/index.ts';

/** Kinds of components that advisories are about; a data set or a key has none, and its absence from them says nothing. */
const neverAdvised: ReadonlySet<ComponentType> = new Set([
  'file',
  'data',
  'machine-learning-model',
  'cryptographic-asset',
  'operating-system',
]);

export function isAdvised(component: Component): boolean {
  return !neverAdvised.has(component.type);
}

/** A package of a language comes from no distribution. */
const anywhere = {};

/** Package formats of distributions, whose advisories are the distribution's own. */
const ofDistributions: ReadonlySet<string> = new Set(['deb', 'rpm', 'apk']);

/**
 * How a component is looked up in advisories; undefined when it cannot be: its ecosystem is not known or has no records.
 * A package of a distribution is looked up in the records of that distribution and release. Debian, Ubuntu and Alpine write
 * theirs about source packages, which the purl names as `upstream`; the rpm distributions about the packages themselves.
 */
export function lookUpOf(component: Component): MatchedComponent | undefined {
  const { id, ecosystem, name } = component;
  if (ecosystem === undefined) return undefined;
  const version = valueOf(component.version);
  if (!ofDistributions.has(ecosystem)) {
    const osvName = ecosystemById(ecosystem).osvNameFor(anywhere);
    if (osvName === undefined) return undefined;
    return version === undefined ? { id, ecosystem, osvName, name } : { id, ecosystem, osvName, name, version };
  }
  const parsed = component.purl === undefined ? undefined : parsePurl(component.purl);
  if (parsed?.ok !== true) return undefined;
  const { namespace, qualifiers } = parsed.purl;
  const osvName = ecosystemById(ecosystem).osvNameFor({ namespace, distro: qualifiers.get('distro') });
  if (osvName === undefined || version === undefined) return undefined;
  if (ecosystem === 'rpm') {
    const epoch = qualifiers.get('epoch');
    return {
      id,
      ecosystem,
      osvName,
      name,
      version: epoch === undefined || version.includes(':') ? version : `${epoch}:${version}`,
    };
  }
  const [sourceName = '', sourceVersion] = (qualifiers.get('upstream') ?? '').split('@');
  return { id, ecosystem, osvName, name: sourceName === '' ? name : sourceName, version: sourceVersion ?? version };
}

/** The ecosystem, as OSV names it without a release, in which a component is looked up. */
export function lookedUpIn(component: Component): string | undefined {
  const { ecosystem } = component;
  if (ecosystem !== undefined && !ofDistributions.has(ecosystem)) return ecosystemById(ecosystem).osvNameFor(anywhere);
  return lookUpOf(component)?.osvName?.split(':')[0];
}
