import {
  isObject,
  IssueCollector,
  textOf,
  type Ctx,
  type DataObject,
  type Outcome,
  type SourceDocument,
} from '../../../../kernel/index.ts';
import type { PackageNode } from '../../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { GraphBuilder } from '../../../graph-builder.ts';
import { readYaml } from '../../../read.ts';
import type { Draft } from '../draft.ts';
import type { Manifest } from '../manifest.ts';
import { directoryOf, pathInTarget } from '../paths.ts';
import { outside, ProjectManifests, reportMissing, toProject, toProjectEdge } from '../projects.ts';
import { eachRequirement, mayBeMissing, section, toEdge, type RequirementKind } from '../requirements.ts';
import { localDirectory, packageOfTarball, toSource, upTo } from '../source.ts';
import { splitDescriptor } from '../specifier.ts';
import { Resolutions, withProtocol } from './resolutions.ts';
import { shown } from '../shown.ts';

interface Entry {
  readonly key: string;
  readonly value: DataObject;
  readonly index: number;
  /** Of the package itself, `name` and what follows its `@`. */
  readonly name: string;
  readonly reference: string;
  readonly line: number | undefined;
  readonly isProject: boolean;
  readonly manifest: Manifest | undefined;
}

/**
 * yarn.lock of Yarn 2 and later (berry): a mapping from descriptors to resolutions, with the workspaces among them.
 * The checksum is that of the zip archive which Yarn makes of a package, not of the package as published, so it is no hash of it.
 */
export async function readBerry(file: SourceFile, ctx: Ctx): Promise<Outcome<Catalogued>> {
  const yaml = await readYaml(file, ctx);
  const issues = new IssueCollector(file.path);
  issues.addAll(yaml.issues);
  const [document] = yaml.value;
  if (document === undefined) return issues.outcome({ graphs: [] });
  if (!isObject(document.value)) {
    issues.add('npm/shape', 'is not a mapping', 1);
    return issues.outcome({ graphs: [] });
  }
  const manifests = new ProjectManifests(file, ctx);
  const reader = new BerryReader(document, directoryOf(file.path), issues, manifests);
  await reader.readEntries(document.value, ctx.limits.packagesPerFile);
  reader.readEdges();
  issues.addAll(manifests.issues);
  return issues.outcome({ graphs: [reader.builder.build('npm', 'complete')] });
}

class BerryReader {
  readonly builder = new GraphBuilder();
  readonly #document: SourceDocument;
  readonly #directory: string;
  readonly #issues: IssueCollector;
  readonly #manifests: ProjectManifests;
  readonly #entries: Entry[] = [];
  readonly #byDescriptor = new Map<string, number>();
  readonly #byName = new Map<string, number[]>();
  #resolutions = new Resolutions(new Map());
  #rootLocator = '';

  constructor(document: SourceDocument, directory: string, issues: IssueCollector, manifests: ProjectManifests) {
    this.#document = document;
    this.#directory = directory;
    this.#issues = issues;
    this.#manifests = manifests;
  }

