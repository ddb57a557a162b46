import { isObject, parseIntegrity, textOf, type DataObject } from '../../../../kernel/index.ts';
import type { PackageEdge, PackageGraph, PackageNode } from '../../../../model/index.ts';
import type { Draft } from '../draft.ts';
import { licenceOf, type Manifest } from '../manifest.ts';
import { MemberLines } from '../member-lines.ts';
import { directoryOf, isAbsolute, pathInTarget } from '../paths.ts';
import { outside, reportMissing, toProject, toProjectEdge } from '../projects.ts';
import { eachRequirement, mayBeMissing, requirementSections, toEdge } from '../requirements.ts';
import { toSource } from '../source.ts';
import { findUp, Levels, placeOf, type Place } from '../levels.ts';
import type { Lockfile } from './read-package-lock.ts';
import { shown } from '../shown.ts';

type GrowingNode = Draft<PackageNode> & { readonly dependsOn: PackageEdge[] };

interface Entry {
  readonly key: string;
  readonly value: DataObject;
  readonly node: GrowingNode;
  /** Undefined for a directory outside any `node_modules`. */
  readonly place?: Place;
  /** Set for a project only, and there undefined when it has none. */
  readonly manifest?: Manifest | undefined;
  readonly isProject: boolean;
}

const longestPath = 4096;

/**
 * The `packages` section of lockfile versions 2 and 3: keys are the paths at which packages are installed, relative to the
 * lockfile; who gets which copy follows from Node's look-up through those paths.
 * @see "package-lock.json", section "packages", of the documentation of npm 11
 */
export async function readPackages(lockfile: Lockfile, packages: DataObject): Promise<PackageGraph> {
  const reader = new PackagesReader(lockfile, packages);
  reader.readEntries();
  await reader.readProjects();
  reader.readLinks();
  reader.readEdges();
  return { ecosystem: 'npm', packages: reader.nodes, edges: 'complete' };
}

class PackagesReader {
  readonly nodes: GrowingNode[] = [];
  /** Index of what a link can lead to, by its key. */
  readonly #targets = new Map<string, number>();
  readonly #lockfile: Lockfile;
  readonly #packages: DataObject;
  readonly #directory: string;
  readonly #levels: Levels;
  readonly #entries: Entry[] = [];
  readonly #projects: string[] = [''];
  readonly #links: { readonly place: Place; readonly value: DataObject }[] = [];
  readonly #outside = new Set<string>();
  readonly #hasWorkspaces: boolean;
  #members: MemberLines | undefined;

  constructor(lockfile: Lockfile, packages: DataObject) {
    this.#lockfile = lockfile;
    this.#packages = packages;
    this.#directory = directoryOf(lockfile.file.path);
    this.#levels = new Levels(this.#directory === '.' ? 0 : this.#directory.split('/').length);
    const root = packages[''];
    this.#hasWorkspaces = isObject(root) && root['workspaces'] !== undefined;
  }

