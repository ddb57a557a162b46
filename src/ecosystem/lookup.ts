import type { EcosystemId } from '../model/index.ts';
import type { Ecosystem, Order } from './ecosystem.ts';
import { ecosystems } from './list.ts';

const byId: ReadonlyMap<string, Ecosystem> = new Map(ecosystems.map((ecosystem) => [ecosystem.id, ecosystem]));
const byOsvName: ReadonlyMap<string, Ecosystem> = new Map(ecosystems.map((ecosystem) => [ecosystem.osv, ecosystem]));
const byPurlType: ReadonlyMap<string, Ecosystem> = new Map(ecosystems.map((ecosystem) => [ecosystem.purlType, ecosystem]));
const byAnyName: ReadonlyMap<string, Ecosystem> = new Map(
  ecosystems.flatMap((ecosystem) =>
    [ecosystem.osv, ecosystem.purlType, ecosystem.id].map((name) => [name.toLowerCase(), ecosystem]),
  ),
);

export function ecosystemById(id: EcosystemId): Ecosystem;
export function ecosystemById(id: string): Ecosystem | undefined;
export function ecosystemById(id: string): Ecosystem | undefined {
  return byId.get(id);
}

/** By the name in an OSV record, with or without its suffix: `PyPI`, `Debian:12`. Names are exact, as the schema wants them. */
export function ecosystemByOsvName(name: string): Ecosystem | undefined {
  return byOsvName.get(withoutSuffix(name));
}

/** By the type of a purl, in any case. */
export function ecosystemByPurlType(type: string): Ecosystem | undefined {
  return byPurlType.get(type.toLowerCase());
}

/**
 * Orders two versions as their ecosystem does: −1 when `a` comes before `b`, 1 when after, 0 when they are the same version.
 * Undefined when it could not be decided: an unknown ecosystem, or a version that cannot be read. Never throws.
 * @param ecosystem an id, an OSV name or a purl type, in any case: `npm`, `crates.io`, `cargo`, `PyPI`
 */
export function compareVersions(ecosystem: string, a: string, b: string): Order {
  return byAnyName.get(withoutSuffix(ecosystem).toLowerCase())?.compareVersions(a, b);
}

/** The schema lets a release or a repository follow the name: `Debian:12`, `Maven:https://…`. */
function withoutSuffix(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(0, colon);
}
