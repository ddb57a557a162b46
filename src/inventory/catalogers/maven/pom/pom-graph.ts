import type { PackageGraph } from '../../../../model/index.ts';
import { GraphBuilder } from '../../../graph-builder.ts';
import { isMavenId, nameOf } from '../coordinates.ts';
import type { MavenTree } from '../tree/index.ts';
import type { EffectiveModel, MissingPom, ResolvedDependency } from './effective.ts';
import type { Pom } from './pom.ts';
import type { PomSet } from './pom-set.ts';
import type { Reactor } from './reactor.ts';

/** The graph of one build: its modules are projects, and their dependencies on each other edges between them. */
export class PomGraph {
  readonly #reactor: Reactor;
  readonly #set: PomSet;
  readonly #trees: ReadonlyMap<string, MavenTree>;
  readonly #most: number;
  readonly #graph = new GraphBuilder();
  readonly #missing = new Map<string, MissingPom>();
  /** Projects that ask for packages and have no tree. */
  #open: Pom[] = [];
  #isFull = false;

  constructor(reactor: Reactor, set: PomSet, trees: ReadonlyMap<string, MavenTree>, most: number) {
    this.#reactor = reactor;
    this.#set = set;
    this.#trees = trees;
    this.#most = most;
  }

  /** Undefined when everything in it is known from elsewhere. */
  build(): PackageGraph | undefined {
    for (const pom of this.#reactor.poms) this.#project(pom);
    for (const pom of this.#reactor.poms) {
      const model = this.#set.modelOf(pom);
      const tree = this.#trees.get(this.#nameOf(pom, model));
      if (model === undefined) continue;
      if (tree === undefined) this.#read(pom, model);
      else this.#checkTree(model, tree);
    }
    this.#reportMissing();
    this.#reportTransitive();
    const isKnown = this.#reactor.poms.every((pom) => this.#trees.has(this.#nameOf(pom, this.#set.modelOf(pom))));
    return isKnown ? undefined : this.#graph.build('maven', 'partial');
  }

  #nameOf(pom: Pom, model: EffectiveModel | undefined): string {
    const groupId = model?.groupId;
    const artifactId = model?.artifactId ?? pom.artifactId ?? pom.directory;
    return groupId === undefined ? artifactId : nameOf(groupId, artifactId);
  }

  #project(pom: Pom): number {
    const model = this.#set.modelOf(pom);
    const version = model?.version;
    const licence = model?.licence;
    return this.#graph.add(pom.file, {
      kind: 'project',
      name: this.#nameOf(pom, model),
      directory: pom.directory,
      ...(version === undefined ? {} : { version }),
      ...(licence === undefined ? {} : { licence }),
      file: pom.file,
      line: pom.line,
    });
  }

  #read(pom: Pom, model: EffectiveModel): void {
    if (!isMavenId(model.artifactId)) this.#set.report('maven/shape', pom.file, 'has no artifactId that can be known', pom.line);
    const from = this.#graph.indexOf(pom.file) as number;
    const dependencies = model.dependencies();
    for (const dependency of dependencies) {
      if (this.#graph.size > this.#most + this.#reactor.poms.length) return this.#full(pom);
      const { scope, requirement, file, line } = dependency;
      const to = this.#target(dependency);
      this.#graph.connect(from, { to, scope, ...(requirement === undefined ? {} : { requirement }), file, line });
    }
    if (dependencies.some(({ systemPath }) => systemPath === undefined)) this.#open.push(pom);
    const parent = model.missingParent();
    for (const one of [...(parent === undefined ? [] : [parent]), ...model.blamed.values()]) {
      this.#missing.set(`${one.name}:${one.version}`, one);
    }
  }

  /** A package, or the project of the target that it is. */
  #target({ name, version, systemPath, file, line }: ResolvedDependency): number {
    const [groupId = '', artifactId = ''] = name.split(':');
    const own = this.#set.find(groupId, artifactId, version);
    if (own !== undefined) return this.#project(own.lineage.pom);
    return this.#graph.add(`${name}@${version ?? ''} ${systemPath ?? ''}`, {
      kind: 'package',
      name,
      ...(version === undefined ? {} : { version }),
      ...(systemPath === undefined ? {} : { source: { kind: 'local', path: systemPath } }),
      file,
      line,
    });
  }

  #full(pom: Pom): void {
    if (!this.#isFull)
      this.#set.report('file/too-many-packages', pom.file, `and those before it name more than ${this.#most} packages`);
    this.#isFull = true;
  }

  /** A tree that lacks what the pom asks for is older than the pom, and does not know the package. */
  #checkTree(model: EffectiveModel, tree: MavenTree): void {
    const held = new Set(tree.root.children.map(({ name }) => name));
    // A tree that was asked for without tests has none of them.
    const hasTests = tree.root.children.some(({ scope }) => scope === 'test');
    for (const { name, scope, isDormant, file, line } of model.dependencies()) {
      if (isDormant || held.has(name) || (scope === 'test' && !hasTests)) continue;
      this.#set.report(
        'maven/stale-tree',
        tree.file,
        `does not have ${name}, which the project asks for (${file} line ${line})`,
        tree.line,
      );
    }
  }

  #reportMissing(): void {
    for (const { kind, name, version, file, line } of this.#missing.values()) {
      const what = kind === 'parent' ? 'takes dependencies and versions from its parent' : 'takes versions that it uses from';
      const shown = version === undefined ? name : `${name}:${version}`;
      this.#set.report(`maven/missing-${kind}`, file, `${what} ${shown}, which is not in the target`, line);
    }
  }

  #reportTransitive(): void {
    const [first] = this.#open;
    if (first === undefined) return;
    const { root } = this.#reactor;
    const who = this.#open.length === 1 ? 'asks for packages' : `and its modules, ${this.#open.length} projects, ask for packages`;
    this.#set.report(
      'maven/transitive-unknown',
      this.#open.length === 1 ? first.file : root.file,
      `${who}, and nothing in the target says what those need in turn; "mvn dependency:tree -DoutputType=json -DoutputFile=dependency-tree.json" writes it`,
      this.#open.length === 1 ? first.line : root.line,
    );
  }
}
