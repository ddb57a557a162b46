import type { Ctx, IssueCollector } from '../../../kernel/index.ts';
import { ecosystemById } from '../../../ecosystem/index.ts';
import type { PackageEdge, PackageGraph, PackageNode, Scope } from '../../../model/index.ts';
import { strongerScope, weakerScope } from '../../scope.ts';
import type { Fields } from '../../fields.ts';
import { keyOf } from './names.ts';

/** What one package, or one of its extras, asks of another. */
export interface Ask {
  readonly from: number;
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

interface AskOfOne extends Ask {
  readonly to: number;
}

/** A file in which one name has thousands of versions could ask for each of them from everywhere. */
const MOST_EDGES = 1_000_000;
const scopeOrder: readonly Scope[] = ['runtime', 'optional', 'dev', 'test'];
/** Beyond so many versions of one name none is chosen for another. */
const MOST_VERSIONS = 50;

/** What the readers of lockfiles work with. */
export interface LockTools {
  readonly graph: LockGraph;
  readonly fields: Fields;
  readonly issues: IssueCollector;
  readonly ctx: Ctx;
}

/**
 * The packages of a lockfile and who asks for them. Edges are made when everything is known, because the scope of what an extra
 * brings (`requests[socks]` brings PySocks) is that of whoever asks for the extra, which may stand anywhere in the file.
 */
export class LockGraph {
  readonly #indices = new Map<string, number>();
  readonly #nodes: Omit<PackageNode, 'dependsOn'>[] = [];
  readonly #byName = new Map<string, number[]>();
  readonly #asks: AskOfOne[] = [];
  #isFull = false;

  /** Adds a package under a key of its own and returns its index. A key that is already there keeps its first package. */
  add(key: string, node: Omit<PackageNode, 'dependsOn'>): number {
    const present = this.#indices.get(key);
    if (present !== undefined) return present;
    const index = this.#nodes.push(node) - 1;
    this.#indices.set(key, index);
    const name = keyOf(node.name);
    const named = this.#byName.get(name);
    if (named === undefined) this.#byName.set(name, [index]);
    else named.push(index);
    return index;
  }

  /** A package that is asked for and that the file does not hold. */
  addMissing(name: string, place: { readonly file?: string | undefined; readonly line?: number | undefined } = {}): number {
    return this.add(`${keyOf(name)}\nmissing`, { name, kind: 'package', ...known(place) });
  }

  versionOf(index: number): string | undefined {
    return this.#nodes[index]?.version;
  }

  indexOf(key: string): number | undefined {
    return this.#indices.get(key);
  }

  /**
   * The packages of a name. Of several versions (one for each environment) those that meet the specifiers;
   * all of them when none does or when that cannot be decided.
   */
  find(
    name: string,
    wanted: { readonly version?: string | undefined; readonly specifier?: string | undefined } = {},
  ): readonly number[] {
    const named = this.#byName.get(keyOf(name));
    if (named === undefined) return [];
    if (named.length < 2 || named.length > MOST_VERSIONS) return named;
    const { version, specifier = '' } = wanted;
    const fitting = named.filter((index) => {
      const own = this.#nodes[index]?.version;
      if (version !== undefined) return own === version;
      return specifier === '' || own === undefined || ecosystemById('pypi').satisfies(own, specifier) !== false;
    });
    return fitting.length > 0 ? fitting : named;
  }

  /** Adds an edge to each of the packages. Beyond a bound none is added, and the graph says that it has only a part of them. */
  ask(targets: readonly number[], ask: Ask): void {
    for (const to of targets) {
      if (this.isFull()) return;
      if (ask.from !== to) this.#asks.push({ ...ask, to });
    }
  }

  isFull(): boolean {
    return (this.#isFull ||= this.#asks.length >= MOST_EDGES);
  }

  /** Lets `root` ask for whatever nobody asks for, so that a path leads to every package. */
  adoptLoose(root: number): void {
    const asked = new Set(this.#asks.map((ask) => ask.to));
    const targets = this.#nodes.map((): number[] => []);
    for (const ask of this.#asks) targets[ask.from]?.push(ask.to);
    const reached = new Set<number>();
    const reach = (start: number): void => {
      const pending = [start];
      for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
        if (reached.has(index)) continue;
        reached.add(index);
        for (const to of targets[index] ?? []) if (!reached.has(to)) pending.push(to);
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
    const dependsOn = this.#nodes.map((): PackageEdge[] => []);
    const known = new Set<number>();
    for (const ask of this.#asks) {
      const scope = ask.extras === undefined ? ask.scope : weakerScope(ask.scope, scopeOfExtra(ask.from, ask.extras));
      const key = (ask.from * this.#nodes.length + ask.to) * scopeOrder.length + scopeOrder.indexOf(scope);
      if (known.has(key)) continue;
      known.add(key);
      dependsOn[ask.from]?.push(toEdge(ask, scope));
    }
    const packages = this.#nodes.map((node, index) => ({ ...node, dependsOn: dependsOn[index] ?? [] }));
    return { ecosystem: 'pypi', packages, edges: this.#isFull && edges === 'complete' ? 'partial' : edges };
  }
}

/**
 * The strongest scope in which somebody asks for an extra of a package, followed through extras that ask for extras.
 * An extra that nobody asks for is `optional`: for a project that is what extras are, users may ask for them.
 */
function scopesOfExtras(
  asks: readonly AskOfOne[],
  isProject: (index: number) => boolean,
): (index: number, extras: readonly string[]) => Scope {
  const scopes = new Map<string, Scope>();
  const keyOfExtra = (index: number, extra: string): string => `${index} ${keyOf(extra)}`;
  const byExtra = new Map<string, AskOfOne[]>();
  const pending: { readonly ask: AskOfOne; readonly scope: Scope }[] = [];
  for (const ask of asks) {
    if (ask.extras === undefined) {
      if (ask.toExtras !== undefined && ask.toExtras.length > 0) pending.push({ ask, scope: ask.scope });
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

function toEdge(ask: AskOfOne, scope: Scope): PackageEdge {
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
