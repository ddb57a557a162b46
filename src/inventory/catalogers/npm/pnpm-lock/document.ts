import { isObject, objectOf, parseIntegrity, textOf, type DataObject, type DataValue } from '../../../../kernel/index.ts';
import type { PackageGraph, PackageNode, Source } from '../../../../model/index.ts';
import { GraphBuilder } from '../../../graph-builder.ts';
import type { Draft } from '../draft.ts';
import type { Manifest } from '../manifest.ts';
import { directoryOf, pathInTarget } from '../paths.ts';
import { outside, reportMissing, toProject, toProjectEdge } from '../projects.ts';
import { mayBeMissing, section, toEdge, type RequirementKind } from '../requirements.ts';
import { toGitSource, toSource } from '../source.ts';
import { parseDepPath, withoutPeers, type DepPath } from './dep-path.ts';
import type { PnpmDocument } from './read-pnpm-lock.ts';
import { shown } from '../shown.ts';

interface Importer {
  readonly key: string;
  readonly value: DataObject;
  readonly index: number;
  /** Relative to the target. */
  readonly directory: string;
  readonly manifest: Manifest | undefined;
}

interface Snapshot {
  readonly key: string;
  /** Says what it depends on. */
  readonly value: DataObject;
  /** Says what it is: of version 9 on another object. */
  readonly facts: DataObject;
  readonly index: number;
  readonly line: number | undefined;
}

const importerSections: readonly (readonly [string, RequirementKind])[] = [
  ['dependencies', 'runtime'],
  ['optionalDependencies', 'optional'],
  ['devDependencies', 'dev'],
  // Of the document that pnpm keeps for itself: installed, but no part of what the project does.
  ['configDependencies', 'dev'],
  ['packageManagerDependencies', 'dev'],
];

/**
 * One document of a pnpm lockfile: `importers` are the projects (before version 9 a lone one stands at the top), `packages` what
 * they get, since version 9 with the edges apart in `snapshots`.
 * @see https://github.com/pnpm/spec/tree/master/lockfile
 */
export async function readDocument(pnpm: PnpmDocument): Promise<PackageGraph> {
  const reader = new DocumentReader(pnpm);
  await reader.readImporters();
  reader.readPackages();
  reader.readEdges();
  return reader.builder.build('npm', 'complete');
}

class DocumentReader {
  readonly builder = new GraphBuilder();
  readonly #pnpm: PnpmDocument;
  readonly #directory: string;
  readonly #importers: Importer[] = [];
  readonly #snapshots: Snapshot[] = [];
  readonly #projects = new Map<string, number>();

  constructor(pnpm: PnpmDocument) {
    this.#pnpm = pnpm;
    this.#directory = directoryOf(pnpm.file.path);
  }

  async readImporters(): Promise<void> {
    const { root, issues, manifests } = this.#pnpm;
    const importers = this.#section(root, 'importers', 'the lockfile') ?? { '.': root };
    for (const [key, value] of Object.entries(importers)) {
      const line = isObject(value) ? this.#lineOf(value) : this.#lineOf(importers);
      const directory = pathInTarget(this.#directory, key);
      if (!isObject(value)) {
        issues.add('npm/shape', `has an importer "${shown(key)}" that is not a mapping`, line);
      } else if (directory === undefined) {
        outside(issues, key, line);
      } else {
        const manifest = await manifests.read(key);
        const index = this.builder.add(`importer:${directory}`, toProject(directory, manifest, {}, line));
        this.#projects.set(directory, index);
        this.#importers.push({ key, value, index, directory, manifest });
      }
    }
  }

  readPackages(): void {
    const { root, issues, ctx } = this.#pnpm;
    const packages = this.#section(root, 'packages', 'the lockfile') ?? {};
    const snapshots = this.#section(root, 'snapshots', 'the lockfile') ?? {};
    const keys = new Set(Object.keys(snapshots).concat(Object.keys(packages).filter((key) => !Object.hasOwn(snapshots, key))));
    const known = new Set(Object.keys(snapshots).map(withoutPeers));
    for (const key of keys) {
      const isSnapshot = Object.hasOwn(snapshots, key);
      // Since version 9 `packages` holds the facts of what `snapshots` names, once for all its peers.
      if (!isSnapshot && known.has(key)) continue;
      const facts = objectOf(Object.hasOwn(packages, key) ? packages[key] : own(packages, withoutPeers(key)));
      const value = isSnapshot ? snapshots[key] : facts;
      const line = this.#lineOf(facts) ?? this.#lineOf(value);
      if (this.#snapshots.length >= ctx.limits.packagesPerFile) {
        issues.add('file/too-many-packages', `names more than ${ctx.limits.packagesPerFile} packages; the rest was not read`, line);
        return;
      }
      if (!isObject(value) || (!isSnapshot && !isObject(packages[key]))) {
        issues.add('npm/shape', `has a package "${shown(key)}" that is not a mapping`, line);
        continue;
      }
      this.#addPackage(key, value, facts, line);
    }
  }

  #addPackage(key: string, value: DataObject, facts: DataObject, line: number | undefined): void {
    const { issues, major } = this.#pnpm;
    const path = parseDepPath(key, major);
    const name = textOf(facts['name']) ?? path.name;
    if (name === undefined) {
      issues.add('npm/shape', `has a package "${shown(key)}" without a name`, line);
      return;
    }
    const node: Draft<Omit<PackageNode, 'dependsOn'>> = { name, kind: 'package' };
    const version = textOf(facts['version']) ?? path.version;
    const resolution = objectOf(facts['resolution']);
    const source = this.#toSource(resolution, path, line);
    const integrity = textOf(resolution['integrity']);
    const deprecated = textOf(facts['deprecated']);
    if (version !== undefined) node.version = version;
    if (source !== undefined) node.source = source;
    // Version 9 no longer says what only development needs, so nothing follows there from what it says.
    if (major < 9) node.scope = scopeOf(facts);
    if (integrity !== undefined) node.hashes = parseIntegrity(integrity);
    if (deprecated !== undefined) node.deprecated = deprecated;
    if (line !== undefined) node.line = line;
    this.#snapshots.push({ key, value, facts, index: this.builder.add(key, node), line });
  }

