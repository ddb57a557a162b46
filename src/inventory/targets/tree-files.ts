import { posix } from 'node:path';
import { complete, decodeText, incomplete, type Ctx, type Issue, type Outcome } from '../../kernel/index.ts';
import type { Catalogued, Cataloger, SourceFile } from '../cataloger.ts';
import { isInNodeModules, type FileIndex } from '../file-index.ts';
import { LentContent } from '../lent-content.ts';
import { globToRegExp } from '../pattern-index.ts';
import type { Contents } from './contents.ts';
import type { DirectoryNode, FileNode, FileTree, TreeNode } from './file-tree.ts';
import { neverEntered, type TargetFiles } from '../target-files.ts';

/** One layer of an image, or an archive, whose files are in a tree. `FileNode.layer` is its index. */
export interface TreeLayer {
  /** Digest that evidence names; undefined where there are no layers. */
  readonly digest?: string;
  readonly contents: Contents;
}

/** A file that catalogers want. */
export interface WantedFile {
  readonly path: string;
  readonly catalogers: readonly { readonly cataloger: Cataloger; readonly early?: Outcome<Catalogued> }[];
}

interface Candidate {
  readonly path: string;
  readonly node: FileNode;
  readonly byName: readonly Cataloger[];
  readonly isLink: boolean;
}

const NAMESAKE_BYTES = 256 * 1024;

/** The files of a tree. Links are resolved inside of it. */
export class TreeFiles implements TargetFiles {
  readonly #tree: FileTree;
  readonly #layers: readonly TreeLayer[];
  readonly #ctx: Ctx;
  readonly #files = new Map<string, SourceFile | undefined>();
  /** Links that somebody wants and that lead nowhere. */
  readonly #endless: string[] = [];
  readonly #lent = new LentContent<FileNode>();

  #lastLayer: { readonly path: string; readonly digest: string | undefined } | undefined;

  constructor(tree: FileTree, layers: readonly TreeLayer[], ctx: Ctx) {
    this.#tree = tree;
    this.#layers = layers;
    this.#ctx = ctx;
  }

