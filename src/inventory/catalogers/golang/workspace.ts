import { posix } from 'node:path';
import { IssueCollector, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { PackageNode } from '../../../model/index.ts';
import type { SourceFile } from '../../cataloger.ts';
import { parseModFile, type ModFile, type Placed, type Replacement } from './mod-file.ts';

/** The go.work that governs a module, with what it takes from the workspace's other modules. */
export interface Workspace {
  /** The go.work, relative to the target. */
  readonly file: string;
  readonly go?: Placed;
  readonly toolchain?: Placed;
  /** go.work's own first, for they win over those of the modules. Directories are relative to the target. */
  readonly replacements: readonly Replacement[];
  /** Directory of each module of the workspace, relative to the target, by its path. */
  readonly directories: ReadonlyMap<string, string>;
}

export function directoryOf(file: SourceFile): string {
  return posix.dirname(file.path);
}

export function isAbsolutePath(path: string): boolean {
  return /^(?:[/\\]|[a-z]:)/i.test(path);
}

/** How a file names a path that is relative to the target. */
export function seenFrom(file: SourceFile, path: string): string {
  return '../'.repeat(file.path.split('/').length - 1) + path;
}

/** A path as a file in `directory` writes it, relative to the target; unchanged where it is absolute. */
export function resolveDirectory(directory: string, path: string): string {
  const forward = path.replaceAll('\\', '/');
  return isAbsolutePath(forward) ? forward : posix.normalize(posix.join(directory, forward)).replace(/(?<=.)\/$/, '');
}

/** Replacements with their directories relative to the target, so that they mean the same in every module of a workspace. */
export function resolveReplacements(replacements: readonly Replacement[], directory: string): readonly Replacement[] {
  return replacements.map((each) => {
    return each.newVersion === undefined ? { ...each, newPath: resolveDirectory(directory, each.newPath) } : each;
  });
}

/**
 * Finds the go.work of a go.mod as the go command does: the nearest in its directory or above. Undefined when there is none
 * or when it does not use this module, which is then built without it.
 * @see https://go.dev/ref/mod#workspaces
 */
export async function findWorkspace(file: SourceFile, ctx: Ctx): Promise<Outcome<Workspace | undefined>> {
  const issues = new IssueCollector(file.path);
  const work = await nearest(file, 'go.work');
  const text = work === undefined ? undefined : await work.text();
  // What is wrong with go.work itself is said once, where it is read for itself.
  if (work === undefined || text?.value === undefined) return issues.outcome(undefined);
  const { value: parsed } = parseModFile(text.value, work.path);
  const home = directoryOf(work);
  const used = parsed.uses.map((use) => resolveDirectory(home, use.text));
  if (!used.includes(directoryOf(file))) return issues.outcome(undefined);

  const replacements = [...resolveReplacements(parsed.replacements, home)];
  const directories = new Map<string, string>();
  for (const [count, directory] of used.entries()) {
    if (count >= ctx.limits.includedFiles) {
      issues.add(
        'golang/workspace',
        `is in a workspace of more than ${ctx.limits.includedFiles} modules, of which the rest is not read`,
      );
      break;
    }
    const module = await moduleIn(work, directory);
    if (module?.module === undefined) continue;
    directories.set(module.module.text, directory);
    replacements.push(...resolveReplacements(module.replacements, directory));
  }
  const { go, toolchain } = parsed;
  return issues.outcome({
    file: work.path,
    ...(go === undefined ? {} : { go }),
    ...(toolchain === undefined ? {} : { toolchain }),
    replacements,
    directories,
  });
}

async function moduleIn(work: SourceFile, directory: string): Promise<ModFile | undefined> {
  const file = await work.sibling(seenFrom(work, `${directory}/go.mod`));
  const text = await file?.text();
  return file === undefined || text?.value === undefined ? undefined : parseModFile(text.value, file.path).value;
}

/**
 * A module that is built from a directory: a project where the target has its go.mod, which is then read for itself. No version is
 * given, for the file does not say which one the directory holds. `path` is relative to the target, or absolute.
 */
export async function localModule(name: string, path: string, line: number, file: SourceFile): Promise<PackageNode> {
  const place = { source: { kind: 'local' as const, path }, line, dependsOn: [] };
  const isInTarget = !isAbsolutePath(path) && (await file.sibling(seenFrom(file, `${path}/go.mod`))) !== undefined;
  return isInTarget ? { name, kind: 'project', directory: path, ...place } : { name, kind: 'package', ...place };
}

/** The file of that name in the same directory or in the nearest one above, within the target. */
async function nearest(file: SourceFile, name: string): Promise<SourceFile | undefined> {
  const levels = file.path.split('/').length;
  for (let level = 0; level < levels; level += 1) {
    const found = await file.sibling('../'.repeat(level) + name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a file lies below a `vendor` directory that the go command made: a copy of somebody else's module. */
export async function isVendored(file: SourceFile): Promise<boolean> {
  const parents = file.path.split('/').slice(0, -1);
  for (let level = 0; level < parents.length; level += 1) {
    if (parents.at(-1 - level) !== 'vendor') continue;
    if ((await file.sibling(`${'../'.repeat(level)}modules.txt`)) !== undefined) return true;
  }
  return false;
}
