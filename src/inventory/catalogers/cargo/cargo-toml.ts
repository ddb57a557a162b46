import { incomplete, IssueCollector, type Ctx, type Issue, type Outcome } from '../../../kernel/index.ts';
import type { PackageEdge, PackageGraph, PackageNode } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { readToml } from '../../read.ts';
import { parseManifest, type CargoManifest, type DeclaredDependency } from './manifest.ts';
import { isVendored } from './vendored.ts';
import { readManifest, seenFrom, withInherited } from './workspace.ts';

/**
 * What a Cargo.toml asks for, where no Cargo.lock says what is built. A version is known only where it is pinned (`=1.2.3`).
 * A manifest without a package (a virtual workspace) builds nothing by itself.
 */
export async function catalogCargoToml(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const graphs: PackageGraph[] = [];
  const issues: Issue[] = [];
  for (const file of files) {
    if (await isVendored(file)) continue;
    const outcome = await catalogFile(file, ctx);
    if (outcome.value !== undefined) graphs.push(outcome.value);
    for (const issue of outcome.issues) issues.push(issue);
  }
  return { value: { graphs }, complete: issues.length === 0, issues };
}

async function catalogFile(file: SourceFile, ctx: Ctx): Promise<Outcome<PackageGraph | undefined>> {
  const document = await readToml(file, ctx);
  const text = await file.text();
  if (document.value === undefined || text.value === undefined) return incomplete(undefined, document.issues);
  const issues = new IssueCollector(file.path);
  for (const issue of document.issues) issues.issues.push(issue);
  const written = parseManifest(document.value, text.value, file.path, issues);
  if (written.package === undefined) return issues.outcome(undefined);
  const manifest = await inherit(written, file, ctx, issues);
  const dependsOn: PackageEdge[] = [];
  const { name, version, licence, line } = written.package;
  const packages: PackageNode[] = [
    {
      name,
      ...(version === undefined ? {} : { version }),
      kind: 'project',
      directory: manifest.directory,
      ...(licence === undefined ? {} : { licence }),
      ...(line === undefined ? {} : { line }),
      dependsOn,
    },
  ];
  const known = new Map<string, number>();
  for (const dependency of manifest.dependencies) {
    const node = await toNode(dependency, file);
    const key = JSON.stringify([node.name, node.version, node.source]);
    const to = known.get(key) ?? packages.push(node) - 1;
    known.set(key, to);
    if (packages.length > ctx.limits.packagesPerFile) {
      issues.add('file/too-many-packages', `names more than ${ctx.limits.packagesPerFile} packages`, dependency.line);
      break;
    }
    dependsOn.push({
      to,
      scope: dependency.scope,
      ...(dependency.requirement === undefined ? {} : { requirement: dependency.requirement }),
      ...(dependency.line === undefined ? {} : { line: dependency.line }),
    });
  }
  return issues.outcome({ ecosystem: 'cargo', packages, edges: 'partial' });
}

/** Fills in what is taken from `[workspace.dependencies]` of this manifest or of the nearest workspace above. */
async function inherit(manifest: CargoManifest, file: SourceFile, ctx: Ctx, issues: IssueCollector): Promise<CargoManifest> {
  if (!manifest.dependencies.some((dependency) => dependency.inheritedKey !== undefined)) return manifest;
  const workspace = manifest.workspace ?? (await workspaceOf(manifest, file, ctx))?.workspace;
  for (const { inheritedKey, line } of manifest.dependencies) {
    if (inheritedKey === undefined || workspace?.dependencies.has(inheritedKey) === true) continue;
    issues.add('cargo/inheritance', `takes ${inheritedKey} from a workspace that does not have it`, line);
  }
  return workspace === undefined ? manifest : withInherited(manifest, workspace.dependencies);
}

async function workspaceOf(manifest: CargoManifest, file: SourceFile, ctx: Ctx): Promise<CargoManifest | undefined> {
  if (manifest.workspacePath !== undefined) return readManifest(await file.sibling(`${manifest.workspacePath}/Cargo.toml`), ctx);
  const levels = file.path.split('/').length;
  for (let level = 1; level < levels; level += 1) {
    const above = await readManifest(await file.sibling(`${'../'.repeat(level)}Cargo.toml`), ctx);
    if (above?.workspace !== undefined) return above;
  }
  return undefined;
}

async function toNode(dependency: DeclaredDependency, file: SourceFile): Promise<PackageNode> {
  const { name, path, source, line } = dependency;
  const place = { ...(line === undefined ? {} : { line }), dependsOn: [] };
  if (path !== undefined) {
    const isInTarget = (await file.sibling(seenFrom(file, `${path}/Cargo.toml`))) !== undefined;
    const local = { name, source: { kind: 'local' as const, path }, ...place };
    return isInTarget ? { ...local, kind: 'project', directory: path } : { ...local, kind: 'package' };
  }
  const version = pinnedVersion(dependency.requirement);
  return {
    name,
    ...(version === undefined ? {} : { version }),
    kind: 'package',
    ...(source === undefined ? {} : { source }),
    ...place,
  };
}

/** `=1.2.3`, with all three numbers: the only requirement that one version alone meets. */
function pinnedVersion(requirement: string | undefined): string | undefined {
  return /^=\s*(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]*)?)$/.exec((requirement ?? '').trim())?.[1];
}
