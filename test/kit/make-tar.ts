import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';

/** One member of an archive that a test makes. Everything but the name is for what is special about it. */
export interface MadeMember {
  readonly name: string;
  readonly content?: string | Buffer;
  /** Octal digits or a letter: `0` file, `1` hard link, `2` symbolic link, `5` directory … Default by name and link. */
  readonly type?: string;
  /** Where a symbolic link leads. */
  readonly link?: string;
  /** The path of which this is another name. */
  readonly hardLink?: string;
  readonly mode?: number;
  /** What the header says, whatever the content is. */
  readonly size?: number;
  /** The size field as it is to stand there. */
  readonly rawSize?: Buffer;
  readonly checksum?: number;
  /** Records of a pax header in front of it. */
  readonly pax?: Readonly<Record<string, string>>;
  /** Write the name, if it is long, as GNU tar does instead of pax. */
  readonly isGnu?: boolean;
}

export interface MadeArchive {
  /** Default: the two empty blocks that end an archive. */
  readonly end?: Buffer;
}

const BLOCK = 512;

/** Writes a tar archive (POSIX.1-2001), true or false as the members say. */
export function makeTar(members: readonly MadeMember[], { end = Buffer.alloc(2 * BLOCK) }: MadeArchive = {}): Buffer {
  return Buffer.concat([...members.flatMap(blocksOf), end]);
}

function blocksOf(member: MadeMember): readonly Buffer[] {
  const { name, link, hardLink } = member;
  const target = link ?? hardLink ?? '';
  const blocks: Buffer[] = [];
  const pax: Record<string, string> = { ...member.pax };
  if (Buffer.byteLength(name) > 100) {
    if (member.isGnu === true) blocks.push(...plain({ name: '././@LongLink', type: 'L', content: `${name}\0` }));
    else pax['path'] ??= name;
  }
  if (Buffer.byteLength(target) > 100) {
    if (member.isGnu === true) blocks.push(...plain({ name: '././@LongLink', type: 'K', content: `${target}\0` }));
    else pax['linkpath'] ??= target;
  }
  if (Object.keys(pax).length > 0) blocks.push(...plain({ name: 'PaxHeaders/x', type: 'x', content: paxRecords(pax) }));
  return [...blocks, ...plain(member)];
}

function plain(member: MadeMember): readonly Buffer[] {
  const content = Buffer.from(member.content ?? '');
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return [headerOf(member, content), content, padding];
}

export function paxRecords(records: Readonly<Record<string, string>>): string {
  return Object.entries(records)
    .map(([key, value]) => {
      const rest = Buffer.byteLength(` ${key}=${value}\n`);
      let length = rest + String(rest).length;
      if (rest + String(length).length !== length) length = rest + String(length).length;
      return `${length} ${key}=${value}\n`;
    })
    .join('');
}

function headerOf(member: MadeMember, content: Buffer): Buffer {
  const { name, link, hardLink, type } = member;
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, 'utf8');
  octal(header, member.mode ?? 0o644, 100, 8);
  octal(header, 0, 108, 8);
  octal(header, 0, 116, 8);
  octal(header, member.size ?? content.length, 124, 12);
  member.rawSize?.copy(header, 124);
  octal(header, 0, 136, 12);
  header.write(type ?? typeOf(name, link, hardLink), 156, 'latin1');
  header.write(link ?? hardLink ?? '', 157, 100, 'utf8');
  header.write('ustar\x0000', 257, 'latin1');
  header.fill(' ', 148, 156);
  const sum = member.checksum ?? header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

function typeOf(name: string, link: string | undefined, hardLink: string | undefined): string {
  if (link !== undefined) return '2';
  if (hardLink !== undefined) return '1';
  return name.endsWith('/') ? '5' : '0';
}

function octal(header: Buffer, value: number, at: number, length: number): void {
  header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
}

