import { incomplete, IssueCollector, parseJson, type Ctx, type Outcome } from '../../../../kernel/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import { parseDotTrees } from './dot-tree.ts';
import { parseJsonTrees } from './json-tree.ts';
import type { MavenTree, Report } from './maven-tree.ts';
import { parseTextTrees } from './text-tree.ts';

const none: readonly MavenTree[] = [];

/**
 * The output of `mvn dependency:tree`, as JSON, dot or text by the ending of the file. A file in which no project is found is an issue.
 * @see https://maven.apache.org/plugins/maven-dependency-plugin/tree-mojo.html
 */
export async function readTree(file: SourceFile, ctx: Ctx): Promise<Outcome<readonly MavenTree[]>> {
  const text = await file.text();
  if (text.value === undefined) return incomplete(none, text.issues);
  const issues = new IssueCollector(file.path);
  let unsaid = 0;
  const trees = parseTrees(text.value, file.path, ctx, issues, (message, line) => {
    if (issues.issues.length < ctx.limits.issuesPerFile) issues.add('maven/tree', message, line);
    else unsaid += 1;
  });
  if (unsaid > 0) issues.add('maven/tree', `has ${unsaid} more such lines`);
  if (trees.length === 0 && issues.issues.length === 0) issues.add('maven/tree', 'is not an output of mvn dependency:tree');
  return issues.outcome(trees);
}

function parseTrees(text: string, path: string, ctx: Ctx, issues: IssueCollector, report: Report): readonly MavenTree[] {
  if (path.endsWith('.dot')) return parseDotTrees(text, path, report);
  if (!path.endsWith('.json')) return parseTextTrees(text, path, report);
  const document = parseJson(text, { path, limits: ctx.limits });
  issues.addAll(document.issues);
  return document.value === undefined ? none : parseJsonTrees(document.value, path, report);
}
