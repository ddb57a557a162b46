import { posix } from 'node:path';
import { isObject, type Ctx, type DataArray, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { Fields, member } from '../../fields.ts';
import { PackageReader, unread } from '../../package-reader.ts';
import { readJson } from '../../read.ts';
import { readManifest } from './manifest.ts';
import { ComposerPackages, projectFacts } from './packages.ts';

/** What Composer installed: a list in version 1, in version 2 an object that also names the packages for development. */
export async function catalogInstalled(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const json = await readJson(file, ctx);
  if (json.value === undefined) return unread(json.issues);
  const reader = new PackageReader(file, ctx, 'composer');
  reader.issues.addAll(json.issues);
  const fields = new Fields(json.value, reader.issues, 'composer');
  const { value } = json.value;
  const root = Array.isArray(value) ? { packages: value as DataArray } : fields.root();
  const manifest = await readManifest(await file.sibling('../../composer.json'), ctx);
  const directory = posix.join(reader.directory, '../..');
  const project = reader.project(projectFacts(manifest, directory));
  if (isObject(value) && member(value, 'packages') === undefined) {
    reader.issues.add('composer/truncated', 'has no "packages", which Composer always writes', 1);
  }
  const forDevelopment = new Set(fields.texts(root, 'dev-package-names').map((name) => name.toLowerCase()));
  const packages = new ComposerPackages(reader, fields, directory);
  packages.add(fields.list(root, 'packages'), (name) => (forDevelopment.has(name) ? 'dev' : 'runtime'));
  packages.connect();
  // `composer install --no-dev` leaves the others out.
  packages.connectRoot(project, manifest, (scope) => scope === 'runtime');
  return reader.outcome('complete');
}