/** A tree of files as members, in the order given. */
export function membersOf(files: Readonly<Record<string, string | Buffer>>): readonly MadeMember[] {
  return Object.entries(files).map(([name, content]) => ({ name, content }));
}

export type LayerCompression = 'none' | 'gzip' | 'zstd';

export interface MadeImage {
  /** The members of every layer, the lowest first; or a whole layer as it is to be, uncompressed. */
  readonly layers: readonly (readonly MadeMember[] | Buffer)[];
  readonly compression?: LayerCompression;
  readonly tags?: readonly string[];
  readonly platform?: string;
  /** Digests that the configuration states, where they are to be wrong. */
  readonly diffIds?: readonly string[];
}

export function digestOf(bytes: Buffer | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function compressed(layer: Buffer, compression: LayerCompression): Buffer {
  if (compression === 'none') return layer;
  return compression === 'gzip' ? gzipSync(layer) : zstdCompressSync(layer);
}

const layerTypes: Readonly<Record<LayerCompression, string>> = { none: 'tar', gzip: 'tar+gzip', zstd: 'tar+zstd' };

interface Parts {
  readonly layers: readonly Buffer[];
  readonly blobs: readonly Buffer[];
  readonly config: Buffer;
}

function partsOf({ layers, compression = 'none', platform = 'linux/amd64', diffIds }: MadeImage): Parts {
  const plainLayers = layers.map((layer) => (Buffer.isBuffer(layer) ? layer : makeTar(layer)));
  const [os, architecture, variant] = platform.split('/');
  const config = {
    os,
    architecture,
    ...(variant === undefined ? {} : { variant }),
    rootfs: { type: 'layers', diff_ids: diffIds ?? plainLayers.map(digestOf) },
  };
  return {
    layers: plainLayers,
    blobs: plainLayers.map((layer) => compressed(layer, compression)),
    config: Buffer.from(JSON.stringify(config)),
  };
}

/** What `docker save` wrote before version 25: a directory for every layer, and `manifest.json` at the end. */
export function makeDockerSave(image: MadeImage): readonly MadeMember[] {
  const { blobs, config } = partsOf(image);
  const configName = `${digestOf(config).slice('sha256:'.length)}.json`;
  const names = blobs.map((_, index) => `${digestOf(`${index}`).slice('sha256:'.length)}/layer.tar`);
  const manifest = [{ Config: configName, RepoTags: image.tags ?? ['made:latest'], Layers: names }];
  return [
    ...blobs.map((content, index) => ({ name: names[index] as string, content })),
    { name: configName, content: config },
    { name: 'manifest.json', content: JSON.stringify(manifest) },
  ];
}

/** An OCI layout (image-spec 1.1, image-layout.md) with these images, one manifest each in its index. */
export function makeOciLayout(images: readonly MadeImage[]): Readonly<Record<string, string | Buffer>> {
  const files: Record<string, string | Buffer> = { 'oci-layout': '{"imageLayoutVersion":"1.0.0"}' };
  const put = (content: Buffer): { readonly digest: string; readonly size: number } => {
    const digest = digestOf(content);
    files[`blobs/${digest.replace(':', '/')}`] = content;
    return { digest, size: content.length };
  };
  const manifests = images.map((image) => {
    const { blobs, config } = partsOf(image);
    const [os, architecture, variant] = (image.platform ?? 'linux/amd64').split('/');
    const manifest = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...put(config) },
      layers: blobs.map((blob) => ({
        mediaType: `application/vnd.oci.image.layer.v1.${layerTypes[image.compression ?? 'none']}`,
        ...put(blob),
      })),
    };
    return {
      mediaType: manifest.mediaType,
      ...put(Buffer.from(JSON.stringify(manifest))),
      platform: { os, architecture, ...(variant === undefined ? {} : { variant }) },
      annotations: { 'org.opencontainers.image.ref.name': image.tags?.[0] ?? 'latest' },
    };
  });
  files['index.json'] = JSON.stringify({ schemaVersion: 2, manifests });
  return files;
}
