import { basename } from 'node:path';
import { complete, decodeText, incomplete, type Ctx, type Outcome } from '../../kernel/index.ts';
import type { TargetFacts } from '../../model/index.ts';
import type { Catalogued, Cataloger, SourceFile } from '../cataloger.ts';
import { indexFiles, type FileIndex } from '../file-index.ts';
import { takeStock, type InspectOptions, type Inspection } from '../inspection.ts';
import { runCataloger, type Work } from '../run-catalogers.ts';
import { openArchive, openImageFolder, type OpenedArchive, type OpenOptions } from './open-archive.ts';

type ArchiveOptions = InspectOptions & { readonly catalogers: readonly Cataloger[] };

/** Takes stock of an OCI layout that lies on disk as a folder. */
export async function inspectImageFolder(path: string, ctx: Ctx, options: ArchiveOptions): Promise<Outcome<Inspection>> {
  const open = openOptions(ctx, options);
  return inspectOpened(path, await openImageFolder(path, open), open.index, ctx);
}

/** Takes stock of an image or of what is in an archive; undefined when the file is neither. */
export async function inspectArchive(path: string, ctx: Ctx, options: ArchiveOptions): Promise<Outcome<Inspection> | undefined> {
  const open = openOptions(ctx, options);
  const opened = await openArchive(path, open);
  if (opened === undefined) return undefined;
  if (!('code' in opened)) return inspectOpened(path, opened, open.index, ctx);
  const inventory = { target: { kind: 'file', name: path }, components: [], graphs: [] } as const;
  return incomplete({ inventory, ignored: [], files: [], folded: 0 }, [{ ...opened, path: basename(path) }]);
}

function openOptions(ctx: Ctx, { catalogers, platform }: ArchiveOptions): OpenOptions {
  return {
    ctx,
    index: indexFiles(catalogers),
    readEarly: (path, content, wanting) => readEarly(path, content, wanting, ctx),
    ...(platform === undefined ? {} : { platform }),
  };
}

async function inspectOpened(path: string, opened: OpenedArchive, index: FileIndex, ctx: Ctx): Promise<Outcome<Inspection>> {
  try {
    const { kind, image, files, issues, remarks } = opened;
    const target: TargetFacts = image === undefined ? { kind, name: path } : { kind, name: path, image };
    const work = files.wanted(index).flatMap((file) => file.catalogers.map((wanting): Work => ({ ...wanting, file: file.path })));
    const stock = { work, files, ignored: [], issues: [...issues, ...files.issues], remarks };
    const outcome = await takeStock(target, stock, ctx);
    const late = await opened.verify();
    return { ...outcome, complete: outcome.complete && late.length === 0, issues: [...late, ...outcome.issues] };
  } finally {
    opened.close();
  }
}

/**
 * Lets catalogers read a file while the archive passes by, so that it need not be kept. Whoever asks for a neighbour, which may be still to
 * come, is not in the result and reads it again later.
 */
async function readEarly(
  path: string,
  content: Buffer,
  catalogers: readonly Cataloger[],
  ctx: Ctx,
): Promise<ReadonlyMap<Cataloger, Outcome<Catalogued>>> {
  const said = new Map<Cataloger, Outcome<Catalogued>>();
  for (const cataloger of catalogers) {
    let hasAsked = false;
    const file: SourceFile = {
      path,
      text: () => Promise.resolve(textOf(content, path, ctx)),
      bytes: () => Promise.resolve(complete(content)),
      sibling() {
        hasAsked = true;
        return Promise.resolve(undefined);
      },
      matching() {
        hasAsked = true;
        return Promise.resolve([]);
      },
    };
    const outcome = await runCataloger(cataloger, [file], ctx);
    if (!hasAsked) said.set(cataloger, outcome);
  }
  return said;
}

function textOf(content: Buffer, path: string, { limits }: Ctx): Outcome<string | undefined> {
  if (content.length <= limits.manifestBytes) return decodeText(content, path);
  const message = `has ${content.length} bytes; more than ${limits.manifestBytes} are not read`;
  return incomplete(undefined, [{ code: 'file/too-large', path, message }]);
}
