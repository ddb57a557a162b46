import { once } from '../kernel/index.ts';
import type { EcosystemId } from '../model/index.ts';
import type { Ecosystem, Order } from './ecosystem.ts';
import { ecosystems } from './list.ts';

const byId = once(() => indexed((ecosystem) => [ecosystem.id]));
const byOsvName = once(() => indexed((ecosystem) => [ecosystem.osv, ...(ecosystem.otherOsvNames ?? [])]));
const byPurlType = once(() => indexed((ecosystem) => [ecosystem.purlType, ...(ecosystem.otherPurlTypes ?? [])]));
const byAnyName = once(
  () => new Map([...byPurlType(), ...byOsvName(), ...byId()].map(([name, ecosystem]) => [name.toLowerCase(), ecosystem])),
);

function indexed(keys: (ecosystem: Ecosystem) => readonly string[]): ReadonlyMap<string, Ecosystem> {
  return new Map(ecosystems.flatMap((ecosystem) => keys(ecosystem).map((key) => [key, ecosystem])));
}

/** OSV ecosystems that publish packages of other ecosystems over again and name the other one after a colon. */
const repackagers = ['Docker Hardened Images:', 'Root:', 'TuxCare:'];

export function ecosystemById(id: EcosystemId): Ecosystem;
export function ecosystemById(id: string): Ecosystem | undefined;
export function ecosystemById(id: string): Ecosystem | undefined {
  return byId().get(id);
}

/** By the name in an OSV record, with or without its suffix: `PyPI`, `Debian:12`. Names are exact, as the schema wants them. */
export function ecosystemByOsvName(name: string): Ecosystem | undefined {
  return byOsvName().get(withoutSuffix(name));
}

/** By the type of a purl, in any case. */
export function ecosystemByPurlType(type: string): Ecosystem | undefined {
  return byPurlType().get(type.toLowerCase());
}

/**
 * Orders two versions as their ecosystem does: −1 when `a` comes before `b`, 1 when after, 0 when they are the same version.
 * Undefined when it could not be decided: an unknown ecosystem, or a version that cannot be read. Never throws.
 * @param ecosystem an id, an OSV name or a purl type, in any case: `npm`, `crates.io`, `cargo`, `PyPI`, `Debian:12`
 */
export function compareVersions(ecosystem: string, a: string, b: string): Order {
  const repackager = repackagers.find((name) => ecosystem.startsWith(name));
  const name = repackager === undefined ? ecosystem : ecosystem.slice(repackager.length);
  return byAnyName().get(withoutSuffix(name).toLowerCase())?.compareVersions(a, b);
}

/** The schema lets a release or a repository follow the name: `Debian:12`, `Maven:https://…`. */
function withoutSuffix(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(0, colon);
}
