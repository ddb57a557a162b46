import { isObject, parseIntegrity, textOf, type DataObject } from '../../../../kernel/index.ts';
import type { PackageGraph, PackageNode } from '../../../../model/index.ts';
import { GraphBuilder } from '../../../graph-builder.ts';
import type { Draft } from '../draft.ts';
import type { Manifest } from '../manifest.ts';
import { directoryOf, pathInTarget } from '../paths.ts';
import { outside, reportMissing, toProject, toProjectEdge } from '../projects.ts';
import { mayBeMissing, section, toEdge, type RequirementKind } from '../requirements.ts';
import { hasScheme, localDirectory, toSource, packageOfTarball } from '../source.ts';
import { splitDescriptor } from '../specifier.ts';
import { findUp, type Level } from '../levels.ts';
import type { Lockfile } from './read-package-lock.ts';
import { shown } from '../shown.ts';

interface Entry {
  readonly name: string;
  readonly value: DataObject;
  readonly index: number;
  /** Where a look-up from this package begins. */
  readonly level: Level;
  readonly isOptional: boolean;
  readonly manifest: Manifest | undefined;
}

interface Pending {
  readonly dependencies: DataObject;
  readonly level: Level;
}

/**
 * The `dependencies` section of lockfile version 1 (npm 5 and 6) and of older shrinkwraps: a tree that nests as `node_modules`
 * does, with the requirements of each package in `requires`. What the project itself asks for stands only in its package.json.
 * @see "package-lock.json" of the documentation of npm 6
 */
export async function readDependencies(lockfile: Lockfile, dependencies: DataObject): Promise<PackageGraph> {
  const reader = new DependenciesReader(lockfile);
  const manifest = await lockfile.manifests.read('');
  const top: Level = { children: new Map(), parent: undefined };
  await reader.readEntries(dependencies, top);
  reader.readEdges();
  reader.readProject(top, manifest);
  const isComplete = manifest !== undefined && lockfile.root['requires'] === true;
  return reader.builder.build('npm', isComplete ? 'complete' : 'partial');
}

class DependenciesReader {
  readonly builder = new GraphBuilder();
  readonly #lockfile: Lockfile;
  readonly #directory: string;
  readonly #entries: Entry[] = [];

  constructor(lockfile: Lockfile) {
    this.#lockfile = lockfile;
    this.#directory = directoryOf(lockfile.file.path);
  }

