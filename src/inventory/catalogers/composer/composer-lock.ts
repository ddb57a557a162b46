import { complete, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { PackageReader, unread } from '../../package-reader.ts';
import { readJson } from '../../read.ts';
import { isInstalledCopy, readManifest } from './manifest.ts';
import { ComposerPackages, projectFacts } from './packages.ts';

/** `packages` of the lockfile are what `require` brings, `packages-dev` what `require-dev` brings besides. */
export async function catalogComposerLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  if (await isInstalledCopy(file)) return complete({ graphs: [] });
  const json = await readJson(file, ctx);
  if (json.value === undefined) return unread(json.issues);
  const reader = new PackageReader(file, ctx, 'composer');
  reader.issues.addAll(json.issues);
  const fields = new Fields(json.value, reader.issues, 'composer');
  const lock = fields.root();
  const manifest = await readManifest(await file.sibling('composer.json'), ctx);
  const root = reader.project(projectFacts(manifest, reader.directory));
  if (member(lock, 'packages') === undefined)
    reader.issues.add('composer/truncated', 'has no "packages", which Composer always writes', 1);
  const packages = new ComposerPackages(reader, fields, reader.directory);
  packages.add(fields.list(lock, 'packages'), () => 'runtime');
  packages.add(fields.list(lock, 'packages-dev'), () => 'dev');
  packages.connect();
  packages.connectRoot(root, manifest);
  return reader.outcome('complete');
}
