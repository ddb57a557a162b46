import {
  incomplete,
  isObject,
  IssueCollector,
  objectOf,
  textOf,
  type Ctx,
  type DataObject,
  type Outcome,
  type SourceDocument,
} from '../../../kernel/index.ts';
import type { PackageGraph, PackageNode } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { GraphBuilder } from '../../graph-builder.ts';
import { readJson } from '../../read.ts';
import { eachFile } from './each-file.ts';
import type { PackageReference } from './msbuild/index.ts';
import { directoryOf } from '../../paths.ts';
import { projectBeside, projectDirectories, type ProjectBeside } from './project-beside.ts';
import { packageScope, projectScope } from './scopes.ts';
import { hashesOf } from './version.ts';

/**
 * packages.lock.json: what every target framework of a project resolves to, with its edges. What the direct packages are for is
 * read from the project file beside it; without one all of them are `runtime`.
 * @see https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies
 */
export function catalogPackagesLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return eachFile(files, (file) => catalogFile(file, ctx));
}

async function catalogFile(file: SourceFile, ctx: Ctx): Promise<Outcome<PackageGraph | undefined>> {
  const document = await readJson(file, ctx);
  if (document.value === undefined) return incomplete(undefined, document.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(document.issues);
  const root = objectOf(document.value.value);
  if (!isObject(root.dependencies)) {
    issues.add('nuget/shape', 'has no object "dependencies"', 1);
    return issues.outcome(undefined);
  }
  if (root.version !== 1 && root.version !== 2) {
    issues.add('nuget/lock-version', `has the lock version ${JSON.stringify(root.version)}; 1 and 2 are known`, 1);
  }
  const beside = await projectBeside(file, ctx);
  const directories = await projectDirectories(file, beside.project, ctx);
  const graph = new LockGraph(document.value, beside, directories, issues, ctx);
  graph.read(root.dependencies, directoryOf(file));
  return issues.outcome(graph.build());
}

/** Index of the node by the lower-case name of its entry. */
type Section = Map<string, number>;

/** An entry of a section with its node. */
interface Placed {
  readonly name: string;
  /** The name in lower case. */
  readonly key: string;
  readonly entry: DataObject;
  readonly index: number;
}

class LockGraph {
  readonly #graph = new GraphBuilder();
  readonly #document: SourceDocument;
  readonly #beside: ProjectBeside;
  readonly #directories: ReadonlyMap<string, string>;
  readonly #issues: IssueCollector;
  readonly #most: number;
  readonly #references = new Map<string, PackageReference[]>();
  /** Names in lower case of the projects that the project file refers to. */
  readonly #named: ReadonlySet<string | undefined>;

  constructor(
    document: SourceDocument,
    beside: ProjectBeside,
    directories: ReadonlyMap<string, string>,
    issues: IssueCollector,
    ctx: Ctx,
  ) {
    this.#document = document;
    this.#beside = beside;
    this.#directories = directories;
    this.#issues = issues;
    this.#most = ctx.limits.packagesPerFile;
    const projects = beside.project?.projects ?? [];
    this.#named = new Set(projects.map(({ written }) => /([^\\/]+)\.[a-z]+proj$/i.exec(written)?.[1]?.toLowerCase()));
    for (const reference of beside.project?.packages ?? []) {
      const same = this.#references.get(reference.id.toLowerCase());
      if (same === undefined) this.#references.set(reference.id.toLowerCase(), [reference]);
      else same.push(reference);
    }
  }

  build(): PackageGraph {
    return this.#graph.build('nuget', 'complete');
  }

  /** `frameworks` by name: `net8.0`, and `net8.0/linux-x64` with only what is different or additional on that platform. */
  read(frameworks: DataObject, directory: string): void {
    const { name, project } = this.#beside;
    const version = project?.version === undefined ? {} : { version: project.version };
    const licence = project?.licence === undefined ? {} : { licence: project.licence };
    this.#graph.add('root', { kind: 'project', name, directory, ...version, ...licence });
    const sections = new Map<string, Section>();
    for (const framework of platformsLast(Object.keys(frameworks))) {
      const entries = frameworks[framework];
      if (!isObject(entries)) {
        this.#issues.add('nuget/shape', `has a framework ${JSON.stringify(framework)} that is no object`, 1);
        continue;
      }
      const slash = framework.indexOf('/');
      const section: Section = new Map(slash === -1 ? [] : sections.get(framework.slice(0, slash)));
      sections.set(framework, section);
      const placed = this.#addNodes(entries, section);
      if (placed === undefined) return;
      this.#addEdges(placed, section);
    }
    this.#checkReferences(new Set([...sections.values()].flatMap((section) => [...section.keys()])));
  }

  /** Undefined when there are too many. */
  #addNodes(entries: DataObject, section: Section): readonly Placed[] | undefined {
    const placed: Placed[] = [];
    for (const [name, entry] of Object.entries(entries)) {
      if (!isObject(entry) || name === '') {
        this.#issues.add('nuget/shape', `has an entry ${JSON.stringify(name)} that is no object`, this.#document.lineOf(entries));
        continue;
      }
      const node = this.#node(name, entry);
      if (this.#graph.size > this.#most) {
        this.#issues.add('file/too-many-packages', `names more than ${this.#most} packages`, node.line);
        return undefined;
      }
      const key = name.toLowerCase();
      const index = this.#graph.add(node.kind === 'project' ? `project:${key}` : `${key}@${node.version ?? ''}`, node);
      section.set(key, index);
      placed.push({ name, key, entry, index });
    }
    return placed;
  }

  #node(name: string, entry: DataObject): Omit<PackageNode, 'dependsOn'> {
    const line = this.#document.lineOf(entry);
    const place = line === undefined ? {} : { line };
    if (entry.type === 'Project') {
      const directory = this.#directories.get(name.toLowerCase());
      return { kind: 'project', name, ...(directory === undefined ? {} : { directory }), ...place };
    }
    const version = textOf(entry.resolved);
    if (version === undefined) this.#issues.add('nuget/shape', `has the package ${name} without a resolved version`, line);
    const hashes = hashesOf(textOf(entry.contentHash));
    return {
      kind: 'package',
      name,
      ...(version === undefined ? {} : { version }),
      ...(hashes === undefined ? {} : { hashes }),
      ...place,
    };
  }

  #addEdges(placed: readonly Placed[], section: Section): void {
    const needed = new Set<number>();
    for (const { name, entry, index } of placed) {
      if (entry.dependencies === undefined) continue;
      for (const [dependency, requirement] of Object.entries(objectOf(entry.dependencies))) {
        const to = section.get(dependency) ?? section.get(dependency.toLowerCase());
        if (to === undefined) {
          const message = `has ${name} depend on ${JSON.stringify(dependency)}, which is not one of its packages`;
          this.#issues.add('nuget/dependency', message, this.#document.lineOf(entry));
          continue;
        }
        if (entry.type === 'Project') needed.add(to);
        const asked = textOf(requirement);
        this.#graph.connect(index, asked === undefined ? { to, scope: 'runtime' } : { to, scope: 'runtime', requirement: asked });
      }
    }
    for (const one of placed) this.#addRootEdge(one, needed);
  }

  /** From the project to its direct packages, and to the projects that no other project brings in. */
  #addRootEdge({ name, key, entry, index: to }: Placed, needed: ReadonlySet<number>): void {
    if (entry.type === 'Transitive' || entry.type === 'CentralTransitive') return;
    const { project } = this.#beside;
    const line = this.#document.lineOf(entry);
    const place = line === undefined ? {} : { line };
    if (entry.type === 'Direct') {
      const scope = packageScope(project, this.#references.get(key) ?? []);
      const requested = textOf(entry.requested);
      this.#graph.connect(0, { to, scope, ...(requested === undefined ? {} : { requirement: requested }), ...place });
    } else if (entry.type === 'Project') {
      if (this.#named.has(key) || !needed.has(to)) this.#graph.connect(0, { to, scope: projectScope(project), ...place });
    } else {
      this.#issues.add('nuget/shape', `has the entry ${name} of the type ${JSON.stringify(entry.type)}, which is not known`, line);
    }
  }

  /** A restore in locked mode refuses a lock file that lacks what the project asks for; here the package would go unseen. */
  #checkReferences(locked: ReadonlySet<string>): void {
    for (const [name, [reference]] of this.#references) {
      if (reference === undefined || reference.isTool || reference.isConditional || locked.has(name)) continue;
      const { id, file, line } = reference;
      this.#issues.add('nuget/stale-lock', `does not have ${id}, which the project asks for (${file} line ${line})`);
    }
  }
}

function platformsLast(frameworks: readonly string[]): readonly string[] {
  return [...frameworks.filter((name) => !name.includes('/')), ...frameworks.filter((name) => name.includes('/'))];
}
