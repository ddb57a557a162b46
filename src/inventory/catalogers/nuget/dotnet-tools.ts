import { incomplete, isObject, IssueCollector, objectOf, textOf, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { GraphBuilder } from '../../graph-builder.ts';
import { readJson } from '../../read.ts';
import { eachFile } from './each-file.ts';
import { isPackageId } from './msbuild/index.ts';
import { restoredVersion } from './version.ts';

/**
 * The tools that `dotnet tool restore` installs. A tool is one package that brings along what it needs.
 * @see https://learn.microsoft.com/dotnet/core/tools/local-tools-how-to-use
 */
export function catalogDotnetTools(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return eachFile(files, (file) => catalogFile(file, ctx));
}

async function catalogFile(file: SourceFile, ctx: Ctx): Promise<Outcome<PackageGraph | undefined>> {
  const document = await readJson(file, ctx, { comments: true });
  if (document.value === undefined) return incomplete(undefined, document.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(document.issues);
  const { tools } = objectOf(document.value.value);
  if (!isObject(tools)) {
    issues.add('nuget/shape', 'has no object "tools"', 1);
    return issues.outcome(undefined);
  }
  const graph = new GraphBuilder();
  for (const [id, tool] of Object.entries(tools)) {
    const line = isObject(tool) ? document.value.lineOf(tool) : document.value.lineOf(tools);
    const version = isObject(tool) ? restoredVersion(textOf(tool.version) ?? '') : undefined;
    if (!isPackageId(id) || version === undefined) {
      issues.add('nuget/shape', `has the tool ${JSON.stringify(id)} without a version that can be read`, line);
    }
    if (!isPackageId(id)) continue;
    if (graph.size >= ctx.limits.packagesPerFile) {
      issues.add('file/too-many-packages', `names more than ${ctx.limits.packagesPerFile} packages`, line);
      break;
    }
    graph.add(id.toLowerCase(), {
      kind: 'package',
      name: id,
      ...(version === undefined ? {} : { version }),
      scope: 'dev',
      ...(line === undefined ? {} : { line }),
    });
  }
  return issues.outcome(graph.size === 0 ? undefined : graph.build('nuget', 'none'));
}
