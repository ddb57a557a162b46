import {
  isObject,
  objectOf,
  parseIntegrity,
  textOf,
  type Ctx,
  type DataArray,
  type DataObject,
  type DataValue,
  type IssueCollector,
  type SourceDocument,
} from '../../../../kernel/index.ts';
import type { PackageNode, Source } from '../../../../model/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import { GraphBuilder } from '../../../graph-builder.ts';
import type { Draft } from '../draft.ts';
import type { Manifest } from '../manifest.ts';
import { MemberLines } from '../member-lines.ts';
import { directoryOf, pathInTarget } from '../paths.ts';
import { outside, reportMissing, toProject, toProjectEdge, type ProjectManifests } from '../projects.ts';
import { eachRequirement, mayBeMissing, requirementSections, section, toEdge } from '../requirements.ts';
import { hasScheme, localDirectory, packageOfTarball, toSource } from '../source.ts';
import { splitDescriptor } from '../specifier.ts';
import { addKey, findByName, rootKey, type KeyNode } from './key-tree.ts';
import { shown } from '../shown.ts';

export interface BunLockfile {
  readonly file: SourceFile;
  readonly ctx: Ctx;
  readonly text: string;
  readonly document: SourceDocument;
  readonly root: DataObject;
  readonly issues: IssueCollector;
  readonly manifests: ProjectManifests;
}

interface Entry {
  readonly key: string;
  /** What it depends on: the facts of a package, or the workspace. */
  readonly facts: DataObject;
  readonly index: number;
  readonly at: KeyNode;
  readonly line: number | undefined;
}

interface Workspace {
  readonly path: string;
  readonly value: DataObject;
  readonly index: number;
  readonly manifest: Manifest | undefined;
  readonly line: number | undefined;
}

/**
 * bun.lock: `workspaces` repeats the manifests of the projects; `packages` maps keys to `[name@version, registry, facts, integrity]`,
 * with fewer members for what no registry has.
 * @see https://bun.com/docs/pm/lockfile
 */
export class BunReader {
  readonly builder = new GraphBuilder();
  readonly #lockfile: BunLockfile;
  readonly #directory: string;
  readonly #keys = rootKey();
  readonly #entries: Entry[] = [];
  readonly #workspaces = new Map<string, Workspace>();
  /** Where a look-up from a workspace begins. */
  readonly #homes = new Map<number, KeyNode>();
  #members: MemberLines | undefined;

  constructor(lockfile: BunLockfile) {
    this.#lockfile = lockfile;
    this.#directory = directoryOf(lockfile.file.path);
  }

