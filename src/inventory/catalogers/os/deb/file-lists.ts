import type { Ctx } from '../../../../kernel/index.ts';
import type { SourceFile } from '../../../cataloger.ts';
import { decodeLatin1OrUtf8 } from '../lenient-text.ts';
import type { SystemGraph } from '../system-graph.ts';
import type { InstalledDeb } from './record.ts';

const mergedDirectory = /^\/(?:bin|sbin|lib|lib32|lib64|libx32|libo32)\//;

/** Whether `/bin` and its like are links into `/usr`, which the packages themselves need not know. */
export function hasMergedUsr(installed: readonly InstalledDeb[]): boolean {
  return installed.some(({ name }) => name === 'usrmerge' || name === 'usr-is-merged');
}

/** Claims the files of a package: one path a line, after each directory what is in it. */
export async function ownFilesOf(deb: InstalledDeb, system: SystemGraph, isMerged: boolean, ctx: Ctx): Promise<void> {
  const file = await fileList(deb, system);
  if (file === undefined) return;
  const rows = await readRows(file, system, ctx);
  for (const [position, row] of rows.entries()) {
    if (row === '' || row === '/.' || rows[position + 1]?.startsWith(`${row}/`) === true) continue;
    system.own(row);
    if (isMerged && mergedDirectory.test(row)) system.own(`/usr${row}`);
  }
}

/** Images that are made without dpkg have beside a package its md5sums: a digest, two blanks and a path. */
export async function ownMd5sums(file: SourceFile, system: SystemGraph, ctx: Ctx): Promise<void> {
  for (const row of await readRows(file, system, ctx)) {
    const path = /^[0-9a-f]{32} [ *](.+)$/.exec(row)?.[1];
    if (path !== undefined) system.own(path);
  }
}

async function fileList(
  { name, architecture, isMultiArchSame }: InstalledDeb,
  system: SystemGraph,
): Promise<SourceFile | undefined> {
  const ofArchitecture =
    isMultiArchSame && architecture !== undefined && /^[a-z0-9-]+$/.test(architecture)
      ? await system.root.open(`var/lib/dpkg/info/${name}:${architecture}.list`)
      : undefined;
  return ofArchitecture ?? (await system.root.open(`var/lib/dpkg/info/${name}.list`));
}

/** Names of files need not be UTF-8, and nothing is lost when they are not. */
async function readRows(file: SourceFile, system: SystemGraph, ctx: Ctx): Promise<readonly string[]> {
  const { value, issues } = await file.bytes();
  system.issues.addAll(issues);
  if (value === undefined || !system.mayRead(value.length)) return [];
  const most = ctx.limits.manifestBytes;
  if (value.length <= most) return decodeLatin1OrUtf8(value).split('\n');
  system.issues.add('file/too-large', `has ${value.length} bytes; more than ${most} are not read`, undefined, file.path);
  return [];
}
