import { IssueCollector, parseIntegrity, type Ctx, type Hash, type Outcome } from '../../../../kernel/index.ts';
import type { PackageGraph, PackageNode } from '../../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { GraphBuilder } from '../../../graph-builder.ts';
import type { Draft } from '../draft.ts';
import type { Manifest } from '../manifest.ts';
import { directoryOf, pathInTarget } from '../paths.ts';
import { outside, ProjectManifests, reportMissing, toProject, toProjectEdge } from '../projects.ts';
import { mayBeMissing, toEdge, type RequirementKind } from '../requirements.ts';
import { localDirectory, packageOfTarball, toGitSource, toSource } from '../source.ts';
import { splitDescriptor } from '../specifier.ts';
import { parseClassic, type ClassicEntry } from './classic-syntax.ts';
import { readWorkspaces } from './workspaces.ts';
import { shown } from '../shown.ts';

const sha1Fragment = /#([0-9a-f]{40})$/i;

/** yarn.lock of Yarn 1. It knows no projects: those and what they ask for come from the package.json files. */
export async function readClassic(file: SourceFile, text: string, ctx: Ctx): Promise<Outcome<Catalogued>> {
  const issues = new IssueCollector(file.path);
  const entries = parseClassic(text, issues, ctx.limits.packagesPerFile);
  if (entries.length === 0 && issues.issues.length === 0 && text.trim() !== '' && !text.includes('# yarn lockfile v1')) {
    issues.add('yarn/syntax', 'is not a yarn.lock', 1);
  }
  const manifests = new ProjectManifests(file, ctx);
  const reader = new ClassicReader(entries, directoryOf(file.path), issues);
  reader.readEntries();
  const root = await manifests.read('');
  const workspaces = root === undefined ? [] : await readWorkspaces(root, file, manifests, issues, ctx);
  reader.readEdges(root?.resolutions ?? new Map());
  if (root !== undefined) reader.readProjects([root, ...workspaces]);
  issues.addAll(manifests.issues);
  const graph = reader.build(root !== undefined);
  return issues.outcome({ graphs: graph.packages.length === 0 ? [] : [graph] });
}

class ClassicReader {
  readonly #builder = new GraphBuilder();
  readonly #byDescriptor = new Map<string, number>();
  readonly #entries: readonly ClassicEntry[];
  readonly #directory: string;
  readonly #issues: IssueCollector;
  /** Name to what `resolutions` put in the place of every requirement of it. */
  readonly #resolutions = new Map<string, string>();

  constructor(entries: readonly ClassicEntry[], directory: string, issues: IssueCollector) {
    this.#entries = entries;
    this.#directory = directory;
    this.#issues = issues;
  }

  readEntries(): void {
    for (const [position, entry] of this.#entries.entries()) {
      const index = this.#builder.add(`#${position}`, this.#toPackage(entry));
      for (const descriptor of entry.descriptors) {
        if (this.#byDescriptor.has(descriptor)) {
          this.#issues.add('yarn/duplicate-key', `names "${shown(descriptor)}" twice`, entry.line);
        } else {
          this.#byDescriptor.set(descriptor, index);
        }
      }
    }
  }

