import { incomplete, type Ctx, type Issue, type IssueCollector, type Outcome } from '../../../kernel/index.ts';
import type { PackageNode } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import type { Draft } from './draft.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { joinPath, nameOfDirectory } from './paths.ts';
import { toEdge, type RequirementKind } from './requirements.ts';
import type { PackageEdge } from '../../../model/index.ts';
import { shown } from './shown.ts';

/** Reads the manifests of projects as a cataloger comes to them, and keeps what was wrong with them. */
export class ProjectManifests {
  readonly issues: Issue[] = [];
  readonly #lockfile: SourceFile;
  readonly #ctx: Ctx;

  constructor(lockfile: SourceFile, ctx: Ctx) {
    this.#lockfile = lockfile;
    this.#ctx = ctx;
  }

  /** @param directory relative to the lockfile's, `.` or empty for the same */
  async read(directory: string): Promise<Manifest | undefined> {
    return this.readFile(await this.#lockfile.sibling(joinPath(directory, 'package.json')));
  }

  async readFile(file: SourceFile | undefined): Promise<Manifest | undefined> {
    const manifest = await readManifest(file, this.#ctx);
    for (const issue of manifest.issues) this.issues.push(issue);
    return manifest.value;
  }

  /**
   * A dependency that the manifest asks for and the lockfile does not know was added after the lockfile was written:
   * it would be missing from the inventory without a word.
   */
  reportUnlocked(manifest: Manifest, isLocked: (name: string) => boolean): void {
    for (const [name, requirement] of manifest.requirements) {
      if (requirement.kind === 'peer' || requirement.kind === 'optional peer' || isLocked(name)) continue;
      const message = `asks for ${shown(name)} ${shown(requirement.range)}, which the lockfile beside it does not know: it is out of date`;
      const line = manifest.lineOf(name);
      const issue = { code: 'npm/lockfile-outdated', path: manifest.path, message };
      this.issues.push(line === undefined ? issue : { ...issue, line });
    }
  }
}

/** The node of a project: what the lockfile says of it, then its manifest, then its directory. */
export function toProject(
  directory: string,
  manifest: Manifest | undefined,
  locked: { readonly name?: string | undefined; readonly version?: string | undefined; readonly licence?: string | undefined },
  line: number | undefined,
): Omit<PackageNode, 'dependsOn'> {
  const name = locked.name ?? manifest?.name ?? nameOfDirectory(directory);
  const node: Draft<Omit<PackageNode, 'dependsOn'>> = { name, kind: 'project', directory };
  const version = locked.version ?? manifest?.version;
  const licence = locked.licence ?? manifest?.licence;
  if (version !== undefined) node.version = version;
  if (licence !== undefined) node.licence = licence;
  if (line !== undefined) node.line = line;
  return node;
}

/** An edge of a project, with the place that asks for it: its manifest when that was read, else a line of the lockfile. */
export function toProjectEdge(
  to: number,
  name: string,
  kind: RequirementKind,
  range: string,
  manifest: Manifest | undefined,
  line?: number,
): PackageEdge {
  const edge = toEdge(to, kind, range);
  const asked = manifest?.lineOf(name);
  if (manifest !== undefined && asked !== undefined) {
    edge.file = manifest.path;
    edge.line = asked;
  } else if (line !== undefined) {
    edge.line = line;
  }
  return edge;
}

/** Says that a package is not there without which no installation is sound. */
export function reportMissing(issues: IssueCollector, name: string, range: string, owner: string, line: number | undefined): void {
  issues.add('npm/missing-package', `has no package for ${shown(name)} ${shown(range)}, which ${shown(owner)} asks for`, line);
}

export function outside(issues: IssueCollector, path: string, line: number | undefined): void {
  issues.add('path/outside-target', `names the path "${shown(path)}", which lies outside the target and was not followed`, line);
}

/** The outcomes of several files as one. */
export async function eachFile(
  files: readonly SourceFile[],
  read: (file: SourceFile) => Promise<Outcome<Catalogued>>,
): Promise<Outcome<Catalogued>> {
  const [first] = files;
  if (first !== undefined && files.length === 1) return read(first);
  const outcomes: Outcome<Catalogued>[] = [];
  for (const file of files) outcomes.push(await read(file));
  const value = { graphs: outcomes.flatMap((outcome) => outcome.value.graphs) };
  const issues = outcomes.flatMap((outcome) => outcome.issues);
  return outcomes.every((outcome) => outcome.complete) ? { value, complete: true, issues } : incomplete(value, issues);
}
