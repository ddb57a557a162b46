import { IssueCollector, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { present } from '../../present.ts';
import { shown } from '../../shown.ts';
import { parseDescription, type Description } from './description.ts';
import { TwoGraphs } from './two-graphs.ts';

/** The packages that are installed side by side in one library. A DESCRIPTION of a package that is developed here is left alone. */
export async function catalogLibrary(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const issues = new IssueCollector((files[0] as SourceFile).path);
  const graphs = new TwoGraphs(files[0] as SourceFile, ctx, issues);
  const installed: (readonly [string, Description])[] = [];
  for (const file of files) {
    const text = await file.text();
    if (text.value === undefined) {
      issues.addAll(text.issues);
      continue;
    }
    const description = parseDescription(text.value);
    // Other programs have files of this name too, but none in which R says how it built a package.
    if (description === undefined && /^Built:/m.test(text.value)) {
      issues.addAll([{ code: 'cran/unnamed', path: file.path, message: 'does not name its package' }]);
    }
    if (description === undefined || !description.isInstalled) continue;
    const { name, version, licence, repository, source, problems } = description;
    const own = new IssueCollector(file.path);
    for (const { message, line } of problems) own.add('cran/description', message, line);
    if (version === undefined) own.add('cran/no-version', `has no version for ${shown(name)}`, description.line);
    issues.addAll(own.issues);
    const node = { name, kind: 'package' as const, file: file.path, ...present({ version, licence, source }) };
    if (graphs.add(repository, node)) installed.push([file.path, description]);
  }
  for (const [file, { name, wants }] of installed) {
    for (const { name: to, requirement, scope, line } of wants) graphs.connect(name, to, { requirement, scope, line, file });
  }
  return issues.outcome({ graphs: graphs.build() });
}
