import { incomplete, messageOf, type Ctx, type Issue, type Outcome } from '../kernel/index.ts';
import type { Catalogued, Cataloger, SourceFile } from './cataloger.ts';
import { type CatalogedFile, withoutCoveredFallbacks } from './fallbacks.ts';
import type { TargetFiles } from './target-files.ts';
import type { SeenGraph } from './to-inventory.ts';

/** A file that a cataloger wants. */
export interface Work {
  readonly cataloger: Cataloger;
  /** Relative to the target. */
  readonly file: string;
  /** What it said of the file already, while an archive was read. */
  readonly early?: Outcome<Catalogued>;
}

export interface CatalogerRun {
  readonly graphs: readonly SeenGraph[];
  /** Files that packages of the operating system installed, as their databases spell them. */
  readonly ownedFiles: readonly string[];
  readonly issues: readonly Issue[];
}

/** Lets every cataloger read what it wants, one file or group after the other. */
export async function runCatalogers(work: readonly Work[], target: TargetFiles, ctx: Ctx): Promise<CatalogerRun> {
  const groups = groupWork(work);
  const cataloged: CatalogedFile[] = [];
  const ownedFiles: string[] = [];
  const task = ctx.progress.start('Reading', groups.length);
  let lastPath: string | undefined;
  for (const [done, { cataloger, paths, early }] of groups.entries()) {
    ctx.signal.throwIfAborted();
    task.update(done);
    if (paths[0] !== lastPath) target.release();
    lastPath = paths[0];
    const files = paths.map((file) => target.file(file)).filter((file) => file !== undefined);
    const outcome = early ?? (await runCataloger(cataloger, files, ctx));
    for (const file of outcome.value.ownedFiles ?? []) ownedFiles.push(file);
    cataloged.push({ cataloger, file: paths[0] ?? '', outcome: { ...outcome, value: outcome.value.graphs } });
  }
  target.release();
  task.end();
  const graphs: SeenGraph[] = [];
  const issues: Issue[] = [];
  for (const { cataloger, file, outcome } of withoutCoveredFallbacks(cataloged)) {
    issues.push(...bounded(outcome.issues, file, ctx.limits.issuesPerFile));
    for (const graph of outcome.value) graphs.push({ graph, file, cataloger });
  }
  return { graphs, ownedFiles, issues };
}

interface Group {
  readonly cataloger: Cataloger;
  readonly paths: string[];
  readonly early: Outcome<Catalogued> | undefined;
}

function groupWork(work: readonly Work[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { cataloger, file, early } of work) {
    const key = `${cataloger.id}\n${cataloger.group?.(file) ?? file}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { cataloger, paths: [file], early });
    else group.paths.push(file);
  }
  return [...groups.values()];
}

/** A cataloger that fails on one file is a bug, but it must not cost the rest of the target: it is said with its place and its cause. */
export async function runCataloger(cataloger: Cataloger, files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  try {
    const catalog = await cataloger.load();
    return await catalog(files, ctx);
  } catch (thrown) {
    if (ctx.signal.aborted) throw thrown;
    ctx.log.debug(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    return incomplete({ graphs: [] }, [
      {
        code: 'cataloger/failed',
        path: files[0]?.path ?? '',
        message: `could not be read by ${cataloger.id}, which is a bug in Assay: ${messageOf(thrown)}`,
      },
    ]);
  }
}

function bounded(issues: readonly Issue[], path: string, most: number): readonly Issue[] {
  if (issues.length <= most) return issues;
  const rest = issues.length - most;
  return [...issues.slice(0, most), { code: 'file/more-issues', path, message: `has ${rest} more issues` }];
}
