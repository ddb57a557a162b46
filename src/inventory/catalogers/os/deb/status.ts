import type { Ctx, Outcome } from '../../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { readLenientText } from '../lenient-text.ts';
import { openSystem, type SystemGraph } from '../system-graph.ts';
import { parseDeb822 } from './deb822.ts';
import { connectDependencies } from './dependencies.ts';
import { hasMergedUsr, ownFilesOf, ownMd5sums } from './file-lists.ts';
import { Licences } from './licences.ts';
import { type DebRecord, type InstalledDeb, parseRecord, recordFields } from './record.ts';

/**
 * The packages that dpkg installed, from `status` and, in images that are made without dpkg, from the files in `status.d`.
 * Neither has a hash of the package file.
 * @see https://manpages.debian.org/dpkg-query
 */
export async function catalogDpkgStatus(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const first = files[0] as SourceFile;
  const system = await openSystem(first, ctx, 'deb', isInStatusDirectory(first) ? 4 : 3);
  const installed: InstalledDeb[] = [];
  const licences = new Licences(system, ctx);
  for (const file of files) {
    if (isInStatusDirectory(file) && file.path.endsWith('.md5sums')) {
      await ownMd5sums(file, system, ctx);
      continue;
    }
    const text = await readLenientText(file, ctx);
    system.issues.addAll(text.issues);
    if (text.value === undefined) continue;
    for (const record of recordsOf(text.value, file, system)) {
      const licence = await licences.of(record.name);
      const seenIn = file === first ? undefined : file.path;
      const index = addPackage(record, licence, seenIn, system);
      if (index !== undefined) installed.push({ ...record, index, file: seenIn });
    }
  }
  if (installed.length === 0 && system.isOwnDatabase) system.issues.add('deb/empty', 'names no package that is installed');
  const isMerged = hasMergedUsr(installed);
  for (const deb of installed) await ownFilesOf(deb, system, isMerged, ctx);
  return system.outcome(connectDependencies(installed, system) ? 'complete' : 'partial');
}

function isInStatusDirectory({ path }: SourceFile): boolean {
  return path.includes('/dpkg/status.d/');
}

function* recordsOf(text: string, { path }: SourceFile, system: SystemGraph): Generator<DebRecord> {
  const problem = (code: string, message: string, line: number): void => system.issues.add(code, message, line, path);
  for (const stanza of parseDeb822(text, {
    wanted: recordFields,
    problem: (message, line) => problem('deb/syntax', message, line),
  })) {
    const record = parseRecord(stanza, problem);
    if (record !== undefined) yield record;
  }
}

function addPackage(
  record: DebRecord,
  licence: string | undefined,
  file: string | undefined,
  system: SystemGraph,
): number | undefined {
  const { name, version, architecture, upstream, maintainer, line } = record;
  const facts = { name, version, architecture, upstream, supplier: maintainer, licence, line, file };
  return system.addOnly(`${name}:${architecture ?? ''}`, facts);
}
