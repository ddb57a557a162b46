import { complete, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { isInTarget, PackageReader } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { readPubspec, type Declared } from './pubspec.ts';

/** What a pubspec.yaml asks for. A version is known only where it is pinned; a part of an SDK has that of the SDK. */
export async function catalogPubspec(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const reader = new PackageReader(file, ctx, 'pub');
  const pubspec = await readPubspec(file, ctx, reader.issues);
  if (pubspec === undefined) return reader.issues.outcome({ graphs: [] });
  if (pubspec.isMember && (await isLockedAbove(file))) return complete({ graphs: [] });
  const root = reader.project(present({ name: pubspec.name, version: pubspec.version }));
  for (const declared of pubspec.declared) {
    const { requirement, scope, line } = declared;
    reader.connect(root, add(declared, reader), { requirement, scope, line });
  }
  return reader.outcome('partial');
}

async function isLockedAbove(file: SourceFile): Promise<boolean> {
  const levels = file.path.split('/').length;
  for (let level = 1; level < levels; level += 1) {
    if ((await file.sibling(`${'../'.repeat(level)}pubspec.lock`)) !== undefined) return true;
  }
  return false;
}

function add(declared: Declared, reader: PackageReader): number | undefined {
  const { name, requirement, source, line } = declared;
  if (source?.kind === 'local') {
    const isProject = isInTarget(source.path);
    const place = isProject ? { directory: source.path } : {};
    return reader.add(name, { name, kind: isProject ? 'project' : 'package', source, ...place, ...present({ line }) });
  }
  // One version alone meets it: `1.2.3`.
  const version = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]*)?$/.exec(requirement?.trim() ?? '')?.[0];
  return reader.add(name, { name, kind: 'package', ...present({ version, source, line }) });
}
