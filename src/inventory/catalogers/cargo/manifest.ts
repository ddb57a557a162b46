import { posix } from 'node:path';
import {
  arrayOf,
  isObject,
  objectOf,
  textOf,
  type DataObject,
  type DataValue,
  type IssueCollector,
  type SourceDocument,
} from '../../../kernel/index.ts';
import type { Scope, Source } from '../../../model/index.ts';
import { keyLines, tableName } from './manifest-lines.ts';

/** What a dependency is, wherever it is written: in a member or, to be inherited, in the workspace. */
export interface DependencyFacts {
  /** Name of the package, which need not be the key: `package = "…"`. */
  readonly name: string;
  readonly requirement?: string;
  /** Directory, relative to the target. */
  readonly path?: string;
  readonly source?: Source;
}

export interface DeclaredDependency extends DependencyFacts {
  readonly scope: Scope;
  /** `workspace = true`: the key under which the workspace has the rest. */
  readonly inheritedKey?: string;
  /** 1-based line in the manifest. */
  readonly line?: number;
}

export interface WorkspaceFacts {
  /** Globs of directories, relative to the workspace. */
  readonly members: readonly string[];
  /** Directories, relative to the workspace. */
  readonly exclude: readonly string[];
  readonly dependencies: ReadonlyMap<string, DependencyFacts>;
}

export interface CargoManifest {
  /** Relative to the target. */
  readonly file: string;
  /** Relative to the target. */
  readonly directory: string;
  readonly package?: { readonly name: string; readonly version?: string; readonly licence?: string; readonly line?: number };
  /** `package.workspace`: the directory of the workspace, where it is not above. */
  readonly workspacePath?: string;
  readonly dependencies: readonly DeclaredDependency[];
  readonly workspace?: WorkspaceFacts;
  /** Directories that `[patch]` puts in place of packages, relative to the target. */
  readonly patchPaths: readonly string[];
}

/** Build dependencies run on the machine that builds, with its secrets, and write code into the program: no less than runtime. */
const sections: readonly (readonly [key: string, scope: Scope])[] = [
  ['dependencies', 'runtime'],
  ['build-dependencies', 'runtime'],
  ['build_dependencies', 'runtime'],
  ['dev-dependencies', 'dev'],
  ['dev_dependencies', 'dev'],
];

/**
 * The parts of a Cargo.toml that say what a package depends on.
 * @see https://doc.rust-lang.org/cargo/reference/manifest.html
 */
export function parseManifest(document: SourceDocument, text: string, file: string, issues: IssueCollector): CargoManifest {
  const root = objectOf(document.value);
  const directory = posix.dirname(file);
  const reader = new DependencyReader(directory, keyLines(text), issues);
  const dependencies: DeclaredDependency[] = [];
  for (const [key, scope] of sections) dependencies.push(...reader.section(root[key], scope, key));
  for (const [platform, table] of Object.entries(objectOf(root['target']))) {
    for (const [key, scope] of sections) {
      dependencies.push(...reader.section(objectOf(table)[key], scope, tableName('target', platform, key)));
    }
  }
  const packageTable = root['package'] ?? root['project'];
  const name = textOf(objectOf(packageTable)['name']);
  if (packageTable !== undefined && name === undefined) issues.add('cargo/shape', 'has a package without a name');
  const workspacePath = textOf(objectOf(packageTable)['workspace']);
  return {
    file,
    directory,
    ...(name === undefined ? {} : { package: toPackage(objectOf(packageTable), name, document) }),
    ...(workspacePath === undefined ? {} : { workspacePath }),
    dependencies,
    ...(isObject(root['workspace']) ? { workspace: toWorkspace(root['workspace'], reader) } : {}),
    patchPaths: patchPaths(root['patch'], directory),
  };
}

function toPackage(table: DataObject, name: string, document: SourceDocument): NonNullable<CargoManifest['package']> {
  const version = textOf(table['version']);
  const licence = textOf(table['license']);
  const line = document.lineOf(table);
  return {
    name,
    ...(version === undefined ? {} : { version }),
    ...(licence === undefined ? {} : { licence }),
    ...(line === undefined ? {} : { line }),
  };
}

function toWorkspace(table: DataObject, reader: DependencyReader): WorkspaceFacts {
  const dependencies = new Map<string, DependencyFacts>();
  for (const [key, value] of Object.entries(objectOf(table['dependencies']))) {
    const facts = value === undefined ? undefined : reader.facts(key, value);
    if (facts !== undefined) dependencies.set(key, facts);
  }
  const texts = (value: DataValue | undefined): readonly string[] => arrayOf(value).filter((item) => typeof item === 'string');
  return { members: texts(table['members']), exclude: texts(table['exclude']), dependencies };
}

function patchPaths(patch: DataValue | undefined, directory: string): readonly string[] {
  return Object.values(objectOf(patch))
    .flatMap((table) => Object.values(objectOf(table)))
    .map((entry) => textOf(objectOf(entry)['path']))
    .filter((path) => path !== undefined)
    .map((path) => joinPath(directory, path));
}

class DependencyReader {
  readonly #directory: string;
  readonly #lineOf: (table: string, name: string) => number | undefined;
  readonly #issues: IssueCollector;

  constructor(directory: string, lineOf: (table: string, name: string) => number | undefined, issues: IssueCollector) {
    this.#directory = directory;
    this.#lineOf = lineOf;
    this.#issues = issues;
  }

  section(table: DataValue | undefined, scope: Scope, tableKey: string): readonly DeclaredDependency[] {
    if (table === undefined) return [];
    if (!isObject(table)) {
      this.#issues.add('cargo/shape', `has a "${tableKey}" that is not a table`);
      return [];
    }
    const declared: DeclaredDependency[] = [];
    for (const [key, value] of Object.entries(table)) {
      const line = this.#lineOf(tableKey, key);
      const facts = value === undefined ? undefined : this.facts(key, value, line);
      if (facts === undefined) continue;
      const spec = objectOf(value);
      declared.push({
        ...facts,
        scope: spec['optional'] === true ? 'optional' : scope,
        ...(spec['workspace'] === true ? { inheritedKey: key } : {}),
        ...(line === undefined ? {} : { line }),
      });
    }
    return declared;
  }

  facts(key: string, value: DataValue, line?: number): DependencyFacts | undefined {
    if (typeof value === 'string') return { name: key, requirement: value };
    if (!isObject(value)) {
      this.#issues.add('cargo/shape', `has a dependency ${key} that is neither a version nor a table`, line);
      return undefined;
    }
    const requirement = textOf(value['version']);
    const path = textOf(value['path']);
    const source = sourceOf(value);
    return {
      name: textOf(value['package']) ?? key,
      ...(requirement === undefined ? {} : { requirement }),
      ...(path === undefined ? {} : { path: joinPath(this.#directory, path) }),
      ...(source === undefined ? {} : { source }),
    };
  }
}

function sourceOf(spec: DataObject): Source | undefined {
  const git = textOf(spec['git']);
  const commit = textOf(spec['rev']);
  if (git !== undefined) return { kind: 'git', url: git, ...(commit === undefined ? {} : { commit }) };
  const url = textOf(spec['registry-index']) ?? textOf(spec['registry']);
  return url === undefined ? undefined : { kind: 'registry', url };
}

/** A path as a manifest writes it, relative to the target; unchanged where it is absolute. */
export function joinPath(directory: string, path: string): string {
  const forward = path.replaceAll('\\', '/');
  return /^(?:\/|[a-z]:)/i.test(forward) ? forward : posix.join(directory, forward).replace(/(?<=.)\/$/, '');
}
