import { posix } from 'node:path';
import { IssueCollector, type Ctx, type Issue, type Outcome } from '../../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { GraphBuilder } from '../../../graph-builder.ts';
import { isMavenId, nameOf } from '../coordinates.ts';
import { directoryOf } from '../../../paths.ts';
import { scopeOfConfiguration } from './configurations.ts';
import { projectNameAt } from './project-name.ts';
import { gradleVersion } from './requirement.ts';

/**
 * A build script is a program, so what it asks for is not known without running it. What it names in full, as
 * `implementation 'group:artifact:version'`, is read, and that the rest is not known is said. `files` also holds lock files, which
 * tell the projects that are resolved.
 */
export async function catalogBuildScripts(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const resolved = new Set<string>();
  for (const { path } of files) {
    if (posix.basename(path) === 'gradle.lockfile') resolved.add(posix.dirname(path));
    if (path.includes('gradle/dependency-locks/')) resolved.add(posix.dirname(posix.dirname(posix.dirname(path))));
  }
  const issues: Issue[] = [];
  const graph = new GraphBuilder();
  const open: SourceFile[] = [];
  for (const file of files) {
    const directory = directoryOf(file);
    if (!/^build\.gradle(?:\.kts)?$/.test(posix.basename(file.path)) || resolved.has(directory)) continue;
    const outcome = await readScript(file, graph, ctx);
    for (const issue of outcome.issues) issues.push(issue);
    if (outcome.value) open.push(file);
  }
  const [first] = open;
  if (first !== undefined) {
    const others = open.length === 1 ? '' : `, and neither is it for ${open.length - 1} other build scripts`;
    const message = `asks for packages and has no gradle.lockfile, so what is built with is not known${others}; "gradle dependencies --write-locks" writes it where locking is on`;
    issues.push({ code: 'gradle/no-lockfile', path: first.path, line: 1, message });
  }
  return {
    value: { graphs: graph.size === 0 ? [] : [graph.build('maven', 'partial')] },
    complete: issues.length === 0,
    issues,
  };
}

/** The name of a configuration and the text that follows it: `implementation("group:artifact:version")`. */
const named = /^[ \t]*["']?(\w+)["']?[ \t]*(?:\([ \t]*)?(?:(?:platform|enforcedPlatform)[ \t]*\([ \t]*)?["']([^"']*)["']/;
/** A script that has no block of dependencies and applies no plugin that has some asks for nothing. */
const asks = /\b(?:dependencies|plugins|apply)\b/;
const LONGEST_ROW = 2000; // characters

/** Whether the script asks for anything. */
async function readScript(file: SourceFile, graph: GraphBuilder, ctx: Ctx): Promise<Outcome<boolean>> {
  const text = await file.text();
  const issues = new IssueCollector(file.path);
  issues.addAll(text.issues);
  if (text.value === undefined || !asks.test(text.value)) return issues.outcome(false);
  const directory = directoryOf(file);
  const name = await projectNameAt(file, directory);
  const from = graph.add(file.path, { kind: 'project', name, directory, file: file.path, line: 1 });
  let line = 0;
  for (const row of text.value.split('\n')) {
    line += 1;
    const [, configuration = '', coordinates = ''] = row.length > LONGEST_ROW ? [] : (named.exec(row) ?? []);
    const [groupId, artifactId, written] = (coordinates.split('@', 1)[0] ?? '').split(':', 3);
    if (!isMavenId(groupId) || !isMavenId(artifactId)) continue;
    if (graph.size > ctx.limits.packagesPerFile) {
      issues.add('file/too-many-packages', `and those before it name more than ${ctx.limits.packagesPerFile} packages`, line);
      break;
    }
    const version = written === undefined ? undefined : gradleVersion(written);
    const to = graph.add(`${nameOf(groupId, artifactId)}@${version ?? ''}`, {
      kind: 'package',
      name: nameOf(groupId, artifactId),
      ...(version === undefined ? {} : { version }),
      file: file.path,
      line,
    });
    const requirement = written === undefined ? {} : { requirement: written };
    graph.connect(from, { to, scope: scopeOfConfiguration(configuration), ...requirement, file: file.path, line });
  }
  return issues.outcome(true);
}
