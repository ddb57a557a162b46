import { posix } from 'node:path';
import { IssueCollector, type Ctx } from '../../../kernel/index.ts';
import type { SourceFile } from '../../cataloger.ts';
import { readToml } from '../../read.ts';
import { joinPath, parseManifest, type CargoManifest, type DeclaredDependency } from './manifest.ts';

/** The packages that are developed beside a Cargo.lock. */
export interface LocalPackages {
  /** Every manifest that was found, the workspace's members and other directories that they depend on. */
  readonly manifests: readonly CargoManifest[];
  /** Those among them whose dependencies Cargo.lock holds in full, with what they inherit from the workspace filled in. */
  readonly members: ReadonlySet<CargoManifest>;
}

/** What is wrong with a manifest is said where it is read for itself: here it can only cost a scope, never a package. */
export async function readManifest(file: SourceFile | undefined, ctx: Ctx): Promise<CargoManifest | undefined> {
  if (file === undefined) return undefined;
  const document = await readToml(file, ctx);
  const text = await file.text();
  if (document.value === undefined || text.value === undefined) return undefined;
  return parseManifest(document.value, text.value, file.path, new IssueCollector(file.path));
}

/** How a file names a path that is relative to the target. */
export function seenFrom(file: SourceFile, path: string): string {
  return '../'.repeat(file.path.split('/').length - 1) + path;
}

/**
 * Follows the Cargo.toml beside a Cargo.lock to its members: the globs of `[workspace] members`, less `exclude`, and every path
 * dependency of a member below the workspace's directory. Other paths are followed for the place of their packages only.
 * @see https://doc.rust-lang.org/cargo/reference/workspaces.html#the-members-and-exclude-fields
 */
export async function readLocalPackages(lock: SourceFile, ctx: Ctx): Promise<LocalPackages> {
  const manifest = await readManifest(await lock.sibling('Cargo.toml'), ctx);
  if (manifest === undefined) return { manifests: [], members: new Set() };
  const { workspace } = manifest;
  const root = workspace === undefined ? manifest : withInherited(manifest, workspace.dependencies);
  const walk = new WorkspaceWalk(root, lock, ctx);
  for (const member of workspace?.members ?? []) {
    const directory = joinPath(root.directory, member);
    for (const file of await lock.matching(posix.join(member.replaceAll('\\', '/'), 'Cargo.toml'))) {
      // A member that is named by itself and not by a glob belongs to the workspace even below an excluded directory.
      const isMember = !walk.isExcluded(posix.dirname(file.path)) || isBelow(posix.dirname(file.path), directory);
      if (isMember) await walk.visit(file, true);
    }
  }
  await walk.followPaths();
  const shared = [...(workspace?.dependencies.values() ?? [])].map((dependency) => dependency.path);
  for (const path of [...shared, ...root.patchPaths]) if (path !== undefined) await walk.visitDirectory(path, false);
  await walk.followPaths();
  return { manifests: [...walk.found.values()], members: walk.members };
}

class WorkspaceWalk {
  /** By directory. */
  readonly found: Map<string, CargoManifest>;
  readonly members: Set<CargoManifest>;
  readonly #root: CargoManifest;
  readonly #lock: SourceFile;
  readonly #ctx: Ctx;
  readonly #pending: CargoManifest[];

  constructor(root: CargoManifest, lock: SourceFile, ctx: Ctx) {
    this.#root = root;
    this.#lock = lock;
    this.#ctx = ctx;
    this.found = new Map([[root.directory, root]]);
    this.members = new Set([root]);
    this.#pending = [root];
  }

  async visit(file: SourceFile | undefined, isMember: boolean): Promise<void> {
    if (file === undefined || this.found.has(posix.dirname(file.path))) return;
    const manifest = await readManifest(file, this.#ctx);
    if (manifest === undefined) return;
    const { workspace } = this.#root;
    // A workspace inside a workspace is one of its own.
    const belongs = isMember && workspace !== undefined && manifest.workspace === undefined;
    const filled = belongs ? withInherited(manifest, workspace.dependencies) : manifest;
    this.found.set(filled.directory, filled);
    if (belongs) this.members.add(filled);
    this.#pending.push(filled);
  }

  async visitDirectory(path: string, isMember: boolean): Promise<void> {
    if (!this.found.has(path)) await this.visit(await this.#lock.sibling(seenFrom(this.#lock, `${path}/Cargo.toml`)), isMember);
  }

  /** Visits the path dependencies of everything that was visited, until there are no more. */
  async followPaths(): Promise<void> {
    for (let manifest = this.#pending.pop(); manifest !== undefined; manifest = this.#pending.pop()) {
      for (const { path } of manifest.dependencies) {
        if (path === undefined) continue;
        const isMember = this.members.has(manifest) && isBelow(path, this.#root.directory) && !this.isExcluded(path);
        await this.visitDirectory(path, isMember);
      }
    }
  }

  isExcluded(directory: string): boolean {
    const { directory: root, workspace } = this.#root;
    return (workspace?.exclude ?? []).some((excluded) => isBelow(directory, joinPath(root, excluded)));
  }
}

function isBelow(path: string, directory: string): boolean {
  if (path.startsWith('/') || path === '..' || path.startsWith('../')) return false;
  return directory === '.' || path === directory || path.startsWith(`${directory}/`);
}

/** A manifest with what its dependencies take from `[workspace.dependencies]`. */
export function withInherited(
  manifest: CargoManifest,
  shared: NonNullable<CargoManifest['workspace']>['dependencies'],
): CargoManifest {
  const dependencies = manifest.dependencies.map((dependency): DeclaredDependency => {
    const facts = dependency.inheritedKey === undefined ? undefined : shared.get(dependency.inheritedKey);
    return facts === undefined ? dependency : { ...dependency, ...facts };
  });
  return { ...manifest, dependencies };
}
