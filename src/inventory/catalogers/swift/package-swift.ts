import { complete, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { localNode, PackageReader, unread } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { isCheckout, nameOfLocation, repositoryUrl } from './location.ts';
import { parsePackageManifest, type DeclaredPackage } from './manifest.ts';

/** What a Package.swift asks for in plain text. A version is known only where it is pinned. */
export async function catalogPackageSwift(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  if (isCheckout(file.path)) return complete({ graphs: [] });
  const text = await file.text();
  if (text.value === undefined) return unread(text.issues);
  const reader = new PackageReader(file, ctx, 'swift');
  const { name, packages, dynamicLine } = parsePackageManifest(text.value);
  const root = reader.project(present({ name }));
  if (dynamicLine !== undefined) {
    reader.issues.add('swift/dynamic', 'has a dependency that is not plain text, and is not run', dynamicLine);
  }
  for (const declared of packages) {
    const { requirement, line } = declared;
    reader.connect(root, add(declared, reader), { requirement, line });
  }
  return reader.outcome('partial');
}

function add(declared: DeclaredPackage, reader: PackageReader): number | undefined {
  const { url, id, path, version, revision, line } = declared;
  if (path !== undefined) {
    const local = localNode(path.split('/').findLast((part) => part !== '' && part !== '..') ?? path, reader.directory, path);
    return reader.add(`path ${path}`, { ...local, kind: 'project', line });
  }
  const name = url === undefined ? id?.replace('.', '/') : nameOfLocation(url);
  if (name === undefined || !name.includes('/')) {
    reader.issues.add(
      'swift/location',
      `asks for ${JSON.stringify((url ?? id ?? '').slice(0, 200))}, which names no repository`,
      line,
    );
    return undefined;
  }
  const source =
    revision === undefined || url === undefined ? undefined : ({ kind: 'git', url: repositoryUrl(url), commit: revision } as const);
  return reader.add(name, { name, kind: 'package', line, ...present({ version, source }) });
}
