import { posix } from 'node:path';
import { complete, IssueCollector, type Ctx, type Outcome } from '../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { localNode, PackageReader, withoutCredentials } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { parseGemfile, type DeclaredGem } from './gemfile-lines.ts';
import { parseGemspec } from './gemspec.ts';
import { isInsideInstalledGem } from './inside-gem.ts';

/**
 * What the Gemfile and the gemspec of a directory ask for, where no lockfile says what is installed. Both are Ruby code: only what is
 * plain text in them is read, and where code decides there is an issue.
 */
export async function catalogGemfile(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const wanted = files.filter((file) => !isInstalled(file.path));
  const [first] = wanted;
  if (first === undefined || (await isInsideInstalledGem(first))) return complete({ graphs: [] });
  const reader = new PackageReader(first, ctx, 'gem');
  const { issues } = reader;
  let isProject = false;
  for (const file of wanted) {
    const text = await file.text();
    issues.addAll(text.issues);
    if (text.value === undefined) continue;
    const own = new IssueCollector(file.path);
    if (file.path.endsWith('.gemspec')) addGemspec(text.value, file.path, reader, own);
    else addGemfile(text.value, file.path, reader, own);
    issues.addAll(own.issues);
    isProject = true;
  }
  return issues.outcome({ graphs: isProject ? [reader.build('partial')] : [] });
}

function isInstalled(path: string): boolean {
  return /(?:^|\/)specifications\/(?:default\/)?[^/]*\.gemspec$/.test(path);
}

function addGemfile(text: string, file: string, reader: PackageReader, issues: IssueCollector): void {
  const { gems, dynamicLine } = parseGemfile(text);
  if (dynamicLine !== undefined) issues.add('gem/dynamic', 'has code that may ask for more gems, and is not run', dynamicLine);
  for (const gem of gems) add(gem, file, reader);
}

function addGemspec(text: string, file: string, reader: PackageReader, issues: IssueCollector): void {
  const spec = parseGemspec(text);
  const name = spec.name ?? posix.basename(file, '.gemspec');
  reader.project(present({ name, version: spec.version, licence: spec.licences.join(' OR ') || undefined }));
  if (spec.dynamicLine !== undefined) issues.add('gem/dynamic', 'has a dependency that is not plain text', spec.dynamicLine);
  for (const { name: asked, requirement, isDevelopment, line } of spec.dependencies) {
    add(
      { name: asked, ...present({ requirement }), scope: isDevelopment ? 'dev' : 'runtime', conditional: false, line },
      file,
      reader,
    );
  }
}

function add(gem: DeclaredGem, file: string, reader: PackageReader): void {
  const { name, requirement, scope, path, git, line } = gem;
  const root = reader.project();
  if (path !== undefined) {
    const node = { ...localNode(name, reader.directory, path), line, file };
    reader.connect(root, reader.add(`${name}\n${path}`, node), { scope, line, file });
    return;
  }
  const version = pinnedVersion(requirement);
  const source = git === undefined ? undefined : ({ kind: 'git', url: withoutCredentials(git) } as const);
  const index = reader.add(`${name}\n${version ?? ''}`, { name, kind: 'package', file, line, ...present({ version, source }) });
  reader.connect(root, index, { scope, requirement, line, file });
}

/** `= 1.2.3`, or no operator at all, which means the same. */
function pinnedVersion(requirement: string | undefined): string | undefined {
  return /^(?:=\s*)?(\d[0-9A-Za-z.]*)$/.exec((requirement ?? '').trim())?.[1];
}
