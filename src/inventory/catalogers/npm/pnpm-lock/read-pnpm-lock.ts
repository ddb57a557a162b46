import {
  isObject,
  IssueCollector,
  type Ctx,
  type DataObject,
  type Outcome,
  type SourceDocument,
} from '../../../../kernel/index.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { readYaml } from '../../../read.ts';
import { eachFile, ProjectManifests } from '../projects.ts';
import { readDocument } from './document.ts';
import { shown } from '../shown.ts';

/** One document of a lockfile while it is read. */
export interface PnpmDocument {
  readonly file: SourceFile;
  readonly ctx: Ctx;
  readonly document: SourceDocument;
  readonly root: DataObject;
  /** Of the lockfile version. */
  readonly major: number;
  readonly issues: IssueCollector;
  readonly manifests: ProjectManifests;
}

/**
 * pnpm-lock.yaml. Since pnpm 11 a file can hold two documents: first what pnpm itself needs (`configDependencies`,
 * `packageManagerDependencies`), then the lockfile of the project. What both name gets installed, so both are read.
 */
export function readPnpmLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return eachFile(files, (file) => readOne(file, ctx));
}

async function readOne(file: SourceFile, ctx: Ctx): Promise<Outcome<Catalogued>> {
  const yaml = await readYaml(file, ctx);
  const issues = new IssueCollector(file.path);
  issues.addAll(yaml.issues);
  if (yaml.value.length === 0 && yaml.complete) issues.add('npm/shape', 'is empty', 1);
  const manifests = new ProjectManifests(file, ctx);
  const graphs: PackageGraph[] = [];
  for (const document of yaml.value) {
    const root = document.value;
    if (!isObject(root)) {
      issues.add('npm/shape', 'is not a mapping', 1);
      continue;
    }
    const major = majorOf(root, issues, document);
    if (major !== undefined) graphs.push(await readDocument({ file, ctx, document, root, major, issues, manifests }));
  }
  issues.addAll(manifests.issues);
  return issues.outcome({ graphs });
}

function majorOf(root: DataObject, issues: IssueCollector, document: SourceDocument): number | undefined {
  const version = root['lockfileVersion'];
  const major = typeof version === 'string' ? Number.parseInt(version, 10) : Number.NaN;
  const line = document.lineOf(root) ?? 1;
  if (version === undefined) {
    issues.add('npm/lockfile-version', 'has no "lockfileVersion" and was not read', line);
    return undefined;
  }
  if (major === 5 || major === 6 || major === 9) return major;
  issues.add(
    'npm/lockfile-version',
    `has the lockfile version ${shown(JSON.stringify(version))}, of which only 5, 6 and 9 are known`,
    line,
  );
  return Number.isNaN(major) ? undefined : major;
}
