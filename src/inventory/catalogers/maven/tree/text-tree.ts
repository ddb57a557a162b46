import { parseCoordinates, toTreeNode, type MavenTree, type Report, type TreeNode } from './maven-tree.ts';

/** The signs before an artifact, three characters a level, in the two sets of tokens that draw trees. */
const drawing = /^(?:[|│] {2}| {3}|[+\\├└][-─] )*/;
/** Of a build log: the level, or the colour and the level. */
// eslint-disable-next-line no-control-regex
const logPrefix = /^(?:\u001b\[[\d;]*m)*\[(?:\u001b\[[\d;]*m)*INFO(?:\u001b\[[\d;]*m)*\] /;
const omitted = /^\((\S+) - (?:[^)]*; )?omitted (?:for conflict with ([^\s;)]+)|for duplicate|for cycle|due to cycle)/;

/**
 * The trees in the text that `mvn dependency:tree` writes, also in a whole build log with several modules. With `-Dverbose` an
 * artifact that stands elsewhere is in parentheses; only its edge is taken.
 */
export function parseTextTrees(text: string, file: string, report: Report): readonly MavenTree[] {
  const readers: TextTree[] = [];
  let current: TextTree | undefined;
  let number = 0;
  for (const row of text.split('\n')) {
    number += 1;
    const line = row.replace(logPrefix, '').trimEnd();
    const drawn = drawing.exec(line)?.[0] ?? '';
    const content = line.slice(drawn.length);
    if (/[-─] $/.test(drawn)) {
      if (current !== undefined) current.add(drawn.length / 3, content, number);
      else report('has a dependency that belongs to no project', number);
    } else if (content !== '') {
      const artifact = drawn === '' ? parseCoordinates(content, true) : undefined;
      const root = artifact === undefined ? undefined : toTreeNode(artifact, number);
      // Other lines of a log end a tree.
      current = root === undefined ? undefined : new TextTree(root, report);
      if (current !== undefined) readers.push(current);
      if (line.startsWith('[ERROR]')) {
        report('is the output of a build that failed, so that trees may be missing', number);
        break;
      }
    }
  }
  return readers.map((reader) => reader.finish(file));
}

interface Reference {
  readonly from: TreeNode;
  readonly name: string;
  readonly version: string;
  readonly line: number;
}

class TextTree {
  readonly #root: TreeNode;
  readonly #report: Report;
  /** The last artifact of each level. */
  readonly #path: TreeNode[];
  readonly #nodes = new Map<string, TreeNode>();
  readonly #references: Reference[] = [];

  constructor(root: TreeNode, report: Report) {
    this.#root = root;
    this.#report = report;
    this.#path = [root];
    this.#nodes.set(`${root.name}@${root.version}`, root);
  }

  add(level: number, content: string, line: number): void {
    const parent = this.#path[level - 1];
    const reference = omitted.exec(content);
    const artifact = parseCoordinates(reference?.[1] ?? content, false);
    const node = artifact === undefined ? undefined : toTreeNode(artifact, line);
    if (parent === undefined || node === undefined) {
      this.#report('has a line that is not a dependency', line);
      return;
    }
    if (reference !== null) {
      this.#references.push({ from: parent, name: node.name, version: reference[2] ?? node.version, line });
      return;
    }
    parent.children.push(node);
    this.#path.length = level;
    this.#path.push(node);
    this.#nodes.set(`${node.name}@${node.version}`, node);
  }

  finish(file: string): MavenTree {
    for (const { from, name, version, line } of this.#references) {
      const node = this.#nodes.get(`${name}@${version}`);
      if (node === undefined) this.#report(`leaves out ${name}:${version}, which stands nowhere else`, line);
      else from.children.push(node);
    }
    return { file, line: this.#root.line, root: this.#root, isVerbose: this.#references.length > 0 };
  }
}
