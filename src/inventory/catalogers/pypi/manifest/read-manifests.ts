import { posix } from 'node:path';
import { incomplete, complete, type Ctx, type Issue, type Outcome } from '../../../../kernel/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import type { Manifest } from './manifest.ts';

/** The manifests in a directory, given any file of the target and the path from there. */
export async function readManifests(from: SourceFile, toDirectory: string, ctx: Ctx): Promise<Outcome<readonly Manifest[]>> {
  const manifests: Manifest[] = [];
  const issues: Issue[] = [];
  for (const name of ['Pipfile', 'pyproject.toml', 'setup.cfg']) {
    const file = await from.sibling(posix.join(toDirectory, name));
    if (file === undefined) continue;
    const outcome = await readManifest(file, ctx);
    issues.push(...outcome.issues);
    if (outcome.value !== undefined) manifests.push(outcome.value);
  }
  return issues.length === 0 ? complete(manifests) : incomplete(manifests, issues);
}

/** One manifest, by its name. Undefined when it cannot be read or is none: a pyproject.toml may hold the settings of tools only. */
export async function readManifest(file: SourceFile, ctx: Ctx): Promise<Outcome<Manifest | undefined>> {
  switch (posix.basename(file.path)) {
    case 'Pipfile':
      return (await import('./pipfile.ts')).readPipfile(file, ctx);
    case 'setup.cfg':
      return (await import('./setup-cfg.ts')).readSetupCfg(file);
    default:
      return (await import('./pyproject-manifest.ts')).readPyproject(file, ctx);
  }
}
