import type { Issue, Outcome } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';

/** Runs a reader of one file on every file of a group. */
export async function eachFile(
  files: readonly SourceFile[],
  read: (file: SourceFile) => Promise<Outcome<PackageGraph | undefined>>,
): Promise<Outcome<Catalogued>> {
  const graphs: PackageGraph[] = [];
  const issues: Issue[] = [];
  for (const file of files) {
    const outcome = await read(file);
    if (outcome.value !== undefined) graphs.push(outcome.value);
    for (const issue of outcome.issues) issues.push(issue);
  }
  return { value: { graphs }, complete: issues.length === 0, issues };
}
