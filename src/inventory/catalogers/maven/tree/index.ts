export { readTree } from './read-tree.ts';
export type { MavenTree, TreeNode } from './maven-tree.ts';
