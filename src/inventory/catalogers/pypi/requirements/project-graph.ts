import { ecosystemById } from '../../../../ecosystem/index.ts';
import type { PackageGraph, Scope } from '../../../../model/index.ts';
import { isProjectItself } from '../link-declared.ts';
import { LockGraph } from '../lock-graph.ts';
import { projectNode, type Declared, type Manifest } from '../manifest/manifest.ts';
import { isDevelopmentFile, keyOf } from '../names.ts';
import { toRequirementText } from '../requirement.ts';
import type { Loaded } from './load.ts';
import type { Entry } from './parse.ts';

/** Beyond so many pins of one name none of them settles anything. */
const MOST_PINS = 50;

/** A version that one line settles for all lines of the same name. */
interface Pin {
  readonly version: string;
  readonly marker: string | undefined;
}

/** The graph of a project that no lockfile of a project tool describes: what requirements files and manifests ask for. */
export class ProjectGraph {
  readonly #graph = new LockGraph();
  readonly #root: number;
  readonly #directory: string;
  readonly #named = new Set<string>();
  /** The first line that installs the project itself: `-e .` */
  selfReference: { readonly file: string; readonly line: number } | undefined;

  constructor(directory: string, manifests: readonly Manifest[]) {
    this.#directory = directory;
    const named = manifests.find((manifest) => manifest.name !== undefined) ?? manifests[0];
    this.#root = this.#graph.add('project', projectNode(directory, named));
  }

  /** Adds what one requirements file asks for. Its own name decides whether it is for development, and so do those of what it includes. */
  addRequirements(rootFile: string, { entries, constraints }: Loaded): void {
    const pins = pinsOf([...constraints, ...entries]);
    const isDevelopment = isDevelopmentFile(rootFile);
    const nodes = new Map<string, number[]>();
    const placed: { readonly entry: Entry; readonly indices: readonly number[] }[] = [];
    for (const entry of entries) {
      const indices = this.#nodesOf(entry, pins.get(keyOf(entry.name)) ?? []);
      placed.push({ entry, indices });
      const known = nodes.get(keyOf(entry.name));
      if (known === undefined) nodes.set(keyOf(entry.name), [...indices]);
      else known.push(...indices);
    }
    for (const { entry, indices } of placed) {
      const scope: Scope = isDevelopment && isDevelopmentFile(entry.file) ? 'dev' : 'runtime';
      this.#connect(entry, indices, scope, nodes);
    }
  }

  #nodesOf(entry: Entry, pins: readonly Pin[]): readonly number[] {
    if (this.#isSelf(entry)) {
      this.selfReference ??= { file: entry.file, line: entry.line };
      return [];
    }
    this.#named.add(keyOf(entry.name));
    if (entry.version !== undefined || entry.location !== undefined) return [this.#node(entry, entry.version)];
    const { marker, specifier } = entry.requirement;
    const fitting = (pins.length > MOST_PINS ? [] : pins).filter(
      ({ version }) => specifier === '' || ecosystemById('pypi').satisfies(version, specifier) !== false,
    );
    const indices = fitting.map(({ version }) => this.#node(entry, version));
    // A pin with a marker says nothing of the other environments.
    const isSettled = fitting.some((pin) => pin.marker === undefined || pin.marker === marker);
    return isSettled ? indices : [...indices, this.#node(entry, undefined)];
  }

  #isSelf({ location }: Entry): boolean {
    return location?.source.kind === 'local' && location.source.path === this.#directory;
  }

  #node(entry: Entry, version: string | undefined): number {
    const source = entry.location?.source;
    return this.#graph.add(`${keyOf(entry.name)}\n${version ?? ''}\n${source === undefined ? '' : JSON.stringify(source)}`, {
      name: entry.name,
      kind: 'package',
      file: entry.file,
      line: entry.line,
      ...(version === undefined ? {} : { version }),
      ...(source === undefined ? {} : { source }),
      ...(entry.hashes.length === 0 ? {} : { hashes: entry.hashes }),
    });
  }

  /** Without a note, or with one that names a file or a project, the project asks for it; else the packages in the note do. */
  #connect(entry: Entry, indices: readonly number[], scope: Scope, nodes: ReadonlyMap<string, readonly number[]>): void {
    const { file, line } = entry;
    const parents = entry.via.map((note) => nodes.get(keyOf(note.replace(/\[.*$/, ''))) ?? []);
    const isDirect = parents.every((found) => found.length === 0) || entry.via.some(isRoot);
    const requirement = toRequirementText(entry.requirement);
    if (isDirect) this.#graph.ask(indices, { from: this.#root, scope, requirement, file, line });
    for (const found of parents) {
      if (this.#graph.isFull()) return;
      for (const from of found) this.#graph.ask(indices, { from, scope: 'runtime', file, line });
    }
  }

  /** Adds what the manifests declare and no requirements file names. */
  addDeclared(declared: readonly Declared[], ownName: string | undefined): void {
    const before = new Set(this.#named);
    for (const one of declared) {
      const key = keyOf(one.name);
      if (before.has(key) || (ownName !== undefined && key === keyOf(ownName)) || isProjectItself(one)) continue;
      const { name, pin, source, file, line, scope, requirement } = one;
      const to = this.#graph.add(`${key}\n${pin ?? ''}\n${source === undefined ? '' : JSON.stringify(source)}`, {
        name,
        kind: 'package',
        file,
        ...(line === undefined ? {} : { line }),
        ...(pin === undefined ? {} : { version: pin }),
        ...(source === undefined ? {} : { source }),
      });
      this.#graph.ask([to], { from: this.#root, scope, requirement, file, line });
    }
  }

  finish(): PackageGraph {
    this.#graph.adoptLoose(this.#root);
    return this.#graph.finish('partial');
  }
}

/** `-r requirements.in`, `demo (pyproject.toml)`. */
function isRoot(note: string): boolean {
  return note.startsWith('-r') || note.endsWith(')');
}

function pinsOf(entries: readonly Entry[]): ReadonlyMap<string, readonly Pin[]> {
  const pins = new Map<string, Pin[]>();
  for (const { name, version, location, requirement } of entries) {
    if (version === undefined || location !== undefined) continue;
    const known = pins.get(keyOf(name));
    const pin = { version, marker: requirement.marker };
    if (known === undefined) pins.set(keyOf(name), [pin]);
    else if (known.length <= MOST_PINS && !known.some((one) => one.version === version && one.marker === pin.marker))
      known.push(pin);
  }
  return pins;
}
