import { ecosystemById } from '../../../ecosystem/index.ts';
import { incomplete, IssueCollector, type Ctx, type Hash, type Issue, type Outcome } from '../../../kernel/index.ts';
import type { PackageEdge, PackageGraph, PackageNode } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { readToml } from '../../read.ts';
import { strongerScope } from '../../scope.ts';
import { LockedPackageIndex, parseCargoLock, type LockedPackage } from './lock-file.ts';
import type { CargoManifest, DeclaredDependency } from './manifest.ts';
import { parseSource } from './source.ts';
import { isVendored } from './vendored.ts';
import { readLocalPackages, type LocalPackages } from './workspace.ts';

/**
 * The packages of Cargo.lock and who needs whom. The lockfile does not say what for, so the scopes of what a member asks for are
 * read from its Cargo.toml; without one everything is `runtime`. A package without a source is developed here.
 * @see https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html
 */
export async function catalogCargoLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const graphs: PackageGraph[] = [];
  const issues: Issue[] = [];
  for (const file of files) {
    if (await isVendored(file)) continue;
    const outcome = await catalogFile(file, ctx);
    if (outcome.value !== undefined) graphs.push(outcome.value);
    for (const issue of outcome.issues) issues.push(issue);
  }
  return { value: { graphs }, complete: issues.length === 0, issues };
}

async function catalogFile(file: SourceFile, ctx: Ctx): Promise<Outcome<PackageGraph | undefined>> {
  const document = await readToml(file, ctx);
  if (document.value === undefined) return incomplete(undefined, document.issues);
  const issues = new IssueCollector(file.path);
  for (const issue of document.issues) issues.issues.push(issue);
  let packages = parseCargoLock(document.value, issues);
  const most = ctx.limits.packagesPerFile;
  if (packages.length > most) {
    issues.add('file/too-many-packages', `names more than ${most} packages`, packages[most]?.line);
    packages = packages.slice(0, most);
  }
  return issues.outcome(new LockGraph(packages, await readLocalPackages(file, ctx), issues).build());
}

class LockGraph {
  readonly #locked: readonly LockedPackage[];
  readonly #index: LockedPackageIndex;
  readonly #local: LocalPackages;
  readonly #manifests: ReadonlyMap<LockedPackage, CargoManifest>;
  readonly #issues: IssueCollector;
  /** By the position in Cargo.lock, the position in the graph. */
  readonly #positions: number[] = [];

  constructor(locked: readonly LockedPackage[], local: LocalPackages, issues: IssueCollector) {
    this.#locked = locked;
    this.#index = new LockedPackageIndex(locked, issues);
    this.#local = local;
    this.#issues = issues;
    this.#manifests = matchManifests(locked, local.manifests);
  }