  async readWorkspaces(workspaces: DataObject): Promise<void> {
    const { issues, manifests } = this.#lockfile;
    if (!Object.hasOwn(workspaces, '')) issues.add('npm/shape', 'says nothing of the project itself: no workspace is ""', 1);
    for (const [path, value] of Object.entries(workspaces)) {
      const line = this.#lineOf(value) ?? this.#lineOf(workspaces);
      const directory = pathInTarget(this.#directory, path);
      if (!isObject(value)) {
        issues.add('npm/shape', `has a workspace "${shown(path)}" that is not an object`, line);
      } else if (directory === undefined) {
        outside(issues, path, line);
      } else {
        const manifest = await manifests.read(path);
        const locked = { name: textOf(value['name']), version: textOf(value['version']) };
        const index = this.builder.add(`workspace:${path}`, toProject(directory, manifest, locked, line));
        this.#workspaces.set(path, { path, value, index, manifest, line });
      }
    }
  }

  readPackages(): void {
    const { root, issues, ctx } = this.#lockfile;
    const packages = section(root, 'packages', { issues, owner: 'the lockfile', line: 1 }) ?? {};
    for (const [count, [key, value]] of Object.entries(packages).entries()) {
      const line = this.#lineOf(value) ?? this.#lineOf(packages);
      if (count >= ctx.limits.packagesPerFile) {
        issues.add('file/too-many-packages', `names more than ${ctx.limits.packagesPerFile} packages; the rest was not read`, line);
        return;
      }
      const resolution = Array.isArray(value) ? textOf((value as DataArray)[0]) : undefined;
      if (resolution === undefined || !resolution.includes('@', 1)) {
        issues.add('npm/shape', `has a package "${shown(key)}" without a resolution`, line);
      } else if (key.length > longestKey) {
        issues.add('npm/shape', `has a package with a key of more than ${longestKey} characters`, line);
      } else {
        this.#readPackage(key, value as DataArray, resolution, line);
      }
    }
  }

  #readPackage(key: string, value: DataArray, resolution: string, line: number | undefined): void {
    const { name, range: reference } = splitDescriptor(resolution);
    const at = addKey(this.#keys, key);
    if (reference.startsWith('workspace:') || reference === 'root:') {
      const path = reference === 'root:' ? '' : reference.slice('workspace:'.length);
      const workspace = this.#workspaces.get(path);
      at.index = workspace?.index ?? this.#addUnknownWorkspace(path, name, line);
      this.#homes.set(at.index, at);
      return;
    }
    const facts = objectOf(value.find(isObject));
    at.index = this.builder.add(`package:${key}`, this.#toPackage(name, reference, value, line));
    this.#entries.push({ key, facts, index: at.index, at, line });
  }

  #addUnknownWorkspace(path: string, name: string, line: number | undefined): number {
    const { issues } = this.#lockfile;
    const directory = pathInTarget(this.#directory, path);
    if (directory === undefined) outside(issues, path, line);
    else issues.add('npm/link', `has a link to "${shown(path)}", of which it says nothing`, line);
    const node = directory === undefined ? undefined : toProject(directory, undefined, { name }, line);
    return this.builder.add(`workspace:${path}`, node ?? { name, kind: 'package', source: { kind: 'local', path } });
  }

  #toPackage(name: string, reference: string, value: DataArray, line: number | undefined): Omit<PackageNode, 'dependsOn'> {
    const node: Draft<Omit<PackageNode, 'dependsOn'>> = { name, kind: 'package' };
    const source = this.#toSource(reference, line);
    if (source !== undefined) node.source = source;
    else if (hasScheme(reference)) Object.assign(node, packageOfTarball(reference));
    else node.version = reference;
    const integrity = value.findLast((member) => typeof member === 'string');
    if (typeof integrity === 'string' && value.length > 1) {
      const hashes = parseIntegrity(integrity);
      if (hashes.length > 0) node.hashes = hashes;
    }
    if (line !== undefined) node.line = line;
    return node;
  }

  #toSource(reference: string, line: number | undefined): Source | undefined {
    // A tarball on disk stands there as a bare path.
    if (/\.(?:tgz|tar\.gz|tar)$/.test(reference) && !hasScheme(reference)) return { kind: 'archive', url: `file:${reference}` };
    const directory = localDirectory(reference);
    if (directory !== undefined && pathInTarget(this.#directory, directory) === undefined)
      outside(this.#lockfile.issues, directory, line);
    return hasScheme(reference) || reference.includes('@') ? toSource(reference, this.#directory) : undefined;
  }

  readEdges(): void {
    const { issues, manifests } = this.#lockfile;
    for (const { path, value, index, manifest, line } of this.#workspaces.values()) {
      const owner = path === '' ? 'the project' : path;
      const home = this.#homes.get(index) ?? this.#keys;
      const locked = new Set<string>();
      eachRequirement(value, true, { issues, owner, line }, (name, range, kind) => {
        locked.add(name);
        const to = findByName(home, name);
        const asked = this.#requirementLine(value, name, manifest);
        if (to !== undefined) {
          this.builder.connect(index, toProjectEdge(to, name, kind, this.#fromCatalog(name, range), manifest, asked));
        } else if (!mayBeMissing(kind)) {
          reportMissing(issues, name, range, owner, asked ?? line);
        }
      });
      if (manifest !== undefined) manifests.reportUnlocked(manifest, (name) => locked.has(name));
    }
    for (const { key, facts, index, at, line } of this.#entries) {
      eachRequirement(facts, false, { issues, owner: key, line }, (name, range, kind) => {
        const to = findByName(at, name);
        if (to !== undefined) this.builder.connect(index, toEdge(to, kind, range));
        else if (!mayBeMissing(kind)) reportMissing(issues, name, range, key, line);
      });
    }
  }

  #requirementLine(value: DataObject, name: string, manifest: Manifest | undefined): number | undefined {
    if (manifest?.requirements.has(name) === true) return undefined;
    this.#members ??= new MemberLines(this.#lockfile.text);
    for (const key of requirementSections) {
      const found = value[key];
      if (!isObject(found) || !Object.hasOwn(found, name)) continue;
      const begin = this.#lineOf(found);
      return begin === undefined ? undefined : (this.#members.of(key, begin).get(name) ?? begin);
    }
    return undefined;
  }

  /** `catalog:` and `catalog:name` stand for a range that the lockfile repeats. */
  #fromCatalog(name: string, range: string): string {
    if (!range.startsWith('catalog:')) return range;
    const { root } = this.#lockfile;
    const catalogName = range.slice('catalog:'.length);
    const catalogs = objectOf(root['catalogs']);
    const catalog = catalogName === '' ? root['catalog'] : Object.hasOwn(catalogs, catalogName) ? catalogs[catalogName] : undefined;
    return isObject(catalog) && Object.hasOwn(catalog, name) ? (textOf(catalog[name]) ?? range) : range;
  }

  #lineOf(value: DataValue | undefined): number | undefined {
    return typeof value === 'object' && value !== null ? this.#lockfile.document.lineOf(value) : undefined;
  }
}

const longestKey = 4096;
