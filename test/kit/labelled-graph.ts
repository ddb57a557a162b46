import type { PackageEdge, PackageGraph, PackageNode } from '../../src/model/index.ts';

/** How a test names a node: `name@version`, `name` without one, `[directory] name@version` for a project. */
export function label(node: PackageNode): string {
  const name = node.version === undefined ? node.name : `${node.name}@${node.version}`;
  return node.kind === 'project' ? `[${node.directory ?? ''}] ${name}` : name;
}

/** The labels of all nodes, in the order of the graph. */
export function labels(graph: PackageGraph): readonly string[] {
  return graph.packages.map(label);
}

/** The edges as text, `a@1.0.0 > b@2.0.0 runtime ^2.0.0 package.json:3`, in the order of the graph; of one node when its label is given. */
export function edges(graph: PackageGraph, of?: string): readonly string[] {
  return graph.packages
    .filter((node) => of === undefined || label(node) === of)
    .flatMap((node) => node.dependsOn.map((edge) => `${label(node)} > ${describe(graph, edge)}`));
}

function describe(graph: PackageGraph, { to, scope, requirement, file, line }: PackageEdge): string {
  const target = graph.packages[to];
  const place = line === undefined ? undefined : `${file ?? ''}:${line}`;
  return [target === undefined ? 'nothing' : label(target), scope, requirement, place]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** The node with a label; throws when there is none. */
export function nodeOf(graph: PackageGraph, name: string): PackageNode {
  const found = graph.packages.find((node) => label(node) === name);
  if (found === undefined) throw new Error(`the graph has no ${name}, only ${labels(graph).join(', ')}`);
  return found;
}

/** Packages by distinct name and version, without projects. */
export function countDistinct(graphs: readonly PackageGraph[]): number {
  return new Set(graphs.flatMap((graph) => graph.packages.filter((node) => node.kind === 'package').map(label))).size;
}
