import { IssueCollector, isObject, textOf, type Ctx, type DataObject, type Issue } from '../../../../kernel/index.ts';
import type { PackageGraph, PackageNode } from '../../../../model/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import { GraphBuilder } from '../../../graph-builder.ts';
import { readJson } from '../../../read.ts';
import { findUp, Levels, placeOf, type Place } from '../levels.ts';
import { readManifest, type Manifest, type Requirement } from '../manifest.ts';
import { joinPath } from '../paths.ts';
import { toProject, toProjectEdge } from '../projects.ts';
import { eachRequirement, mayBeMissing, toEdge, type RequirementKind } from '../requirements.ts';
import { parseSpecifier } from '../specifier.ts';
import { shown } from '../shown.ts';

/** A package.json in a `node_modules`. */
export interface Installed {
  readonly file: SourceFile;
  /** Relative to the top of the tree. */
  readonly place: Place;
  readonly value: DataObject;
  readonly node: Omit<PackageNode, 'dependsOn'>;
}

interface Edge {
  readonly name: string;
  readonly range: string;
  readonly kind: RequirementKind;
}

const lockfiles = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'] as const;

/** Who gets which copy in an installed tree: what Node would load, as far as it can be told without following links. */
export class InstalledTree {
  readonly issues: Issue[] = [];
  readonly #builder = new GraphBuilder();
  readonly #packages: readonly Installed[];
  readonly #top: string;
  readonly #ctx: Ctx;
  readonly #levels = new Levels(0);
  readonly #byFolder = new Map<string, number[]>();
  readonly #above = new Map<string, Promise<number | undefined>>();
  /** pnpm, Yarn and Bun can keep packages in a hidden directory and link them to where they are needed. */
  #hasStore = false;
  #isComplete = true;

  constructor(packages: readonly Installed[], top: string, ctx: Ctx) {
    this.#packages = packages;
    this.#top = top;
    this.#ctx = ctx;
    for (const { file, place, node } of packages) {
      const index = this.#builder.add(file.path, node);
      this.#levels.put(place, index);
      const copies = this.#byFolder.get(place.folder);
      if (copies === undefined) this.#byFolder.set(place.folder, [index]);
      else copies.push(index);
      if (/(?:^|\/)node_modules\/\.[^/]/.test(place.owner)) this.#hasStore = true;
    }
    this.#levels.link();
  }

