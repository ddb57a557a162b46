import { posix } from 'node:path';
import { compareVersions } from '../../../ecosystem/index.ts';
import { complete, incomplete, IssueCollector, type Ctx, type Issue, type Outcome } from '../../../kernel/index.ts';
import type { PackageEdge, PackageGraph, PackageNode } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { parseGoSum } from './go-sum.ts';
import { parseModFile, type ModFile, type Replacement, type Requirement } from './mod-file.ts';
import { higherDirectives, standardLibraryOf } from './standard-library.ts';
import {
  directoryOf,
  findWorkspace,
  isAbsolutePath,
  isVendored,
  localModule,
  resolveReplacements,
  type Workspace,
} from './workspace.ts';

/**
 * The build list of a Go module as its go.mod states it. Since Go 1.17 go.mod requires every module that provides a package to
 * the main module's packages and tests (`go mod tidy`, graph pruning), which is what gets built: `go list -m all` has several
 * times as many, most of them modules of which only the go.mod is read. Before 1.17 it names the direct ones only, and go.sum
 * gives the others.
 *
 * The hashes of go.sum are not listed as hashes of a component: `h1:` is a SHA-256 over a list of file hashes
 * (golang.org/x/mod/sumdb/dirhash), which is not the digest of any file that somebody could compute and compare.
 */
export async function catalogGoMod(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const graphs: PackageGraph[] = [];
  const issues: Issue[] = [];
  for (const file of files) {
    const outcome = await catalogFile(file, ctx);
    if (outcome.value !== undefined) graphs.push(outcome.value);
    for (const issue of outcome.issues) issues.push(issue);
  }
  return { value: { graphs }, complete: issues.length === 0, issues };
}

async function catalogFile(file: SourceFile, ctx: Ctx): Promise<Outcome<PackageGraph | undefined>> {
  if (await isVendored(file)) return complete(undefined);
  const text = await file.text();
  if (text.value === undefined) return incomplete(undefined, text.issues);
  const parsed = parseModFile(text.value, file.path);
  const issues = new IssueCollector(file.path);
  for (const issue of parsed.issues) issues.issues.push(issue);
  if (posix.basename(file.path) === 'go.work') {
    await checkWorkspace(file, parsed.value, issues);
    return issues.outcome(undefined);
  }
  return issues.outcome(await new BuildList(file, parsed.value, ctx, issues).graph());
}

/** go.work lists no modules of its own; it is only looked at for what it promises. */
async function checkWorkspace(file: SourceFile, work: ModFile, issues: IssueCollector): Promise<void> {
  for (const use of work.uses) {
    if (isAbsolutePath(use.text) || (await file.sibling(posix.join(use.text, 'go.mod'))) === undefined) {
      issues.add('golang/workspace', `uses ${use.text}, where there is no go.mod in the target`, use.line);
    }
  }
}

const MOST_PATH_ELEMENTS = 50;

class BuildList {
  readonly #file: SourceFile;
  readonly #mod: ModFile;
  readonly #ctx: Ctx;
  readonly #issues: IssueCollector;
  readonly #packages: PackageNode[] = [];
  readonly #rootEdges: PackageEdge[] = [];
  /** By the path of the module that is built, after replacement. */
  readonly #indices = new Map<string, number>();
  /** By the path that is required. */
  readonly #required = new Map<string, number>();

  constructor(file: SourceFile, mod: ModFile, ctx: Ctx, issues: IssueCollector) {
    this.#file = file;
    this.#mod = mod;
    this.#ctx = ctx;
    this.#issues = issues;
  }

