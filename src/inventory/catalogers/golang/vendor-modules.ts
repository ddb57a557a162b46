import { posix } from 'node:path';
import { incomplete, IssueCollector, type Ctx, type Issue, type Outcome } from '../../../kernel/index.ts';
import type { PackageEdge, PackageGraph, PackageNode } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { parseModFile, type ModFile } from './mod-file.ts';
import { directoryOf, isVendored, localModule, resolveDirectory } from './workspace.ts';

/**
 * The modules that `go mod vendor` copied. vendor/modules.txt has one `# path version` line for each, with `=> path version` when
 * it is replaced, `## explicit` below when go.mod names it, and then the packages that were copied. Wildcard and unused
 * replacements stand at its end with neither of the two; they are no modules of the build.
 * @see https://go.dev/ref/mod#vendoring
 */
export async function catalogVendorModules(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const graphs: PackageGraph[] = [];
  const issues: Issue[] = [];
  for (const file of files) {
    const outcome = await catalogFile(file, ctx);
    if (outcome.value !== undefined) graphs.push(outcome.value);
    for (const issue of outcome.issues) issues.push(issue);
  }
  return { value: { graphs }, complete: issues.length === 0, issues };
}

async function catalogFile(file: SourceFile, ctx: Ctx): Promise<Outcome<PackageGraph | undefined>> {
  const text = await file.text();
  if (text.value === undefined) return incomplete(undefined, text.issues);
  const issues = new IssueCollector(file.path);
  const modules = parseVendoredModules(text.value, issues);
  if (modules.length > ctx.limits.packagesPerFile) {
    issues.add('file/too-many-packages', `names more than ${ctx.limits.packagesPerFile} packages`);
    modules.length = ctx.limits.packagesPerFile;
  }
  const directory = resolveDirectory(directoryOf(file), '..');
  const mod = await mainModule(file);
  const direct = new Map(mod?.requirements.filter((each) => !each.indirect).map((each) => [each.path, each]));
  const dependsOn: PackageEdge[] = [];
  const packages: PackageNode[] = [{ name: mod?.module?.text ?? directory, kind: 'project', directory, dependsOn }];
  for (const module of modules) {
    const requirement = direct.get(module.path);
    if (requirement !== undefined) {
      const { version, line } = requirement;
      const place = { file: posix.join(directory, 'go.mod'), line };
      dependsOn.push({ to: packages.length, scope: 'runtime', requirement: version, ...place });
    }
    packages.push(await toPackage(module, directory, file));
  }
  return issues.outcome({ ecosystem: 'golang', packages, edges: mod === undefined ? 'none' : 'partial' });
}

interface VendoredModule {
  readonly path: string;
  readonly version: string | undefined;
  readonly newPath: string | undefined;
  readonly newVersion: string | undefined;
  readonly line: number;
}

function parseVendoredModules(text: string, issues: IssueCollector): VendoredModule[] {
  const modules: VendoredModule[] = [];
  let pending: VendoredModule | undefined;
  let line = 0;
  for (const raw of text.split('\n')) {
    line += 1;
    const row = raw.trimEnd();
    if (row === '') continue;
    if (row.startsWith('# ')) {
      pending = parseModuleLine(row.slice(2), line);
      if (pending === undefined) issues.add('golang/vendor', 'has a line that is not a module and a version', line);
    } else if (row.startsWith('## ')) {
      // "## workspace" stands at the top, "## go 1.17" below modules that go.mod does not name.
      if (/^## explicit(?:;|$)/.test(row) && pending !== undefined) take();
    } else if (row.startsWith('#')) {
      issues.add('golang/vendor', 'has a comment that is not known', line);
    } else if (pending !== undefined) {
      take();
    } else if (modules.length === 0) {
      issues.add('golang/vendor', 'has a package before the first module', line);
    }
  }
  return modules;

  function take(): void {
    if (pending !== undefined) modules.push(pending);
    pending = undefined;
  }
}

function parseModuleLine(text: string, line: number): VendoredModule | undefined {
  const words = text.split(' ').filter((word) => word !== '');
  const arrow = words.indexOf('=>');
  const [path, version, ...more] = arrow === -1 ? words : words.slice(0, arrow);
  const [newPath, newVersion, ...evenMore] = arrow === -1 ? [] : words.slice(arrow + 1);
  if (path === undefined || more.length > 0 || evenMore.length > 0) return undefined;
  if (arrow === -1 ? version === undefined : newPath === undefined) return undefined;
  return { path, version, newPath, newVersion, line };
}

async function toPackage(module: VendoredModule, directory: string, file: SourceFile): Promise<PackageNode> {
  const { path, version, newPath, newVersion, line } = module;
  if (newPath === undefined)
    return { name: path, kind: 'package', line, dependsOn: [], ...(version === undefined ? {} : { version }) };
  if (newVersion !== undefined) return { name: newPath, version: newVersion, kind: 'package', line, dependsOn: [] };
  return localModule(path, resolveDirectory(directory, newPath), line, file);
}

/** The go.mod beside vendor/, which knows its direct modules. A vendored copy has none of its own to trust. */
async function mainModule(file: SourceFile): Promise<ModFile | undefined> {
  const mod = await file.sibling('../go.mod');
  const text = mod === undefined || (await isVendored(mod)) ? undefined : await mod.text();
  return mod === undefined || text?.value === undefined ? undefined : parseModFile(text.value, mod.path).value;
}