  build(): PackageGraph {
    const built = this.#locked.filter((locked) => locked.replace === undefined);
    let count = 0;
    for (const locked of this.#locked) this.#positions.push(locked.replace === undefined ? count++ : -1);
    const packages: PackageNode[] = [];
    for (const locked of built) packages.push({ ...this.#node(locked), dependsOn: this.#edges(locked) });
    this.#checkMembers();
    return { ecosystem: 'cargo', packages, edges: 'complete' };
  }

  #node(locked: LockedPackage): Omit<PackageNode, 'dependsOn'> {
    const { name, version, line } = locked;
    const facts = { name, ...(version === undefined ? {} : { version }), ...(line === undefined ? {} : { line }) };
    if (locked.source === undefined) {
      const manifest = this.#manifests.get(locked);
      const licence = manifest?.package?.licence;
      const directory = manifest === undefined ? {} : { directory: manifest.directory };
      return { ...facts, kind: 'project', ...directory, ...(licence === undefined ? {} : { licence }) };
    }
    const source = parseSource(locked.source);
    if (source.kind === 'unknown') {
      this.#issues.add('cargo/source', `has the package ${name} from a source that is not known: ${locked.source}`, line);
    }
    const hashes = this.#hashes(locked);
    return {
      ...facts,
      kind: 'package',
      ...(source.kind === 'known' ? { source: source.source } : {}),
      ...(hashes.length === 0 ? {} : { hashes }),
    };
  }

  /** The checksum is the SHA-256 of the `.crate` file; a git package has none, and "<none>" stood for that in version 1. */
  #hashes({ name, checksum, line }: LockedPackage): readonly Hash[] {
    if (checksum === undefined || checksum === '<none>') return [];
    if (/^[0-9a-f]{64}$/i.test(checksum)) return [{ algorithm: 'SHA-256', value: checksum.toLowerCase() }];
    this.#issues.add('cargo/checksum', `has a checksum of ${name} that is no SHA-256`, line);
    return [];
  }

  #edges(locked: LockedPackage): readonly PackageEdge[] {
    const manifest = this.#manifests.get(locked);
    const declared = manifest !== undefined && this.#local.members.has(manifest) ? byName(manifest) : undefined;
    const edges = new Map<number, PackageEdge>();
    for (const reference of locked.dependencies) {
      const found = this.#resolve(reference);
      const target = found === undefined ? undefined : this.#locked[found];
      const to = found === undefined ? undefined : this.#positions[found];
      if (target === undefined || to === undefined) {
        this.#issues.add(
          'cargo/dependency',
          `has ${locked.name} depend on "${reference}", which is not one of its packages`,
          locked.line,
        );
        continue;
      }
      if (edges.has(to)) continue;
      const asked = answeredBy(target, declared?.get(target.name));
      edges.set(to, manifest === undefined ? { to, scope: 'runtime' } : toEdge(to, asked, manifest.file));
    }
    if (manifest !== undefined && declared !== undefined) this.#checkDeclared(locked, manifest, declared);
    return [...edges.values()];
  }

  /** Follows `replace` to what is built instead. */
  #resolve(reference: string): number | undefined {
    const found = this.#index.find(reference);
    const replace = found === undefined ? undefined : this.#locked[found]?.replace;
    if (replace === undefined) return found;
    const replacement = this.#index.find(replace);
    return replacement !== undefined && this.#locked[replacement]?.replace === undefined ? replacement : undefined;
  }

  /** `cargo build --locked` refuses a lockfile that lacks what a member asks for; here the package would go unseen. */
  #checkDeclared(
    locked: LockedPackage,
    manifest: CargoManifest,
    declared: ReadonlyMap<string, readonly DeclaredDependency[]>,
  ): void {
    const held = new Set(locked.dependencies.map((reference) => reference.split(' ', 1)[0]));
    for (const [name, [first]] of declared) {
      if (held.has(name) || name === locked.name) continue;
      const place = first?.line === undefined ? manifest.file : `${manifest.file} line ${first.line}`;
      this.#issues.add('cargo/stale-lock', `does not have ${name}, which ${locked.name} asks for (${place})`, locked.line);
    }
  }

  #checkMembers(): void {
    const matched = new Set(this.#manifests.values());
    for (const member of this.#local.members) {
      if (member.package === undefined || matched.has(member)) continue;
      this.#issues.add('cargo/stale-lock', `does not have the workspace member ${member.package.name} (${member.file})`);
    }
  }
}

/** Packages without a source by their manifest: the name is enough but where two directories hold a package of the same name. */
function matchManifests(
  locked: readonly LockedPackage[],
  manifests: readonly CargoManifest[],
): ReadonlyMap<LockedPackage, CargoManifest> {
  const matches = new Map<LockedPackage, CargoManifest>();
  const candidates = new Map<string, CargoManifest[]>();
  for (const manifest of manifests) {
    const name = manifest.package?.name;
    if (name === undefined) continue;
    const same = candidates.get(name);
    if (same === undefined) candidates.set(name, [manifest]);
    else same.push(manifest);
  }
  for (const one of locked) {
    if (one.source !== undefined) continue;
    const same = candidates.get(one.name);
    const manifest = same?.find((each) => each.package?.version === one.version) ?? same?.[0];
    if (manifest !== undefined) matches.set(one, manifest);
  }
  return matches;
}

function byName(manifest: CargoManifest): ReadonlyMap<string, readonly DeclaredDependency[]> {
  const declared = new Map<string, DeclaredDependency[]>();
  for (const dependency of manifest.dependencies) {
    const same = declared.get(dependency.name);
    if (same === undefined) declared.set(dependency.name, [dependency]);
    else same.push(dependency);
  }
  return declared;
}

const MOST_NAMES = 20;
const nothing: readonly DeclaredDependency[] = [];

/**
 * Of several requirements of the same package, under different names or for different uses, those that this version answers;
 * all of them where it answers none, as when the manifest has changed since.
 */
function answeredBy(target: LockedPackage, declared: readonly DeclaredDependency[] = nothing): readonly DeclaredDependency[] {
  const { version } = target;
  if (declared.length < 2 || version === undefined) return declared;
  const { satisfies } = ecosystemById('cargo');
  const some = declared.slice(0, MOST_NAMES);
  const answered = some.filter(({ requirement }) => requirement === undefined || satisfies(version, requirement) !== false);
  return answered.length === 0 ? some : answered;
}

function toEdge(to: number, asked: readonly DeclaredDependency[], file: string): PackageEdge {
  if (asked.length === 0) return { to, scope: 'runtime' };
  const scope = asked.map((each) => each.scope).reduce(strongerScope);
  const { requirement, line } = asked.find((each) => each.scope === scope) as DeclaredDependency;
  return {
    to,
    scope,
    ...(requirement === undefined ? {} : { requirement }),
    ...(line === undefined ? {} : { file, line }),
  };
}
