import { posix } from 'node:path';
import { incomplete, IssueCollector, type Ctx, type DataObject, type Hash, type Outcome } from '../../../kernel/index.ts';
import type { Scope, Source } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { readToml } from '../../read.ts';
import { strongerScope } from '../../scope.ts';
import { Fields, member } from '../../fields.ts';
import { collectHashes, isWithinLimit } from './hashes.ts';
import { linkDeclared } from './link-declared.ts';
import { LockGraph, type LockTools } from './lock-graph.ts';
import { projectNode, type Manifest } from './manifest/manifest.ts';
import { readPyproject } from './manifest/pyproject-manifest.ts';
import { keyOf, scopeOfGroup } from './names.ts';
import { parseRequirement, toRequirementText, type Requirement } from './requirement.ts';
import { archiveSource, distributionOf, fileNameOf, gitSource, localSource } from './source.ts';

/** pdm.lock, lock_version 3 and 4; the direct dependencies are those of the pyproject.toml beside it. */
export async function catalogPdmLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const parsed = await readToml(file, ctx);
  if (parsed.value === undefined) return incomplete({ graphs: [] }, parsed.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(parsed.issues);
  const pyproject = await file.sibling('pyproject.toml');
  const manifest = pyproject === undefined ? undefined : await readPyproject(pyproject, ctx);
  issues.addAll(manifest?.issues ?? []);

  const graph = new LockGraph();
  const root = graph.add('project', projectNode(posix.dirname(file.path), manifest?.value));
  const reader = new PdmLockReader(file.path, manifest?.value, {
    graph,
    fields: new Fields(parsed.value, issues, 'pypi'),
    issues,
    ctx,
  });
  const lockedGroups = reader.read();
  linkDeclared(graph, root, manifest?.value, {
    issues,
    isLocked: ({ group }) => lockedGroups === undefined || lockedGroups.has(group ?? 'default'),
  });
  graph.adoptLoose(root);
  return issues.outcome({ graphs: [graph.finish('complete')] });
}

interface Read {
  readonly index: number;
  readonly table: DataObject;
  /** Extras whose dependencies this entry lists; empty for the package itself. */
  readonly extras: readonly string[];
  readonly line: number | undefined;
}

class PdmLockReader {
  readonly #directory: string;
  readonly #scopes: ReadonlyMap<string, Scope>;
  readonly #graph: LockGraph;
  readonly #fields: Fields;
  readonly #issues: IssueCollector;
  readonly #ctx: Ctx;