  #toSource(resolution: DataObject, path: DepPath, line: number | undefined): Source | undefined {
    const type = textOf(resolution['type']);
    const directory = textOf(resolution['directory']);
    const repository = textOf(resolution['repo']);
    const tarball = textOf(resolution['tarball']);
    if (directory !== undefined) {
      const inside = pathInTarget(this.#directory, directory);
      if (inside === undefined) outside(this.#pnpm.issues, directory, line);
      return { kind: 'local', path: inside ?? directory };
    }
    if (type === 'git' && repository !== undefined) {
      const commit = textOf(resolution['commit']);
      const git = toGitSource(`${repository}${commit === undefined ? '' : `#${commit}`}`);
      return git ?? { kind: 'git', url: repository, ...(commit === undefined ? {} : { commit }) };
    }
    if (tarball !== undefined) return toSource(tarball, this.#directory);
    if (path.reference?.startsWith('runtime:') === true) return { kind: 'archive', url: path.reference };
    return path.reference === undefined ? undefined : toSource(path.reference, this.#directory);
  }

  readEdges(): void {
    for (const importer of this.#importers) this.#readImporterEdges(importer);
    for (const snapshot of this.#snapshots) {
      this.#readSnapshotEdges(snapshot, 'dependencies', 'runtime');
      this.#readSnapshotEdges(snapshot, 'optionalDependencies', 'optional');
    }
  }

  #readImporterEdges(importer: Importer): void {
    const { key, value, index, directory, manifest } = importer;
    const { issues, manifests } = this.#pnpm;
    const owner = key === '.' ? 'the project' : key;
    const specifiers = this.#section(value, 'specifiers', owner) ?? {};
    const locked = new Set<string>();
    for (const [sectionName, kind] of importerSections) {
      const dependencies = this.#section(value, sectionName, owner) ?? {};
      for (const [name, entry] of Object.entries(dependencies)) {
        const line = this.#lineOf(entry) ?? this.#lineOf(dependencies);
        const reference = textOf(isObject(entry) ? entry['version'] : entry);
        const range = textOf(isObject(entry) ? entry['specifier'] : own(specifiers, name)) ?? '';
        locked.add(name);
        if (reference === undefined) {
          issues.add('npm/shape', `has no version of ${shown(name)}, which ${shown(owner)} asks for`, line);
          continue;
        }
        const to = this.#find(name, reference, directory, line);
        if (to !== undefined) {
          const asked = this.#fromCatalog(name, range);
          // pnpm puts the peers that it installs among the dependencies.
          const isSpare = manifest?.requirements.get(name)?.kind === 'optional peer';
          this.builder.connect(index, toProjectEdge(to, name, isSpare ? 'optional peer' : kind, asked, manifest, line));
        } else if (!mayBeMissing(kind)) {
          reportMissing(issues, name, reference, owner, line);
        }
      }
    }
    // The document that pnpm keeps for itself says nothing of what the manifest asks for.
    const isOwn = value['configDependencies'] !== undefined || value['packageManagerDependencies'] !== undefined;
    if (manifest !== undefined && !isOwn)
      manifests.reportUnlocked(manifest, (name) => locked.has(name) || this.#isLeftOut(name, manifest));
  }

  /** What pnpm leaves out of the lockfile on purpose. */
  #isLeftOut(name: string, manifest: Manifest): boolean {
    const { root } = this.#pnpm;
    const requirement = manifest.requirements.get(name);
    if (requirement?.kind === 'optional' && root['ignoredOptionalDependencies'] !== undefined) return true;
    const excludesLinks = objectOf(root['settings'])['excludeLinksFromLockfile'] === 'true';
    if (excludesLinks && requirement?.range.startsWith('link:') === true) return true;
    const overrides = objectOf(root['overrides']);
    return Object.keys(overrides).some((key) => overrides[key] === '-' && (key === name || key.startsWith(`${name}@`)));
  }

  #readSnapshotEdges(snapshot: Snapshot, sectionName: string, kind: RequirementKind): void {
    const dependencies = this.#section(snapshot.value, sectionName, snapshot.key);
    if (dependencies === undefined) return;
    const peers = objectOf(snapshot.facts['peerDependencies']);
    const meta = objectOf(snapshot.facts['peerDependenciesMeta']);
    for (const [name, value] of Object.entries(dependencies)) {
      const reference = textOf(value);
      if (reference === undefined) {
        this.#pnpm.issues.add(
          'npm/shape',
          `has no version of ${shown(name)}, which ${shown(snapshot.key)} asks for`,
          snapshot.line,
        );
        continue;
      }
      const to = this.#find(name, reference, this.#directory, snapshot.line);
      if (to !== undefined) {
        const range = textOf(own(peers, name));
        const isSpare = range !== undefined && objectOf(own(meta, name))['optional'] === 'true';
        this.builder.connect(snapshot.index, toEdge(to, isSpare ? 'optional peer' : kind, range ?? ''));
      } else if (!mayBeMissing(kind)) {
        reportMissing(this.#pnpm.issues, name, reference, snapshot.key, snapshot.line);
      }
    }
  }

  /** The package that a reference of a dependency leads to: a version, a whole key (an alias), or a directory. */
  #find(name: string, reference: string, directory: string, line: number | undefined): number | undefined {
    if (reference.startsWith('link:')) return this.#linked(name, reference.slice('link:'.length), directory, line);
    const { major } = this.#pnpm;
    const separator = major < 6 ? '/' : '@';
    const key = `${major < 9 ? '/' : ''}${name}${separator}${reference}`;
    return this.builder.indexOf(key) ?? this.builder.indexOf(reference);
  }

  #linked(name: string, path: string, directory: string, line: number | undefined): number {
    const target = pathInTarget(directory, path);
    const project = target === undefined ? undefined : this.#projects.get(target);
    if (project !== undefined) return project;
    const key = `link:${target ?? path}`;
    const known = this.builder.indexOf(key);
    if (known !== undefined) return known;
    if (target === undefined) outside(this.#pnpm.issues, path, line);
    const node: Draft<Omit<PackageNode, 'dependsOn'>> = { name, kind: 'package', source: { kind: 'local', path: target ?? path } };
    if (line !== undefined) node.line = line;
    return this.builder.add(key, node);
  }

  /** `catalog:` and `catalog:name` stand for a range that the lockfile repeats. */
  #fromCatalog(name: string, range: string): string {
    if (!range.startsWith('catalog:')) return range;
    const catalog = objectOf(own(objectOf(this.#pnpm.root['catalogs']), range.slice('catalog:'.length) || 'default'));
    return textOf(objectOf(own(catalog, name))['specifier']) ?? range;
  }

  #section(entry: DataObject, name: string, owner: string): DataObject | undefined {
    return section(entry, name, { issues: this.#pnpm.issues, owner, line: this.#lineOf(entry) });
  }

  #lineOf(value: DataValue | undefined): number | undefined {
    return isObject(value) ? this.#pnpm.document.lineOf(value) : undefined;
  }
}

function own(object: DataObject, name: string): DataValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** `dev: true` is written for what only development needs, `dev: false` for what it does not, nothing for what both need. */
function scopeOf(facts: DataObject): 'dev' | 'optional' | 'runtime' {
  if (facts['dev'] === 'true') return 'dev';
  return facts['optional'] === 'true' ? 'optional' : 'runtime';
}
