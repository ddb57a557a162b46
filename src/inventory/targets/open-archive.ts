import { basename } from 'node:path';
import type { Ctx, Issue } from '../../kernel/index.ts';
import type { ImageFacts } from '../../model/index.ts';
import type { FileIndex } from '../file-index.ts';
import { openFile, readRange, type Fault, type OpenFile } from './byte-source.ts';
import { memoryBudget } from './contents.ts';
import { LayerLoader } from './image-blobs.ts';
import { FolderBlobs } from './image-folder.ts';
import { readImage, type ImageOptions, type OpenedImage } from './image.ts';
import type { ReadEarly } from './read-layer.ts';
import { BLOCK_BYTES } from './tar-header.ts';
import { readTarArchive } from './tar-archive.ts';
import { archiveKindOf } from './target-kind.ts';
import { TreeFiles } from './tree-files.ts';
import { readZipArchive } from './zip-archive.ts';

/** An image or archive whose files can be asked for. */
export interface OpenedArchive {
  readonly kind: 'image' | 'archive';
  readonly files: TreeFiles;
  readonly image?: ImageFacts;
  /** What could not be read. Without a path they are about the target as a whole. */
  readonly issues: readonly Issue[];
  /** What is worth knowing, and takes nothing away. */
  readonly remarks: readonly Issue[];
  /** What could not be read or is not what it is said to be, as it shows only when all of it has been read. */
  verify(): Promise<readonly Issue[]>;
  /** Nothing can be read afterwards. */
  close(): void;
}

export interface OpenOptions extends ImageOptions {
  readonly ctx: Ctx;
  readonly index: FileIndex;
  readonly readEarly: ReadEarly;
}

/** An image in the form of an OCI layout (image-spec, image-layout.md) that lies on disk as a folder. */
export async function openImageFolder(path: string, options: OpenOptions): Promise<OpenedArchive> {
  const loader = loaderFor(options);
  const blobs = new FolderBlobs(path, loader);
  const close = (): void => {
    blobs.close();
    loader.close();
  };
  return closedWhenThrown(close, async () => {
    const image = await readImage(blobs, { issuePath: 'index.json', base: '' }, loader, options);
    return imageArchive(image as OpenedImage, options, close);
  });
}

/**
 * Opens a file that is an archive by its first bytes: an image of `docker save` or in the OCI form, a root file system, or whatever else
 * is in a tar or zip archive. Undefined when it is none. Nothing is unpacked to disk.
 */
export async function openArchive(path: string, options: OpenOptions): Promise<OpenedArchive | Fault | undefined> {
  const file = openFile(path);
  if ('code' in file) return file;
  const head = readRange(file, 0, BLOCK_BYTES);
  const kind = 'code' in head ? undefined : archiveKindOf(head);
  if ('code' in head || kind === undefined) {
    file.close();
    return 'code' in head ? head : undefined;
  }
  const loader = loaderFor(options);
  const close = (): void => {
    file.close();
    loader.close();
  };
  return closedWhenThrown(close, () => {
    if (kind === 'zip') return Promise.resolve(openZipFile(file, path, options, close));
    return openTarFile(file, path, head, { ...options, loader, close });
  });
}

async function closedWhenThrown<T>(close: () => void, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (thrown) {
    close();
    throw thrown;
  }
}

const nothingToVerify = (): Promise<readonly Issue[]> => Promise.resolve([]);

function openZipFile(file: OpenFile, path: string, options: OpenOptions, close: () => void): OpenedArchive {
  const { tree, contents, issues } = readZipArchive(file, basename(path), readingOf(options));
  const files = new TreeFiles(tree, [{ contents }], options.ctx);
  return { kind: 'archive', files, issues, remarks: [], verify: nothingToVerify, close };
}

async function openTarFile(
  file: OpenFile,
  path: string,
  head: Buffer,
  options: OpenOptions & { readonly loader: LayerLoader; readonly close: () => void },
): Promise<OpenedArchive> {
  const { ctx, loader, close } = options;
  const archive = await readTarArchive(file, basename(path), head, loader);
  // An image may have been packed together with the directory that it lies in.
  const [only, ...others] = [...archive.tree.root.children];
  const base = others.length === 0 && only?.[1].kind === 'directory' ? `${only[0]}/` : '';
  const image = await readImage(archive.blobs, { issuePath: basename(path), base }, loader, options);
  const { issues, remarks, contents } = archive;
  if (image === undefined) {
    const files = new TreeFiles(archive.tree, [{ contents }], ctx);
    return { kind: 'archive', files, issues, remarks, verify: nothingToVerify, close };
  }
  const opened = imageArchive(image, options, close);
  return { ...opened, issues: [...issues, ...opened.issues], remarks: [...remarks, ...opened.remarks] };
}

function imageArchive(image: OpenedImage, { ctx }: OpenOptions, close: () => void): OpenedArchive {
  const { facts, issues, remarks } = image;
  const files = new TreeFiles(image.tree, image.layers, ctx);
  return { kind: 'image', files, image: facts, issues, remarks, verify: () => image.verify(), close };
}

function loaderFor(options: OpenOptions): LayerLoader {
  return new LayerLoader(readingOf(options), memoryBudget(options.ctx.limits));
}

function readingOf({ ctx, index, readEarly }: OpenOptions): LayerLoader['reading'] {
  return { ctx, index, readEarly, decompression: { bytesLeft: ctx.limits.decompressedBytes } };
}
