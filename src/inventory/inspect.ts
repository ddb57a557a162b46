import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { incomplete, messageOf, type Ctx, type Issue, type Outcome } from '../kernel/index.ts';
import type { Inventory, PackageGraph } from '../model/index.ts';
import type { Cataloger, SourceFile } from './cataloger.ts';
import { type CatalogedFile, withoutCoveredFallbacks } from './fallbacks.ts';
import { indexFiles } from './file-index.ts';
import { catalogers as everyCataloger } from './list.ts';
import { walkDirectory } from './targets/directory.ts';
import { DiskFiles } from './targets/disk-file.ts';
import { toInventory, type SeenGraph } from './to-inventory.ts';

export interface InspectOptions {
  readonly catalogers?: readonly Cataloger[];
  /** Leave out what `.gitignore` and `.assayignore` name. Default true. */
  readonly heedIgnoreFiles?: boolean;
}

/** What is in a target, and what of it was left out on purpose. */
export interface Inspection {
  readonly inventory: Inventory;
  /** Wanted files and directories that ignore files left out, relative to the target. */
  readonly ignored: readonly string[];
  /** Files that were read, relative to the target. */
  readonly files: readonly string[];
}

/** Takes stock of a directory: one walk, every file that a cataloger wants read once. `path` must be an existing directory. */
export async function inspectDirectory(path: string, ctx: Ctx, options: InspectOptions = {}): Promise<Outcome<Inspection>> {
  const catalogers = options.catalogers ?? everyCataloger;
  const heedIgnoreFiles = options.heedIgnoreFiles ?? true;
  const index = indexFiles(catalogers);
  const wantedAt = (file: string, name: string): readonly Cataloger[] => {
    const inNodeModules = `/${file}`.includes('/node_modules/');
    return index.wantedBy(file, name).filter((cataloger) => !inNodeModules || cataloger.insideNodeModules === true);
  };
  const walk = await walkDirectory({ root: path, wanted: (file, name) => wantedAt(file, name).length > 0, heedIgnoreFiles }, ctx);
  const disk = new DiskFiles(path, ctx, { heedIgnoreFiles });
  const work = walk.files.flatMap((file) => wantedAt(file, basename(file)).map((cataloger) => ({ cataloger, file })));
  const run = await runCatalogers(work, disk, ctx);
  const inventory = toInventory({ kind: 'directory', name: path }, run.graphs);
  const issues = [...walk.issues, ...run.issues];
  return { value: { inventory, ignored: walk.ignored, files: walk.files }, complete: issues.length === 0, issues };
}

/** Takes stock of one file that a cataloger wants by its name; undefined when none does. Its neighbours in the directory may be asked. */
export async function inspectFile(path: string, ctx: Ctx, options: InspectOptions = {}): Promise<Outcome<Inspection> | undefined> {
  const name = basename(path);
  const wanted = indexFiles(options.catalogers ?? everyCataloger).wantedBy(name, name);
  if (wanted.length === 0) return undefined;
  const disk = new DiskFiles(dirname(resolve(path)), ctx, { heedIgnoreFiles: options.heedIgnoreFiles ?? true });
  const run = await runCatalogers(
    wanted.map((cataloger) => ({ cataloger, file: name })),
    disk,
    ctx,
  );
  const inventory = toInventory({ kind: 'file', name: path }, run.graphs);
  return { value: { inventory, ignored: [], files: [name] }, complete: run.issues.length === 0, issues: run.issues };
}

export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

interface Work {
  readonly cataloger: Cataloger;
  readonly file: string;
}

async function runCatalogers(
  work: readonly Work[],
  disk: DiskFiles,
  ctx: Ctx,
): Promise<{ readonly graphs: readonly SeenGraph[]; readonly issues: readonly Issue[] }> {
  const groups = groupWork(work);
  const cataloged: CatalogedFile[] = [];
  const task = ctx.progress.start('Reading', groups.length);
  for (const [done, group] of groups.entries()) {
    ctx.signal.throwIfAborted();
    task.update(done);
    const files = group.files.map((file) => disk.file(file)).filter((file) => file !== undefined);
    cataloged.push({
      cataloger: group.cataloger,
      file: group.files[0] ?? '',
      outcome: await runCataloger(group.cataloger, files, ctx),
    });
  }
  task.end();
  const graphs: SeenGraph[] = [];
  const issues: Issue[] = [];
  for (const { cataloger, file, outcome } of withoutCoveredFallbacks(cataloged)) {
    issues.push(...bounded(outcome.issues, file, ctx.limits.issuesPerFile));
    for (const graph of outcome.value) graphs.push({ graph, file, cataloger });
  }
  return { graphs, issues };
}

function groupWork(work: readonly Work[]): readonly { readonly cataloger: Cataloger; readonly files: string[] }[] {
  const groups = new Map<string, { readonly cataloger: Cataloger; readonly files: string[] }>();
  for (const { cataloger, file } of work) {
    const key = `${cataloger.id}\n${cataloger.group?.(file) ?? file}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { cataloger, files: [file] });
    else group.files.push(file);
  }
  return [...groups.values()];
}

/** A cataloger that fails on one file is a bug, but it must not cost the rest of the target: it is said with its place and its cause. */
async function runCataloger(
  cataloger: Cataloger,
  files: readonly SourceFile[],
  ctx: Ctx,
): Promise<Outcome<readonly PackageGraph[]>> {
  try {
    const catalog = await cataloger.load();
    const outcome = await catalog(files, ctx);
    return { ...outcome, value: outcome.value.graphs };
  } catch (thrown) {
    if (ctx.signal.aborted) throw thrown;
    ctx.log.debug(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    return incomplete(
      [],
      [
        {
          code: 'cataloger/failed',
          path: files[0]?.path ?? '',
          message: `could not be read by ${cataloger.id}, which is a bug in Assay: ${messageOf(thrown)}`,
        },
      ],
    );
  }
}

function bounded(issues: readonly Issue[], path: string, most: number): readonly Issue[] {
  if (issues.length <= most) return issues;
  const rest = issues.length - most;
  return [...issues.slice(0, most), { code: 'file/more-issues', path, message: `has ${rest} more issues` }];
}
