import { IssueCollector, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader } from '../../package-reader.ts';
import { toNode } from './reference.ts';
import { readConanfile } from './requirements.ts';

/** What the conanfiles of a directory ask for. A range in brackets names no version. */
export async function catalogConanfile(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const reader = new PackageReader(files[0] as SourceFile, ctx, 'conan');
  const { issues } = reader;
  let isRead = false;
  for (const file of files) {
    const own = new IssueCollector(file.path);
    const required = await readConanfile(file, own);
    issues.addAll(own.issues);
    if (required === undefined) continue;
    isRead = true;
    const root = reader.project();
    for (const { reference, text, scope, line } of required) {
      const index = reader.add(text, { ...toNode(reference), file: file.path, line });
      reader.connect(root, index, { scope, requirement: text, line, file: file.path });
    }
  }
  return issues.outcome({ graphs: isRead ? [reader.build('partial')] : [] });
}
