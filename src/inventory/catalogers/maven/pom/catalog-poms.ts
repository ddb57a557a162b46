import { posix } from 'node:path';
import type { Ctx, Outcome } from '../../../../kernel/index.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { readTree, type MavenTree } from '../tree/index.ts';
import { PomGraph } from './pom-graph.ts';
import { PomSet } from './pom-set.ts';
import { toReactors } from './reactor.ts';

/**
 * What the poms of a target ask for: one graph for each build of one or several modules. Only direct dependencies stand in a pom; what
 * these need in turn is said by the output of `mvn dependency:tree`, which is read elsewhere, and which `files` holds too so
 * that projects that have one are not read twice.
 */
export async function catalogPoms(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const set = new PomSet(ctx);
  await set.load(files.filter((file) => posix.basename(file.path) === 'pom.xml'));
  const trees = await readTrees(files, ctx);
  const graphs: PackageGraph[] = [];
  for (const reactor of toReactors(set)) {
    const graph = new PomGraph(reactor, set, trees, ctx.limits.packagesPerFile);
    const built = graph.build();
    if (built !== undefined) graphs.push(built);
  }
  return set.issues.outcome({ graphs });
}

/** By the name of their project. What is wrong with them is said where they are read for themselves. */
async function readTrees(files: readonly SourceFile[], ctx: Ctx): Promise<ReadonlyMap<string, MavenTree>> {
  const trees = new Map<string, MavenTree>();
  for (const file of files) {
    if (posix.basename(file.path) === 'pom.xml') continue;
    for (const tree of (await readTree(file, ctx)).value) trees.set(tree.root.name, tree);
  }
  return trees;
}
