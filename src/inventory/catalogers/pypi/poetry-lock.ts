import { posix } from 'node:path';
import {
  arrayOf,
  incomplete,
  isObject,
  IssueCollector,
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
import { isLeftOutOfLockfiles, linkDeclared } from './link-declared.ts';
import { LockGraph, type LockTools } from './lock-graph.ts';
import { projectNode } from './manifest/manifest.ts';
import { readPyproject } from './manifest/pyproject-manifest.ts';
import { extrasNeeded } from './marker.ts';
import { keyOf } from './names.ts';
import { toRequirementText } from './requirement.ts';
import { archiveSource, gitSource, localSource } from './source.ts';

/** poetry.lock, lock-version 1.x and 2.x; the direct dependencies are those of the pyproject.toml beside it. */
export async function catalogPoetryLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
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
  new PoetryLockReader(file.path, { graph, fields: new Fields(parsed.value, issues, 'pypi'), issues, ctx }).read();
  linkDeclared(graph, root, manifest?.value, { issues });
  graph.adoptLoose(root);
  return issues.outcome({ graphs: [graph.finish('complete')] });
}

interface Read {
  readonly index: number;
  readonly table: DataObject;
  readonly line: number | undefined;
}

class PoetryLockReader {
  readonly #path: string;
  readonly #graph: LockGraph;
  readonly #fields: Fields;
  readonly #issues: IssueCollector;
  readonly #ctx: Ctx;

  constructor(path: string, tools: LockTools) {
    this.#path = path;
    this.#graph = tools.graph;
    this.#fields = tools.fields;
    this.#issues = tools.issues;
    this.#ctx = tools.ctx;
  }