  constructor(path: string, manifest: Manifest | undefined, tools: LockTools) {
    this.#directory = posix.dirname(path);
    this.#scopes = new Map(
      (manifest?.declared ?? []).flatMap(({ group, scope }) => (group === undefined ? [] : [[group, scope] as const])),
    );
    this.#graph = tools.graph;
    this.#fields = tools.fields;
    this.#issues = tools.issues;
    this.#ctx = tools.ctx;
  }

  /** Returns the names of the groups that were locked; undefined when the file does not say. */
  read(): ReadonlySet<string> | undefined {
    const root = this.#fields.root();
    const metadata = this.#fields.object(root, 'metadata') ?? {};
    const line = this.#fields.lineOf(metadata);
    const version = this.#fields.text(metadata, 'lock_version', line) ?? this.#fields.text(root, 'lock_version');
    if (version !== undefined && !/^[34](?:\.|$)/.test(version)) {
      this.#issues.add('pypi/version', `has the lock_version ${version}; 3 and 4 are known`, line);
    }
    const packages = this.#fields.objects(root, 'package');
    if (!isWithinLimit(packages.length, this.#ctx, this.#issues)) return undefined;
    const files = this.#fields.object(metadata, 'files', line) ?? {};
    const read = packages.map((table) => this.#package(table, files)).filter((one) => one !== undefined);
    for (const one of read) this.#dependencies(one);
    const groups = this.#fields.texts(metadata, 'groups', line);
    return groups.length === 0 ? undefined : new Set(groups);
  }

  #package(table: DataObject, files: DataObject): Read | undefined {
    const line = this.#fields.lineOf(table);
    const name = this.#fields.text(table, 'name', line);
    if (name === undefined) {
      this.#issues.add('pypi/unnamed', 'has a package without a name', line);
      return undefined;
    }
    const version = this.#fields.text(table, 'version', line);
    const source = this.#source(table, line);
    if (version === undefined && source?.kind !== 'local') this.#issues.add('pypi/no-version', `has no version for ${name}`, line);
    const extras = this.#fields.texts(table, 'extras', line);
    const scope = this.#scope(table, line);
    const hashes = this.#hashes(table, files, `${name} ${version ?? ''}`, line);
    // A package has an entry of its own for each set of its extras that is asked for: they are one package.
    const index = this.#graph.add(`${keyOf(name)}\n${version ?? ''}\n${source === undefined ? '' : JSON.stringify(source)}`, {
      name,
      kind: 'package',
      ...(version === undefined ? {} : { version }),
      ...(source === undefined ? {} : { source }),
      ...(scope === undefined ? {} : { scope }),
      ...(hashes.length === 0 ? {} : { hashes }),
      ...(line === undefined ? {} : { line }),
    });
    return { index, table, extras, line };
  }

  /** `groups` with the strategy inherit_metadata; otherwise the file does not say. */
  #scope(table: DataObject, line: number | undefined): Scope | undefined {
    const groups = this.#fields.texts(table, 'groups', line);
    const scopes = groups.map((group) => (group === 'default' ? 'runtime' : (this.#scopes.get(group) ?? scopeOfGroup(group))));
    return scopes.reduce<Scope | undefined>((best, scope) => (best === undefined ? scope : strongerScope(best, scope)), undefined);
  }

  #source(table: DataObject, line: number | undefined): Source | undefined {
    const git = this.#fields.text(table, 'git', line);
    if (git !== undefined)
      return gitSource(git, this.#fields.text(table, 'revision', line) ?? this.#fields.text(table, 'ref', line));
    const path = this.#fields.text(table, 'path', line);
    if (path !== undefined) return localSource(path, this.#directory);
    const url = this.#fields.text(table, 'url', line);
    return url === undefined ? undefined : archiveSource(url);
  }

  /** `files` of the package since lock_version 4.3; before `[metadata.files]` by name and version. */
  #hashes(table: DataObject, files: DataObject, nameAndVersion: string, line: number | undefined): readonly Hash[] {
    const own = this.#fields.objects(table, 'files', line);
    const listed = own.length > 0 ? own : this.#fields.objects(files, nameAndVersion, this.#fields.lineOf(files));
    return collectHashes(
      listed.map((one) => member(one, 'hash')),
      this.#issues,
      line,
    );
  }

  #dependencies({ index, table, extras, line }: Read): void {
    for (const text of this.#fields.texts(table, 'dependencies', line)) {
      // PDM keeps what is developed beside the project as `-e URL#egg=name`.
      const parsed = parseRequirement(text.replace(/^-e\s+(.*)#egg=([A-Za-z0-9._-]+).*$/, '$2 @ $1'));
      if ('problem' in parsed) {
        this.#issues.add('pypi/requirement', `has ${JSON.stringify(text)}, which is not a requirement: ${parsed.problem}`, line);
      } else {
        this.#dependency(index, extras, parsed.requirement, line);
      }
    }
  }

  #dependency(from: number, extras: readonly string[], requirement: Requirement, line: number | undefined): void {
    const { name, specifier, marker } = requirement;
    const ask = {
      from,
      scope: 'runtime',
      requirement: toRequirementText(requirement),
      toExtras: requirement.extras,
      ...(extras.length === 0 ? {} : { extras }),
    } as const;
    const version = requirement.url === undefined ? undefined : distributionOf(fileNameOf(requirement.url))?.version;
    const found = this.#graph.find(name, { specifier, version });
    this.#graph.ask(found, ask);
    // With a marker it may have been left out because the project supports no such environment.
    if (found.length > 0 || marker !== undefined) return;
    this.#issues.add('pypi/not-locked', `has no package ${name}, which another one in it needs`, line);
    this.#graph.ask([this.#graph.addMissing(name, { line })], ask);
  }
}
