import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { complete, type Ctx, incomplete, type Issue } from '../../kernel/index.ts';
import { readLocalFile } from './local-file.ts';
import { readOsvZip } from './osv-zip.ts';
import type { AdvisorySource, SourcePart } from './source.ts';

export const EXPORT_FILE = 'all.zip';

/**
 * A directory that is laid out as the public OSV export: `<Ecosystem>/all.zip`, each with every record of its ecosystem.
 * @param ecosystems OSV names of those that are wanted; all that are there when it is left out
 */
export function osvDirectory(directory: string, ecosystems?: readonly string[]): AdvisorySource {
  return {
    parts() {
      const present = foldersOf(directory);
      const wanted = ecosystems ?? present;
      const missing = wanted.filter((name) => !present.includes(name));
      const parts = wanted
        .filter((name) => present.includes(name))
        .map((name) => zipPart(join(directory, name, EXPORT_FILE), name));
      const issues = missing.map((name): Issue => {
        return { code: 'advisory/no-export', path: `${name}/${EXPORT_FILE}`, message: 'is not there' };
      });
      return Promise.resolve(issues.length === 0 ? complete(parts) : incomplete(parts, issues));
    },
  };
}

/** Whether a directory is laid out as an export. */
export function isOsvDirectory(directory: string): boolean {
  return foldersOf(directory).length > 0;
}

function foldersOf(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && lstatSync(join(directory, entry.name, EXPORT_FILE), noThrow)?.isFile() === true)
    .map((entry) => entry.name)
    .toSorted();
}
const noThrow = { throwIfNoEntry: false } as const;

/** The export of one ecosystem as one archive. */
export function zipPart(file: string, ecosystem: string): SourcePart {
  return { key: `osv/${ecosystem}`, ecosystem, ...readingZip(file, `${ecosystem}/${EXPORT_FILE}`) };
}

/** An archive of records of whatever ecosystems. */
export function collectionPart(file: string): SourcePart {
  return { key: `zip/${file}`, ...readingZip(file, file) };
}

function readingZip(file: string, path: string): Pick<SourcePart, 'origin' | 'read'> {
  return {
    origin: file,
    read(previous, ctx: Ctx) {
      const bytes = readLocalFile(file, path, ctx.limits.archiveBytes);
      if (bytes.value === undefined) return Promise.resolve(incomplete(undefined, bytes.issues));
      return Promise.resolve(readOsvZip(bytes.value, path, previous, {}, ctx));
    },
  };
}
