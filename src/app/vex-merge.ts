import type { VexConflict } from '../advisory/vex/index.ts';
import { complete, incomplete, type Ctx, type Outcome } from '../kernel/index.ts';
import { issuesOf, readVexFiles, statementsOf, type NamedFile } from './vex-documents.ts';
import { writeVex, type VexAuthor } from './vex-write.ts';

export interface VexMerge {
  /** The document. */
  readonly text: string;
  readonly statements: number;
  readonly conflicts: readonly VexConflict[];
  /** Statements that a later version of their own document no longer makes. */
  readonly superseded: number;
}

/**
 * Several VEX documents as one. Undefined when they make no statement at all. What could not be read is in the issues, and
 * then is not in the document.
 */
export async function mergeVexFiles(
  files: readonly NamedFile[],
  author: VexAuthor,
  ctx: Ctx,
): Promise<Outcome<VexMerge | undefined>> {
  const { mergeVex } = await import('../advisory/vex/index.ts');
  const read = await readVexFiles(files, ctx);
  const { statements, conflicts, superseded } = mergeVex(statementsOf(read));
  const issues = issuesOf(read);
  if (statements.length === 0) return incomplete(undefined, issues);
  // The document has one author: who said what is noted with each statement.
  const noted = statements.map((statement) => {
    const { document, notes } = statement;
    const origin = `Said by ${document.author} in ${document.id}${document.version === undefined ? '' : `, version ${document.version}`}.`;
    return { ...statement, notes: notes === undefined || notes === origin ? origin : `${notes}\n${origin}` };
  });
  const text = await writeVex(noted, author, ctx.now());
  const merge: VexMerge = { text, statements: statements.length, conflicts, superseded: superseded.length };
  return issues.length === 0 ? complete(merge) : incomplete(merge, issues);
}
