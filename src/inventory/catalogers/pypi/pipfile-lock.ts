import { posix } from 'node:path';
import {
  incomplete,
  IssueCollector,
  isObject,
  type Ctx,
  type DataObject,
  type DataValue,
  type Outcome,
} from '../../../kernel/index.ts';
import type { PackageNode, Scope } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { readJson } from '../../read.ts';
import { strongerScope } from '../../scope.ts';
import { Fields, member } from '../../fields.ts';
import { collectHashes, isWithinLimit } from './hashes.ts';
import { linkDeclared } from './link-declared.ts';
import { LockGraph, type LockTools } from './lock-graph.ts';
import { projectNode, type Declared } from './manifest/manifest.ts';
import { readPipfile, scopeOfSection } from './manifest/pipfile.ts';
import { keyOf } from './names.ts';
import { sourceOfTable } from './manifest/toml-requirement.ts';
import { pinOf } from './requirement.ts';
import { distributionOf, fileNameOf } from './source.ts';

/**
 * Pipfile.lock, pipfile-spec 6. It says which packages there are, not who needs whom: only what the Pipfile beside it asks for
 * is connected to the project, and without a Pipfile everything is.
 */
export async function catalogPipfileLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const parsed = await readJson(file, ctx);
  if (parsed.value === undefined) return incomplete({ graphs: [] }, parsed.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(parsed.issues);
  const pipfile = await file.sibling('Pipfile');
  const manifest = pipfile === undefined ? undefined : await readPipfile(pipfile, ctx);
  issues.addAll(manifest?.issues ?? []);

  const graph = new LockGraph();
  const root = graph.add('project', projectNode(posix.dirname(file.path)));
  readSections(file.path, { graph, fields: new Fields(parsed.value, issues, 'pypi'), issues, ctx });
  linkDeclared(graph, root, manifest?.value, { issues, isLocked: isSectionIn(parsed.value.value) });
  if (manifest?.value === undefined) graph.adoptLoose(root);
  return issues.outcome({ graphs: [graph.finish('partial')] });
}

/** `pipenv lock --categories` locks some sections only. */
function isSectionIn(root: DataValue): (declared: Declared) => boolean {
  const nameInLock: ReadonlyMap<string, string> = new Map([
    ['packages', 'default'],
    ['dev-packages', 'develop'],
  ]);
  return ({ group = 'packages' }) => isObject(root) && Object.hasOwn(root, nameInLock.get(group) ?? group);
}

function readSections(path: string, { graph, fields, issues, ctx }: LockTools): void {
  const root = fields.root();
  checkSpec(fields, root, issues);
  const sections = Object.keys(root).filter((section) => !section.startsWith('_'));
  const entries = sections.flatMap((section) => {
    const packages = fields.object(root, section) ?? {};
    return Object.entries(packages).map(([name, entry]) => ({ section, name, entry }));
  });
  if (!isWithinLimit(entries.length, ctx, issues)) return;

  // The same package may stand in several sections; it is needed as much as the strongest of them says.
  const merged = new Map<string, Omit<PackageNode, 'dependsOn'> & { scope: Scope }>();
  for (const { section, name, entry } of entries) {
    if (!isObject(entry)) {
      fields.wrong(name, 'an object');
      continue;
    }
    const node = toNode(path, name, entry, scopeOfSection(section), fields, issues);
    const key = `${keyOf(name)}\n${node.version ?? ''}\n${node.source === undefined ? '' : JSON.stringify(node.source)}`;
    const known = merged.get(key);
    if (known === undefined) merged.set(key, node);
    else known.scope = strongerScope(known.scope, node.scope);
  }
  for (const [key, node] of merged) {
    const isProjectItself = node.source?.kind === 'local' && node.source.path === posix.dirname(path);
    if (!isProjectItself) graph.add(key, node);
  }
}

function checkSpec(fields: Fields, root: DataObject, issues: IssueCollector): void {
  const meta = fields.object(root, '_meta') ?? {};
  const spec = member(meta, 'pipfile-spec');
  if (spec !== 6) {
    issues.add('pypi/version', `has the pipfile-spec ${JSON.stringify(spec) ?? 'none'}; 6 is known`, fields.lineOf(meta));
  }
}

function toNode(
  path: string,
  name: string,
  entry: DataObject,
  scope: Scope,
  fields: Fields,
  issues: IssueCollector,
): Omit<PackageNode, 'dependsOn'> & { scope: Scope } {
  const line = fields.lineOf(entry);
  const source = sourceOfTable(entry, path);
  const specifier = fields.text(entry, 'version', line);
  const file = fields.text(entry, 'file', line);
  const version = pinOf(specifier ?? '') ?? (file === undefined ? undefined : distributionOf(fileNameOf(file))?.version);
  const hashes = collectHashes(fields.list(entry, 'hashes', line), issues, line);
  return {
    name,
    kind: 'package',
    scope,
    ...(version === undefined ? {} : { version }),
    ...(source === undefined ? {} : { source }),
    ...(hashes.length === 0 ? {} : { hashes }),
    ...(line === undefined ? {} : { line }),
  };
}
