import { ecosystemById } from '../ecosystem/index.ts';
import {
  known,
  none,
  unknown,
  withheld,
  type Component,
  type EcosystemId,
  type Field,
  type Scope,
  type Source,
} from '../model/index.ts';
import { scopeNamed } from './scope.ts';

/**
 * Facts of a component that neither CycloneDX nor SPDX has a place for. They travel as names and values under this prefix:
 * CycloneDX properties, SPDX annotations.
 */
export const extraPrefix = 'assay:';

/** By name without the prefix. */
export type Extras = ReadonlyMap<string, string>;

export const noExtras: Extras = new Map();

/** Sorted by name. What the purl already says of the source is left out. */
export function extrasOf(component: Component, sourceInPurl: Source | undefined): readonly (readonly [string, string])[] {
  const extras: (readonly [string, string])[] = [];
  const { deprecated, ecosystem, licences, purl, scope, source, supplier, version } = component;
  if (deprecated !== undefined) extras.push(['deprecated', deprecated]);
  if (ecosystem !== undefined && purl === undefined) extras.push(['ecosystem', ecosystem]);
  addState(extras, 'licence:concluded', licences.concluded);
  addState(extras, 'licence:declared', licences.declared);
  if (scope === 'dev' || scope === 'test') extras.push(['scope', scope]);
  if (source !== undefined && !isSameSource(source, sourceInPurl)) addSource(extras, source);
  addState(extras, 'supplier', supplier);
  addState(extras, 'version', version);
  return extras;
}

/** A known value stands in its own place, and an unknown one is simply absent there. */
function addState(extras: (readonly [string, string])[], name: string, field: Field<string>): void {
  if (field.state === 'none' || field.state === 'withheld') extras.push([name, field.state]);
}

/** A value that the format holds, or else the reason why it holds none. */
export function fieldWith(value: string | undefined, extras: Extras, name: string): Field<string> {
  if (value !== undefined) return known(value);
  const state = extras.get(name);
  if (state === 'none') return none;
  return state === 'withheld' ? withheld : unknown;
}

export function scopeIn(extras: Extras): Scope | undefined {
  return scopeNamed(extras.get('scope'));
}

export function ecosystemIn(extras: Extras): EcosystemId | undefined {
  return ecosystemById(extras.get('ecosystem') ?? '')?.id;
}

function addSource(extras: (readonly [string, string])[], source: Source): void {
  if (source.kind === 'git' && source.commit !== undefined) extras.push(['source:commit', source.commit]);
  extras.push(['source:kind', source.kind]);
  extras.push(source.kind === 'local' ? ['source:path', source.path] : ['source:url', source.url]);
}

export function sourceIn(extras: Extras): Source | undefined {
  const kind = extras.get('source:kind');
  const url = extras.get('source:url');
  const path = extras.get('source:path');
  if (kind === 'local') return path === undefined ? undefined : { kind, path };
  if (url === undefined) return undefined;
  if (kind === 'registry' || kind === 'archive') return { kind, url };
  if (kind !== 'git') return undefined;
  const commit = extras.get('source:commit');
  return commit === undefined ? { kind, url } : { kind, url, commit };
}

function isSameSource(a: Source, b: Source | undefined): boolean {
  if (a.kind !== b?.kind) return false;
  if (a.kind === 'local' || b.kind === 'local') return a.kind === 'local' && b.kind === 'local' && a.path === b.path;
  return a.url === b.url && (a.kind !== 'git' || (b.kind === 'git' && a.commit === b.commit));
}