  read(): void {
    const root = this.#fields.root();
    const metadata = this.#fields.object(root, 'metadata');
    this.#checkMetadata(metadata);
    const packages = this.#fields.objects(root, 'package');
    if (!isWithinLimit(packages.length, this.#ctx, this.#issues)) return;
    const read = packages.map((table) => this.#package(table, metadata ?? {})).filter((one) => one !== undefined);
    for (const one of read) this.#dependencies(one);
  }

  /** Poetry writes `[metadata]` last, so a file without it has been cut off. */
  #checkMetadata(metadata: DataObject | undefined): void {
    if (metadata === undefined) {
      this.#issues.add('pypi/truncated', 'has no [metadata], with which every poetry.lock ends');
      return;
    }
    const line = this.#fields.lineOf(metadata);
    const version = this.#fields.text(metadata, 'lock-version', line);
    if (version !== undefined && !/^[12]\./.test(version)) {
      this.#issues.add('pypi/version', `has the lock-version ${version}; 1 and 2 are known`, line);
    }
  }

  #package(table: DataObject, metadata: DataObject): Read | undefined {
    const line = this.#fields.lineOf(table);
    const name = this.#fields.text(table, 'name', line);
    if (name === undefined) {
      this.#issues.add('pypi/unnamed', 'has a package without a name', line);
      return undefined;
    }
    const version = this.#fields.text(table, 'version', line);
    if (version === undefined) this.#issues.add('pypi/no-version', `has no version for ${name}`, line);
    const source = this.#source(table, line);
    const scope = this.#scope(table, line);
    const hashes = this.#hashes(table, name, metadata, line);
    const index = this.#graph.add(`${keyOf(name)}\n${version ?? ''}\n${source === undefined ? '' : JSON.stringify(source)}`, {
      name,
      kind: 'package',
      ...(version === undefined ? {} : { version }),
      ...(source === undefined ? {} : { source }),
      ...(scope === undefined ? {} : { scope }),
      ...(hashes.length === 0 ? {} : { hashes }),
      ...(line === undefined ? {} : { line }),
    });
    return { index, table, line };
  }

  /** `groups` since lock-version 2.1, `category` until Poetry 1.5; in between the file does not say. */
  #scope(table: DataObject, line: number | undefined): Scope | undefined {
    const main: Scope = member(table, 'optional') === true ? 'optional' : 'runtime';
    const groups = this.#fields.texts(table, 'groups', line);
    if (groups.length > 0) return groups.includes('main') ? main : 'dev';
    const category = this.#fields.text(table, 'category', line);
    if (category === undefined) return undefined;
    return category === 'main' ? main : 'dev';
  }

  #source(table: DataObject, line: number | undefined): Source | undefined {
    const source = this.#fields.object(table, 'source', line);
    const url = source === undefined ? undefined : this.#fields.text(source, 'url', line);
    if (source === undefined || url === undefined) return undefined;
    const type = this.#fields.text(source, 'type', line);
    switch (type) {
      case 'git':
        return gitSource(
          url,
          this.#fields.text(source, 'resolved_reference', line) ?? this.#fields.text(source, 'reference', line),
        );
      case 'url':
        return archiveSource(url);
      case 'directory':
      case 'file':
        return localSource(url, posix.dirname(this.#path));
      case 'legacy':
        return { kind: 'registry', url };
      default:
        this.#issues.add('pypi/source', `has a source of the unknown type ${type ?? '""'}`, line);
        return undefined;
    }
  }

  /** `files` of the package since Poetry 1.3; before `[metadata.files]` by name, and in Poetry 1.0 `[metadata.hashes]` in bare SHA-256. */
  #hashes(table: DataObject, name: string, metadata: DataObject, line: number | undefined): readonly Hash[] {
    const own = this.#fields.objects(table, 'files', line);
    const byName = this.#fields.object(metadata, 'files');
    const files = own.length > 0 || byName === undefined ? own : this.#fields.objects(byName, name, line);
    const digests = files.map((one) => member(one, 'hash'));
    const bare = this.#fields.object(metadata, 'hashes');
    const hashes = bare === undefined ? [] : this.#fields.texts(bare, name, line).map((hash) => `sha256:${hash}`);
    return collectHashes([...digests, ...hashes], this.#issues, line);
  }

  #dependencies({ index, table, line }: Read): void {
    const dependencies = this.#fields.object(table, 'dependencies', line) ?? {};
    const bringers = new ExtrasOfPackage(this.#fields.object(table, 'extras', line) ?? {});
    const header = this.#fields.lineOf(dependencies) ?? line;
    for (const [name, value] of Object.entries(dependencies)) {
      const at = (isObject(value) ? this.#fields.lineOf(value) : undefined) ?? header;
      for (const one of Array.isArray(value) ? (value as readonly DataValue[]) : [value]) {
        if (typeof one === 'string') this.#dependency(index, name, { specifier: one, conditional: false, line: at });
        else if (isObject(one)) this.#dependency(index, name, { ...this.#constraint(one, name, bringers, at), line: at });
        else this.#fields.wrong(name, 'a version or a table', at);
      }
    }
  }

  #constraint(table: DataObject, name: string, bringers: ExtrasOfPackage, line: number | undefined): Omit<Constraint, 'line'> {
    const marker = this.#fields.text(table, 'markers', line);
    const optional = member(table, 'optional') === true;
    const needed = extrasNeeded(marker, this.#ctx.limits.nestingLevels);
    const bringing = needed.length > 0 ? needed : optional ? bringers.thatBring(name) : undefined;
    return {
      specifier: this.#fields.text(table, 'version', line) ?? '',
      marker,
      conditional: optional || marker !== undefined,
      extras: bringing,
      toExtras: this.#fields.texts(table, 'extras', line),
    };
  }

  #dependency(from: number, name: string, constraint: Constraint): void {
    const { specifier, marker, extras, toExtras, line } = constraint;
    const requirement = toRequirementText({ specifier, marker });
    const ask = { from, scope: 'runtime', requirement, line, ...(extras === undefined ? {} : { extras }) } as const;
    const found = this.#graph.find(name, { specifier: specifier === '*' ? '' : specifier });
    if (found.length === 0 && !constraint.conditional) {
      if (!isLeftOutOfLockfiles(name))
        this.#issues.add('pypi/not-locked', `has no package ${name}, which another one in it needs`, line);
      this.#graph.ask([this.#graph.addMissing(name, { line })], ask);
    }
    this.#graph.ask(found, { ...ask, ...(toExtras === undefined ? {} : { toExtras }) });
  }
}

interface Constraint {
  readonly specifier: string;
  readonly marker?: string | undefined;
  /** A marker or `optional` may be the reason why it is not locked. */
  readonly conditional: boolean;
  readonly extras?: readonly string[] | undefined;
  readonly toExtras?: readonly string[];
  readonly line: number | undefined;
}

/** Before markers spoke of extras, `[package.extras]` alone said which one brings an optional dependency: `socks = ["PySocks (>=1.5)"]`. */
class ExtrasOfPackage {
  readonly #extras: DataObject;
  #byName: Map<string, string[]> | undefined;

  constructor(extras: DataObject) {
    this.#extras = extras;
  }

  thatBring(name: string): readonly string[] {
    return (this.#byName ??= this.#index()).get(keyOf(name)) ?? [];
  }

  #index(): Map<string, string[]> {
    const byName = new Map<string, string[]>();
    for (const [extra, list] of Object.entries(this.#extras)) {
      for (const text of arrayOf(list)) {
        const name = typeof text === 'string' ? keyOf(/^[\w.-]*/.exec(text)?.[0] ?? '') : '';
        const known = byName.get(name);
        if (known === undefined) byName.set(name, [extra]);
        else known.push(extra);
      }
    }
    return byName;
  }
}
