import { posix } from 'node:path';
import { incomplete, IssueCollector, type Ctx, type Outcome } from '../kernel/index.ts';
import type { EcosystemId, PackageEdge, PackageGraph, PackageNode, Scope } from '../model/index.ts';
import type { Catalogued, SourceFile } from './cataloger.ts';
import { GraphBuilder } from './graph-builder.ts';
import { present } from './present.ts';

/** What an edge says besides its target; undefined members are left out. */
export interface EdgeFacts {
  readonly scope?: Scope | undefined;
  readonly requirement?: string | undefined;
  readonly line?: number | undefined;
  readonly file?: string | undefined;
}

const usableName = /^[^\s/]+(?:\/[^\s/]+)*$/;
const LONGEST_NAME = 1000; // characters

/** Nothing could be read: no graphs, and the issues that say why. */
export function unread(issues: Outcome<unknown>['issues']): Outcome<Catalogued> {
  return incomplete({ graphs: [] }, issues);
}

/**
 * Gathers the packages of one ecosystem that one file names: up to the limit, each under a key of the file, and none whose name could
 * not stand in a package URL. Problems become issues whose codes begin with the ecosystem.
 */
export class PackageReader {
  readonly issues: IssueCollector;
  /** Of the file, relative to the target. */
  readonly directory: string;
  readonly #ecosystem: EcosystemId;
  readonly #most: number;
  readonly #graph = new GraphBuilder();
  readonly #asked = new Set<number>();
  readonly #nodes: (readonly [index: number, scope: Scope])[] = [];
  #isFull = false;

  constructor(file: SourceFile, ctx: Ctx, ecosystem: EcosystemId, issues: IssueCollector = new IssueCollector(file.path)) {
    this.issues = issues;
    this.directory = posix.dirname(file.path);
    this.#ecosystem = ecosystem;
    this.#most = ctx.limits.packagesPerFile;
  }

  /** The project that the file speaks for; the first call makes it. Without a name it is called by its directory. */
  project(facts: Partial<PackageNode> = {}): number {
    const { name = posix.basename(facts.directory ?? this.directory), ...rest } = facts;
    return this.#graph.add(PROJECT, { directory: this.directory, ...rest, kind: 'project', name });
  }

  /** Adds a package and returns its index. A key that is already there keeps its first package. Undefined when it cannot be added. */
  add(key: string, node: Omit<PackageNode, 'dependsOn'>): number | undefined {
    const known = this.#graph.indexOf(key);
    if (known !== undefined) return known;
    if (node.name.length > LONGEST_NAME || !usableName.test(node.name)) {
      const shown = JSON.stringify(node.name.slice(0, 100));
      this.#say(`${this.#ecosystem}/name`, `has ${shown} as the name of a package`, node);
      return undefined;
    }
    if (this.#nodes.length >= this.#most) {
      if (!this.#isFull) this.#say('file/too-many-packages', `names more than ${this.#most} packages`, node);
      this.#isFull = true;
      return undefined;
    }
    const index = this.#graph.add(key, node);
    this.#nodes.push([index, node.scope ?? 'runtime']);
    return index;
  }

  /** Where several files are read together, in the one that names the package. */
  #say(code: string, message: string, { file, line }: Pick<PackageNode, 'file' | 'line'>): void {
    if (file === undefined) this.issues.add(code, message, line);
    else this.issues.addAll([{ code, path: file, message, ...present({ line }) }]);
  }

  indexOf(key: string): number | undefined {
    return this.#graph.indexOf(key);
  }

  /** Adds an edge where both ends are there. Scope `runtime` unless it is said. */
  connect(from: number | undefined, to: number | undefined, { scope = 'runtime', ...facts }: EdgeFacts = {}): void {
    if (from === undefined || to === undefined || from === to) return;
    this.#asked.add(to);
    const edge: PackageEdge = { to, scope, ...present(facts) };
    this.#graph.connect(from, edge);
  }

  /** Lets `root` ask for whatever nobody asks for, where the file does not say what the project itself wants. */
  adoptLoose(root: number): void {
    for (const [index, scope] of this.#nodes) if (!this.#asked.has(index)) this.connect(root, index, { scope });
  }

  build(edges: PackageGraph['edges']): PackageGraph {
    return this.#graph.build(this.#ecosystem, edges);
  }

  outcome(edges: PackageGraph['edges']): Outcome<Catalogued> {
    return this.issues.outcome({ graphs: [this.build(edges)] });
  }
}

/** No file can have it as a key. */
const PROJECT = '\0project';

/** A path as a file in `directory` writes it, relative to the target; unchanged where it is absolute. */
export function joinPath(directory: string, path: string): string {
  const forward = path.replaceAll('\\', '/');
  return /^(?:[/~]|[a-z]:)/i.test(forward) ? forward : posix.join(directory, forward).replace(/(?<=.)\/$/, '');
}

/** Whether a path, as `joinPath` gives it, lies in the target. */
export function isInTarget(path: string): boolean {
  return !/^(?:\.\.(?:\/|$)|[/~]|[a-z]:)/i.test(path);
}

/** A package that is built from a directory: a project where it lies in the target, else a package with a local source. */
export function localNode(
  name: string,
  directory: string,
  path: string,
): Pick<PackageNode, 'kind' | 'name' | 'directory' | 'source'> {
  const place = joinPath(directory, path);
  const source = { kind: 'local', path: place } as const;
  return isInTarget(place) ? { name, kind: 'project', directory: place, source } : { name, kind: 'package', source };
}

/** A URL without a user and password in it, which must not go into an inventory. The user `git` of SSH is not a secret. */
export function withoutCredentials(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)@/i.exec(url);
  return match === null || match[2] === 'git' ? url : `${match[1]}${url.slice(match[0].length)}`;
}