  async readEntries(root: DataObject, maxEntries: number): Promise<void> {
    const patches: [string, DataObject, string][] = [];
    for (const [count, [key, value]] of Object.entries(root).entries()) {
      if (key === '__metadata') continue;
      const line = isObject(value) ? this.#document.lineOf(value) : undefined;
      const resolution = isObject(value) ? textOf(value['resolution']) : undefined;
      if (count > maxEntries) {
        this.#issues.add('file/too-many-packages', `names more than ${maxEntries} packages; the rest was not read`, line);
        break;
      }
      if (!isObject(value) || resolution === undefined) {
        this.#issues.add('npm/shape', `has a package "${shown(key)}" without a resolution`, line);
      } else if (splitDescriptor(resolution).range.startsWith('patch:')) {
        patches.push([key, value, resolution]);
      } else {
        await this.#readEntry(key, value, resolution);
      }
    }
    for (const [key, value, resolution] of patches) this.#readPatch(key, value, resolution);
    if (this.#rootLocator === '') this.#issues.add('npm/shape', 'says nothing of the project itself: no workspace is "."', 1);
  }

  async #readEntry(key: string, value: DataObject, resolution: string): Promise<void> {
    const line = this.#document.lineOf(value);
    const locator = splitDescriptor(resolution);
    const reference = withoutVirtual(locator.range);
    if (!reference.startsWith('workspace:')) {
      this.#add(key, value, this.#toPackage(locator.name, reference, value, line), locator.name, reference);
      return;
    }
    const path = reference.slice('workspace:'.length);
    const directory = pathInTarget(this.#directory, path);
    if (directory === undefined) {
      outside(this.#issues, path, line);
      return;
    }
    const manifest = await this.#manifests.read(path);
    if (path === '.') {
      this.#rootLocator = resolution;
      this.#resolutions = new Resolutions(manifest?.resolutions ?? new Map());
    }
    this.#add(key, value, toProject(directory, manifest, { name: locator.name }, line), locator.name, reference, manifest);
  }

  /** A patched package is the package that was patched: it shares a node with it when both stand in the file. */
  #readPatch(key: string, value: DataObject, resolution: string): void {
    const locator = splitDescriptor(resolution);
    const inner = splitDescriptor(decode(upTo('#', locator.range.slice('patch:'.length))));
    const index = this.#byDescriptor.get(`${inner.name}@${withProtocol(inner.range)}`);
    const found = index ?? this.#withVersion(inner.name, textOf(value['version']));
    if (found !== undefined) {
      this.#describe(key, found, this.#document.lineOf(value));
      return;
    }
    const line = this.#document.lineOf(value);
    this.#add(key, value, this.#toPackage(inner.name, inner.range, value, line), locator.name, locator.range);
  }

  #withVersion(name: string, version: string | undefined): number | undefined {
    return this.#byName.get(name)?.find((index) => this.#entries[index]?.value['version'] === version);
  }

