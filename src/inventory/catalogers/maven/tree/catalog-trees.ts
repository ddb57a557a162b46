import { posix } from 'node:path';
import type { Ctx, Issue, Outcome } from '../../../../kernel/index.ts';
import type { PackageGraph, PackageNode, Scope } from '../../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { GraphBuilder } from '../../../graph-builder.ts';
import { strongerScope } from '../../../scope.ts';
import { directoryOf } from '../../../paths.ts';
import { PomSet } from '../pom/pom-set.ts';
import type { MavenTree, TreeNode } from './maven-tree.ts';
import { readTree } from './read-tree.ts';

/**
 * What `mvn dependency:tree` has resolved: one graph for each file. `files` also holds the poms of the target, which say where the
 * projects of the trees lie, so that a module that another one needs is known as a project; in a target without a pom a file of
 * that name is somebody else's.
 */
export async function catalogTrees(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const poms = files.filter((file) => posix.basename(file.path) === 'pom.xml');
  const outputs = files.filter((file) => posix.basename(file.path) !== 'pom.xml');
  if (outputs.length === 0 || poms.length === 0) return { value: { graphs: [] }, complete: true, issues: [] };
  const issues: Issue[] = [];
  const trees: MavenTree[][] = [];
  for (const file of outputs) {
    const outcome = await readTree(file, ctx);
    for (const issue of outcome.issues) issues.push(issue);
    trees.push([...outcome.value]);
  }
  const set = new PomSet(ctx);
  await set.load(poms);
  const projects = projectsOf(trees.flat(), set);
  const graphs: PackageGraph[] = [];
  for (const ofFile of trees) {
    if (ofFile.length === 0) continue;
    const outcome = toGraph(ofFile, projects, ctx.limits.packagesPerFile);
    graphs.push(outcome.graph);
    if (outcome.isCut) {
      const message = `names more than ${ctx.limits.packagesPerFile} packages`;
      issues.push({ code: 'file/too-many-packages', path: ofFile[0]?.file ?? '', message });
    }
  }
  return { value: { graphs }, complete: issues.length === 0, issues };
}

type Project = Omit<PackageNode, 'dependsOn'>;

/** By `name@version`. */
function projectsOf(trees: readonly MavenTree[], set: PomSet): ReadonlyMap<string, Project> {
  const projects = new Map<string, Project>();
  for (const { root, file } of trees) {
    const [groupId = '', artifactId = ''] = root.name.split(':');
    const model = set.find(groupId, artifactId, root.version) ?? set.find(groupId, artifactId, undefined);
    const licence = model?.licence;
    projects.set(keyOf(root), {
      kind: 'project',
      name: root.name,
      version: root.version,
      directory: model?.lineage.pom.directory ?? directoryBeside(file),
      ...(licence === undefined ? {} : { licence }),
      file,
      line: root.line,
    });
  }
  return projects;
}

/** Where a tree lies, or above the build directory that it was written to. */
function directoryBeside(file: string): string {
  const directory = directoryOf({ path: file });
  return posix.basename(directory) === 'target' ? posix.dirname(directory) : directory;
}

function keyOf({ name, version }: TreeNode): string {
  return `${name}@${version}`;
}

function toGraph(
  trees: readonly MavenTree[],
  projects: ReadonlyMap<string, Project>,
  most: number,
): { readonly graph: PackageGraph; readonly isCut: boolean } {
  const scopes = scopesOf(trees);
  const graph = new GraphBuilder();
  const seen = new Set<TreeNode>();
  let isCut = false;
  const pending = trees.map(({ root, file }) => ({ node: root, file }));
  const add = (node: TreeNode, file: string): number => {
    const key = keyOf(node);
    const scope = scopes.get(key);
    const project = projects.get(key);
    const facts = { kind: 'package' as const, name: node.name, version: node.version, file, line: node.line };
    return graph.add(key, project ?? { ...facts, ...(scope === undefined ? {} : { scope }) });
  };
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, file } = next;
    if (seen.has(node)) continue;
    seen.add(node);
    const from = add(node, file);
    for (const child of node.children) {
      if (graph.size > most && graph.indexOf(keyOf(child)) === undefined) {
        isCut = true;
        continue;
      }
      graph.connect(from, { to: add(child, file), scope: child.scope ?? 'runtime', file, line: child.line });
      pending.push({ node: child, file });
    }
  }
  return { graph: graph.build('maven', trees.every((tree) => tree.isVerbose) ? 'complete' : 'partial'), isCut };
}

/** Maven says of every artifact what it is for, whatever way leads to it; of several projects the strongest counts. */
function scopesOf(trees: readonly MavenTree[]): ReadonlyMap<string, Scope> {
  const scopes = new Map<string, Scope>();
  const seen = new Set<TreeNode>();
  const pending = trees.map(({ root }) => root);
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const known = scopes.get(keyOf(node));
    if (node.scope !== undefined) scopes.set(keyOf(node), known === undefined ? node.scope : strongerScope(known, node.scope));
    for (const child of node.children) pending.push(child);
  }
  return scopes;
}
