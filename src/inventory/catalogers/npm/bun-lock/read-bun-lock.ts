import { isObject, IssueCollector, parseJson, type Ctx, type Outcome } from '../../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { eachFile, ProjectManifests } from '../projects.ts';
import { BunReader } from './bun-reader.ts';
import { shown } from '../shown.ts';

const nothing: Catalogued = { graphs: [] };

/** bun.lock; and bun.lockb, of which only Bun can make something that others can read. */
export function readBunLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return eachFile(files, (file) => (file.path.endsWith('.lockb') ? readBinary(file) : readText(file, ctx)));
}

async function readBinary(file: SourceFile): Promise<Outcome<Catalogued>> {
  const issues = new IssueCollector(file.path);
  // Bun itself prefers the text when both are there.
  if ((await file.sibling('bun.lock')) === undefined) {
    issues.add(
      'npm/bun-binary-lockfile',
      'is a binary lockfile and was not read: run "bun install --save-text-lockfile" to get bun.lock',
    );
  }
  return issues.outcome(nothing);
}

async function readText(file: SourceFile, ctx: Ctx): Promise<Outcome<Catalogued>> {
  const text = await file.text();
  if (text.value === undefined) return { value: nothing, complete: false, issues: text.issues };
  const json = parseJson(text.value, { path: file.path, limits: ctx.limits, comments: true });
  if (json.value === undefined) return { value: nothing, complete: false, issues: json.issues };
  const issues = new IssueCollector(file.path);
  issues.addAll(json.issues);
  const document = json.value;
  const root = document.value;
  if (!isObject(root)) {
    issues.add('npm/shape', 'is not a JSON object', 1);
    return issues.outcome(nothing);
  }
  const version = root['lockfileVersion'];
  if (version !== 0 && version !== 1 && version !== 2) {
    const written = version === undefined ? 'no "lockfileVersion"' : `the lockfile version ${shown(JSON.stringify(version))}`;
    issues.add('npm/lockfile-version', `has ${written}; only 0, 1 and 2 are known`, 1);
  }
  if (!isObject(root['workspaces'])) {
    issues.add('npm/shape', 'has no "workspaces"', 1);
    return issues.outcome(nothing);
  }
  const manifests = new ProjectManifests(file, ctx);
  const reader = new BunReader({ file, ctx, text: text.value, document, root, issues, manifests });
  await reader.readWorkspaces(root['workspaces']);
  reader.readPackages();
  reader.readEdges();
  issues.addAll(manifests.issues);
  return issues.outcome({ graphs: [reader.builder.build('npm', 'complete')] });
}
