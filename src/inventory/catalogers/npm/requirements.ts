import { isObject, type DataObject, type DataValue, type IssueCollector } from '../../../kernel/index.ts';
import type { PackageEdge, Scope } from '../../../model/index.ts';
import type { Draft } from './draft.ts';
import { shown } from './shown.ts';

/** In which section of a manifest a requirement stands. */
export type RequirementKind = 'runtime' | 'dev' | 'optional' | 'peer' | 'optional peer';

export const requirementSections = ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies'] as const;

/** Whether an installation is sound without the package. */
export function mayBeMissing(kind: RequirementKind): boolean {
  return kind !== 'runtime' && kind !== 'dev';
}

export function scopeOf(kind: RequirementKind): Scope {
  if (kind === 'dev') return 'dev';
  return kind === 'optional' || kind === 'optional peer' ? 'optional' : 'runtime';
}

export type VisitRequirement = (name: string, range: string, kind: RequirementKind) => void;

/** Where and how malformed sections are reported. */
export interface Reporter {
  readonly issues: IssueCollector;
  /** For people: `node_modules/x`, `the project`. */
  readonly owner: string;
  readonly line: number | undefined;
}

/**
 * Every requirement of a manifest or of a lockfile's copy of one, once per name. A name that stands in several sections counts
 * where npm and pnpm put it: optional before runtime, and both before the sections that only development or others need.
 */
export function eachRequirement(entry: DataObject, withDev: boolean, reporter: Reporter, visit: VisitRequirement): void {
  const optional = section(entry, 'optionalDependencies', reporter);
  const runtime = section(entry, 'dependencies', reporter);
  const dev = withDev ? section(entry, 'devDependencies', reporter) : undefined;
  const peer = section(entry, 'peerDependencies', reporter);
  if (runtime !== undefined) {
    for (const name of Object.keys(runtime)) {
      if (!isIn(optional, name)) visitOne(runtime, name, 'runtime', reporter, visit);
    }
  }
  if (optional !== undefined) {
    for (const name of Object.keys(optional)) visitOne(optional, name, 'optional', reporter, visit);
  }
  if (dev !== undefined) {
    for (const name of Object.keys(dev)) {
      if (!isIn(optional, name) && !isIn(runtime, name)) visitOne(dev, name, 'dev', reporter, visit);
    }
  }
  if (peer !== undefined) {
    const meta = entry['peerDependenciesMeta'];
    const spare = Array.isArray(entry['optionalPeers']) ? new Set(entry['optionalPeers'] as readonly DataValue[]) : undefined;
    for (const name of Object.keys(peer)) {
      if (isIn(optional, name) || isIn(runtime, name) || isIn(dev, name)) continue;
      const isOptional = spare?.has(name) === true || isOptionalPeer(meta, name);
      visitOne(peer, name, isOptional ? 'optional peer' : 'peer', reporter, visit);
    }
  }
}

function isIn(section: DataObject | undefined, name: string): boolean {
  return section !== undefined && Object.hasOwn(section, name);
}

function visitOne(section: DataObject, name: string, kind: RequirementKind, reporter: Reporter, visit: VisitRequirement): void {
  const range = section[name];
  if (name === '') {
    reporter.issues.add('npm/shape', `has a requirement without a name in ${shown(reporter.owner)}`, reporter.line);
  } else if (typeof range === 'string') {
    visit(name, range, kind);
  } else {
    const message = `has a ${kind} requirement of "${shown(name)}" in ${shown(reporter.owner)} that is not text`;
    reporter.issues.add('npm/shape', message, reporter.line);
  }
}

function isOptionalPeer(meta: DataValue | undefined, name: string): boolean {
  if (!isObject(meta) || !Object.hasOwn(meta, name)) return false;
  const facts = meta[name];
  // JSON says true, the text-only YAML reader "true".
  return isObject(facts) && (facts['optional'] === true || facts['optional'] === 'true');
}

/** A section of an entry as an object; undefined when there is none. One that is something else is an issue. */
export function section(entry: DataObject, name: string, reporter: Reporter): DataObject | undefined {
  const value = entry[name];
  if (value === undefined || value === null) return undefined;
  if (isObject(value)) return value;
  reporter.issues.add('npm/shape', `has a "${name}" of ${shown(reporter.owner)} that is not an object`, reporter.line);
  return undefined;
}

export function toEdge(to: number, kind: RequirementKind, range: string): Draft<PackageEdge> {
  return range === '' ? { to, scope: scopeOf(kind) } : { to, scope: scopeOf(kind), requirement: range };
}
