import { isObject, textOf, type DataValue, type SourceDocument } from '../../../../kernel/index.ts';
import { toTreeNode, type MavenTree, type Report, type TreeNode } from './maven-tree.ts';

/** The tree of `mvn dependency:tree -DoutputType=json`, or several of them in an array. */
export function parseJsonTrees(document: SourceDocument, file: string, report: Report): readonly MavenTree[] {
  const trees: MavenTree[] = [];
  const roots: readonly DataValue[] = Array.isArray(document.value) ? (document.value as readonly DataValue[]) : [document.value];
  for (const value of roots) {
    const root = toNode(value, document, true);
    if (root === undefined) {
      report('has a tree whose root is not a project', isObject(value) ? document.lineOf(value) : 1);
      continue;
    }
    trees.push({ file, line: root.line, root, isVerbose: false });
    const pending: [TreeNode, DataValue][] = [[root, value]];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [parent, written] = next;
      const children = isObject(written) ? written.children : undefined;
      if (children !== undefined && !Array.isArray(children)) report('has children that are no array', parent.line);
      for (const child of Array.isArray(children) ? (children as readonly DataValue[]) : []) {
        const node = toNode(child, document, false);
        if (node === undefined) {
          report('has a child that is not a dependency', isObject(child) ? document.lineOf(child) : parent.line);
          continue;
        }
        parent.children.push(node);
        pending.push([node, child]);
      }
    }
  }
  return trees;
}

function toNode(value: DataValue, document: SourceDocument, isRoot: boolean): TreeNode | undefined {
  if (!isObject(value)) return undefined;
  const artifact = {
    groupId: textOf(value.groupId) ?? '',
    artifactId: textOf(value.artifactId) ?? '',
    version: textOf(value.version) ?? '',
    scope: isRoot ? undefined : (textOf(value.scope) ?? 'compile'),
    isOptional: value.optional === 'true' || value.optional === true,
  };
  return toTreeNode(artifact, document.lineOf(value) ?? 1);
}