  readEntries(): void {
    const { issues, ctx } = this.#lockfile;
    const keys = Object.keys(this.#packages);
    if (keys.length > 0 && !Object.hasOwn(this.#packages, '')) {
      issues.add('npm/shape', 'says nothing of the project itself: "packages" has no member ""', this.#lineOf(this.#packages));
    }
    for (const [count, key] of keys.entries()) {
      const value = this.#packages[key];
      const line = this.#lineOf(value);
      if (count > ctx.limits.packagesPerFile) {
        issues.add('file/too-many-packages', `names more than ${ctx.limits.packagesPerFile} packages; the rest was not read`, line);
        return;
      }
      if (!isObject(value)) {
        issues.add('npm/shape', `has a package "${shown(key)}" that is not an object`, line);
      } else if (key.length > longestPath) {
        issues.add('npm/shape', `has a package at a path of more than ${longestPath} characters`, line);
      } else if (key !== '') {
        this.#readEntry(key, value, line);
      }
    }
  }

  #readEntry(key: string, value: DataObject, line: number | undefined): void {
    const { issues } = this.#lockfile;
    const place = placeOf(key);
    const isLink = value['link'] === true;
    if ((key.includes('..') || isAbsolute(key)) && pathInTarget(this.#directory, key) === undefined) {
      this.#readOutside(key, value, place ?? undefined, line);
    } else if (place === null) {
      issues.add('npm/shape', `has a package "${shown(key)}" at a path in which Node looks for none`, line);
    } else if (place !== undefined) {
      if (isLink) this.#links.push({ place, value });
      else this.#addPackage(key, value, place, line);
    } else if (isLink) {
      issues.add('npm/link', `has a link "${shown(key)}" that is not in a node_modules directory`, line);
    } else {
      this.#projects.push(key);
    }
  }

  /** A directory outside the target is kept for what the lockfile says of it, should a link lead there. */
  #readOutside(key: string, value: DataObject, place: Place | undefined, line: number | undefined): void {
    const directory = place === undefined ? key : key.slice(0, key.indexOf('/node_modules/'));
    if (!this.#outside.has(directory)) outside(this.#lockfile.issues, directory, line);
    this.#outside.add(directory);
    if (place !== undefined && value['link'] !== true) this.#addPackage(key, value, place, line);
  }

  #addPackage(key: string, value: DataObject, place: Place, line: number | undefined): void {
    const node = this.#toPackage(value, place.folder, line);
    this.#levels.put(place, this.nodes.push(node) - 1);
    this.#entries.push({ key, value, node, place, isProject: false });
  }

  async readProjects(): Promise<void> {
    for (const key of this.#projects) {
      const value = this.#packages[key];
      await this.#addProject(key, isObject(value) ? value : {});
    }
  }

  async #addProject(key: string, value: DataObject): Promise<void> {
    const { manifests, issues, ctx, root } = this.#lockfile;
    const directory = pathInTarget(this.#directory, key) ?? '.';
    const line = this.#lineOf(value);
    if (directory.split('/').length > ctx.limits.directoryLevels) {
      issues.add('file/too-many-levels', `names a directory below ${ctx.limits.directoryLevels} others`, line);
      return;
    }
    const manifest = await manifests.read(key);
    const rootName = key === '' ? textOf(root['name']) : undefined;
    const rootVersion = key === '' ? textOf(root['version']) : undefined;
    const name = textOf(value['name']) ?? rootName;
    const locked = { name, version: textOf(value['version']) ?? rootVersion, licence: licenceOf(value) };
    const node = { ...toProject(directory, manifest, locked, line ?? (key === '' ? 1 : undefined)), dependsOn: [] };
    this.#targets.set(key, this.nodes.push(node) - 1);
    this.#entries.push({ key, value, node, isProject: true, manifest });
    if (manifest === undefined) return;
    const isLocked = (wanted: string): boolean => sectionWith(value, wanted) !== undefined;
    if (this.#isOwn(key)) manifests.reportUnlocked(manifest, isLocked);
    else if (![...manifest.requirements.keys()].every(isLocked)) toLocalPackage(node);
  }

  /** Links come after what they lead to, which may stand anywhere in the file. */
  readLinks(): void {
    const { issues } = this.#lockfile;
    for (const { place, value } of this.#links) {
      const target = value['resolved'];
      const line = this.#lineOf(value);
      if (typeof target !== 'string') {
        issues.add('npm/link', `has a link "${shown(place.folder)}" that does not say where it leads`, line);
        continue;
      }
      const installed = placeOf(target);
      const known = installed === undefined || installed === null ? this.#targets.get(target) : this.#levels.get(installed);
      this.#levels.put(place, known ?? this.#addTarget(target, place, line));
    }
  }

  #addTarget(target: string, place: Place, line: number | undefined): number {
    const { issues } = this.#lockfile;
    const directory = pathInTarget(this.#directory, target);
    const found = this.#packages[target];
    if (directory !== undefined) {
      issues.add('npm/link', `has a link to "${shown(target)}", of which it says nothing`, line);
      return this.#addLinked(target, { ...toProject(directory, undefined, { name: place.folder }, line), dependsOn: [] });
    }
    if (!this.#outside.has(target)) outside(issues, target, line);
    const value = isObject(found) ? found : {};
    const node = this.#toPackage(value, place.folder, this.#lineOf(value) ?? line);
    node.source = { kind: 'local', path: target };
    this.#entries.push({ key: target, value, node, isProject: false });
    return this.#addLinked(target, node);
  }

  #addLinked(target: string, node: GrowingNode): number {
    const index = this.nodes.push(node) - 1;
    this.#targets.set(target, index);
    return index;
  }

  /** The project and its workspaces, for which the lockfile speaks; not directories that it only links to. */
  #isOwn(key: string): boolean {
    return key === '' || (this.#hasWorkspaces && !key.startsWith('../'));
  }

  readEdges(): void {
    this.#levels.link();
    const { issues } = this.#lockfile;
    for (const { key, value, node, place, isProject, manifest } of this.#entries) {
      const level = this.#levels.from(key, place);
      const owner = key === '' ? 'the project' : key;
      eachRequirement(value, isProject, { issues, owner, line: node.line }, (name, range, kind) => {
        const to = findUp(level, name);
        if (to === undefined) {
          if (mayBeMissing(kind)) return;
          // What a directory elsewhere needs, npm leaves to that directory.
          const isLeftToIt = key.startsWith('../') || (kind === 'dev' && !this.#isOwn(key));
          if (isLeftToIt) toLocalPackage(node);
          else reportMissing(issues, name, range, owner, this.#requirementLine(value, name));
        } else if (isProject) {
          const line = manifest?.requirements.has(name) === true ? undefined : this.#requirementLine(value, name);
          node.dependsOn.push(toProjectEdge(to, name, kind, range, manifest, line));
        } else {
          node.dependsOn.push(toEdge(to, kind, range));
        }
      });
    }
  }

  /** Line of the lockfile on which an entry asks for a package. */
  #requirementLine(value: DataObject, name: string): number | undefined {
    const section = sectionWith(value, name);
    const begin = section === undefined ? undefined : this.#lineOf(value[section]);
    if (section === undefined || begin === undefined) return undefined;
    this.#members ??= new MemberLines(this.#lockfile.text);
    return this.#members.of(section, begin).get(name) ?? begin;
  }

  #lineOf(value: unknown): number | undefined {
    return typeof value === 'object' && value !== null ? this.#lockfile.document.lineOf(value as DataObject) : undefined;
  }

  #toPackage(value: DataObject, folder: string, line: number | undefined): GrowingNode {
    const node: GrowingNode = { name: textOf(value['name']) ?? folder, kind: 'package', dependsOn: [] };
    const version = value['version'];
    if (typeof version === 'string' && version !== '') node.version = version;
    else if (version !== undefined) {
      this.#lockfile.issues.add('npm/shape', `has a version of "${shown(folder)}" that is not text`, line);
    }
    const resolved = textOf(value['resolved']);
    const source = resolved === undefined ? undefined : toSource(resolved, this.#directory);
    if (source !== undefined) node.source = source;
    if (value['dev'] === true) node.scope = 'dev';
    else if (value['optional'] === true || value['devOptional'] === true) node.scope = 'optional';
    else if (value['extraneous'] !== true) node.scope = 'runtime';
    const licence = licenceOf(value);
    if (licence !== undefined) node.licence = licence;
    const integrity = textOf(value['integrity']);
    if (integrity !== undefined) node.hashes = parseIntegrity(integrity);
    const deprecated = textOf(value['deprecated']);
    if (deprecated !== undefined) node.deprecated = deprecated;
    if (line !== undefined) node.line = line;
    return node;
  }
}

/**
 * A linked directory whose needs the lockfile does not resolve stays a package from that directory: as a project it would
 * pass for read, and its own manifest for covered.
 */
function toLocalPackage(node: GrowingNode): void {
  if (node.kind !== 'project') return;
  node.kind = 'package';
  if (node.directory !== undefined) node.source = { kind: 'local', path: node.directory };
  delete node.directory;
}

function sectionWith(value: DataObject, name: string): string | undefined {
  return requirementSections.find((key) => {
    const section = value[key];
    return isObject(section) && Object.hasOwn(section, name);
  });
}
