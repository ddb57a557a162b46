import { IssueCollector, type Issue } from '../../kernel/index.ts';
import type { FileTree, TreeNode } from './file-tree.ts';

/** A member of a layer or archive, in the order of the archive. */
export type LayerEntry = { readonly path: string; readonly node: TreeNode } | HardLink;

/** Another name of a file. */
export interface HardLink {
  readonly path: string;
  readonly linkPath: string;
}

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';
/** What AUFS, which invented whiteouts, keeps for itself. */
const BOOKKEEPING = '.wh..wh.';
/** Names of names of files that come later in the archive: no tool writes even one. */
const MOST_ROUNDS = 4;

/**
 * Lays a layer over what is below it (OCI image-spec, layer.md, "Applying Changesets" and "Whiteouts"): whiteouts take away what lower
 * layers have, never what is in their own layer, so they come first.
 */
export function applyLayer(tree: FileTree, entries: readonly LayerEntry[], issuePath: string): readonly Issue[] {
  const content: LayerEntry[] = [];
  const bookkeeping = new Set<string>();
  for (const entry of entries) {
    const { path } = entry;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (path.startsWith(BOOKKEEPING) && path !== OPAQUE) {
      // Files with several names are kept there, and are needed until the layer is complete.
      bookkeeping.add(path.split('/', 1)[0] ?? '');
      content.push(entry);
    } else if (!name.startsWith(WHITEOUT)) {
      content.push(entry);
    } else if (name === OPAQUE) {
      tree.remove(path.slice(0, -name.length - 1), true);
    } else if (!name.startsWith(BOOKKEEPING)) {
      tree.remove(path.slice(0, path.length - name.length) + name.slice(WHITEOUT.length), false);
    }
  }
  const issues = addEntries(tree, content, issuePath);
  for (const name of bookkeeping) tree.remove(name, false);
  return issues;
}

/** Adds the members of an archive to a tree. A hard link may stand before the file that it is another name of. */
export function addEntries(tree: FileTree, entries: readonly LayerEntry[], issuePath: string): readonly Issue[] {
  const issues = new IssueCollector(issuePath);
  let refused = 0;
  const put = (path: string, node: TreeNode): void => {
    if (path !== '' && !tree.put(path, node)) refused += 1;
  };
  const link = (entry: HardLink): boolean => {
    const node = tree.resolveLink(entry.linkPath)?.node;
    if (node === undefined || node.kind === 'directory') return false;
    put(entry.path, node);
    return true;
  };
  let waiting: HardLink[] = [];
  for (const entry of entries) {
    if ('node' in entry) put(entry.path, entry.node);
    else if (!link(entry)) waiting.push(entry);
  }
  for (let round = 0; round < MOST_ROUNDS && waiting.length > 0; round += 1) waiting = waiting.filter((entry) => !link(entry));
  reportBroken(waiting, issues);
  if (refused > 0)
    issues.add('archive/too-large', `has ${refused} entries that are not read, because they lie too deep or are too many`);
  return issues.issues;
}

function reportBroken(broken: readonly LayerEntry[], issues: IssueCollector): void {
  const [first] = broken;
  if (first === undefined) return;
  const others = broken.length === 1 ? '' : ` and ${broken.length - 1} more`;
  issues.add(
    'tar/broken-link',
    `has other names of files that are not there: ${JSON.stringify(first.path.slice(0, 200))}${others}`,
  );
}
