import { incomplete, IssueCollector, type Ctx, type Outcome } from '../../../kernel/index.ts';
import { children, readXml } from '../../../kernel/xml/index.ts';
import type { PackageGraph } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { GraphBuilder } from '../../graph-builder.ts';
import { eachFile } from './each-file.ts';
import { isPackageId } from './msbuild/index.ts';
import { directoryOf } from '../../paths.ts';
import { projectBeside } from './project-beside.ts';
import { restoredVersion } from './version.ts';

/**
 * packages.config lists every package that is installed, direct or not, and not who needs whom.
 * @see https://learn.microsoft.com/nuget/reference/packages-config
 */
export function catalogPackagesConfig(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return eachFile(files, (file) => catalogFile(file, ctx));
}

async function catalogFile(file: SourceFile, ctx: Ctx): Promise<Outcome<PackageGraph | undefined>> {
  const document = await readXml(file, ctx);
  if (document.value === undefined) return incomplete(undefined, document.issues);
  const issues = new IssueCollector(file.path);
  if (document.value.name !== 'packages') {
    issues.add('nuget/shape', `has the root element ${document.value.name} where packages was expected`, document.value.line);
    return issues.outcome(undefined);
  }
  const graph = new GraphBuilder();
  const project = await projectBeside(file, ctx);
  graph.add('project', { kind: 'project', name: project.name, directory: directoryOf(file) });
  for (const element of children(document.value, 'package')) {
    const { line } = element;
    const id = element.attributes.get('id') ?? '';
    const written = element.attributes.get('version')?.trim();
    if (!isPackageId(id)) {
      issues.add('nuget/shape', `has a package whose id is ${JSON.stringify(id)}`, line);
      continue;
    }
    const version = written === undefined ? undefined : restoredVersion(written);
    if (version === undefined) issues.add('nuget/shape', `has the package ${id} without a version that can be read`, line);
    if (graph.size > ctx.limits.packagesPerFile) {
      issues.add('file/too-many-packages', `names more than ${ctx.limits.packagesPerFile} packages`, line);
      break;
    }
    const isDevelopment = element.attributes.get('developmentDependency')?.toLowerCase() === 'true';
    const scope = isDevelopment ? 'dev' : project.isTest ? 'test' : undefined;
    graph.add(`${id.toLowerCase()}@${version ?? ''}`, {
      kind: 'package',
      name: id,
      ...(version === undefined ? {} : { version }),
      ...(scope === undefined ? {} : { scope }),
      line,
    });
  }
  return issues.outcome(graph.build('nuget', 'none'));
}