  async graph(): Promise<PackageGraph> {
    const { module } = this.#mod;
    const directory = directoryOf(this.#file);
    if (module === undefined) this.#issues.add('golang/no-module', 'has no module directive');
    this.#checkGoVersion();
    this.#packages.push({
      name: module?.text ?? directory,
      kind: 'project',
      directory,
      line: module?.line ?? 1,
      dependsOn: this.#rootEdges,
    });
    const { value: workspace, issues } = await findWorkspace(this.#file, this.#ctx);
    for (const issue of issues) this.#issues.issues.push(issue);
    this.#addStandardLibrary(workspace);
    const requirements = this.#requirements();
    await this.#addRequirements(requirements, workspace);
    this.#addTools(requirements);
    if (isBeforePruning(this.#mod)) await this.#addSummedModules(requirements);
    return { ecosystem: 'golang', packages: this.#packages, edges: 'partial' };
  }

  #checkGoVersion(): void {
    const { go } = this.#mod;
    if (go !== undefined && compareVersions('golang', go.text, '1.17') === undefined) {
      this.#issues.add('golang/version', `is for Go ${go.text}, which is not a version of Go`, go.line);
    }
  }

  #addStandardLibrary(workspace: Workspace | undefined): void {
    const library = standardLibraryOf(workspace === undefined ? this.#mod : higherDirectives(this.#mod, workspace));
    if (library === undefined) return;
    const { place, requirement } = library;
    const isOwn = place === this.#mod.go || place === this.#mod.toolchain;
    const where = { line: place.line, ...(isOwn || workspace === undefined ? {} : { file: workspace.file }) };
    const version = library.version === undefined ? {} : { version: library.version };
    const to = this.#add({ name: 'stdlib', ...version, kind: 'package', ...where, dependsOn: [] });
    if (to !== undefined) this.#rootEdges.push({ to, scope: 'runtime', requirement, ...where });
  }

  /** By module path. A module that is required twice is built in the higher version, as in minimal version selection. */
  #requirements(): ReadonlyMap<string, Requirement> {
    const requirements = new Map<string, Requirement>();
    for (const requirement of this.#mod.requirements) {
      if (requirement.path === this.#mod.module?.text) continue;
      const known = requirements.get(requirement.path);
      const order = known === undefined ? 1 : compareVersions('golang', requirement.version, known.version);
      if (order === undefined) {
        this.#issues.add('golang/version', `requires ${requirement.path} twice, in versions that have no order`, requirement.line);
      }
      const higher = known === undefined || order === 1 ? requirement : known;
      const indirect = requirement.indirect && (known?.indirect ?? true);
      requirements.set(requirement.path, { ...higher, indirect });
    }
    return requirements;
  }

  async #addRequirements(requirements: ReadonlyMap<string, Requirement>, workspace: Workspace | undefined): Promise<void> {
    const own = resolveReplacements(this.#mod.replacements, directoryOf(this.#file));
    const replacements = indexReplacements(workspace === undefined ? own : [...workspace.replacements, ...own]);
    for (const requirement of requirements.values()) {
      const { path, version, line, indirect } = requirement;
      const replacement = replacements.get(`${path} ${version}`) ?? replacements.get(path);
      const to = this.#add(await this.#built(requirement, replacement, workspace?.directories.get(path)));
      if (to === undefined) return;
      this.#required.set(path, to);
      // go.mod does not say who needs an indirect module, so no edge leads to it.
      if (!indirect) {
        const asked = replacement === undefined ? version : `${path} ${version}`;
        this.#rootEdges.push({ to, scope: 'runtime', requirement: asked, line });
      }
    }
  }

  /** What is built for a requirement: the module itself, what replaces it, or a directory. */
  async #built(
    { path, version, line }: Requirement,
    replacement: Replacement | undefined,
    workspaceDirectory: string | undefined,
  ): Promise<PackageNode> {
    // A module of the workspace is used as it lies there, before any replacement (go.dev/ref/mod#go-work-file-use).
    if (workspaceDirectory !== undefined) return localModule(path, workspaceDirectory, line, this.#file);
    if (replacement === undefined) {
      if (!this.#mod.exclusions.has(`${path} ${version}`)) return { name: path, version, kind: 'package', line, dependsOn: [] };
      this.#issues.add('golang/excluded', `requires ${path} ${version} and excludes it, so that its version is not known`, line);
      return { name: path, kind: 'package', line, dependsOn: [] };
    }
    const { newPath, newVersion } = replacement;
    if (newVersion !== undefined) return { name: newPath, version: newVersion, kind: 'package', line, dependsOn: [] };
    return localModule(path, newPath, line, this.#file);
  }

  /**
   * A tool is a package; the module that provides it has the longest path that begins its own. Its edge is a runtime one: go.mod
   * does not say whether the program needs the module too, and nothing may be called a development dependency on a guess.
   */
  #addTools(requirements: ReadonlyMap<string, Requirement>): void {
    const known = new Set(this.#rootEdges.map((edge) => edge.to));
    for (const tool of this.#mod.tools) {
      const elements = tool.text.split('/', MOST_PATH_ELEMENTS);
      while (elements.length > 0 && !requirements.has(elements.join('/'))) elements.pop();
      const to = this.#required.get(elements.join('/'));
      if (to === undefined || known.has(to)) continue;
      known.add(to);
      this.#rootEdges.push({ to, scope: 'runtime', requirement: `tool ${tool.text}`, line: tool.line });
    }
  }

  async #addSummedModules(requirements: ReadonlyMap<string, Requirement>): Promise<void> {
    const file = await this.#file.sibling('go.sum');
    const text = await file?.text();
    if (file === undefined || text === undefined) {
      if (requirements.size === 0) return;
      const since = this.#mod.go === undefined ? 'has no go directive' : `is for Go ${this.#mod.go.text}`;
      this.#issues.add('golang/no-sum', `${since}, so it need not name indirect modules, and there is no go.sum to name them`);
      return;
    }
    const sums = text.value === undefined ? undefined : parseGoSum(text.value, file.path);
    for (const issue of sums?.issues ?? text.issues) this.#issues.issues.push(issue);
    for (const [name, { version, line }] of sums?.value ?? []) {
      if (requirements.has(name) || this.#indices.has(name)) continue;
      if (this.#add({ name, version, kind: 'package', file: file.path, line, dependsOn: [] }) === undefined) return;
    }
  }

  /** Index of the package; undefined when there are too many. */
  #add(node: PackageNode): number | undefined {
    const known = this.#indices.get(node.name);
    if (known !== undefined && this.#packages[known]?.version === node.version) return known;
    if (this.#packages.length > this.#ctx.limits.packagesPerFile) {
      this.#issues.add('file/too-many-packages', `names more than ${this.#ctx.limits.packagesPerFile} packages`, node.line);
      return undefined;
    }
    this.#indices.set(node.name, this.#packages.length);
    return this.#packages.push(node) - 1;
  }
}

/** Under `path version` where it is for one version, else under the path. The first of its kind wins. */
function indexReplacements(replacements: readonly Replacement[]): ReadonlyMap<string, Replacement> {
  const index = new Map<string, Replacement>();
  for (const replacement of replacements) {
    const key = replacement.version === undefined ? replacement.path : `${replacement.path} ${replacement.version}`;
    if (!index.has(key)) index.set(key, replacement);
  }
  return index;
}

/** Whether go.mod may leave indirect modules out: before `go 1.17`, and without a go directive, which means 1.16. */
function isBeforePruning(mod: ModFile): boolean {
  const order = mod.go === undefined ? -1 : compareVersions('golang', mod.go.text, '1.17');
  return order === -1 || order === undefined;
}
