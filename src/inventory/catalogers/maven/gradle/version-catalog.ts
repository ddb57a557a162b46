import { posix } from 'node:path';
import {
  incomplete,
  isObject,
  IssueCollector,
  objectOf,
  textOf,
  type Ctx,
  type DataObject,
  type DataValue,
  type Issue,
  type Outcome,
} from '../../../../kernel/index.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { GraphBuilder } from '../../../graph-builder.ts';
import { readToml } from '../../../read.ts';
import { isMavenId, nameOf } from '../coordinates.ts';
import { directoryOf } from '../../../paths.ts';
import { entryLines } from './entry-lines.ts';
import { projectNameAt } from './project-name.ts';
import { gradleVersion } from './requirement.ts';

/**
 * The libraries and plugins of a version catalog. It says what build scripts can ask for, not what they do; plugins run in the build.
 * @see https://docs.gradle.org/current/userguide/version_catalogs.html
 */
export async function catalogVersionCatalogs(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
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
  const document = await readToml(file, ctx);
  const text = await file.text();
  if (document.value === undefined || text.value === undefined) return incomplete(undefined, document.issues);
  const issues = new IssueCollector(file.path);
  issues.addAll(document.issues);
  const catalog = objectOf(document.value.value);
  const lineOf = entryLines(text.value);
  const directory = projectDirectory(file);
  const graph = new GraphBuilder();
  graph.add('project', { kind: 'project', name: await projectNameAt(file, directory), directory });
  for (const [table, parse, scope] of [
    ['libraries', parseLibrary, 'runtime'],
    ['plugins', parsePlugin, 'dev'],
  ] as const) {
    for (const [alias, entry] of Object.entries(objectOf(catalog[table]))) {
      const line = lineOf(table, alias);
      const wanted = parse(entry);
      if (wanted === undefined) {
        issues.add('gradle/version-catalog', `has an entry ${JSON.stringify(alias)} in ${table} that is not a package`, line);
        continue;
      }
      if (graph.size > ctx.limits.packagesPerFile) {
        issues.add('file/too-many-packages', `names more than ${ctx.limits.packagesPerFile} packages`, line);
        return issues.outcome(graph.build('maven', 'partial'));
      }
      const requirement = requirementOf(wanted.version, objectOf(catalog.versions));
      const version = requirement === undefined ? undefined : gradleVersion(requirement);
      const place = line === undefined ? {} : { line };
      const to = graph.add(`${wanted.name}@${version ?? ''}`, {
        kind: 'package',
        name: wanted.name,
        ...(version === undefined ? {} : { version }),
        ...place,
      });
      graph.connect(0, { to, scope, ...(requirement === undefined ? {} : { requirement }), ...place });
    }
  }
  return issues.outcome(graph.size === 1 ? undefined : graph.build('maven', 'partial'));
}

/** A catalog lies in `gradle/` of the root of the build. */
function projectDirectory(file: SourceFile): string {
  const directory = directoryOf(file);
  return posix.basename(directory) === 'gradle' ? posix.dirname(directory) : directory;
}

interface Wanted {
  readonly name: string;
  /** Text, or a table with `ref`, or a rich version. */
  readonly version: DataValue | undefined;
}

/** `"group:artifact:version"`, or a table with `module`, or one with `group` and `name`. */
function parseLibrary(entry: DataValue | undefined): Wanted | undefined {
  const table = isObject(entry) ? entry : {};
  const module =
    typeof entry === 'string' ? entry : (textOf(table.module) ?? `${textOf(table.group) ?? ''}:${textOf(table.name) ?? ''}`);
  const [groupId, artifactId, version] = module.split(':', 3);
  if (!isMavenId(groupId) || !isMavenId(artifactId)) return undefined;
  return { name: nameOf(groupId, artifactId), version: table.version ?? version };
}

/** A plugin is found through a package that is named after its id. */
function parsePlugin(entry: DataValue | undefined): Wanted | undefined {
  const table = isObject(entry) ? entry : {};
  const [id, version] = typeof entry === 'string' ? entry.split(':', 2) : [textOf(table.id)];
  return isMavenId(id) ? { name: nameOf(id, `${id}.gradle.plugin`), version: table.version ?? version } : undefined;
}

/** A rich version counts by the strictest that it names. */
function requirementOf(version: DataValue | undefined, versions: DataObject): string | undefined {
  if (!isObject(version)) return textOf(version);
  const ref = textOf(version.ref);
  const referred = ref === undefined || !Object.hasOwn(versions, ref) ? undefined : versions[ref];
  const rich = ref === undefined ? version : isObject(referred) ? referred : undefined;
  if (rich === undefined) return textOf(referred);
  return textOf(rich.strictly) ?? textOf(rich.require) ?? textOf(rich.prefer);
}