  #add(
    key: string,
    value: DataObject,
    node: Omit<PackageNode, 'dependsOn'>,
    name: string,
    reference: string,
    manifest?: Manifest,
  ): void {
    const index = this.builder.add(key, node);
    const entry = { key, value, index, name, reference, line: node.line, isProject: node.kind === 'project', manifest };
    this.#entries.push(entry);
    this.#describe(key, index, node.line);
    const named = this.#byName.get(name);
    if (named === undefined) this.#byName.set(name, [index]);
    else named.push(index);
  }

  #describe(key: string, index: number, line: number | undefined): void {
    for (const descriptor of key.split(', ')) {
      if (this.#byDescriptor.has(descriptor)) {
        this.#issues.add('yarn/duplicate-key', `names "${shown(descriptor)}" twice`, line);
      } else {
        this.#byDescriptor.set(descriptor, index);
      }
    }
  }

  #toPackage(name: string, reference: string, value: DataObject, line: number | undefined): Omit<PackageNode, 'dependsOn'> {
    const node: Draft<Omit<PackageNode, 'dependsOn'>> = { name, kind: 'package' };
    const version = textOf(value['version']);
    if (version === undefined) this.#issues.add('npm/shape', `has no version of ${shown(name)}`, line);
    else if (version !== '0.0.0-use.local') node.version = version;
    if (!reference.startsWith('npm:')) {
      const tarball = packageOfTarball(reference);
      if (tarball !== undefined) node.name = tarball.name;
      const source = toSource(reference, this.#directory);
      if (source !== undefined) node.source = source;
      const directory = localDirectory(reference);
      if (directory !== undefined && pathInTarget(this.#directory, directory) === undefined) outside(this.#issues, directory, line);
    }
    if (line !== undefined) node.line = line;
    return node;
  }

  readEdges(): void {
    const provided: Map<string, number>[] = this.#entries.map(() => new Map<string, number>());
    const dependants: number[][] = this.#entries.map(() => []);
    for (const entry of this.#entries) {
      const own = provided[entry.index] as Map<string, number>;
      this.#eachDependency(entry, (name, range, kind) => {
        const to = this.#find(entry, name, range);
        if (to === undefined) {
          if (!mayBeMissing(kind)) reportMissing(this.#issues, name, range, upTo(', ', entry.key), entry.line);
          return;
        }
        own.set(name, to);
        dependants[to]?.push(entry.index);
        this.#connect(entry, to, name, kind, range);
      });
    }
    for (const entry of this.#entries) this.#readPeers(entry, provided, dependants[entry.index] ?? []);
  }

  #connect(entry: Entry, to: number, name: string, kind: RequirementKind, range: string): void {
    const asked = entry.manifest?.requirements.get(name)?.range ?? withoutProtocol(range);
    const edge = entry.isProject ? toProjectEdge(to, name, kind, asked, entry.manifest, entry.line) : toEdge(to, kind, asked);
    this.builder.connect(entry.index, edge);
  }

  /** The lockfile merges the sections of a manifest; for a workspace its package.json tells them apart again. */
  #eachDependency(entry: Entry, visit: (name: string, range: string, kind: RequirementKind) => void): void {
    const reporter = { issues: this.#issues, owner: entry.key, line: entry.line };
    const dependencies = section(entry.value, 'dependencies', reporter) ?? {};
    const meta = section(entry.value, 'dependenciesMeta', reporter) ?? {};
    for (const [name, range] of Object.entries(dependencies)) {
      if (typeof range !== 'string') {
        this.#issues.add('npm/shape', `has a requirement of "${shown(name)}" in ${shown(entry.key)} that is not text`, entry.line);
        continue;
      }
      const facts = Object.hasOwn(meta, name) ? meta[name] : undefined;
      const isOptional = isObject(facts) && facts['optional'] === 'true';
      visit(name, range, entry.manifest?.requirements.get(name)?.kind ?? (isOptional ? 'optional' : 'runtime'));
    }
    if (entry.manifest !== undefined) this.#manifests.reportUnlocked(entry.manifest, (name) => Object.hasOwn(dependencies, name));
  }

  #find(entry: Entry, name: string, range: string): number | undefined {
    const version = upTo('::', entry.reference);
    const instead = this.#resolutions.find(name, range, entry.name, version);
    if (instead !== undefined) return this.#bound(name, withProtocol(instead), this.#rootLocator);
    return this.#bound(name, withProtocol(range), `${entry.name}@${entry.reference}`);
  }

  /** Relative paths are bound to the package that names them. */
  #bound(name: string, range: string, locator: string): number | undefined {
    const descriptor = `${name}@${range}`;
    return this.#byDescriptor.get(descriptor) ?? this.#byDescriptor.get(`${descriptor}::locator=${encodeURIComponent(locator)}`);
  }

  /**
   * The lockfile does not say which copy a peer dependency gets: each package that depends on this one provides its own.
   * Where none does, the only copy that there is can be meant.
   */
  #readPeers(entry: Entry, provided: readonly Map<string, number>[], dependants: readonly number[]): void {
    const reporter = { issues: this.#issues, owner: entry.key, line: entry.line };
    const { peerDependencies, peerDependenciesMeta } = entry.value;
    const peers: DataObject = { peerDependencies, peerDependenciesMeta };
    eachRequirement(peers, false, reporter, (name, range, kind) => {
      if (provided[entry.index]?.has(name) === true) return;
      const copies = new Set<number>();
      for (const dependant of dependants) {
        const copy = provided[dependant]?.get(name);
        if (copy !== undefined) copies.add(copy);
      }
      const named = this.#byName.get(name) ?? [];
      if (copies.size === 0 && named.length === 1) copies.add(named[0] as number);
      for (const copy of copies) this.#connect(entry, copy, name, kind, range);
    });
  }
}

/** Berry gives a package with peer dependencies one virtual copy for each package that needs it. */
function withoutVirtual(reference: string): string {
  return reference.startsWith('virtual:') ? reference.slice(reference.indexOf('#') + 1) : reference;
}

/** `npm:^1.0.0` is written for `^1.0.0`; `npm:other@^1.0.0` is an alias and stays. */
function withoutProtocol(range: string): string {
  return range.startsWith('npm:') && !range.includes('@') ? range.slice(4) : range;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
