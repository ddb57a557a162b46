import { posix } from 'node:path';
import {
  incomplete,
  IssueCollector,
  isObject,
  textOf,
  type Ctx,
  type DataObject,
  type DataValue,
  type Hash,
  type Outcome,
} from '../../../kernel/index.ts';
import type { Scope, Source } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { readToml } from '../../read.ts';
import { Fields, member } from '../../fields.ts';
import { collectHashes, isWithinLimit } from './hashes.ts';
import { linkDeclared } from './link-declared.ts';
import { LockGraph, type LockTools } from './lock-graph.ts';
import { projectNode } from './manifest/manifest.ts';
import { readPyproject } from './manifest/pyproject-manifest.ts';
import { mayHold, parseMarker } from './marker.ts';
import { isDevelopmentFile, keyOf } from './names.ts';
import { archiveSource, distributionOf, fileNameOf, gitSource, localSource } from './source.ts';

/** pylock.toml and pylock.*.toml, lock-version 1 (PEP 751). */
export async function catalogPylock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const parsed = await readToml(file, ctx);
  if (parsed.value === undefined) return incomplete({ graphs: [] }, parsed.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(parsed.issues);
  // A file with a name of its own need not be the lock of the project beside it.
  const pyproject = posix.basename(file.path) === 'pylock.toml' ? await file.sibling('pyproject.toml') : undefined;
  const manifest = pyproject === undefined ? undefined : await readPyproject(pyproject, ctx);
  issues.addAll(manifest?.issues ?? []);

  const graph = new LockGraph();
  const root = graph.add('project', projectNode(posix.dirname(file.path), manifest?.value));
  const reader = new PylockReader(file.path, root, { graph, fields: new Fields(parsed.value, issues, 'pypi'), issues, ctx });
  const locked = reader.read();
  linkDeclared(graph, root, manifest?.value, {
    issues,
    isLocked: ({ group }) => group === undefined || locked.groups.has(keyOf(group)),
    leaveOutUnlocked: await hasOtherLock(file),
  });
  // Where the file does not say who needs whom, what the manifest does not name is not known to be direct.
  if (locked.statesDependencies || manifest?.value === undefined) graph.adoptLoose(root);
  return issues.outcome({ graphs: [graph.finish(locked.statesDependencies ? 'complete' : 'partial')] });
}

/** A project may keep its real lock in its tool's own format and export pylock.toml from it, for one purpose. */
async function hasOtherLock(file: SourceFile): Promise<boolean> {
  for (const name of ['uv.lock', 'pdm.lock', 'poetry.lock', 'Pipfile.lock']) {
    if ((await file.sibling(name)) !== undefined) return true;
  }
  return false;
}

interface Read {
  readonly index: number;
  readonly table: DataObject;
  readonly line: number | undefined;
}

interface LockedParts {
  /** `dependencies` is optional in the format: some tools leave it out everywhere. */
  readonly statesDependencies: boolean;
  /** Extras and dependency groups that the file holds. */
  readonly groups: ReadonlySet<string>;
}

class PylockReader {
  readonly #path: string;
  readonly #root: number;
  readonly #graph: LockGraph;
  readonly #fields: Fields;
  readonly #issues: IssueCollector;
  readonly #ctx: Ctx;
  readonly #tables = new Map<number, DataObject>();
  #defaultGroups: ReadonlySet<string> = new Set();

  constructor(path: string, root: number, tools: LockTools) {
    this.#path = path;
    this.#root = root;
    this.#graph = tools.graph;
    this.#fields = tools.fields;
    this.#issues = tools.issues;
    this.#ctx = tools.ctx;
  }

