import {
  arrayOf,
  decodeText,
  isObject,
  objectOf,
  parseDigest,
  parseJson,
  sha256,
  textOf,
  type DataObject,
  type DataValue,
  type Issue,
  type IssueCollector,
  type Limits,
} from '../../kernel/index.ts';
import type { ImageBlobs } from './image-blobs.ts';
import { insidePath } from './tar.ts';

/** A part of an image that a manifest names. */
export interface BlobReference {
  /** In the archive. */
  readonly name: string;
  /** What the manifest says of it. */
  readonly digest?: string;
  readonly bytes?: number;
}

/** An image that an archive or layout describes. */
export interface ImageDescription {
  /** Names and tags. */
  readonly names: readonly string[];
  /** Of its manifest. */
  readonly digest?: string;
  readonly config: BlobReference;
  /** The lowest first. */
  readonly layers: readonly BlobReference[];
  /** `linux/amd64`, `linux/arm64/v8`; undefined when nobody says it. */
  readonly platform?: string;
  /** Digests of the uncompressed layers, as the configuration states them. */
  readonly diffIds: readonly string[];
}

/** Levels of indexes inside indexes, and manifests of all of them together: more than anybody has reason for. */
const INDEX_LEVELS = 4;
const MOST_MANIFESTS = 1000;

/** Reads which images there are: an OCI layout (image-spec, image-layout.md), or the `manifest.json` of `docker save`. */
export class ManifestReader {
  readonly #blobs: ImageBlobs;
  readonly #limits: Pick<Limits, 'nestingLevels' | 'imageLayers'>;
  readonly #issues: IssueCollector;
  #manifests = 0;

  constructor(blobs: ImageBlobs, limits: Pick<Limits, 'nestingLevels' | 'imageLayers'>, issues: IssueCollector) {
    this.#blobs = blobs;
    this.#limits = limits;
    this.#issues = issues;
  }

  /** Undefined when there is no OCI layout. */
  async ociImages(base: string): Promise<readonly ImageDescription[] | undefined> {
    const layout = await this.#blobs.bytes(`${base}oci-layout`);
    if (layout === undefined) return undefined;
    const index = await this.#document({ name: `${base}index.json` });
    if (index === undefined) return undefined;
    const images: ImageDescription[] = [];
    await this.#readIndex(index.value, base, [], 1, images);
    return images;
  }

