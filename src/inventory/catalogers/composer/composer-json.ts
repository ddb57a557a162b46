import { complete, incomplete, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { isInstalledCopy, readManifest } from './manifest.ts';
import { projectFacts } from './packages.ts';

/** What a composer.json asks for. A version is known only where it is pinned. */
export async function catalogComposerJson(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  if (await isInstalledCopy(file)) return complete({ graphs: [] });
  const reader = new PackageReader(file, ctx, 'composer');
  const manifest = await readManifest(file, ctx, reader.issues);
  if (manifest === undefined) return incomplete({ graphs: [] }, reader.issues.issues);
  const root = reader.project(projectFacts(manifest, reader.directory));
  for (const { name, requirement, scope, line } of manifest.requires) {
    const version = pinnedVersion(requirement);
    const index = reader.add(`${name}\n${version ?? ''}`, { name, kind: 'package', ...present({ version, line }) });
    reader.connect(root, index, { scope, requirement, line });
  }
  return reader.outcome('partial');
}

/** `1.2.3`, `=1.2.3`: without an operator or a wildcard one version alone is meant. */
function pinnedVersion(requirement: string): string | undefined {
  return /^(?:==?\s*)?(v?\d+(?:\.\d+)*(?:-[0-9A-Za-z.]+)?)$/.exec(requirement.trim())?.[1];
}
