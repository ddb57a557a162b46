import { AppError, IssueCollector, type Issue } from '../../kernel/index.ts';
import type { ImageFacts, ImageLayer } from '../../model/index.ts';
import { FileTree, type TreeLimits } from './file-tree.ts';
import type { ImageBlobs, LayerLoader, LoadedLayer } from './image-blobs.ts';
import { ManifestReader, type BlobReference, type ImageDescription } from './image-manifests.ts';
import { applyLayer } from './layer-entries.ts';
import type { TreeLayer } from './tree-files.ts';

export interface OpenedImage {
  readonly tree: FileTree;
  readonly layers: readonly TreeLayer[];
  readonly facts: ImageFacts;
  readonly issues: readonly Issue[];
  readonly remarks: readonly Issue[];
  /** Compares the digests of the layers with those that are stated, when they are all made. */
  verify(): Promise<readonly Issue[]>;
}

export interface ImageOptions {
  /** `os/architecture` or `os/architecture/variant`, where there are several. */
  readonly platform?: string;
}

const USUAL_PLATFORM = 'linux/amd64';

/** Where an image lies. */
export interface ImagePlace {
  /** What issues about the image as a whole name. */
  readonly issuePath: string;
  /** Directory in which its files lie, empty or ending in `/`. */
  readonly base: string;
}

/**
 * Reads the image that an archive or layout holds, layer by layer. Undefined when it holds none.
 * @throws AppError `usage/platform` when there is none for the platform that was asked for
 */
export async function readImage(
  blobs: ImageBlobs,
  { issuePath, base }: ImagePlace,
  loader: LayerLoader,
  options: ImageOptions,
): Promise<OpenedImage | undefined> {
  const issues = new IssueCollector(issuePath);
  const { limits } = loader.reading.ctx;
  const reader = new ManifestReader(blobs, limits, issues);
  const oci = await reader.ociImages(base);
  const docker = await reader.dockerImages(base);
  const images = oci === undefined || oci.length === 0 ? docker : oci;
  if (images === undefined) {
    if (oci === undefined) return undefined;
    issues.add('image/none', 'describes no image that is there');
    return { ...noImage(limits), issues: issues.issues, remarks: [] };
  }
  const remarks: Issue[] = [];
  const image = choose(images, options, issues, (code, message) => remarks.push({ code, path: issuePath, message }));
  if (image === undefined) return { ...noImage(limits), issues: issues.issues, remarks };
  const names = namesOf(image, docker ?? [], issues);
  return new ImageAssembly(blobs, limits, issues, remarks).assemble({ ...image, names });
}

function noImage(limits: TreeLimits): Pick<OpenedImage, 'tree' | 'layers' | 'facts' | 'verify'> {
  return { tree: new FileTree(limits), layers: [], facts: { names: [], layers: [] }, verify: () => Promise.resolve([]) };
}

/** The only one; else that of the platform that was asked for, or of the most usual one. What is left out is said. */
function choose(
  images: readonly ImageDescription[],
  { platform }: ImageOptions,
  issues: IssueCollector,
  remark: (code: string, message: string) => void,
): ImageDescription | undefined {
  const platforms = [...new Set(images.map((image) => image.platform ?? 'unknown'))].toSorted();
  const wanted = platform ?? (platforms.includes(USUAL_PLATFORM) ? USUAL_PLATFORM : (images[0]?.platform ?? 'unknown'));
  const fitting = images.filter((image) => isPlatform(image.platform ?? 'unknown', wanted));
  const [chosen] = fitting;
  if (chosen === undefined) {
    if (platform !== undefined && images.length > 0) {
      throw new AppError('usage/platform', `There is no image for ${platform}`, {
        hint: `There is one for ${platforms.join(', ')}.`,
      });
    }
    issues.add('image/none', 'describes no image');
    return undefined;
  }
  const others = fitting.filter((image) => image.config.name !== chosen.config.name);
  if (others.length > 0) {
    const named = chosen.names[0] ?? chosen.digest ?? chosen.config.name;
    const message = `holds ${others.length + 1} images, of which only the first is read: ${named}`;
    issues.add('image/several-images', message);
  }
  if (platforms.length > 1) {
    const message = `holds images for ${platforms.join(', ')}, of which ${chosen.platform ?? 'unknown'} is read`;
    remark('image/platform', message);
  }
  return chosen;
}

/** `linux/arm64` asks for any variant of it. */
function isPlatform(platform: string, wanted: string): boolean {
  return platform === wanted || platform.startsWith(`${wanted}/`);
}

