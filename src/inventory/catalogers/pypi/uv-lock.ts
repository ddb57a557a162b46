import { posix } from 'node:path';
import { incomplete, IssueCollector, type Ctx, type DataObject, type Hash, type Outcome } from '../../../kernel/index.ts';
import type { Source } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { readToml } from '../../read.ts';
import { Fields, member } from '../../fields.ts';
import { collectHashes, isWithinLimit } from './hashes.ts';
import { LockGraph, type LockTools } from './lock-graph.ts';
import { linesOfManifest } from './manifest/manifest-lines.ts';
import { WantedByProject, type Asked, type Part } from './uv-wanted.ts';
import { projectNode } from './manifest/manifest.ts';
import { keyOf } from './names.ts';
import { toRequirementText } from './requirement.ts';
import { archiveSource, gitSource, localSource } from './source.ts';

/** uv.lock and the locks of scripts (`script.py.lock`), version 1: every workspace member is a project. */
export async function catalogUvLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const parsed = await readToml(file, ctx);
  if (parsed.value === undefined) return incomplete({ graphs: [] }, parsed.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(parsed.issues);
  const graph = new LockGraph();
  const reader = new UvLockReader(file, { graph, fields: new Fields(parsed.value, issues, 'pypi'), issues, ctx });
  await reader.read();
  return issues.outcome({ graphs: [graph.finish('complete')] });
}

interface Read {
  readonly index: number;
  readonly table: DataObject;
  readonly line: number | undefined;
  /** For a project: where its manifest asks for packages. */
  readonly asked?: Asked;
}

class UvLockReader {
  readonly #file: SourceFile;
  readonly #directory: string;
  readonly #graph: LockGraph;
  readonly #fields: Fields;
  readonly #issues: IssueCollector;
  readonly #ctx: Ctx;
  #members: ReadonlySet<string> | undefined;

  constructor(file: SourceFile, tools: LockTools) {
    this.#file = file;
    this.#directory = posix.dirname(file.path);
    this.#graph = tools.graph;
    this.#fields = tools.fields;
    this.#issues = tools.issues;
    this.#ctx = tools.ctx;
  }

  async read(): Promise<void> {
    const root = this.#fields.root();
    this.#checkVersion(root);
    const manifest = this.#fields.object(root, 'manifest') ?? {};
    const members = this.#fields.texts(manifest, 'members', this.#fields.lineOf(manifest));
    this.#members = members.length === 0 ? undefined : new Set(members.map(keyOf));
    if (member(root, 'distribution') !== undefined) {
      this.#issues.add(
        'pypi/version',
        'has [[distribution]] tables, which uv wrote before its format was settled; they are not read',
      );
    }
    const packages = this.#fields.objects(root, 'package');
    if (!isWithinLimit(packages.length, this.#ctx, this.#issues)) return;
    const read: Read[] = [];
    for (const table of packages) {
      const one = await this.#package(table);
      if (one !== undefined) read.push(one);
    }
    for (const one of read) this.#dependencies(one);
    this.#rootOfManifest(manifest);
  }

  #checkVersion(root: DataObject): void {
    const version = member(root, 'version');
    if (version !== 1) this.#issues.add('pypi/version', `has the version ${JSON.stringify(version) ?? 'none'}; 1 is known`);
  }