  async build(): Promise<PackageGraph> {
    for (const [index, installed] of this.#packages.entries()) await this.#connectPackage(index, installed);
    await this.#connectProject();
    return this.#builder.build('npm', this.#isComplete ? 'complete' : 'partial');
  }

  async #connectPackage(index: number, { file, place, value }: Installed): Promise<void> {
    const collector = new IssueCollector(file.path);
    const edges: Edge[] = [];
    eachRequirement(value, false, { issues: collector, owner: 'the package', line: 1 }, (name, range, kind) =>
      edges.push({ name, range, kind }),
    );
    for (const issue of collector.issues) this.issues.push(issue);
    const path = `${place.owner === '' ? '' : `${place.owner}/`}node_modules/${place.folder}`;
    const level = this.#levels.from(path, place);
    for (const { name, range, kind } of edges) {
      const to = findUp(level, name) ?? (await this.#linked(name, place.owner)) ?? (await this.#hoisted(name));
      if (to !== undefined) this.#builder.connect(index, toEdge(to, kind, range));
      else if (!mayBeMissing(kind)) this.#isComplete = false;
    }
  }

  /** The project in whose directory the tree lies, when there is one. */
  async #connectProject(): Promise<void> {
    const outcome = await readManifest(await this.#fileAt('package.json'), this.#ctx);
    for (const issue of outcome.issues) this.issues.push(issue);
    const manifest = outcome.value;
    if (manifest === undefined) return;
    const node = { ...toProject(manifest.directory, manifest, {}, manifest.line), file: manifest.path };
    const index = this.#builder.add(manifest.path, node);
    const level = this.#levels.from('');
    for (const [name, requirement] of manifest.requirements) {
      const to = findUp(level, name) ?? (await this.#linked(name, '')) ?? (await this.#hoisted(name));
      if (to === undefined) await this.#reportMissing(manifest, name, requirement);
      else this.#builder.connect(index, toProjectEdge(to, name, requirement.kind, requirement.range, manifest));
    }
  }

  /** A lockfile beside it knows the package all the same; and what only development needs is left out of many installations. */
  async #reportMissing(manifest: Manifest, name: string, { range, kind }: Requirement): Promise<void> {
    if (mayBeMissing(kind) || parseSpecifier(name, range, manifest.directory).source?.kind === 'local') return;
    this.#isComplete = false;
    if (kind === 'dev') return;
    for (const lockfile of lockfiles) if ((await this.#fileAt(lockfile)) !== undefined) return;
    const line = manifest.lineOf(name);
    const message = `asks for ${shown(name)} ${shown(range)}, which is not installed`;
    const issue = { code: 'npm/missing-package', path: manifest.path, message };
    this.issues.push(line === undefined ? issue : { ...issue, line });
  }

  /** What a link leads to that stands in for a package. Only one copy can be meant, or the link itself tells the version. */
  async #linked(name: string, owner: string): Promise<number | undefined> {
    const copies = this.#hasStore ? this.#byFolder.get(name) : undefined;
    if (copies === undefined || !isPackageName(name)) return undefined;
    if (copies.length === 1) return copies[0];
    const found = await this.#fileAt(joinPath(owner, `node_modules/${name}/package.json`));
    if (found === undefined) return undefined;
    const known = this.#builder.indexOf(found.path);
    if (known !== undefined) return known;
    const version = versionIn((await readJson(found, this.#ctx)).value?.value);
    return copies.find((index) => version !== undefined && this.#packages[index]?.node.version === version);
  }

  /** A package in a `node_modules` above the tree, as workspaces have them. What it needs itself is told by its own tree. */
  #hoisted(name: string): Promise<number | undefined> {
    if (!isPackageName(name)) return Promise.resolve(undefined);
    const known = this.#above.get(name);
    if (known !== undefined) return known;
    const found = this.#readAbove(name);
    this.#above.set(name, found);
    return found;
  }

  async #readAbove(name: string): Promise<number | undefined> {
    const levels = this.#top === '.' ? 0 : this.#top.split('/').length;
    for (let up = 1; up <= levels; up += 1) {
      const file = await this.#fileAt(`${'../'.repeat(up)}node_modules/${name}/package.json`);
      if (file === undefined) continue;
      const value = (await readJson(file, this.#ctx)).value?.value;
      const version = versionIn(value);
      if (version === undefined || !isObject(value)) continue;
      this.#isComplete = false;
      return this.#builder.add(file.path, {
        name: textOf(value['name']) ?? name,
        version,
        kind: 'package',
        file: file.path,
        line: 1,
      });
    }
    return undefined;
  }

  /** @param path relative to the top of the tree */
  #fileAt(path: string): Promise<SourceFile | undefined> {
    const [first] = this.#packages;
    if (first === undefined) return Promise.resolve(undefined);
    const below = this.#top === '.' ? first.file.path : first.file.path.slice(this.#top.length + 1);
    return first.file.sibling('../'.repeat(below.split('/').length - 1) + path);
  }
}

/** A name is looked up as a path; one from hostile input must not lead elsewhere. */
function isPackageName(name: string): boolean {
  const place = placeOf(`node_modules/${name}`);
  return place !== undefined && place !== null && place.owner === '' && !place.folder.startsWith('.');
}

function versionIn(value: unknown): string | undefined {
  return isObject(value as DataObject) ? textOf((value as DataObject)['version']) : undefined;
}