/** An archive of Docker names its images in two places, which should mean the same. */
function namesOf(image: ImageDescription, docker: readonly ImageDescription[], issues: IssueCollector): readonly string[] {
  if (docker.length === 0 || docker.includes(image)) return image.names;
  const same = docker.filter(({ config }) => config.digest === image.config.digest);
  if (same.length === 0) {
    const message = 'describes another image than index.json, which is the one that is read';
    issues.addAll([{ code: 'image/two-manifests', path: 'manifest.json', message }]);
  }
  const names = same.flatMap((one) => one.names);
  return names.length > 0 ? [...new Set(names)] : image.names;
}

interface Stated {
  readonly reference: BlobReference;
  readonly diffId: string | undefined;
  readonly loaded: LoadedLayer;
}

class ImageAssembly {
  readonly #blobs: ImageBlobs;
  readonly #issues: IssueCollector;
  readonly #remarks: Issue[];
  readonly #tree: FileTree;
  readonly #treeLayers: TreeLayer[] = [];
  readonly #stated: Stated[] = [];

  constructor(blobs: ImageBlobs, limits: TreeLimits, issues: IssueCollector, remarks: Issue[]) {
    this.#blobs = blobs;
    this.#issues = issues;
    this.#remarks = remarks;
    this.#tree = new FileTree(limits);
  }

  async assemble({ layers, diffIds, config, names, digest, platform }: ImageDescription): Promise<OpenedImage> {
    if (diffIds.length !== layers.length) {
      const message = `states ${diffIds.length} layers where the manifest names ${layers.length}`;
      this.#issues.addAll([{ code: 'image/layers', path: config.name, message }]);
    }
    const shown: ImageLayer[] = [];
    for (const [position, layer] of layers.entries()) shown.push(await this.#layer(layer, diffIds[position]));
    return {
      tree: this.#tree,
      layers: this.#treeLayers,
      facts: {
        ...(digest === undefined ? {} : { digest }),
        ...(config.digest === undefined ? {} : { id: config.digest }),
        ...(platform === undefined ? {} : { platform }),
        names,
        layers: shown,
      },
      issues: this.#issues.issues,
      remarks: this.#remarks,
      verify: async () => (await Promise.all(this.#stated.map(issuesOf))).flat(),
    };
  }

  /** Lays a layer over those before it. What was wrong with reading it is said by `verify`. */
  async #layer(reference: BlobReference, stated: string | undefined): Promise<ImageLayer> {
    const loaded = await this.#blobs.layer(reference.name);
    const digest = reference.digest === undefined ? {} : { digest: reference.digest };
    if (loaded === undefined || 'code' in loaded) {
      const fault = loaded ?? { code: 'image/missing-layer', message: 'is a layer of the image and is not there' };
      this.#issues.addAll([{ ...fault, path: reference.name }]);
      return { diffId: stated ?? '', ...digest };
    }
    const diffId = stated ?? (await loaded.digests).diffId ?? '';
    this.#remarks.push(...loaded.reading.remarks);
    this.#treeLayers[loaded.index] = { digest: diffId, contents: loaded.contents };
    this.#issues.addAll(applyLayer(this.#tree, loaded.reading.entries, reference.name));
    this.#stated.push({ reference, diffId: stated, loaded });
    return { diffId, ...digest };
  }
}

/** What is wrong with a layer: in itself, and in comparison with what is stated of it. */
async function issuesOf({ reference, diffId: stated, loaded }: Stated): Promise<readonly Issue[]> {
  const { digest, bytes, diffId } = await loaded.digests;
  const issues: Issue[] = [];
  const add = (code: string, message: string): void => void issues.push({ code, path: reference.name, message });
  const isSame = diffId !== undefined && diffId === stated;
  // Who has all bytes that were meant knows that nothing was cut off.
  issues.push(...loaded.reading.issues.filter(({ code }) => !isSame || code !== 'tar/no-end'));
  if (reference.bytes !== undefined && bytes !== undefined && reference.bytes !== bytes) {
    add('image/size', `has ${bytes} bytes where ${reference.bytes} are stated`);
  }
  if (reference.digest !== undefined && digest !== undefined && reference.digest !== digest) {
    add('image/digest', `does not have the digest ${reference.digest} by which it is named, but ${digest}`);
  }
  if (stated !== undefined && diffId !== undefined && !isSame) {
    add('image/digest', `is ${diffId} when it is not compressed, where the configuration states ${stated}`);
  }
  return issues;
}