  async #package(table: DataObject): Promise<Read | undefined> {
    const line = this.#fields.lineOf(table);
    const name = this.#fields.text(table, 'name', line);
    if (name === undefined) {
      this.#issues.add('pypi/unnamed', 'has a package without a name', line);
      return undefined;
    }
    const version = this.#fields.text(table, 'version', line);
    const stated = this.#fields.object(table, 'source', line) ?? {};
    const directory = this.#projectDirectory(name, stated);
    const key = keyOfPackage(name, version, stated);
    if (directory !== undefined) {
      const index = this.#graph.add(key, { ...projectNode(directory, { name, version }), ...(line === undefined ? {} : { line }) });
      return { index, table, line, asked: await this.#asked(directory) };
    }
    const source = this.#source(stated, line);
    // Without a version is what is built here from a version that only a build knows.
    if (version === undefined && source?.kind !== 'local') this.#issues.add('pypi/no-version', `has no version for ${name}`, line);
    const hashes = this.#hashes(table, line);
    const index = this.#graph.add(key, {
      name,
      kind: 'package',
      ...(version === undefined ? {} : { version }),
      ...(source === undefined ? {} : { source }),
      ...(hashes.length === 0 ? {} : { hashes }),
      ...(line === undefined ? {} : { line }),
    });
    return { index, table, line };
  }

  /** Workspace members are projects; a lock without `members` has one project, in its own directory. */
  #projectDirectory(name: string, source: DataObject): string | undefined {
    const path = member(source, 'virtual') ?? member(source, 'editable') ?? member(source, 'directory');
    if (typeof path !== 'string') return undefined;
    const isMember = this.#members === undefined ? path === '.' : this.#members.has(keyOf(name));
    const directory = posix.normalize(posix.join(this.#directory, path)).replace(/(?<=.)\/$/, '');
    return isMember && !directory.startsWith('..') ? directory : undefined;
  }

  /** Only lines are looked for: what is asked for stands in the lock, so a manifest that cannot be read costs nothing here. */
  async #asked(directory: string): Promise<Asked> {
    const path = posix.join(directory, 'pyproject.toml');
    const file = await this.#file.sibling(posix.relative(this.#directory, path));
    const text = file === undefined ? undefined : (await file.text()).value;
    return { file: path, lines: text === undefined ? undefined : linesOfManifest(text) };
  }

  #source(source: DataObject, line: number | undefined): Source | undefined {
    const kind = ['registry', 'git', 'url', 'path', 'directory', 'editable', 'virtual'].find(
      (one) => member(source, one) !== undefined,
    );
    const place = kind === undefined ? undefined : this.#fields.text(source, kind, line);
    if (kind === undefined || place === undefined) {
      this.#issues.add('pypi/source', 'has a package whose source is not known', line);
      return undefined;
    }
    switch (kind) {
      case 'registry':
        return { kind: 'registry', url: place };
      case 'git': {
        // `https://host/repository?rev=main#commit`
        const [url = '', commit] = place.split('#', 2);
        return gitSource(url.split('?', 1)[0] ?? '', commit);
      }
      case 'url':
        return archiveSource(place);
      default:
        return localSource(place, this.#directory);
    }
  }

  #hashes(table: DataObject, line: number | undefined): readonly Hash[] {
    const sdist = this.#fields.object(table, 'sdist', line);
    const wheels = this.#fields.objects(table, 'wheels', line);
    const digests = wheels.map((wheel) => member(wheel, 'hash'));
    if (sdist !== undefined) digests.push(member(sdist, 'hash'));
    return collectHashes(digests, this.#issues, line);
  }

  #dependencies({ index, table, line, asked }: Read): void {
    const wanted = asked === undefined ? undefined : new WantedByProject(this.#fields, table, line, asked);
    this.#references(index, this.#fields.objects(table, 'dependencies', line), { scope: 'runtime', line }, wanted);
    for (const [extra, references] of this.#groups(table, 'optional-dependencies', line)) {
      this.#references(index, references, { scope: 'runtime', extra, line }, wanted);
    }
    for (const key of ['dev-dependencies', 'dependency-groups']) {
      for (const [group, references] of this.#groups(table, key, line)) {
        this.#references(index, references, { scope: 'dev', group, line }, wanted);
      }
    }
  }

  *#groups(owner: DataObject, key: string, line: number | undefined): Iterable<readonly [string, readonly DataObject[]]> {
    const groups = this.#fields.object(owner, key, line) ?? {};
    for (const name of Object.keys(groups)) yield [name, this.#fields.objects(groups, name, this.#fields.lineOf(groups) ?? line)];
  }

  #references(from: number, references: readonly DataObject[], part: Part, wanted: WantedByProject | undefined): void {
    for (const reference of references) {
      const name = this.#fields.text(reference, 'name', part.line);
      if (name === undefined) {
        this.#issues.add('pypi/unnamed', 'has a dependency without a name', part.line);
        continue;
      }
      const marker = this.#fields.text(reference, 'marker', part.line);
      const extra = member(reference, 'extra');
      const toExtras = typeof extra === 'string' ? [extra] : this.#fields.texts(reference, 'extra', part.line);
      const ask = {
        from,
        scope: part.scope,
        ...(part.extra === undefined ? {} : { extras: [part.extra] }),
        toExtras,
        requirement: toRequirementText({ specifier: '', marker }),
      };
      const found = this.#find(name, reference, part.line);
      if (wanted === undefined) this.#graph.ask(found, ask);
      else
        for (const to of found)
          if (!this.#graph.isFull()) this.#graph.ask([to], { ...ask, ...wanted.of(name, this.#graph.versionOf(to), part) });
      if (found.length === 0) {
        this.#issues.add('pypi/not-locked', `has no package ${name}, which another one in it needs`, part.line);
        this.#graph.ask([this.#graph.addMissing(name, { line: part.line })], ask);
      }
    }
  }

  /** A reference gives version and source only where the name alone would not do. */
  #find(name: string, reference: DataObject, line: number | undefined): readonly number[] {
    const version = this.#fields.text(reference, 'version', line);
    const source = this.#fields.object(reference, 'source', line);
    const exact = source === undefined ? undefined : this.#graph.indexOf(keyOfPackage(name, version, source));
    return exact === undefined ? this.#graph.find(name, { version }) : [exact];
  }

  /** A script, or a workspace root that is no package itself, asks for packages in `[manifest]`. */
  #rootOfManifest(manifest: DataObject): void {
    const line = this.#fields.lineOf(manifest);
    const requirements = this.#fields.objects(manifest, 'requirements', line);
    const groups = [...this.#groups(manifest, 'dependency-groups', line)];
    if (requirements.length === 0 && groups.length === 0) return;
    const script = /^(.+\.py)\.lock$/.exec(posix.basename(this.#file.path))?.[1];
    const node =
      script === undefined
        ? projectNode(this.#directory)
        : ({ name: posix.join(this.#directory, script), kind: 'project' } as const);
    const root = this.#graph.add('manifest', node);
    this.#references(root, requirements, { scope: 'runtime', line }, undefined);
    for (const [, references] of groups) this.#references(root, references, { scope: 'dev', line }, undefined);
  }
}

function keyOfPackage(name: string, version: string | undefined, source: DataObject): string {
  return `${keyOf(name)}\n${version ?? ''}\n${JSON.stringify(source)}`;
}
