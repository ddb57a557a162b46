import { complete, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader, unread } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { parseDescription } from './description.ts';

/**
 * What a package that is developed here asks for. Its DESCRIPTION names least versions, never one alone, and does not say whether a
 * package is of CRAN or of Bioconductor.
 */
export async function catalogDescription(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const text = await file.text();
  if (text.value === undefined) return unread(text.issues);
  const description = parseDescription(text.value);
  if (description === undefined || description.isInstalled) return complete({ graphs: [] });
  const { name, version, licence, line, wants, problems } = description;
  const reader = new PackageReader(file, ctx, 'cran');
  for (const problem of problems) reader.issues.add('cran/description', problem.message, problem.line);
  const root = reader.project(present({ name, version, licence, line }));
  for (const { name: wanted, requirement, scope, line: at } of wants) {
    const pinned = /^==\s*(\S+)$/.exec(requirement ?? '')?.[1];
    const index = reader.add(wanted, { name: wanted, kind: 'package', ...present({ version: pinned, line: at }) });
    reader.connect(root, index, { requirement, scope, line: at });
  }
  return reader.outcome('partial');
}