  /** Undefined when there is no `manifest.json` that describes images. */
  async dockerImages(base: string): Promise<readonly ImageDescription[] | undefined> {
    const name = `${base}manifest.json`;
    const bytes = await this.#blobs.bytes(name);
    if (bytes === undefined || 'code' in bytes || !looksLikeDockerManifest(bytes)) return undefined;
    const manifest = await this.#document({ name });
    const images: ImageDescription[] = [];
    for (const item of arrayOf(manifest?.value).filter(isObject)) {
      const layers = texts(item['Layers']).map((layer) => this.#reference(base, layer));
      const config = this.#reference(base, textOf(item['Config']) ?? '');
      if (config === undefined || layers.length > this.#limits.imageLayers || layers.includes(undefined)) {
        this.#add('image/manifest', name, 'describes an image whose parts are not named as parts of the archive, and is not read');
        continue;
      }
      // Docker calls a configuration by its digest.
      const hex = /(?:^|\/)([0-9a-f]{64})(?:\.json)?$/.exec(config.name)?.[1];
      images.push(
        await this.#describe({
          names: texts(item['RepoTags']),
          config: hex === undefined ? config : { ...config, digest: `sha256:${hex}` },
          layers: layers.filter((layer) => layer !== undefined),
        }),
      );
    }
    return images;
  }

  async #readIndex(
    index: DataValue,
    base: string,
    names: readonly string[],
    level: number,
    images: ImageDescription[],
  ): Promise<void> {
    for (const descriptor of arrayOf(objectOf(index)['manifests']).filter(isObject)) {
      this.#manifests += 1;
      if (level > INDEX_LEVELS || this.#manifests > MOST_MANIFESTS) {
        if (this.#manifests === MOST_MANIFESTS + 1 || level > INDEX_LEVELS) {
          this.#add('image/index', `${base}index.json`, 'describes more manifests, or deeper ones, than are read');
        }
        return;
      }
      if (isAttestation(descriptor)) continue;
      const annotations = objectOf(descriptor['annotations']);
      const name = textOf(annotations['io.containerd.image.name']) ?? textOf(annotations['org.opencontainers.image.ref.name']);
      await this.#readManifest(descriptor, base, name === undefined ? names : [name], level, images);
    }
  }

  async #readManifest(
    descriptor: DataObject,
    base: string,
    names: readonly string[],
    level: number,
    images: ImageDescription[],
  ): Promise<void> {
    const reference = this.#descriptor(base, descriptor);
    if (reference === undefined)
      return this.#add('image/manifest', `${base}index.json`, 'names a manifest without a usable digest');
    const manifest = await this.#document(reference);
    // An index names the manifests of all platforms, also where the archive was made for one of them.
    if (manifest === undefined) return;
    const value = objectOf(manifest.value);
    if (Array.isArray(value['manifests'])) return this.#readIndex(value, base, names, level + 1, images);
    const config = this.#descriptor(base, objectOf(value['config']));
    const layerList = arrayOf(value['layers']).filter(isObject);
    if (config === undefined || !isImage(value, layerList)) return;
    const layers = layerList.map((layer) => this.#descriptor(base, layer));
    if (layers.length > this.#limits.imageLayers || layers.includes(undefined)) {
      return this.#add(
        'image/manifest',
        reference.name,
        'names layers without usable digests, or too many of them, and is not read',
      );
    }
    const platform = platformOf(objectOf(descriptor['platform']));
    images.push(
      await this.#describe({
        names,
        config,
        layers: layers.filter((layer) => layer !== undefined),
        ...(reference.digest === undefined ? {} : { digest: reference.digest }),
        ...(platform === undefined ? {} : { platform }),
      }),
    );
  }

  /** Adds what the configuration says. */
  async #describe(image: Omit<ImageDescription, 'diffIds'>): Promise<ImageDescription> {
    const config = await this.#document(image.config);
    if (config === undefined) this.#add('image/config', image.config.name, 'is the configuration of an image and is not there');
    const value = objectOf(config?.value);
    const platform = image.platform ?? platformOf(value);
    const diffIds = texts(objectOf(value['rootfs'])['diff_ids']);
    return { ...image, diffIds, ...(platform === undefined ? {} : { platform }) };
  }

  /** A part as JSON. Undefined when it is not there or cannot be read; that it has another digest than it should is an issue. */
  async #document({ name, digest, bytes: stated }: BlobReference): Promise<{ readonly value: DataValue } | undefined> {
    const bytes = await this.#blobs.bytes(name);
    if (bytes === undefined) return undefined;
    if ('code' in bytes) {
      this.#add(bytes.code, name, bytes.message);
      return undefined;
    }
    if (stated !== undefined && stated !== bytes.length)
      this.#add('image/size', name, `has ${bytes.length} bytes where ${stated} are stated`);
    if (digest?.startsWith('sha256:') === true && digest !== `sha256:${sha256(bytes)}`) {
      this.#add('image/digest', name, `does not have the digest ${digest} by which it is named`);
    }
    const text = decodeText(bytes, name);
    const json = text.value === undefined ? undefined : parseJson(text.value, { path: name, limits: this.#limits });
    this.#issues.addAll([...text.issues, ...(json?.issues ?? [])]);
    return json?.value;
  }

  #descriptor(base: string, descriptor: DataObject): BlobReference | undefined {
    const digest = textOf(descriptor['digest']);
    const hash = digest === undefined ? undefined : parseDigest(digest);
    const algorithm = digest?.slice(0, digest.indexOf(':'));
    if (digest === undefined || hash === undefined || (algorithm !== 'sha256' && algorithm !== 'sha512')) return undefined;
    const { size } = descriptor;
    const name = `${base}blobs/${algorithm}/${hash.value}`;
    const normal = `${algorithm}:${hash.value}`;
    return typeof size === 'number' ? { name, digest: normal, bytes: size } : { name, digest: normal };
  }

  #reference(base: string, name: string): BlobReference | undefined {
    const path = insidePath(name);
    return path === undefined || path === '' ? undefined : { name: base + path };
  }

  #add(code: string, path: string, message: string): void {
    const issue: Issue = { code, path, message };
    this.#issues.addAll([issue]);
  }
}

function texts(value: DataValue | undefined): readonly string[] {
  return arrayOf(value).filter((item) => typeof item === 'string');
}

/** Other things are called manifest.json too. */
function looksLikeDockerManifest(bytes: Buffer): boolean {
  return (
    bytes.subarray(0, 64).toString('latin1').trimStart().startsWith('[') && bytes.includes('"Layers"') && bytes.includes('"Config"')
  );
}

/** Build attestations hang in an index as manifests of an unknown platform (BuildKit, "attestation storage"). */
function isAttestation(descriptor: DataObject): boolean {
  const annotations = objectOf(descriptor['annotations']);
  return (
    annotations['vnd.docker.reference.type'] === 'attestation-manifest' || objectOf(descriptor['platform'])['os'] === 'unknown'
  );
}

const configTypes: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]);

/** Signatures, charts and other artifacts are kept in the form of images too. */
function isImage(manifest: DataObject, layers: readonly DataObject[]): boolean {
  const configType = textOf(objectOf(manifest['config'])['mediaType']);
  return (
    textOf(manifest['artifactType']) === undefined &&
    configType !== undefined &&
    configTypes.has(configType) &&
    layers.every((layer) => /\.image\.(?:layer|rootfs)\./.test(textOf(layer['mediaType']) ?? ''))
  );
}

/** Of a descriptor or a configuration, which call its parts alike. */
function platformOf(facts: DataObject): string | undefined {
  const os = textOf(facts['os']);
  const architecture = textOf(facts['architecture']);
  const variant = textOf(facts['variant']);
  if (os === undefined || architecture === undefined) return undefined;
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}
