import { incomplete, isObject, IssueCollector, objectOf, type Ctx, type DataObject, type Outcome } from '../../../kernel/index.ts';
import type { PackageGraph, PackageNode } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { readJson } from '../../read.ts';
import { eachFile } from './each-file.ts';
import { LibraryGraph, packageNode, type LibraryId } from './library-graph.ts';

/**
 * App.deps.json, which a .NET application is deployed with: the libraries it is to load. A self-contained application also names
 * the packs of the runtime that it brings along.
 * @see https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md
 */
export function catalogDepsJson(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return eachFile(files, (file) => catalogFile(file, ctx));
}

async function catalogFile(file: SourceFile, ctx: Ctx): Promise<Outcome<PackageGraph | undefined>> {
  const document = await readJson(file, ctx, { comments: true });
  if (document.value === undefined) return incomplete(undefined, document.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(document.issues);
  const root = objectOf(document.value.value);
  if (!isObject(root.targets)) {
    issues.add('nuget/shape', 'has no object "targets"', 1);
    return issues.outcome(undefined);
  }
  const libraries = new LibraryGraph({
    document: document.value,
    libraries: objectOf(root.libraries),
    issues,
    mostPackages: ctx.limits.packagesPerFile,
    toNode,
  });
  for (const [name, target] of Object.entries(root.targets)) {
    if (isObject(target)) libraries.add(target);
    else issues.add('nuget/shape', `has a target ${JSON.stringify(name)} that is no object`, document.value.lineOf(root.targets));
  }
  return issues.outcome(libraries.graph.size === 0 ? undefined : libraries.graph.build('nuget', 'complete'));
}

const RUNTIME_PACK = 'runtimepack.';

function toNode(id: LibraryId, library: DataObject): Omit<PackageNode, 'dependsOn' | 'line'> {
  switch (library.type) {
    case 'project':
      return { kind: 'project', name: id.name, version: id.version };
    case 'runtimepack':
      return packageNode({ ...id, name: id.name.startsWith(RUNTIME_PACK) ? id.name.slice(RUNTIME_PACK.length) : id.name }, library);
    case 'reference':
    case 'referenceassembly':
      // An assembly that was referenced as a file: it has the name of an assembly and its version, not those of a package.
      return { kind: 'package', name: id.name, source: { kind: 'local', path: `${id.name}.dll` } };
    default:
      return packageNode(id, library);
  }
}
