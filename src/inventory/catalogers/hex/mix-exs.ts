import { complete, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { localNode, PackageReader, unread, withoutCredentials } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { parseMixManifest, type Declared } from './mix-manifest.ts';
import { isFetchedCopy } from './sources.ts';

/** What a mix.exs asks for in plain text. A version is known only where it is pinned. */
export async function catalogMixExs(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  // The lockfile of an umbrella project speaks for what lies in its `apps`.
  const isInUmbrella = /(?:^|\/)apps\/[^/]+\/mix\.exs$/.test(file.path) && (await file.sibling('../../mix.lock')) !== undefined;
  if (isInUmbrella || (await isFetchedCopy(file))) return complete({ graphs: [] });
  const text = await file.text();
  if (text.value === undefined) return unread(text.issues);
  const reader = new PackageReader(file, ctx, 'hex');
  const { app, version, declared, dynamicLine } = parseMixManifest(text.value);
  const root = reader.project(present({ name: app, version }));
  if (dynamicLine !== undefined) reader.issues.add('hex/dynamic', 'has a dependency that is computed, and is not run', dynamicLine);
  for (const one of declared) {
    if (one.isSibling) continue;
    const { requirement, scope, line } = one;
    reader.connect(root, add(one, reader), { requirement, scope, line });
  }
  return reader.outcome('partial');
}

function add({ name, hexName, requirement, git, path, line }: Declared, reader: PackageReader): number | undefined {
  if (path !== undefined) return reader.add(name, { ...localNode(name, reader.directory, path), line });
  const source = git === undefined ? undefined : ({ kind: 'git', url: withoutCredentials(git) } as const);
  const version = /^(?:==\s*)?(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]*)?)$/.exec(requirement?.trim() ?? '')?.[1];
  return reader.add(name, { name: hexName ?? name, kind: 'package', line, ...present({ version, source }) });
}