  #toPackage(entry: ClassicEntry): Omit<PackageNode, 'dependsOn'> {
    const first = splitDescriptor(entry.descriptors[0] ?? '');
    const resolved = entry.fields.get('resolved');
    const version = entry.fields.get('version');
    const alias = entry.descriptors
      .map((descriptor) => splitDescriptor(descriptor).range)
      .find((range) => range.startsWith('npm:'));
    const tarball = resolved === undefined ? undefined : packageOfTarball(resolved);
    const name = tarball?.name ?? ((alias === undefined ? '' : splitDescriptor(alias.slice(4)).name) || first.name);
    const node: Draft<Omit<PackageNode, 'dependsOn'>> = { name, kind: 'package', line: entry.line };
    const directory = localDirectory(first.range);
    if (version === undefined) this.#issues.add('npm/shape', `has no version of ${shown(name)}`, entry.line);
    // What is only linked has no version of its own; Yarn writes 0.0.0.
    else if (!first.range.startsWith('link:')) node.version = version;
    if (directory !== undefined && pathInTarget(this.#directory, directory) === undefined)
      outside(this.#issues, directory, entry.line);
    const source = toSource(directory === undefined && resolved !== undefined ? resolved : first.range, this.#directory);
    if (source !== undefined) node.source = source;
    const hashes = hashesOf(entry.fields.get('integrity'), resolved);
    if (hashes !== undefined) node.hashes = hashes;
    return node;
  }

  readEdges(resolutions: ReadonlyMap<string, string>): void {
    for (const [pattern, range] of resolutions) this.#resolutions.set(lastName(pattern), range);
    for (const [index, entry] of this.#entries.entries()) {
      const owner = entry.descriptors[0] ?? '';
      const optional = entry.sections.get('optionalDependencies');
      for (const [name, range] of entry.sections.get('dependencies') ?? []) {
        if (optional?.has(name) !== true) this.#connect(index, name, range, 'runtime', owner, entry.line);
      }
      for (const [name, range] of optional ?? []) this.#connect(index, name, range, 'optional', owner, entry.line);
    }
  }

  #connect(from: number, name: string, range: string, kind: RequirementKind, owner: string, line: number): void {
    const to = this.#find(name, range);
    if (to !== undefined) this.#builder.connect(from, toEdge(to, kind, range));
    else if (!mayBeMissing(kind)) reportMissing(this.#issues, name, range, owner, line);
  }

  #find(name: string, range: string): number | undefined {
    const found = this.#byDescriptor.get(`${name}@${range}`);
    if (found !== undefined) return found;
    const instead = this.#resolutions.get(name);
    return instead === undefined ? undefined : this.#byDescriptor.get(`${name}@${instead}`);
  }

  readProjects(manifests: readonly Manifest[]): void {
    const indices = manifests.map((manifest) =>
      this.#builder.add(manifest.path, { ...toProject(manifest.directory, manifest, {}, manifest.line), file: manifest.path }),
    );
    const byName = new Map<string, number>();
    for (const [position, manifest] of manifests.entries()) {
      const index = indices[position];
      if (manifest.name !== undefined && index !== undefined && !byName.has(manifest.name)) byName.set(manifest.name, index);
    }
    for (const [position, manifest] of manifests.entries()) {
      for (const [name, { range, kind }] of manifest.requirements) {
        // What another workspace is asked for is not in the lockfile.
        const to = this.#find(name, range) ?? byName.get(name) ?? this.#linked(name, range, manifest);
        if (to !== undefined) this.#builder.connect(indices[position] as number, toProjectEdge(to, name, kind, range, manifest));
        else if (!mayBeMissing(kind)) reportMissing(this.#issues, name, range, manifest.path, 1);
      }
    }
  }

  /** A directory that is linked, which older versions left out of the file. */
  #linked(name: string, range: string, manifest: Manifest): number | undefined {
    const directory = localDirectory(range);
    if (directory === undefined) return undefined;
    const path = pathInTarget(manifest.directory, directory);
    if (path === undefined) outside(this.#issues, directory, 1);
    return this.#builder.add(`local:${path ?? directory}`, {
      name,
      kind: 'package',
      source: { kind: 'local', path: path ?? directory },
    });
  }

  build(hasProjects: boolean): PackageGraph {
    return this.#builder.build('npm', hasProjects ? 'complete' : 'partial');
  }
}

function hashesOf(integrity: string | undefined, resolved: string | undefined): readonly Hash[] | undefined {
  if (integrity !== undefined) return parseIntegrity(integrity);
  // The fragment of a git address is a commit.
  const sha1 = resolved === undefined || toGitSource(resolved) !== undefined ? undefined : sha1Fragment.exec(resolved)?.[1];
  return sha1 === undefined ? undefined : [{ algorithm: 'SHA-1', value: sha1.toLowerCase() }];
}

/** `c` of the patterns `c`, `**\/c` and `a/b/c`; scopes stay whole. */
function lastName(pattern: string): string {
  const parts = pattern.split('/');
  const last = parts.at(-1) ?? '';
  const scope = parts.at(-2);
  return scope?.startsWith('@') === true ? `${scope}/${last}` : last;
}
