import { parseCoordinates, toTreeNode, type MavenTree, type Report, type TreeNode } from './maven-tree.ts';

const graph = /^[^"]*\bdigraph "([^"]*)"/;
const edge = /^[^"]*"([^"]*)" -> "([^"]*)"/;

/** The graphs of `mvn dependency:tree -DoutputType=dot`: one edge a line between artifacts that are written out. */
export function parseDotTrees(text: string, file: string, report: Report): readonly MavenTree[] {
  const trees: MavenTree[] = [];
  let nodes = new Map<string, TreeNode>();
  let number = 0;
  for (const row of text.split('\n')) {
    number += 1;
    const name = graph.exec(row)?.[1];
    if (name !== undefined) {
      const root = nodeOf(name, number, true);
      nodes = new Map(root === undefined ? [] : [[name, root]]);
      if (root === undefined) report('has a graph whose name is not a project', number);
      else trees.push({ file, line: number, root, isVerbose: false });
      continue;
    }
    const [, from = '', to = ''] = edge.exec(row) ?? [];
    if (to === '') {
      if (/[^\s{}]/.test(row.replace(/^\[INFO\]/, ''))) report('has a line that is not a dependency', number);
      continue;
    }
    const parent = nodes.get(from);
    const child = nodes.get(to) ?? nodeOf(to, number, false);
    if (parent === undefined || child === undefined) {
      report('has a line that is not a dependency', number);
      continue;
    }
    nodes.set(to, child);
    parent.children.push(child);
  }
  return trees;
}

function nodeOf(text: string, line: number, isRoot: boolean): TreeNode | undefined {
  const artifact = parseCoordinates(text, isRoot);
  return artifact === undefined ? undefined : toTreeNode(artifact, line);
}
