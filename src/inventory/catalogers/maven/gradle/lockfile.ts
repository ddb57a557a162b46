import { posix } from 'node:path';
import { IssueCollector, type Ctx, type Hash, type Issue, type Outcome } from '../../../../kernel/index.ts';
import type { PackageGraph, Scope } from '../../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { strongerScope } from '../../../scope.ts';
import { isMavenId, nameOf, pinnedVersion } from '../coordinates.ts';
import { directoryOf, nearestAbove } from '../../../paths.ts';
import { ConfigurationScopes } from './configurations.ts';
import { projectNameAt } from './project-name.ts';
import { readVerification } from './verification.ts';

/**
 * Lock files of Gradle: `group:artifact:version=configuration,configuration` in one file for a project since Gradle 6.8, before that
 * one file for each configuration. They do not say who needs whom. `buildscript-gradle.lockfile` and `settings-gradle.lockfile`
 * lock what the build itself is made of.
 * @see https://docs.gradle.org/current/userguide/dependency_locking.html
 */
export async function catalogGradleLocks(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const issues: Issue[] = [];
  const locked = new Map<string, Locked>();
  const scopes = new ConfigurationScopes();
  for (const file of files) {
    const outcome = await readLock(file, ctx, locked, scopes);
    for (const issue of outcome.issues) issues.push(issue);
  }
  const graphs = files.length === 0 ? [] : [await toGraph(files, [...locked.values()], ctx)];
  return { value: { graphs }, complete: issues.length === 0, issues };
}

interface Locked {
  readonly name: string;
  readonly version: string;
  scope: Scope;
  readonly file: string;
  readonly line: number;
}

async function readLock(
  file: SourceFile,
  ctx: Ctx,
  locked: Map<string, Locked>,
  scopes: ConfigurationScopes,
): Promise<Outcome<undefined>> {
  const text = await file.text();
  const issues = new IssueCollector(file.path);
  issues.addAll(text.issues);
  let line = 0;
  for (const row of (text.value ?? '').split('\n')) {
    line += 1;
    const entry = row.trim();
    if (entry === '' || entry.startsWith('#') || entry.startsWith('empty=')) continue;
    const package_ = parseEntry(entry);
    if (package_ === undefined) {
      issues.add('gradle/lockfile', 'has a line that is not a package and its configurations', line);
      if (issues.issues.length > ctx.limits.issuesPerFile) break;
      continue;
    }
    const configurations = package_.configurations ?? posix.basename(file.path, '.lockfile');
    const scope = isOfBuild(file.path) ? 'dev' : scopes.of(configurations);
    const key = `${package_.name}@${package_.version}`;
    const known = locked.get(key);
    if (known !== undefined) {
      known.scope = strongerScope(known.scope, scope);
    } else if (locked.size >= ctx.limits.packagesPerFile) {
      issues.add('file/too-many-packages', `names more than ${ctx.limits.packagesPerFile} packages`, line);
      break;
    } else {
      locked.set(key, { name: package_.name, version: package_.version, scope, file: file.path, line });
    }
  }
  return issues.outcome(undefined);
}

interface Entry {
  readonly name: string;
  readonly version: string;
  /** Undefined in a file of one configuration. */
  readonly configurations: string | undefined;
}

function parseEntry(entry: string): Entry | undefined {
  const equals = entry.indexOf('=');
  const [groupId, artifactId, version, ...more] = (equals === -1 ? entry : entry.slice(0, equals)).split(':', 4);
  if (!isMavenId(groupId) || !isMavenId(artifactId) || version === undefined || more.length > 0) return undefined;
  if (pinnedVersion(version) !== version) return undefined;
  const configurations = equals === -1 ? undefined : entry.slice(equals + 1);
  return { name: nameOf(groupId, artifactId), version, configurations };
}

function isOfBuild(path: string): boolean {
  return /^(?:buildscript|settings)-/.test(posix.basename(path));
}

/** The lock of a build script speaks for the build and not for the project, whose own packages may not be locked. */
async function toGraph(files: readonly SourceFile[], locked: readonly Locked[], ctx: Ctx): Promise<PackageGraph> {
  const file = files[0] as SourceFile;
  const hashes = await hashesBeside(file, ctx);
  const own = directoryOf(file);
  const directory = posix.basename(own) === 'dependency-locks' ? posix.dirname(posix.dirname(own)) : own;
  const project = { kind: 'project' as const, name: await projectNameAt(file, directory), directory, dependsOn: [] };
  const packages = locked.map(({ name, version, scope, file: path, line }) => {
    const known = hashes.get(`${name}:${version}`);
    const facts = { kind: 'package' as const, name, version, scope, file: path, line, dependsOn: [] };
    return known === undefined ? facts : Object.assign(facts, { hashes: known });
  });
  return {
    ecosystem: 'maven',
    packages: files.every(({ path }) => isOfBuild(path)) ? packages : [project, ...packages],
    edges: 'none',
  };
}

/** From gradle/verification-metadata.xml of the build; what is wrong with it costs hashes, never packages. */
async function hashesBeside(file: SourceFile, ctx: Ctx): Promise<ReadonlyMap<string, readonly Hash[]>> {
  const metadata = await nearestAbove(file, directoryOf(file), 'gradle/verification-metadata.xml');
  return metadata === undefined ? new Map() : readVerification(metadata, ctx);
}
