import { IssueCollector, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { type EdgeFacts, PackageReader } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { type Distribution, type Family, familyOf, platformNode, readDistribution } from './distribution.ts';
import type { Offer } from './offers.ts';
import { SystemIssues } from './system-issues.ts';
import { SystemRoot } from './system-root.ts';

/** An installed package, as the databases of all families say it. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string | undefined;
  readonly architecture: string | undefined;
  /** What it was built from, where that has another name or version: the qualifier `upstream`, by which records of sources are matched. */
  readonly upstream?: string | undefined;
  readonly epoch?: string | undefined;
  /** The qualifier `rpmmod`: the module stream that an rpm package is part of. */
  readonly module?: string | undefined;
  readonly supplier?: string | undefined;
  readonly licence?: string | undefined;
  readonly line?: number | undefined;
  readonly file?: string | undefined;
}

/** No package has it as a key. */
const PLATFORM = '\0platform';

/**
 * Grows the graph of one system: its packages below the operating system, the files they own, and what is wrong with the database.
 * What is installed is there at run time, whoever asked for it, so every package is in the scope `runtime`.
 */
export class SystemGraph {
  readonly issues: SystemIssues;
  readonly root: SystemRoot;
  readonly #family: Family;
  readonly #reader: PackageReader;
  readonly #distribution: Distribution | undefined;
  readonly #platform: number | undefined;
  readonly #owned: string[] = [];
  readonly #mostOwned: number;
  readonly #added = new Set<string>();
  #isEverythingOwned = true;
  #bytesLeft: number;

  constructor(file: SourceFile, ctx: Ctx, family: Family, root: SystemRoot, distribution: Distribution | undefined) {
    this.issues = new SystemIssues(file.path, ctx.limits);
    this.root = root;
    this.#family = family;
    this.#reader = new PackageReader(file, ctx, family, new IssueCollector(file.path));
    this.#distribution = distribution;
    this.#platform = distribution === undefined ? undefined : this.#reader.add(PLATFORM, platformNode(distribution));
    this.#mostOwned = ctx.limits.directoryEntries;
    this.#bytesLeft = ctx.limits.archiveBytes;
  }

  /** The database is that of the distribution's own package manager, not of a tool that came along; or it is not known which that is. */
  get isOwnDatabase(): boolean {
    const family = this.#distribution === undefined ? undefined : familyOf(this.#distribution);
    return family === undefined || family === this.#family;
  }

  /** Adds a package under a key of its own and returns its index. Undefined when it cannot be added, which is an issue. */
  add(key: string, { name, version, architecture, epoch, upstream, module, ...facts }: InstalledPackage): number | undefined {
    const { namespace, distro } = this.#distribution ?? {};
    const qualifiers = present({ arch: architecture, distro, epoch, rpmmod: module, upstream });
    return this.#reader.add(key, {
      name,
      kind: 'package',
      scope: 'runtime',
      ...(Object.keys(qualifiers).length === 0 ? {} : { qualifiers }),
      ...present({ version, namespace, ...facts }),
    });
  }

  /**
   * Like `add`, for package managers that install one version of a package: a second one is an issue, and both are shown.
   * Undefined for the same version once more.
   */
  addOnly(key: string, one: InstalledPackage): number | undefined {
    const exact = `${key}\n${one.version ?? ''}`;
    if (this.#reader.indexOf(exact) !== undefined) return undefined;
    if (this.#added.has(key)) this.issues.add(`${this.#family}/duplicate`, `names ${one.name} more than once`, one.line, one.file);
    this.#added.add(key);
    return this.add(exact, one);
  }

  /** Whether a file beside the database may be read: all of them together are bounded, as each may have many names. */
  mayRead(bytes: number): boolean {
    if (this.#bytesLeft < 0) return false;
    this.#bytesLeft -= bytes;
    if (this.#bytesLeft < 0)
      this.issues.add('os/too-much', 'has so much beside it that lists of files and licences are not read to the end');
    return this.#bytesLeft >= 0;
  }

  connect(from: number, offers: readonly Offer[], facts: EdgeFacts): void {
    for (const { index } of offers) this.#reader.connect(from, index, facts);
  }

  /** Somebody asked for this package, as the system itself remembers it. */
  connectPlatform(offers: readonly Offer[], facts: EdgeFacts): void {
    if (this.#platform !== undefined) this.connect(this.#platform, offers, facts);
  }

  /** A file that a package installed, by its path in the system; what leads out of it belongs to nobody. */
  own(path: string): void {
    if (this.#owned.length >= this.#mostOwned) {
      if (this.#isEverythingOwned) {
        this.#isEverythingOwned = false;
        this.issues.add(
          'os/too-many-files',
          `owns more than ${this.#mostOwned} files; what lies in the others may be listed twice`,
        );
      }
      return;
    }
    const inTarget = this.root.pathInTarget(path);
    if (inTarget !== undefined) this.#owned.push(inTarget);
  }

  outcome(edges: 'complete' | 'partial' | 'none'): Outcome<Catalogued> {
    this.#adopt();
    this.issues.addAll(this.#reader.issues.issues);
    return this.issues.outcome({ graphs: [this.#reader.build(edges)], ownedFiles: this.#owned });
  }

  /** Lets the operating system ask for whatever no path from it reaches: what nobody asks for, then one package of each circle. */
  #adopt(): void {
    const platform = this.#platform;
    if (platform === undefined) return;
    this.#reader.adoptLoose(platform);
    const { packages } = this.#reader.build('none');
    const isReached = new Uint8Array(packages.length);
    const reachFrom = (start: number): void => {
      const pending = [start];
      isReached[start] = 1;
      for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
        for (const { to } of packages[index]?.dependsOn ?? []) {
          if (isReached[to] === 1) continue;
          isReached[to] = 1;
          pending.push(to);
        }
      }
    };
    reachFrom(platform);
    for (const index of packages.keys()) {
      if (isReached[index] === 1) continue;
      this.#reader.connect(platform, index);
      reachFrom(index);
    }
  }
}

/** Begins the graph of the system that a database belongs to. A system that does not say what it is costs the look-up of its packages. */
export async function openSystem(file: SourceFile, ctx: Ctx, family: Family, levels: number): Promise<SystemGraph> {
  const root = new SystemRoot(file, levels);
  const distribution = await readDistribution(root, ctx);
  const graph = new SystemGraph(file, ctx, family, root, distribution.value);
  graph.issues.addAll(distribution.issues);
  if (distribution.value === undefined && distribution.issues.length === 0) {
    graph.issues.add('os/no-release', 'has no os-release that says which distribution its packages are of');
  }
  return graph;
}
