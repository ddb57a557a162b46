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
 */
export function toInventory(target: TargetFacts, seen: readonly SeenGraph[]): Inventory {
  const merge = new ComponentMerge();
  const draft = seen.map((one) => ({
    ...one,
    scopes: scopesOf(one.graph),
    ids: one.graph.packages.map((node) => identityOf(node, one.graph.ecosystem)),
  }));
  for (const { graph, file, cataloger, scopes, ids } of draft) {
    for (const [index, node] of graph.packages.entries()) {
      const evidence = evidenceOf(node, file, cataloger);
      merge.add(ids[index] as string, node, graph.ecosystem, scopes[index] as Scope, evidence);
    }
  }
  const { components, positions } = merge.finish();
  const graphs = draft.map(({ graph, file, cataloger, scopes, ids }) =>
    toGraph(graph, file, cataloger, scopes, (index) => positions.get(ids[index] as string) as number),
  );
  return { target, components, graphs };
}

/** The purl for a package; for a project its place, since what is developed here need not be published anywhere. */
function identityOf(node: PackageNode, ecosystem: EcosystemId): string {
  if (node.kind === 'project') return `project:${ecosystem}:${node.directory ?? node.name}`;
  return purlOf(node, ecosystem);
}

function purlOf(node: PackageNode, ecosystem: EcosystemId): string {
  const facts = ecosystemById(ecosystem);
  if (facts === undefined) throw new Error(`no ecosystem is registered as ${ecosystem}`);
  return toPurl({
    type: facts.purlType,
    ...facts.purlName(node.name),
    ...(node.version === undefined ? {} : { version: node.version }),
    ...qualifiersOf(node),
  });
}

function qualifiersOf({ source, qualifiers }: PackageNode): { readonly qualifiers?: Readonly<Record<string, string>> } {
  const ofSource = sourceQualifiers(source);
  if (qualifiers === undefined) return ofSource === undefined ? {} : { qualifiers: ofSource };
  return { qualifiers: { ...ofSource, ...qualifiers } };
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

function evidenceOf(node: PackageNode, file: string, cataloger: Cataloger): Evidence {
  const place = node.line === undefined ? { file: node.file ?? file } : { file: node.file ?? file, line: node.line };
  return {
    ...place,
    technique: cataloger.technique,
    cataloger: cataloger.id,
    confidence: node.confidence ?? (cataloger.fallback === true ? 0.5 : 1),
  };
}

interface Growing {
  readonly id: string;
  readonly node: PackageNode;
  readonly ecosystem: EcosystemId;
  scope: Scope;
  licence: string | undefined;
  deprecated: string | undefined;
  readonly hashes: Map<string, Hash>;
  readonly evidence: Map<string, Evidence>;
}

class ComponentMerge {
  readonly #growing = new Map<string, Growing>();

  add(id: string, node: PackageNode, ecosystem: EcosystemId, scope: Scope, evidence: Evidence): void {
    let growing = this.#growing.get(id);
    if (growing === undefined) {
      growing = { id, node, ecosystem, scope, licence: undefined, deprecated: undefined, hashes: new Map(), evidence: new Map() };
      this.#growing.set(id, growing);
    }
    growing.scope = strongerScope(growing.scope, scope);
    growing.licence ??= node.licence;
    growing.deprecated ??= node.deprecated;
    for (const hash of node.hashes ?? []) growing.hashes.set(`${hash.algorithm}:${hash.value}`, hash);
    growing.evidence.set(`${evidence.file}:${evidence.line ?? 0}:${evidence.cataloger}`, evidence);
  }

  finish(): { readonly components: readonly Component[]; readonly positions: ReadonlyMap<string, number> } {
    const sorted = [...this.#growing.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const positions = new Map(sorted.map((growing, position) => [growing.id, position]));
    return { components: sorted.map(toComponent), positions };
  }
}

function toComponent(growing: Growing): Component {
  const { node } = growing;
  const isProject = node.kind === 'project';
  return {
    id: growing.id,
    type: isProject ? 'application' : 'library',
    ecosystem: growing.ecosystem,
    name: node.name,
    version: fieldOf(node.version),
    ...(isProject ? {} : { purl: growing.id }),
    ...(node.source === undefined ? {} : { source: node.source }),
    scope: growing.scope,
    hashes: [...growing.hashes.values()],
    licences: { declared: fieldOf(growing.licence), concluded: unknown, observed: [] },
    supplier: unknown,
    ...(growing.deprecated === undefined ? {} : { deprecated: growing.deprecated }),
    externalReferences: [],
    evidence: [...growing.evidence.values()],
  };
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
    return {
      component: componentAt(index),
      scope: scopes[index] as Scope,
      ...(node.line === undefined ? {} : { line: node.line }),
      ...(node.file === undefined ? {} : { file: node.file }),
      dependsOn: node.dependsOn satisfies readonly Dependency[],
    };
  });
  const projects = indicesWhere(graph.packages, (node) => node.kind === 'project');
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
