import type { Hash } from '../kernel/index.ts';
import { ecosystemById } from '../ecosystem/index.ts';
import {
  fieldOf,
  unknown,
  type Component,
  type Dependency,
  type EcosystemId,
  type Evidence,
  type Inventory,
  type InventoryGraph,
  type Occurrence,
  type PackageGraph,
  type PackageNode,
  type Scope,
  type Source,
  type TargetFacts,
} from '../model/index.ts';
import { toPurl } from '../model/purl/index.ts';
import type { Cataloger } from './cataloger.ts';
import { scopesOf, strongerScope } from './scope.ts';

/** A graph together with where it was seen. */
export interface SeenGraph {
  readonly graph: PackageGraph;
  readonly file: string;
  readonly cataloger: Cataloger;
}

/**
 * Joins what the files say: one component per identity (purl, or directory for a project), one graph per file.
 * Graphs are not merged, so that a path never leads from one project's lockfile into another's.
 * @param layerOf digest of the image layer that brought a file
 */
export function toInventory(
  target: TargetFacts,
  seen: readonly SeenGraph[],
  layerOf: (file: string) => string | undefined = () => undefined,
): Inventory {
  const merge = new ComponentMerge();
  const draft = seen.map((one) => ({
    ...one,
    scopes: scopesOf(one.graph),
    ids: one.graph.packages.map((node) => identityOf(node, one.graph.ecosystem)),
  }));
  for (const { graph, file, cataloger, scopes, ids } of draft) {
    for (const [index, node] of graph.packages.entries()) {
      const evidence = evidenceOf(node, file, cataloger, layerOf);
      merge.add(ids[index] as string, node, graph.ecosystem, scopes[index] as Scope, evidence);
    }
  }
  const { components, positions } = merge.finish();
  const graphs = draft.map(({ graph, file, cataloger, scopes, ids }) =>
    toGraph(graph, file, cataloger, scopes, (index) => positions.get(ids[index] as string) as number),
  );
  return { target, components, graphs };
}

/**
 * The purl for a package; for a project its place, since what is developed here need not be published anywhere; for an operating system,
 * for which there is no purl type, what it calls itself.
 */
function identityOf(node: PackageNode, ecosystem: EcosystemId): string {
  if (node.kind === 'platform') return `platform:${node.version === undefined ? node.name : `${node.name}@${node.version}`}`;
  if (node.kind === 'project') return `project:${ecosystem}:${node.directory ?? node.name}`;
  return purlOf(node, ecosystem);
}

function purlOf(node: PackageNode, ecosystem: EcosystemId): string {
  const facts = ecosystemById(ecosystem);
  if (facts === undefined) throw new Error(`no ecosystem is registered as ${ecosystem}`);
  const { namespace, name } = facts.purlName(node.name);
  const { version } = node;
  return toPurl({ type: facts.purlType, name, namespace: node.namespace ?? namespace, version, qualifiers: qualifiersOf(node) });
}

function qualifiersOf({ source, qualifiers }: PackageNode): Readonly<Record<string, string>> | undefined {
  const ofSource = sourceQualifiers(source);
  return qualifiers === undefined ? ofSource : { ...ofSource, ...qualifiers };
}

/** `vcs_url` and `download_url` are the purl specification's own qualifiers ("Known qualifiers"). */
function sourceQualifiers(source: Source | undefined): Readonly<Record<string, string>> | undefined {
  switch (source?.kind) {
    case 'git': {
      const url = /^[a-z]+\+/.test(source.url) ? source.url : `git+${source.url}`;
      return { vcs_url: source.commit === undefined ? url : `${url}@${source.commit}` };
    }
    case 'archive':
      return { download_url: source.url };
    default:
      return undefined;
  }
}

function evidenceOf(
  node: PackageNode,
  file: string,
  cataloger: Cataloger,
  layerOf: (file: string) => string | undefined,
): Evidence {
  const evidence: Writable<Evidence> = {
    file: node.file ?? file,
    technique: cataloger.technique,
    cataloger: cataloger.id,
    confidence: node.confidence ?? (cataloger.fallback === true ? 0.5 : 1),
  };
  if (node.line !== undefined) evidence.line = node.line;
  // A file of another archive in it comes with that archive.
  const layer = layerOf(evidence.file) ?? layerOf(file);
  if (layer !== undefined) evidence.layer = layer;
  return evidence;
}

