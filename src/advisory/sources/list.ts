import { type Stats, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { AppError, complete } from '../../kernel/index.ts';
import { collectionPart, EXPORT_FILE, isOsvDirectory, osvDirectory, zipPart } from './osv-directory.ts';
import { osvFile, osvFolder } from './osv-folder.ts';
import { OSV_EXPORT, osvUrl } from './osv-url.ts';
import type { AdvisorySource } from './source.ts';

/** A kind of source, for those who list what can be given. */
export interface SourceKind {
  readonly id: string;
  readonly title: string;
}

/** Every kind of source that `sourceAt` recognises. */
export const sourceKinds: readonly SourceKind[] = [
  { id: 'osv-url', title: `an OSV export over HTTP, by its base URL (default: ${OSV_EXPORT})` },
  { id: 'osv-directory', title: 'a directory laid out as the OSV export: <Ecosystem>/all.zip' },
  { id: 'osv-zip', title: 'one zip archive of OSV records' },
  { id: 'osv-folder', title: 'a folder of OSV records, one *.json file each, or one such file' },
];

/**
 * The source at a place that a person named: a base URL, an export directory, an archive, a folder of records or one record.
 * Throws `AppError` `usage/advisory-source` when it is none of these.
 * @param ecosystems OSV names, for sources that have one archive for each ecosystem
 */
export function sourceAt(location: string, ecosystems?: readonly string[]): AdvisorySource {
  if (/^https?:\/\//.test(location) && URL.canParse(location)) return osvUrl(location, ecosystems);
  const path = resolve(location);
  const stats = statsOf(path);
  if (stats?.isDirectory() === true) {
    return isOsvDirectory(path) ? osvDirectory(path, ecosystems) : osvFolder(path);
  }
  if (stats?.isFile() === true && path.endsWith('.json')) return osvFile(path);
  if (stats?.isFile() === true && path.endsWith('.zip')) return archiveAt(path);
  throw new AppError(
    'usage/advisory-source',
    `${location} is ${stats === undefined ? 'not there' : 'not a source of advisories'}`,
    {
      hint: `Give ${sourceKinds.map((kind) => kind.title).join('; or ')}.`,
    },
  );
}

/** An `all.zip` has everything of the ecosystem after which its folder is named. Any other archive is a collection. */
function archiveAt(path: string): AdvisorySource {
  const folder = basename(dirname(path));
  const part = basename(path) === EXPORT_FILE && folder !== '' ? zipPart(path, folder) : collectionPart(path);
  return { parts: () => Promise.resolve(complete([part])) };
}

function statsOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