  read(): LockedParts {
    const root = this.#fields.root();
    const version = this.#fields.text(root, 'lock-version');
    if (version === undefined || !/^1(?:\.|$)/.test(version)) {
      this.#issues.add('pypi/version', `has the lock-version ${version ?? 'none'}; 1 is known`);
    }
    this.#defaultGroups = new Set(this.#fields.texts(root, 'default-groups').map(keyOf));
    const groups = ['extras', 'dependency-groups'].flatMap((key) => this.#fields.texts(root, key)).map(keyOf);
    const packages = this.#fields.objects(root, 'packages');
    if (!isWithinLimit(packages.length, this.#ctx, this.#issues)) return { statesDependencies: false, groups: new Set(groups) };
    const read = packages.map((table) => this.#package(table)).filter((one) => one !== undefined);
    for (const one of read) this.#dependencies(one);
    return { statesDependencies: packages.some((table) => Object.hasOwn(table, 'dependencies')), groups: new Set(groups) };
  }

  #package(table: DataObject): Read | undefined {
    const line = this.#fields.lineOf(table);
    const name = this.#fields.text(table, 'name', line);
    if (name === undefined) {
      this.#issues.add('pypi/unnamed', 'has a package without a name', line);
      return undefined;
    }
    const artifacts = this.#artifacts(table, line);
    const version = this.#fields.text(table, 'version', line) ?? versionOfArtifacts(artifacts);
    const source = this.#source(table, line);
    if (version === undefined && (source === undefined || source.kind === 'registry')) {
      this.#issues.add('pypi/no-version', `has no version for ${name}`, line);
    }
    // The project itself may be among its packages.
    if (source?.kind === 'local' && source.path === posix.dirname(this.#path)) return { index: this.#root, table, line };
    const scope = this.#scope(table, line);
    const hashes = this.#hashes(artifacts, line);
    const index = this.#graph.add(`${keyOf(name)}\n${version ?? ''}\n${source === undefined ? '' : JSON.stringify(source)}`, {
      name,
      kind: 'package',
      scope,
      ...(version === undefined ? {} : { version }),
      ...(source === undefined ? {} : { source }),
      ...(hashes.length === 0 ? {} : { hashes }),
      ...(line === undefined ? {} : { line }),
    });
    this.#tables.set(index, table);
    return { index, table, line };
  }

  /**
   * "packages.marker": what holds with the default groups and no extras is installed by default; what needs an extra is optional;
   * what needs another group is for development.
   */
  #scope(table: DataObject, line: number | undefined): Scope {
    const otherwise: Scope = isDevelopmentFile(posix.basename(this.#path)) ? 'dev' : 'runtime';
    const text = this.#fields.text(table, 'marker', line);
    if (text === undefined) return otherwise;
    const marker = parseMarker(text, this.#ctx.limits.nestingLevels);
    if (marker === undefined) {
      this.#issues.add('pypi/marker', `has a marker that cannot be read: ${text.slice(0, 200)}`, line);
      return otherwise;
    }
    const hasGroup = (group: string): boolean => this.#defaultGroups.has(keyOf(group));
    if (mayHold(marker, { hasExtra: () => false, hasGroup })) return otherwise;
    return mayHold(marker, { hasExtra: () => true, hasGroup }) ? 'optional' : 'dev';
  }

  #source(table: DataObject, line: number | undefined): Source | undefined {
    const directory = posix.dirname(this.#path);
    const vcs = this.#fields.object(table, 'vcs', line);
    if (vcs !== undefined) {
      const place = this.#fields.text(vcs, 'url', line);
      const path = this.#fields.text(vcs, 'path', line);
      if (place === undefined) return path === undefined ? undefined : localSource(path, directory);
      const isGit = (this.#fields.text(vcs, 'type', line) ?? 'git') === 'git';
      return isGit ? gitSource(place, this.#fields.text(vcs, 'commit-id', line)) : archiveSource(place);
    }
    const local = this.#fields.object(table, 'directory', line);
    if (local !== undefined) return localSource(this.#fields.text(local, 'path', line) ?? '.', directory);
    const archive = this.#fields.object(table, 'archive', line);
    if (archive !== undefined) {
      const url = this.#fields.text(archive, 'url', line);
      const path = this.#fields.text(archive, 'path', line);
      if (url !== undefined) return archiveSource(url);
      return path === undefined ? undefined : localSource(path, directory);
    }
    const index = this.#fields.text(table, 'index', line);
    return index === undefined ? undefined : { kind: 'registry', url: index };
  }

  #artifacts(table: DataObject, line: number | undefined): readonly DataObject[] {
    const single = ['sdist', 'archive'].map((key) => this.#fields.object(table, key, line)).filter((one) => one !== undefined);
    return [...this.#fields.objects(table, 'wheels', line), ...single];
  }

  #hashes(artifacts: readonly DataObject[], line: number | undefined): readonly Hash[] {
    const digests = artifacts.flatMap((artifact) => {
      const hashes = this.#fields.object(artifact, 'hashes', line) ?? {};
      return Object.entries(hashes).map(([algorithm, value]) => (typeof value === 'string' ? `${algorithm}:${value}` : value));
    });
    return collectHashes(digests, this.#issues, line);
  }

  /** "packages.dependencies": each names one package by as many of its own keys as it takes to tell it from the others. */
  #dependencies({ index, table, line }: Read): void {
    for (const reference of this.#fields.objects(table, 'dependencies', line)) {
      const name = this.#fields.text(reference, 'name', line);
      if (name === undefined) {
        this.#issues.add('pypi/unnamed', 'has a dependency without a name', line);
        continue;
      }
      const found = this.#find(reference, name, line);
      this.#graph.ask(found, { from: index, scope: 'runtime' });
      if (found.length > 0) continue;
      this.#issues.add('pypi/not-locked', `has no package ${name}, which another one in it needs`, line);
      this.#graph.ask([this.#graph.addMissing(name, { line })], { from: index, scope: 'runtime' });
    }
  }

  #find(reference: DataObject, name: string, line: number | undefined): readonly number[] {
    const candidates = this.#graph.find(name, { version: this.#fields.text(reference, 'version', line) });
    if (candidates.length < 2 || candidates.length > MOST_COMPARED) return candidates;
    const exact = candidates.filter((index) => isPartOf(reference, this.#tables.get(index), ['name']));
    return exact.length > 0 ? exact : candidates;
  }
}

/** Beyond so many packages of one name and version none is told from another. */
const MOST_COMPARED = 50;

/** Whether `whole` has every member of `part`, at every level; members in `except` aside. */
function isPartOf(part: DataValue | undefined, whole: DataValue | undefined, except: readonly string[] = []): boolean {
  if (!isObject(part) || !isObject(whole)) return JSON.stringify(part) === JSON.stringify(whole);
  return Object.entries(part).every(([key, value]) => except.includes(key) || isPartOf(value, member(whole, key)));
}

/** A version that only the names of the files state. */
function versionOfArtifacts(artifacts: readonly DataObject[]): string | undefined {
  for (const artifact of artifacts) {
    const place = textOf(member(artifact, 'name')) ?? textOf(member(artifact, 'url')) ?? textOf(member(artifact, 'path'));
    const version = place === undefined ? undefined : distributionOf(fileNameOf(place))?.version;
    if (version !== undefined) return version;
  }
  return undefined;
}
