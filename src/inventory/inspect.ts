import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Ctx, Outcome } from '../kernel/index.ts';
import { indexFiles } from './file-index.ts';
import { takeStock, type InspectOptions, type Inspection } from './inspection.ts';
import { catalogers as everyCataloger } from './list.ts';
import type { Work } from './run-catalogers.ts';
import { walkDirectory } from './targets/directory.ts';
import { DiskFiles } from './targets/disk-file.ts';
import { ExecutableLook, wantedByFirstBytes } from './targets/directory-executables.ts';

/**
 * Takes stock of whatever is at a path: a directory, an image or archive, a file that a cataloger wants. Undefined when it is a file of which
 * nothing is known.
 */
export async function inspectPath(path: string, ctx: Ctx, options: InspectOptions = {}): Promise<Outcome<Inspection> | undefined> {
  if (isDirectory(path)) return inspectDirectory(path, ctx, options);
  const inspected = await inspectFile(path, ctx, options);
  if (inspected !== undefined) return inspected;
  const { inspectArchive } = await import('./targets/inspect-archive.ts');
  return inspectArchive(path, ctx, { catalogers: everyCataloger, ...options });
}

/**
 * Takes stock of a directory: one walk, every file that a cataloger wants read once. `path` must be an existing directory. One that is an OCI
 * layout is read as the image that it is.
 */
export async function inspectDirectory(path: string, ctx: Ctx, options: InspectOptions = {}): Promise<Outcome<Inspection>> {
  const { catalogers = everyCataloger, heedIgnoreFiles = true } = options;
  if (isImageFolder(path)) {
    const { inspectImageFolder } = await import('./targets/inspect-archive.ts');
    return inspectImageFolder(path, ctx, { ...options, catalogers });
  }
  const index = indexFiles(catalogers);
  const look = new ExecutableLook(path, index);
  const walk = await walkDirectory(
    {
      root: path,
      wanted: (file, name) => index.wantedBy(file, name).length > 0,
      ...(index.magicBytes === 0 ? {} : { wantedByContent: (file, name) => look.isWanted(file, name) }),
      heedIgnoreFiles,
    },
    ctx,
  );
  const disk = new DiskFiles(path, ctx, { heedIgnoreFiles });
  const byContent = look.catalogersFor(walk.files);
  const work = walk.files.flatMap((file): Work[] => {
    const byName = index.wantedBy(file, basename(file));
    const others = byContent.get(file);
    const wanting = others === undefined ? byName : new Set([...byName, ...others]);
    return [...wanting].map((cataloger) => ({ cataloger, file }));
  });
  const issues = [...walk.issues, ...look.issues];
  return takeStock({ kind: 'directory', name: path }, { work, files: disk, ignored: walk.ignored, issues }, ctx);
}

/** Takes stock of one file that a cataloger wants by its name or first bytes; undefined when none does. Its neighbours may be asked. */
export async function inspectFile(path: string, ctx: Ctx, options: InspectOptions = {}): Promise<Outcome<Inspection> | undefined> {
  const { catalogers = everyCataloger, heedIgnoreFiles = true } = options;
  const name = basename(path);
  const index = indexFiles(catalogers);
  const directory = dirname(resolve(path));
  const wanted = new Set([...index.wantedBy(name, name), ...wantedByFirstBytes(path, index)]);
  if (wanted.size === 0) return undefined;
  const disk = new DiskFiles(directory, ctx, { heedIgnoreFiles });
  const work = [...wanted].map((cataloger): Work => ({ cataloger, file: name }));
  return takeStock({ kind: 'file', name: path }, { work, files: disk, ignored: [], issues: [] }, ctx);
}

export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** An OCI layout (image-spec, image-layout.md). */
function isImageFolder(path: string): boolean {
  return existsSync(join(path, 'oci-layout')) && existsSync(join(path, 'index.json'));
}
