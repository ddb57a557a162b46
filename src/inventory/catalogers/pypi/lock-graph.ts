import { ecosystemById } from '../../../ecosystem/index.ts';
import type { PackageEdge, PackageGraph, PackageNode, Scope } from '../../../model/index.ts';
import { GraphBuilder } from '../../graph-builder.ts';
import { strongerScope, weakerScope } from '../../scope.ts';
import { keyOf } from './names.ts';

/** What one package, or one of its extras, asks of another. */
export interface Ask {
  readonly from: number;
  readonly to: number;
  /** Of the edge itself. With `extras` it is at most as strong as what asks for one of these. */
  readonly scope: Scope;
  /** Extras of `from` of which one must be asked for. Absent: it always counts. */
  readonly extras?: readonly string[];
  /** Extras of `to` that are asked for with it. */
  readonly toExtras?: readonly string[];
  readonly requirement?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

interface Locked {
  readonly index: number;
  readonly version: string | undefined;
}

/**
 * The packages of a lockfile and who asks for them. Edges are made when everything is known, because the scope of what an extra
 * brings (`requests[socks]` brings PySocks) is that of whoever asks for the extra, which may stand anywhere in the file.
 */
export class LockGraph {
  readonly #builder = new GraphBuilder();
  readonly #nodes: Omit<PackageNode, 'dependsOn'>[] = [];
  readonly #byName = new Map<string, Locked[]>();
  readonly #asks: Ask[] = [];

  /** Adds a package under a key of its own and returns its index. A key that is already there keeps its first package. */
  add(key: string, node: Omit<PackageNode, 'dependsOn'>): number {
    const index = this.#builder.add(key, node);
    if (index < this.#nodes.length) return index;
    this.#nodes.push(node);
    const name = keyOf(node.name);
    const versions = this.#byName.get(name);
    if (versions === undefined) this.#byName.set(name, [{ index, version: node.version }]);
    else versions.push({ index, version: node.version });
    return index;
  }

  /** A package that is asked for and that the file does not hold. */
  addMissing(name: string, place: { readonly file?: string | undefined; readonly line?: number | undefined } = {}): number {
    return this.add(`${keyOf(name)}\nmissing`, { name, kind: 'package', ...known(place) });
  }

  indexOf(key: string): number | undefined {
    return this.#builder.indexOf(key);
  }

  /**
   * The packages of a name. Of several versions (one for each environment) those that meet the specifiers;
   * all of them when none does or when that cannot be decided.
   */
  find(
    name: string,
    wanted: { readonly version?: string | undefined; readonly specifier?: string | undefined } = {},
  ): readonly number[] {
    const versions = this.#byName.get(keyOf(name)) ?? [];
    if (versions.length < 2) return versions.map(({ index }) => index);
    const { version, specifier = '' } = wanted;
    const fitting = versions.filter((one) => {
      if (version !== undefined) return one.version === version;
      return specifier === '' || one.version === undefined || ecosystemById('pypi').satisfies(one.version, specifier) !== false;
    });
    return (fitting.length > 0 ? fitting : versions).map(({ index }) => index);
  }

  ask(ask: Ask): void {
    if (ask.from !== ask.to) this.#asks.push(ask);
  }

  /** Lets `root` ask for whatever nobody asks for, so that a path leads to every package. */
  adoptLoose(root: number): void {
    const asked = new Set(this.#asks.map((ask) => ask.to));
    const targets = Map.groupBy(this.#asks, (ask) => ask.from);
    const reached = new Set<number>();
    const reach = (start: number): void => {
      const pending = [start];
      for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
        if (reached.has(index)) continue;
        reached.add(index);
        for (const ask of targets.get(index) ?? []) pending.push(ask.to);
      }
    };
    const adopt = (index: number): void => {
      if (reached.has(index)) return;
      this.#asks.push({ from: root, to: index, scope: this.#nodes[index]?.scope ?? 'runtime' });
      reach(index);
    };
    for (const [index, node] of this.#nodes.entries()) if (index === root || node.kind === 'project') reach(index);
    for (const index of this.#nodes.keys()) if (!asked.has(index)) adopt(index);
    // What is left asks for one another in circles.
    for (const index of this.#nodes.keys()) adopt(index);
  }

  finish(edges: PackageGraph['edges']): PackageGraph {
    const scopeOfExtra = scopesOfExtras(this.#asks, (index) => this.#nodes[index]?.kind === 'project');
    for (const ask of this.#asks) {
      const scope = ask.extras === undefined ? ask.scope : weakerScope(ask.scope, scopeOfExtra(ask.from, ask.extras));
      this.#builder.connect(ask.from, toEdge(ask, scope));
    }
    return this.#builder.build('pypi', edges);
  }
}

/**
 * The strongest scope in which somebody asks for an extra of a package, followed through extras that ask for extras.
 * An extra that nobody asks for is `optional`: for a project that is what extras are, users may ask for them.
 */
function scopesOfExtras(
  asks: readonly Ask[],
  isProject: (index: number) => boolean,
): (index: number, extras: readonly string[]) => Scope {
  const scopes = new Map<string, Scope>();
  const keyOfExtra = (index: number, extra: string): string => `${index} ${keyOf(extra)}`;
  const byExtra = new Map<string, Ask[]>();
  const pending: { readonly ask: Ask; readonly scope: Scope }[] = [];
  for (const ask of asks) {
    if (ask.extras === undefined) {
      if (ask.toExtras !== undefined) pending.push({ ask, scope: ask.scope });
      continue;
    }
    for (const extra of ask.extras) {
      const key = keyOfExtra(ask.from, extra);
      const known = byExtra.get(key);
      if (known === undefined) byExtra.set(key, [ask]);
      else known.push(ask);
    }
    if (isProject(ask.from)) pending.push({ ask, scope: weakerScope(ask.scope, 'optional') });
  }
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const extra of next.ask.toExtras ?? []) {
      const key = keyOfExtra(next.ask.to, extra);
      const before = scopes.get(key);
      const scope = before === undefined ? next.scope : strongerScope(before, next.scope);
      if (scope === before) continue;
      scopes.set(key, scope);
      for (const ask of byExtra.get(key) ?? []) pending.push({ ask, scope: weakerScope(ask.scope, scope) });
    }
  }
  return (index, extras) => {
    const start: Scope | undefined = isProject(index) ? 'optional' : undefined;
    const strongest = extras.reduce<Scope | undefined>((best, extra) => {
      const scope = scopes.get(keyOfExtra(index, extra));
      return scope === undefined || best === undefined ? (best ?? scope) : strongerScope(best, scope);
    }, start);
    return strongest ?? 'optional';
  };
}

function toEdge(ask: Ask, scope: Scope): PackageEdge {
  return {
    to: ask.to,
    scope,
    ...(ask.requirement === undefined || ask.requirement === '' ? {} : { requirement: ask.requirement }),
    ...known(ask),
  };
}

function known(place: { readonly file?: string | undefined; readonly line?: number | undefined }): {
  readonly file?: string;
  readonly line?: number;
} {
  return {
    ...(place.file === undefined ? {} : { file: place.file }),
    ...(place.line === undefined ? {} : { line: place.line }),
  };
}