  file(path: string): SourceFile | undefined {
    if (!this.#files.has(path)) this.#files.set(path, this.#open(path));
    return this.#files.get(path);
  }

  realDirectory(path: string): string {
    const found = this.#tree.resolve(path);
    return found?.node.kind === 'directory' ? found.path : path;
  }

  layerOf(path: string): string | undefined {
    // A file is mostly evidence of many components.
    if (this.#lastLayer?.path !== path) {
      const node = this.#tree.resolve(path)?.node;
      this.#lastLayer = { path, digest: node === undefined ? undefined : this.#layers[node.layer]?.digest };
    }
    return this.#lastLayer.digest;
  }

  /** What hides something that is wanted; known when `wanted` has been asked. */
  get issues(): readonly Issue[] {
    const [first, ...others] = this.#endless.toSorted(comparePaths);
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : `, as do ${others.length} others`;
    return [
      {
        code: 'walk/link-loop',
        path: first,
        message: `is a symbolic link that leads round in a circle or through too many others${more}`,
      },
    ];
  }

  release(): void {
    this.#lent.release();
  }

  /**
   * What catalogers want of the tree, sorted by path. A file with several names is read under the first of them where its first bytes
   * decide, or where it was read already while the archive passed.
   */
  wanted(index: FileIndex): readonly WantedFile[] {
    const candidates: Candidate[] = [];
    this.#collect(this.#tree.root, '', index, candidates);
    const seen = new Set<string>();
    const files: WantedFile[] = [];
    for (const { path, node, byName, isLink } of candidates.toSorted((a, b) => comparePaths(a.path, b.path))) {
      const key = `${node.layer} ${node.offset}`;
      const isFirst = !isLink && !seen.has(key);
      if (isFirst && (node.wanted.length > 0 || node.early !== undefined)) seen.add(key);
      const wanting = isFirst ? new Set([...byName, ...node.wanted]) : byName;
      const catalogers = [...wanting].flatMap((cataloger) => {
        const early = node.early?.get(cataloger);
        if (early !== undefined) return isFirst ? [{ cataloger, early }] : [];
        this.#layers[node.layer]?.contents.expect(node.offset, node.size);
        return [{ cataloger }];
      });
      if (catalogers.length > 0) files.push({ path, catalogers });
    }
    return files;
  }

  #collect(directory: DirectoryNode, start: string, index: FileIndex, found: Candidate[]): void {
    for (const [name, node] of directory.children) {
      const path = start + name;
      if (node.kind === 'directory') {
        if (!neverEntered.has(name)) this.#collect(node, `${path}/`, index, found);
      } else if (node.kind === 'file') {
        const byName = index.wantedBy(path, name);
        if (byName.length > 0 || node.wanted.length > 0) found.push({ path, node, byName, isLink: false });
        // What was announced and did not fit is brought together with what is wanted.
        else if (index.mayBeAskedFor(path, name)) this.#layers[node.layer]?.contents.expect(node.offset, node.size);
      } else if (node.kind === 'link') {
        const byName = index.wantedBy(path, name);
        if (byName.length === 0) continue;
        const target = this.#tree.resolve(path)?.node;
        if (target?.kind === 'file') found.push({ path, node: target, byName, isLink: true });
        else if (target === undefined && this.#tree.isEndless(path)) this.#endless.push(path);
      }
    }
  }

  #open(path: string): SourceFile | undefined {
    const node = isInside(path) ? this.#tree.resolve(path)?.node : undefined;
    if (node?.kind !== 'file') return undefined;
    const { limits } = this.#ctx;
    const directory = posix.dirname(path);
    const layer = this.#layers[node.layer]?.digest;
    let text: Promise<Outcome<string | undefined>> | undefined;
    return {
      path,
      text: () => (text ??= this.#text(node, path)),
      bytes: () => this.#bytes(node, path, limits.archiveBytes),
      sibling: (other) =>
        Promise.resolve(posix.isAbsolute(other) ? undefined : this.file(posix.normalize(posix.join(directory, other)))),
      matching: (glob) => Promise.resolve(this.#matching(directory, glob)),
      ...(layer === undefined ? {} : { layer }),
    };
  }

  async #text(node: FileNode, path: string): Promise<Outcome<string | undefined>> {
    const bytes = await this.#bytes(node, path, this.#ctx.limits.manifestBytes);
    return bytes.value === undefined ? incomplete(undefined, bytes.issues) : decodeText(bytes.value, path);
  }

  async #bytes(node: FileNode, path: string, most: number): Promise<Outcome<Buffer | undefined>> {
    const refused = refusalOf(node, most);
    if (refused !== undefined) return incomplete(undefined, [{ ...refused, path }]);
    const lent = this.#lent.get(node);
    if (lent !== undefined) return complete(lent);
    const contents = this.#layers[node.layer]?.contents;
    if (contents?.needsPass(node.offset) === true) this.#expectNamesakes(posix.basename(path));
    const content = (await contents?.read(node.offset, node.size, (bytes) => this.#lent.lend(node, bytes))) ?? Buffer.alloc(0);
    if (!('code' in content)) return complete(content);
    this.#lent.forget(node);
    return incomplete(undefined, [{ ...content, path }]);
  }

  /** Who asks for a neighbour of one file will ask for those of others, which are mostly called alike. */
  #expectNamesakes(baseName: string): void {
    const visit = (directory: DirectoryNode): void => {
      for (const [name, node] of directory.children) {
        if (node.kind === 'directory') visit(node);
        else if (name === baseName && node.kind === 'file' && node.size <= NAMESAKE_BYTES && !node.isSparse) {
          this.#layers[node.layer]?.contents.expect(node.offset, node.size);
        }
      }
    };
    visit(this.#tree.root);
  }

  #matching(directory: string, glob: string): readonly SourceFile[] {
    const pattern = posix.normalize(posix.join(directory, glob));
    if (!isInside(pattern)) return [];
    if (!/[*?]/.test(pattern)) return [this.file(pattern)].filter((file) => file !== undefined);
    const fixed = pattern.slice(0, pattern.search(/[*?]/));
    const start = fixed.slice(0, fixed.lastIndexOf('/') + 1);
    if (isInNodeModules(start)) return [];
    const found: string[] = [];
    collectMatching(this.#tree.resolve(start)?.node, start, globToRegExp(pattern), found);
    return found
      .toSorted(comparePaths)
      .map((path) => this.file(path))
      .filter((file) => file !== undefined);
  }
}

function collectMatching(node: TreeNode | undefined, start: string, pattern: RegExp, found: string[]): void {
  if (node?.kind !== 'directory') return;
  for (const [name, child] of node.children) {
    if (child.kind !== 'directory') {
      if (pattern.test(start + name)) found.push(start + name);
    } else if (name !== 'node_modules' && !neverEntered.has(name)) {
      collectMatching(child, `${start}${name}/`, pattern, found);
    }
  }
}

function isInside(path: string): boolean {
  return path !== '..' && !path.startsWith('../') && !path.includes('\0');
}

function refusalOf(node: FileNode, most: number): { readonly code: string; readonly message: string } | undefined {
  if (node.isSparse) return { code: 'tar/sparse', message: 'is stored as a sparse file, without its holes, and is not read' };
  if (node.size <= most) return undefined;
  return { code: 'file/too-large', message: `has ${node.size} bytes; more than ${most} are not read` };
}

function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
