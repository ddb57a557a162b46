import { IssueCollector, type Ctx, type Issue, type Outcome } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { readExecutables, type Executable } from './executable/index.ts';

/** One file and the programs in it. */
export interface OpenedExecutable {
  readonly file: SourceFile;
  readonly bytes: Buffer;
  /** Empty when the file is no executable, or one of which nothing can be read. */
  readonly parts: readonly Executable[];
  /** What of it could not be read. */
  readonly faults: readonly string[];
  readonly issues: IssueCollector;
  readonly ctx: Ctx;
}

/** What one cataloger finds in one file. Undefined when the file does not hold what it looks for. */
export type ReadExecutable = (opened: OpenedExecutable) => Promise<readonly PackageGraph[] | undefined>;

/**
 * Opens each file and hands it on. Where nothing is found in a file whose tables are damaged, that is an issue: what is looked for may lie
 * in what cannot be read.
 */
export async function catalogEachExecutable(
  files: readonly SourceFile[],
  ctx: Ctx,
  read: ReadExecutable,
): Promise<Outcome<Catalogued>> {
  const graphs: PackageGraph[] = [];
  const issues: Issue[] = [];
  for (const file of files) {
    ctx.signal.throwIfAborted();
    const collector = new IssueCollector(file.path);
    const content = await file.bytes();
    collector.addAll(content.issues);
    if (content.value !== undefined) {
      const { buffer, byteOffset, byteLength } = content.value;
      const bytes = Buffer.from(buffer, byteOffset, byteLength);
      const { parts, faults } = readExecutables(bytes);
      const found = await read({ file, bytes, parts, faults, issues: collector, ctx });
      if (found === undefined) addFaults(faults, collector);
      graphs.push(...(found ?? []));
    }
    for (const issue of collector.issues) issues.push(issue);
  }
  return { value: { graphs }, complete: issues.length === 0, issues };
}

export function addFaults(faults: readonly string[], issues: IssueCollector): void {
  for (const fault of faults) issues.add('binary/damaged', fault);
}
