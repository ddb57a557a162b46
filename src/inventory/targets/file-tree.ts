import type { Outcome } from '../../kernel/index.ts';
import type { Catalogued, Cataloger } from '../cataloger.ts';

export interface FileNode {
  readonly kind: 'file';
  /** Index of the layer that brought it. */
  readonly layer: number;
  /** Where its content lies in the layer; what the number means is the layer's own affair. */
  readonly offset: number;
  readonly size: number;
  /** Its content cannot be had, because the archive leaves out its holes. */
  readonly isSparse: boolean;
  /** Catalogers that want it by its first bytes. */
  readonly wanted: readonly Cataloger[];
  /** What catalogers said of it while it passed by. */
  readonly early?: ReadonlyMap<Cataloger, Outcome<Catalogued>>;
}

export interface LinkNode {
  readonly kind: 'link';
  readonly layer: number;
  readonly target: string;
}

/** A device, a pipe, or a file of a type that is not known. */
export interface OtherNode {
  readonly kind: 'other';
  readonly layer: number;
}

export interface DirectoryNode {
  readonly kind: 'directory';
  /** The last layer that has something to say of it. */
  layer: number;
  readonly children: Map<string, TreeNode>;
}

export type TreeNode = FileNode | LinkNode | OtherNode | DirectoryNode;

export interface Resolved {
  readonly node: TreeNode;
  /** Without symbolic links in it, relative to the root; empty for the root. */
  readonly path: string;
}

export interface TreeLimits {
  readonly directoryEntries: number;
  readonly directoryLevels: number;
  readonly linkHops: number;
  readonly linkSteps: number;
  readonly pathBytes: number;
}

/** A tree of files as a system would show it whose root it is: no link leads out of it, absolute ones begin at its root. */
export class FileTree {
  readonly root: DirectoryNode = { kind: 'directory', layer: 0, children: new Map() };
  readonly #limits: TreeLimits;
  #nodes = 0;
  #linkSteps = 0;
  /** Where the entry before was put: entries of a directory follow each other. */
  #lastPath: string | undefined;
  #lastDirectory: DirectoryNode = this.root;

  constructor(limits: TreeLimits) {
    this.#limits = limits;
  }

  /** The node at a path and what it is called without links. Undefined when there is none, or too many links lead there. */
  resolve(path: string): Resolved | undefined {
    const reached = this.#walk(path, true, undefined);
    return typeof reached === 'string' ? undefined : reached;
  }

  /** The same for a path whose last part is meant itself, though it be a link. */
  resolveLink(path: string): Resolved | undefined {
    const reached = this.#walk(path, false, undefined);
    return typeof reached === 'string' ? undefined : reached;
  }

  /** Whether a link leads round in a circle, or through more links than are followed. */
  isEndless(path: string): boolean {
    return this.#walk(path, true, undefined) === 'endless';
  }

  /**
   * @param followLast follow the last part too when it is a link
   * @param makeIn the layer for which directories are made where there are none
   */
  #walk(path: string, followLast: boolean, makeIn: number | undefined): Resolved | 'missing' | 'endless' {
    const pending = partsOf(path);
    const directories: DirectoryNode[] = [this.root];
    const names: string[] = [];
    let hops = 0;
    for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
      if (part === '..') {
        if (names.pop() !== undefined) directories.pop();
        continue;
      }
      const directory = directories.at(-1) ?? this.root;
      let node = directory.children.get(part);
      if (node?.kind === 'link' && (pending.length > 0 || followLast)) {
        hops += 1;
        const target = hops > this.#limits.linkHops ? undefined : this.#partsOfLink(node);
        if (target === undefined) return 'endless';
        if (node.target.startsWith('/')) {
          directories.length = 1;
          names.length = 0;
        }
        pending.push(...target);
        continue;
      }
      if (makeIn !== undefined && node?.kind !== 'directory') node = this.#makeDirectory(directory, part, names.length, makeIn);
      if (node === undefined || (node.kind !== 'directory' && pending.length > 0)) return 'missing';
      names.push(part);
      if (node.kind !== 'directory') return { node, path: names.join('/') };
      directories.push(node);
    }
    return { node: directories.at(-1) ?? this.root, path: names.join('/') };
  }

  #partsOfLink({ target }: LinkNode): readonly string[] | undefined {
    const parts = target.length > this.#limits.pathBytes ? [] : partsOf(target);
    this.#linkSteps += parts.length;
    return target.length > this.#limits.pathBytes || this.#linkSteps > this.#limits.linkSteps ? undefined : parts;
  }

  /** A file in the way gives way, as it does when a layer is unpacked. */
  #makeDirectory(parent: DirectoryNode, name: string, level: number, layer: number): DirectoryNode | undefined {
    if (level >= this.#limits.directoryLevels) return undefined;
    if (!parent.children.has(name) && !this.#count()) return undefined;
    const made: DirectoryNode = { kind: 'directory', layer, children: new Map() };
    parent.children.set(name, made);
    return made;
  }

  /**
   * Puts a node at a path whose directories are made where there are none; links on the way are followed inside the tree.
   * A directory that is already there stays, anything else is replaced. False when the tree would become too large or too deep.
   */
  put(path: string, node: TreeNode): boolean {
    const slash = path.lastIndexOf('/');
    const directory = this.#directoryOf(slash === -1 ? '' : path.slice(0, slash), node.layer);
    if (directory === undefined) return false;
    const name = path.slice(slash + 1);
    const before = directory.children.get(name);
    if (node.kind === 'directory' && before?.kind === 'directory') {
      before.layer = node.layer;
      return true;
    }
    if (before === undefined && !this.#count()) return false;
    if (before !== undefined && before.kind !== 'file') this.#lastPath = undefined;
    // The same layer can be laid over others twice, and then has directories of its own each time.
    directory.children.set(name, node.kind === 'directory' ? { kind: 'directory', layer: node.layer, children: new Map() } : node);
    return true;
  }

  /** Takes away what is at a path, or with `onlyContent` what is in the directory there. The path's directories may be links. */
  remove(path: string, onlyContent: boolean): void {
    this.#lastPath = undefined;
    const slash = path.lastIndexOf('/');
    const place = this.resolve(onlyContent ? path : path.slice(0, Math.max(0, slash)))?.node;
    if (place?.kind !== 'directory') return;
    if (onlyContent) place.children.clear();
    else place.children.delete(path.slice(slash + 1));
  }

  #count(): boolean {
    this.#nodes += 1;
    return this.#nodes <= this.#limits.directoryEntries;
  }

  #directoryOf(path: string, layer: number): DirectoryNode | undefined {
    if (path === this.#lastPath) return this.#lastDirectory;
    const reached = this.#walk(path, true, layer);
    if (typeof reached === 'string' || reached.node.kind !== 'directory') return undefined;
    this.#lastPath = path;
    this.#lastDirectory = reached.node;
    return reached.node;
  }
}

/** The last first, so that they can be taken off the end. */
function partsOf(path: string): string[] {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .toReversed();
}