  async readEntries(dependencies: DataObject, top: Level): Promise<void> {
    const { issues, ctx, document } = this.#lockfile;
    const pending: Pending[] = [{ dependencies, level: top }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const [name, value] of Object.entries(next.dependencies)) {
        if (!isObject(value) || name === '') {
          issues.add('npm/shape', `has a package "${shown(name)}" that is not an object`, document.lineOf(next.dependencies));
          continue;
        }
        if (this.builder.size >= ctx.limits.packagesPerFile) {
          const message = `names more than ${ctx.limits.packagesPerFile} packages; the rest was not read`;
          issues.add('file/too-many-packages', message, document.lineOf(value));
          return;
        }
        const nested = section(value, 'dependencies', { issues, owner: name, line: document.lineOf(value) });
        const level = nested === undefined ? next.level : { children: new Map<string, number>(), parent: next.level };
        await this.#addEntry(name, value, next.level, level);
        if (nested !== undefined) pending.push({ dependencies: nested, level });
      }
    }
  }

  async #addEntry(name: string, value: DataObject, container: Level, level: Level): Promise<void> {
    const { issues, document, manifests } = this.#lockfile;
    const line = document.lineOf(value);
    const version = textOf(value['version']);
    if (version === undefined && value['version'] !== undefined) {
      issues.add('npm/shape', `has a version of "${shown(name)}" that is not text`, line);
    }
    const written = version === undefined ? undefined : localDirectory(version);
    const directory = written === undefined ? undefined : pathInTarget(this.#directory, written);
    const manifest = directory === undefined || written === undefined ? undefined : await manifests.read(written);
    if (written !== undefined && directory === undefined) outside(issues, written, line);
    // What a directory elsewhere needs, npm leaves to that directory: as a project it would pass for read.
    const requires = value['requires'];
    const asksFor = [...(manifest?.requirements ?? [])].filter(([, { kind }]) => !mayBeMissing(kind));
    const isRead = asksFor.every(([wanted]) => isObject(requires) && Object.hasOwn(requires, wanted));
    const isProject = directory !== undefined && isRead && written?.startsWith('../') !== true;
    const node = isProject ? toProject(directory, manifest, {}, line) : this.#toPackage(name, version, value, manifest);
    const index = this.builder.add(String(this.builder.size), node);
    container.children.set(name, index);
    this.#entries.push({ name, value, index, level, isOptional: value['optional'] === true, manifest });
  }

  #toPackage(
    name: string,
    version: string | undefined,
    value: DataObject,
    manifest: Manifest | undefined,
  ): Omit<PackageNode, 'dependsOn'> {
    const node: Draft<Omit<PackageNode, 'dependsOn'>> = { name, kind: 'package' };
    const resolved = textOf(value['resolved']);
    if (version?.startsWith('npm:') === true) {
      const alias = splitDescriptor(version.slice(4));
      node.name = alias.name || name;
      if (alias.range !== '') node.version = alias.range;
    } else if (version !== undefined && hasScheme(version)) {
      Object.assign(node, packageOfTarball(version));
      if (manifest?.version !== undefined) node.version = manifest.version;
    } else if (version !== undefined) {
      node.version = version;
    }
    const source =
      (version !== undefined && hasScheme(version) ? toSource(version, this.#directory) : undefined) ??
      (resolved === undefined ? undefined : toSource(resolved, this.#directory));
    if (source !== undefined) node.source = source;
    // npm 6 marks with both what only an optional dependency of a development dependency needs.
    if (value['dev'] === true) node.scope = 'dev';
    else node.scope = value['optional'] === true ? 'optional' : 'runtime';
    const integrity = textOf(value['integrity']);
    if (integrity !== undefined) node.hashes = parseIntegrity(integrity);
    const line = this.#lockfile.document.lineOf(value);
    if (line !== undefined) node.line = line;
    return node;
  }

  readEdges(): void {
    const { issues, document } = this.#lockfile;
    const optional = new Set(this.#entries.filter((entry) => entry.isOptional).map((entry) => entry.index));
    for (const { name: owner, value, index, level, isOptional, manifest } of this.#entries) {
      const line = document.lineOf(value);
      // `true` and `false` stand there in files of npm 5.0, which did not list the names.
      if (typeof value['requires'] === 'boolean') continue;
      const requires = section(value, 'requires', { issues, owner, line });
      for (const [name, range] of Object.entries(requires ?? {})) {
        if (typeof range !== 'string') {
          issues.add('npm/shape', `has a requirement of "${shown(name)}" in ${shown(owner)} that is not text`, line);
          continue;
        }
        const to = findUp(level, name);
        const known = manifest?.requirements.get(name)?.kind;
        if (to === undefined) {
          const isLeftToIt = textOf(value['version'])?.startsWith('file:../') === true || known === 'dev';
          if (!isLeftToIt && (known === undefined || !mayBeMissing(known))) reportMissing(issues, name, range, owner, line);
          continue;
        }
        // The file does not tell optional requirements apart; a package that is itself optional is wanted by nothing else.
        const kind: RequirementKind = known ?? (optional.has(to) && !isOptional ? 'optional' : 'runtime');
        this.builder.connect(
          index,
          manifest === undefined ? toEdge(to, kind, range) : toProjectEdge(to, name, kind, range, manifest),
        );
      }
    }
  }

  /** The project and what its package.json asks for. */
  readProject(top: Level, manifest: Manifest | undefined): void {
    const { root, issues } = this.#lockfile;
    const locked = { name: textOf(root['name']), version: textOf(root['version']) };
    const index = this.builder.add('project', toProject(this.#directory, manifest, locked, 1));
    for (const [name, { range, kind }] of manifest?.requirements ?? []) {
      const to = findUp(top, name);
      if (to === undefined && !mayBeMissing(kind)) reportMissing(issues, name, range, 'package.json', 1);
      else if (to !== undefined) this.builder.connect(index, toProjectEdge(to, name, kind, range, manifest));
    }
  }
}
