import {
  isObject,
  IssueCollector,
  parseJson,
  type Ctx,
  type DataObject,
  type JsonOptions,
  type Outcome,
  type SourceDocument,
} from '../../../../kernel/index.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { eachFile, ProjectManifests } from '../projects.ts';
import { shown } from '../shown.ts';

/** A lockfile while its sections are read. */
export interface Lockfile {
  readonly file: SourceFile;
  readonly ctx: Ctx;
  readonly text: string;
  readonly document: SourceDocument;
  readonly root: DataObject;
  readonly issues: IssueCollector;
  readonly manifests: ProjectManifests;
}

const nothing: Catalogued = { graphs: [] };

/** package-lock.json and npm-shrinkwrap.json: the `packages` section of versions 2 and 3, the `dependencies` section of version 1. */
export function readPackageLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return eachFile(files, (file) => readOne(file, ctx));
}

async function readOne(file: SourceFile, ctx: Ctx): Promise<Outcome<Catalogued>> {
  // npm ignores package-lock.json where npm-shrinkwrap.json lies beside it.
  if (file.path.endsWith('package-lock.json') && (await file.sibling('npm-shrinkwrap.json')) !== undefined) {
    return { value: nothing, complete: true, issues: [] };
  }
  const text = await file.text();
  if (text.value === undefined) return { value: nothing, complete: false, issues: text.issues };
  const json = parseLockfile(text.value, { path: file.path, limits: ctx.limits });
  if (json.value === undefined) return { value: nothing, complete: false, issues: json.issues };
  const issues = new IssueCollector(file.path);
  issues.addAll(json.issues);
  const root = json.value.value;
  if (!isObject(root)) {
    issues.add('npm/shape', 'is not a JSON object', 1);
    return issues.outcome(nothing);
  }
  const manifests = new ProjectManifests(file, ctx);
  const graph = await readSections({ file, ctx, text: text.value, document: json.value, root, issues, manifests });
  issues.addAll(manifests.issues);
  return issues.outcome(graph === undefined ? nothing : { graphs: [graph] });
}

/** The second version of the format repeats all of `packages` as `dependencies`, for clients that know the first only. */
function parseLockfile(text: string, options: JsonOptions): Outcome<SourceDocument | undefined> {
  if (!text.slice(0, beginCharacters).includes('"lockfileVersion": 2')) return parseJson(text, options);
  const json = parseJson(text, { ...options, unread: 'dependencies' });
  const root = json.value?.value;
  return isObject(root) && isObject(root['packages']) ? json : parseJson(text, options);
}
const beginCharacters = 1000;

async function readSections(lockfile: Lockfile): Promise<PackageGraph | undefined> {
  const { root, issues, document } = lockfile;
  const version = root['lockfileVersion'];
  const packages = root['packages'];
  const dependencies = root['dependencies'];
  if (version !== undefined && version !== 1 && version !== 2 && version !== 3) {
    issues.add(
      'npm/lockfile-version',
      `has the lockfile version ${shown(JSON.stringify(version))}, of which only 1, 2 and 3 are known`,
      1,
    );
  }
  if (isObject(packages) && version !== 1) {
    const { readPackages } = await import('./packages-section.ts');
    return readPackages(lockfile, packages);
  }
  if (packages !== undefined && !isObject(packages)) {
    issues.add('npm/shape', 'has "packages" that are not an object', Array.isArray(packages) ? document.lineOf(packages) : 1);
  }
  if (isObject(dependencies) || (dependencies === undefined && version === 1)) {
    const { readDependencies } = await import('./dependencies-section.ts');
    return readDependencies(lockfile, isObject(dependencies) ? dependencies : {});
  }
  if (dependencies !== undefined) {
    issues.add(
      'npm/shape',
      'has "dependencies" that are not an object',
      Array.isArray(dependencies) ? document.lineOf(dependencies) : 1,
    );
  } else if (packages === undefined) {
    issues.add('npm/shape', 'has neither "packages" nor "dependencies"', 1);
  }
  return undefined;
}