interface Growing {
  readonly id: string;
  readonly node: PackageNode;
  readonly ecosystem: EcosystemId;
  scope: Scope;
  licence: string | undefined;
  deprecated: string | undefined;
  hashes: readonly Hash[];
  readonly evidence: Evidence[];
  /** Hashes and evidence by their content, from the second sighting on: most components are seen once. */
  known: Set<string> | undefined;
}

class ComponentMerge {
  readonly #growing = new Map<string, Growing>();

  add(id: string, node: PackageNode, ecosystem: EcosystemId, scope: Scope, evidence: Evidence): void {
    const growing = this.#growing.get(id);
    if (growing === undefined) {
      const { licence, deprecated, hashes = [] } = node;
      this.#growing.set(id, { id, node, ecosystem, scope, licence, deprecated, hashes, evidence: [evidence], known: undefined });
      return;
    }
    growing.scope = strongerScope(growing.scope, scope);
    growing.licence ??= node.licence;
    growing.deprecated ??= node.deprecated;
    growing.known ??= new Set([...growing.hashes.map(hashKey), ...growing.evidence.map(evidenceKey)]);
    const { known } = growing;
    const isNew = (key: string): boolean => !known.has(key) && known.add(key) !== undefined;
    const hashes = (node.hashes ?? []).filter((hash) => isNew(hashKey(hash)));
    if (hashes.length > 0) growing.hashes = [...growing.hashes, ...hashes];
    if (isNew(evidenceKey(evidence))) growing.evidence.push(evidence);
  }

  finish(): { readonly components: readonly Component[]; readonly positions: ReadonlyMap<string, number> } {
    // Sorted without a comparison of our own: text is ordered by code units either way, and this is done a thousand times in no time.
    const ids = [...this.#growing.keys()].toSorted();
    const positions = new Map<string, number>();
    const components: Component[] = [];
    for (const id of ids) {
      positions.set(id, components.length);
      components.push(toComponent(this.#growing.get(id) as Growing));
    }
    return { components, positions };
  }
}

function hashKey(hash: Hash): string {
  return `${hash.algorithm}:${hash.value}`;
}

function evidenceKey(evidence: Evidence): string {
  return `${evidence.file}:${evidence.line ?? 0}:${evidence.cataloger}`;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const nobodyAnalysed: readonly string[] = [];
const noReferences: Component['externalReferences'] = [];

const componentTypes = { project: 'application', package: 'library', platform: 'operating-system' } as const;

/** Optional members are assigned, not spread: this runs for every component, and a spread costs a microsecond. */
function toComponent({ id, node, ecosystem, scope, licence, deprecated, hashes, evidence }: Growing): Component {
  const component: Writable<Component> = {
    id,
    type: componentTypes[node.kind],
    name: node.name,
    version: fieldOf(node.version),
    scope,
    hashes,
    licences: { declared: fieldOf(licence), concluded: unknown, observed: nobodyAnalysed },
    supplier: fieldOf(node.supplier),
    externalReferences: noReferences,
    evidence,
  };
  if (node.kind !== 'platform') component.ecosystem = ecosystem;
  if (node.kind === 'package') component.purl = id;
  if (node.source !== undefined) component.source = node.source;
  if (deprecated !== undefined) component.deprecated = deprecated;
  return component;
}

function toGraph(
  graph: PackageGraph,
  file: string,
  cataloger: Cataloger,
  scopes: readonly Scope[],
  componentAt: (index: number) => number,
): InventoryGraph {
  const isDependedOn = new Uint8Array(graph.packages.length);
  const occurrences: Occurrence[] = graph.packages.map((node, index) => {
    for (const edge of node.dependsOn) isDependedOn[edge.to] = 1;
    const occurrence: Writable<Occurrence> = {
      component: componentAt(index),
      scope: scopes[index] as Scope,
      dependsOn: node.dependsOn satisfies readonly Dependency[],
    };
    if (node.line !== undefined) occurrence.line = node.line;
    if (node.file !== undefined) occurrence.file = node.file;
    return occurrence;
  });
  const projects = indicesWhere(graph.packages, (node) => node.kind !== 'package');
  return {
    file,
    cataloger: cataloger.id,
    ecosystem: graph.ecosystem,
    edges: graph.edges,
    occurrences,
    roots: projects.length > 0 ? projects : indicesWhere(graph.packages, (_, index) => isDependedOn[index] === 0),
  };
}

function indicesWhere<T>(items: readonly T[], test: (item: T, index: number) => boolean): readonly number[] {
  const found: number[] = [];
  for (const [index, item] of items.entries()) if (test(item, index)) found.push(index);
  return found;
}
