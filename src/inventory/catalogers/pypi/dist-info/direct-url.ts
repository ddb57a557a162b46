import { posix } from 'node:path';
import { incomplete, IssueCollector, textOf, type Ctx, type Outcome } from '../../../../kernel/index.ts';
import type { Source } from '../../../../model/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import { readJson } from '../../../read.ts';
import { Fields, member } from '../../../fields.ts';
import { archiveSource, gitSource, localSource } from '../source.ts';

/**
 * Where a package came from that was not installed from an index.
 * @see https://packaging.python.org/en/latest/specifications/direct-url-data-structure/
 */
export async function readDirectUrl(file: SourceFile, ctx: Ctx): Promise<Outcome<Source | undefined>> {
  const parsed = await readJson(file, ctx);
  if (parsed.value === undefined) return incomplete(undefined, parsed.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(parsed.issues);
  const fields = new Fields(parsed.value, issues, 'pypi');
  const root = fields.root();
  const url = fields.text(root, 'url');
  if (url === undefined) return issues.outcome(undefined);
  const vcs = fields.object(root, 'vcs_info');
  if (vcs !== undefined) {
    const isGit = textOf(member(vcs, 'vcs')) === 'git';
    return issues.outcome(isGit ? gitSource(url, fields.text(vcs, 'commit_id')) : archiveSource(url));
  }
  if (!/^file:/i.test(url)) return issues.outcome(archiveSource(url));
  // The path is that of the machine on which it was installed.
  return issues.outcome(localSource(url.replace(/^file:(?:\/\/(?:localhost)?)?/i, ''), posix.dirname(file.path)));
}
