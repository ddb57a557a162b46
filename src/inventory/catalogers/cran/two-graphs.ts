import type { Ctx, IssueCollector } from '../../../kernel/index.ts';
import type { PackageGraph, PackageNode } from '../../../model/index.ts';
import type { SourceFile } from '../../cataloger.ts';
import { PackageReader, type EdgeFacts } from '../../package-reader.ts';
import type { Repository } from './description.ts';

/**
 * The packages of R that stand side by side, those of CRAN in one graph and those of Bioconductor in another, since they are packages of
 * two ecosystems. An edge from one graph to the other cannot be drawn, and both graphs then say that they have only a part of them.
 */
export class TwoGraphs {
  readonly #cran: PackageReader;
  readonly #bioconductor: PackageReader;
  readonly #repositories = new Map<string, Repository>();
  #project: Partial<PackageNode> | undefined;
  #isCut = false;

  constructor(file: SourceFile, ctx: Ctx, issues: IssueCollector) {
    this.#cran = new PackageReader(file, ctx, 'cran', issues);
    this.#bioconductor = new PackageReader(file, ctx, 'bioconductor', issues);
  }

  project(facts: Partial<PackageNode> = {}): void {
    this.#project = facts;
  }

  /** By its name, of which a library has one version. */
  add(repository: Repository, node: Omit<PackageNode, 'dependsOn'>): boolean {
    const isAdded = !this.#repositories.has(node.name) && this.#of(repository).add(node.name, node) !== undefined;
    if (isAdded) this.#repositories.set(node.name, repository);
    return isAdded;
  }

  connect(from: string, to: string, facts: EdgeFacts): void {
    const repository = this.#repositories.get(from);
    const target = this.#repositories.get(to);
    if (repository === undefined || target === undefined) return;
    if (repository !== target) this.#isCut = true;
    const reader = this.#of(repository);
    reader.connect(reader.indexOf(from), reader.indexOf(to), facts);
  }

  adoptLoose(): void {
    for (const reader of [this.#cran, this.#bioconductor]) {
      if (this.#isUsed(reader)) reader.adoptLoose(reader.project(this.#project));
    }
  }

  /** Those that hold a package; that of CRAN also when it holds the project alone. */
  build(): readonly PackageGraph[] {
    const edges = this.#isCut ? 'partial' : 'complete';
    const isEmpty = this.#repositories.size === 0;
    return [this.#cran, this.#bioconductor]
      .filter((reader) => this.#isUsed(reader) || (isEmpty && reader === this.#cran && this.#project !== undefined))
      .map((reader) => {
        if (this.#project !== undefined) reader.project(this.#project);
        return reader.build(edges);
      });
  }

  #of(repository: Repository): PackageReader {
    return repository === 'cran' ? this.#cran : this.#bioconductor;
  }

  #isUsed(reader: PackageReader): boolean {
    const repository = reader === this.#cran ? 'cran' : 'bioconductor';
    return this.#repositories.values().some((each) => each === repository);
  }
}
