import { posix } from 'node:path';
import { incomplete, type Ctx, type Outcome } from '../../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { openSystem, type SystemGraph } from '../system-graph.ts';
import { isBerkeleyDb, readBerkeleyDbBlobs } from './berkeley-db.ts';
import { readHeader, type TextBudget } from './header.ts';
import { isNdb, readNdbBlobs } from './ndb.ts';
import { readPackage, type RpmPackage } from './package.ts';
import { isSqlite, readSqliteBlobs } from './sqlite.ts';
import { addRpmPackages } from './system.ts';

/** A system of 10,000 packages has some 3,000,000. */
const MOST_TEXTS = 10_000_000;

/** The packages that rpm installed, whichever of its three databases it keeps them in: the content decides, not the name. */
export async function catalogRpmDatabase(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const content = await file.bytes();
  if (content.value === undefined) return incomplete({ graphs: [] }, content.issues);
  const system = await openSystem(file, ctx, 'rpm', /(?:^|\/)var\/lib\/rpm\/|(?:^|\/)usr\/share\/rpm\//.test(file.path) ? 3 : 4);
  const wal = await (await file.sibling(`${posix.basename(file.path)}-wal`))?.bytes();
  system.issues.addAll(wal?.issues ?? []);
  const bytes = bufferOf(content.value);
  const packages = readPackages(bytes, wal?.value === undefined ? undefined : bufferOf(wal.value), system, ctx);
  if (packages.length === 0 && system.isOwnDatabase && system.issues.isEmpty) system.issues.add('rpm/empty', 'names no package');
  return system.outcome(addRpmPackages(packages, system) ? 'complete' : 'partial');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function readPackages(bytes: Buffer, wal: Buffer | undefined, system: SystemGraph, ctx: Ctx): readonly RpmPackage[] {
  const problem = (message: string): void => system.issues.add('rpm/database', message);
  const packages: RpmPackage[] = [];
  // Packages that overlap would make a small database endless.
  let left = bytes.length + (wal?.length ?? 0);
  const budget: TextBudget = { left: MOST_TEXTS };
  for (const blob of blobsOf(bytes, wal, problem)) {
    left -= blob.length;
    if (left < 0 || packages.length >= ctx.limits.packagesPerFile) {
      problem(left < 0 ? 'has packages that overlap; what follows is not read' : `names more than ${packages.length} packages`);
      break;
    }
    const header = readHeader(blob, budget, (message) => system.issues.add('rpm/header', message));
    if (header === undefined) {
      problem('has a package whose header is cut off');
      continue;
    }
    const one = readPackage(header, (code, message) => system.issues.add(code, message));
    if (one !== undefined) packages.push(one);
  }
  return packages;
}

function blobsOf(bytes: Buffer, wal: Buffer | undefined, problem: (message: string) => void): Iterable<Buffer> {
  if (isSqlite(bytes)) return readSqliteBlobs(bytes, wal, 'Packages', problem);
  if (isNdb(bytes)) return readNdbBlobs(bytes, problem);
  if (isBerkeleyDb(bytes)) return readBerkeleyDbBlobs(bytes, problem);
  problem(bytes.length === 0 ? 'is empty' : 'is no rpm database of Berkeley DB, NDB or SQLite');
  return [];
}
