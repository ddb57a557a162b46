import {
  isObject,
  IssueCollector,
  parseIntegrity,
  textOf,
  type Ctx,
  type DataObject,
  type Issue,
  type Outcome,
} from '../../../../kernel/index.ts';
import type { PackageNode } from '../../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { readJson } from '../../../read.ts';
import type { Draft } from '../draft.ts';
import { placeOf, type Place } from '../levels.ts';
import { licenceOf } from '../manifest.ts';
import { toSource } from '../source.ts';
import { treeOf } from './index.ts';
import { InstalledTree, type Installed } from './installed-tree.ts';

/** How many files are read at a time. */
const batch = 64;

/** Yarn's store names the directory of a package by its resolution, not by its name. */
const inYarnStore = /^(.*node_modules\/\.store\/[^/]+)\/package$/;
const inPnpmConfig = /^(.*node_modules\/\.pnpm-config)\/((?:@[^/]+\/)?[^/]+)$/;

/** One installed tree: every package.json that stands where Node would find a package. */
export async function readNodeModules(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const [first] = files;
  if (first === undefined) return { value: { graphs: [] }, complete: true, issues: [] };
  const top = treeOf(first.path);
  const issues: Issue[] = [];
  const packages: Installed[] = [];
  const wanted = files.map((file) => ({ file, place: installedPlace(file.path, top) })).filter((each) => each.place !== undefined);
  if (wanted.length > ctx.limits.packagesPerFile) {
    const message = `is one of more than ${ctx.limits.packagesPerFile} packages installed here, of which the rest was not read`;
    issues.push({ code: 'file/too-many-packages', path: first.path, message });
    wanted.length = ctx.limits.packagesPerFile;
  }
  for (let start = 0; start < wanted.length; start += batch) {
    const part = wanted.slice(start, start + batch);
    const read = await Promise.all(part.map(({ file, place }) => readInstalled(file, place as Place, ctx)));
    for (const outcome of read) {
      for (const issue of outcome.issues) issues.push(issue);
      if (outcome.value !== undefined) packages.push(outcome.value);
    }
  }
  if (packages.length === 0) return { value: { graphs: [] }, complete: issues.length === 0, issues };
  const tree = new InstalledTree(packages, top, ctx);
  const graph = await tree.build();
  for (const issue of tree.issues) issues.push(issue);
  return { value: { graphs: [graph] }, complete: issues.length === 0, issues };
}

/** Where a package.json stands in the tree; undefined when that is no place for a package (`.cache`, a directory inside one). */
function installedPlace(path: string, top: string): Place | undefined {
  const relative = (top === '.' ? path : path.slice(top.length + 1)).slice(0, -'/package.json'.length);
  const stored = inYarnStore.exec(relative)?.[1];
  if (stored !== undefined) return { owner: stored, folder: '' };
  const configuring = inPnpmConfig.exec(relative);
  const place = configuring === null ? placeOf(relative) : { owner: configuring[1] as string, folder: configuring[2] as string };
  return place === undefined || place === null || place.folder.startsWith('.') ? undefined : place;
}

async function readInstalled(file: SourceFile, place: Place, ctx: Ctx): Promise<Outcome<Installed | undefined>> {
  const json = await readJson(file, ctx);
  const issues = new IssueCollector(file.path);
  issues.addAll(json.issues);
  const value = json.value?.value;
  if (value === undefined) return issues.outcome(undefined);
  if (!isObject(value)) {
    issues.add('npm/shape', 'is not a JSON object', 1);
    return issues.outcome(undefined);
  }
  // Test fixtures and folders that only set a module type.
  if (value['name'] === undefined && value['version'] === undefined) return issues.outcome(undefined);
  const name = textOf(value['name']);
  const version = textOf(value['version']);
  if (name === undefined) issues.add('npm/shape', 'has no name', 1);
  if (version === undefined) issues.add('npm/shape', 'has no version', 1);
  const folder = place.folder === '' ? (name ?? 'package') : place.folder;
  return issues.outcome({ file, place: { owner: place.owner, folder }, value, node: toNode(file, name ?? folder, version, value) });
}

function toNode(file: SourceFile, name: string, version: string | undefined, value: DataObject): Omit<PackageNode, 'dependsOn'> {
  const node: Draft<Omit<PackageNode, 'dependsOn'>> = { name, kind: 'package', file: file.path, line: 1 };
  const licence = licenceOf(value);
  // npm up to 6 wrote down where it had a package from.
  const resolved = textOf(value['_resolved']);
  const integrity = textOf(value['_integrity']);
  const deprecated = textOf(value['deprecated']) ?? textOf(value['_deprecated']);
  const source = resolved === undefined ? undefined : toSource(resolved, '.');
  if (version !== undefined) node.version = version;
  if (source !== undefined && source.kind !== 'local') node.source = source;
  if (licence !== undefined) node.licence = licence;
  if (integrity !== undefined) node.hashes = parseIntegrity(integrity);
  if (deprecated !== undefined) node.deprecated = deprecated;
  return node;
}
