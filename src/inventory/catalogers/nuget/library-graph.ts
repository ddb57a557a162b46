import { isObject, objectOf, textOf, type DataObject, type IssueCollector, type SourceDocument } from '../../../kernel/index.ts';
import type { PackageNode } from '../../../model/index.ts';
import { GraphBuilder } from '../../graph-builder.ts';
import { hashesOf } from './version.ts';

/** `Name/1.2.3`, as the targets of assets and deps files name their libraries. */
export interface LibraryId {
  readonly name: string;
  readonly version: string;
}

export function parseLibraryId(key: string): LibraryId | undefined {
  const slash = key.lastIndexOf('/');
  return slash < 1 || slash === key.length - 1 ? undefined : { name: key.slice(0, slash), version: key.slice(slash + 1) };
}

export interface LibraryOptions {
  readonly document: SourceDocument;
  /** `libraries` of the file: facts of each library, whatever the target. */
  readonly libraries: DataObject;
  readonly issues: IssueCollector;
  readonly mostPackages: number;
  /** The node of a library; its version and place are filled in. */
  readonly toNode: (id: LibraryId, library: DataObject) => Omit<PackageNode, 'dependsOn' | 'line'>;
}

/** Nodes by the lower-case name of their library, in one target. */
export type Target = ReadonlyMap<string, number>;

/** Grows a graph from the targets of a project.assets.json or *.deps.json, which both name libraries and what each depends on. */
export class LibraryGraph {
  readonly graph = new GraphBuilder();
  readonly #options: LibraryOptions;
  #isFull = false;

  constructor(options: LibraryOptions) {
    this.#options = options;
  }

  /** Adds the libraries of one target with their edges and returns them. */
  add(target: DataObject): Target {
    const nodes = new Map<string, number>();
    for (const [key, entry] of Object.entries(target)) {
      const index = this.#add(key, isObject(entry) ? this.#options.document.lineOf(entry) : undefined);
      const name = parseLibraryId(key)?.name;
      if (index !== undefined && name !== undefined) nodes.set(name.toLowerCase(), index);
    }
    for (const [key, entry] of Object.entries(target)) {
      const from = nodes.get(parseLibraryId(key)?.name.toLowerCase() ?? '');
      if (from !== undefined && isObject(entry)) this.#connect(from, key, entry, nodes);
    }
    return nodes;
  }

  #add(key: string, line: number | undefined): number | undefined {
    const { libraries, issues, mostPackages, toNode } = this.#options;
    const id = parseLibraryId(key);
    if (id === undefined) {
      issues.add('nuget/shape', `has a library ${JSON.stringify(key)} that is no name and version`, line);
      return undefined;
    }
    if (this.#isFull) return undefined;
    if (this.graph.size > mostPackages) {
      this.#isFull = true;
      issues.add('file/too-many-packages', `names more than ${mostPackages} packages`, line);
      return undefined;
    }
    const node = toNode(id, objectOf(libraries[key]));
    return this.graph.add(key.toLowerCase(), { ...node, ...(line === undefined ? {} : { line }) });
  }

  #connect(from: number, key: string, entry: DataObject, nodes: Target): void {
    const { issues, document } = this.#options;
    for (const [name, requirement] of Object.entries(objectOf(entry.dependencies))) {
      const to = nodes.get(name.toLowerCase());
      const asked = textOf(requirement);
      if (to !== undefined) {
        this.graph.connect(from, { to, scope: 'runtime', ...(asked === undefined ? {} : { requirement: asked }) });
      } else if (!this.#isFull) {
        const message = `has ${key} depend on ${JSON.stringify(name)}, which is not one of its libraries`;
        issues.add('nuget/dependency', message, document.lineOf(entry));
      }
    }
  }
}

/** A library that is a package, with the hash of its file. */
export function packageNode({ name, version }: LibraryId, library: DataObject): Omit<PackageNode, 'dependsOn' | 'line'> {
  const hashes = hashesOf(textOf(library.sha512));
  return { kind: 'package', name, version, ...(hashes === undefined ? {} : { hashes }) };
}
