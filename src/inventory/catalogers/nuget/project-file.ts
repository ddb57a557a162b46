import { posix } from 'node:path';
import { type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { GraphBuilder } from '../../graph-builder.ts';
import { MsbuildFiles, readProject, type MsbuildProject } from './msbuild/index.ts';
import { directoryOf, fileAt } from '../../paths.ts';
import { projectNameOf } from './project-name.ts';
import { packageScope, projectScope } from './scopes.ts';

/**
 * What project files ask for, where no lock file says what is restored: all of the target's in one graph, since they refer to each
 * other. `files` also holds lock files and restore outputs, which tell the projects that are resolved.
 * @see https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files
 */
export async function catalogProjectFiles(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const msbuild = new MsbuildFiles(ctx);
  const isResolved = resolvedProjects(files);
  const projects: { readonly project: MsbuildProject; readonly file: SourceFile }[] = [];
  for (const file of files) {
    if (!/\.[a-z]+proj$/i.test(file.path) || isResolved(file.path)) continue;
    ctx.signal.throwIfAborted();
    const project = await readProject(file, msbuild);
    if (project !== undefined) projects.push({ project, file });
  }
  const graph = new ProjectGraph(msbuild, ctx.limits.packagesPerFile);
  for (const { project } of projects) graph.addProject(project);
  for (const { project, file } of projects) await graph.addEdges(project, file);
  const asking = projects.filter(({ project }) => project.packages.some(({ isTool }) => !isTool));
  reportUnlocked(
    asking.map(({ project }) => project),
    msbuild,
  );
  const isEmpty = projects.every(({ project }) => project.packages.length === 0);
  return msbuild.issues.outcome({ graphs: isEmpty ? [] : [graph.builder.build('nuget', 'partial')] });
}

/** Whether another file says what a project resolves to: of its directory, or by its name where a directory holds several. */
function resolvedProjects(files: readonly SourceFile[]): (project: string) => boolean {
  const directories = new Set<string>();
  const projects = new Set<string>();
  for (const file of files) {
    const directory = directoryOf(file);
    const [lock, name] = /^packages\.(?:(.+)\.)?lock\.json$/.exec(posix.basename(file.path)) ?? [];
    if (name !== undefined) projects.add(posix.join(directory, name));
    else if (lock !== undefined) directories.add(directory);
    if (/(?:^|\/)obj\/project\.assets\.json$/.test(file.path)) directories.add(posix.dirname(directory));
  }
  return (project) => {
    const directory = posix.dirname(project);
    return directories.has(directory) || projects.has(posix.join(directory, projectNameOf(project)));
  };
}

/** Said once: it holds for all of them and has one remedy. */
function reportUnlocked(projects: readonly MsbuildProject[], msbuild: MsbuildFiles): void {
  const [first] = projects;
  if (first === undefined) return;
  const others = projects.length === 1 ? '' : `, and neither is it for ${projects.length - 1} other project files`;
  msbuild.report(
    'nuget/transitive-unknown',
    first.file,
    `asks for packages and has no packages.lock.json, so what those need in turn is not known${others}; restore with RestorePackagesWithLockFile to write it`,
    first.packages.find(({ file }) => file === first.file)?.line,
  );
}

class ProjectGraph {
  readonly builder = new GraphBuilder();
  readonly #msbuild: MsbuildFiles;
  readonly #most: number;
  #isFull = false;

  constructor(msbuild: MsbuildFiles, most: number) {
    this.#msbuild = msbuild;
    this.#most = most;
  }

  addProject({ file, directory, name, version, licence }: MsbuildProject): void {
    this.builder.add(file, {
      kind: 'project',
      name,
      directory,
      file,
      line: 1,
      ...(version === undefined ? {} : { version }),
      ...(licence === undefined ? {} : { licence }),
    });
  }

  async addEdges(project: MsbuildProject, file: SourceFile): Promise<void> {
    const from = this.builder.indexOf(project.file);
    if (from === undefined) return;
    for (const reference of project.packages) {
      const { id, version, requirement } = reference;
      const place = { file: reference.file, line: reference.line };
      if (this.builder.size > this.#most) return this.#full(project.file);
      const to = this.builder.add(`package:${id.toLowerCase()}@${version ?? ''}`, {
        kind: 'package',
        name: id,
        ...(version === undefined ? {} : { version }),
        ...place,
      });
      const asked = requirement === undefined ? {} : { requirement };
      this.builder.connect(from, { to, scope: packageScope(project, [reference]), ...asked, ...place });
    }
    for (const reference of project.projects) {
      const { path, written, line } = reference;
      const other = path === undefined ? undefined : await fileAt(file, path);
      if (path === undefined || other === undefined) {
        const message = `refers to the project ${JSON.stringify(written)}, which is not in the target`;
        this.#msbuild.report('nuget/project', reference.file, message, line);
        continue;
      }
      const name = projectNameOf(path);
      const to = this.builder.add(path, { kind: 'project', name, directory: directoryOf(other), file: path });
      this.builder.connect(from, { to, scope: projectScope(project), file: reference.file, line });
    }
  }

  #full(path: string): void {
    if (!this.#isFull)
      this.#msbuild.report('file/too-many-packages', path, `and those before it name more than ${this.#most} packages`);
    this.#isFull = true;
  }
}
