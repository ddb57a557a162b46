import { deflateRawSync } from 'node:zlib';
import { makePe } from './make-binaries.ts';

/** A .NET assembly that a test makes. */
export interface MadeAssembly {
  readonly name: string;
  /** Four numbers; 1.0.0.0 when left out. */
  readonly version?: readonly [number, number, number, number];
  readonly culture?: string;
  /** Texts of attributes by their names without `Assembly` and `Attribute`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Texts of the version resource; without any there is no resource. */
  readonly versionTexts?: Readonly<Record<string, string>>;
  /** References to heaps of four bytes, as in large assemblies. */
  readonly hasWideHeaps?: boolean;
  /** Rows of no use in the table of types, more of which make references to them wider. */
  readonly idleTypes?: number;
}

const CODE_ADDRESS = 0x2000;
const CLI_HEADER_BYTES = 72;

/** A PE file with no code but the metadata of an assembly (ECMA-335 II.24 and II.25). */
export function makeAssembly(made: MadeAssembly): Buffer {
  const metadata = makeMetadata(made);
  const header = Buffer.alloc(CLI_HEADER_BYTES);
  header.writeUInt32LE(CLI_HEADER_BYTES, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(5, 6);
  header.writeUInt32LE(CODE_ADDRESS + CLI_HEADER_BYTES, 8);
  header.writeUInt32LE(metadata.length, 12);
  header.writeUInt32LE(1, 16);
  const text = { name: '.text', content: Buffer.concat([header, metadata]), address: CODE_ADDRESS };
  const directories = { 14: { address: CODE_ADDRESS, size: CLI_HEADER_BYTES } };
  if (made.versionTexts === undefined) return makePe({ bits: 32, sections: [text], directories });
  const place = CODE_ADDRESS + 0x1000 * Math.ceil(text.content.length / 0x1000);
  const resources = makeResources(made.versionTexts, place);
  return makePe({
    bits: 32,
    sections: [text, { name: '.rsrc', content: resources, address: place }],
    directories: { ...directories, 2: { address: place, size: resources.length } },
  });
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

class Heap {
  readonly #parts: Buffer[] = [Buffer.alloc(1)];
  #length = 1;

  add(bytes: Buffer): number {
    const at = this.#length;
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return at;
  }

  done(): Buffer {
    return padded(Buffer.concat(this.#parts));
  }
}

/** A text after its length in one, two or four bytes. */
function withLength(bytes: Buffer): Buffer {
  const { length } = bytes;
  if (length < 0x80) return Buffer.concat([Buffer.from([length]), bytes]);
  const prefix = Buffer.alloc(length < 0x4000 ? 2 : 4);
  if (length < 0x4000) prefix.writeUInt16BE(0x8000 | length);
  else prefix.writeUInt32BE((0xc000_0000 | length) >>> 0);
  return Buffer.concat([prefix, bytes]);
}

function makeMetadata({
  name,
  version = [1, 0, 0, 0],
  culture = '',
  attributes = {},
  hasWideHeaps = false,
  idleTypes = 0,
}: MadeAssembly): Buffer {
  const strings = new Heap();
  const blobs = new Heap();
  const text = (value: string): number => strings.add(Buffer.from(`${value}\0`));
  const blob = (value: Buffer): number => blobs.add(withLength(value));
  const names = Object.keys(attributes);
  const types = idleTypes + names.length;
  const heap = hasWideHeaps ? 4 : 2;
  // References that give two, three or five bits to the table need four bytes when there are many rows.
  const [scopeBytes, parentBytes, ownerBytes] = [14, 13, 11].map((bits) => (types < 2 ** bits ? 2 : 4)) as [number, number, number];
  const row = (...fields: readonly (readonly [value: number, bytes: number])[]): Buffer =>
    Buffer.concat(
      fields.map(([value, bytes]) => {
        const field = Buffer.alloc(bytes);
        field.writeUIntLE(value, 0, bytes);
        return field;
      }),
    );
  const system = text('System.Reflection');
  const constructor = text('.ctor');
  const signature = blob(Buffer.from('2001010e', 'hex'));
  const idle = row([0, scopeBytes], [system, heap], [system, heap]);
  const typeRows = names.map((key) => row([0, scopeBytes], [text(`Assembly${key}Attribute`), heap], [system, heap]));
  const memberRows = names.map((_, index) =>
    row([((idleTypes + index + 1) << 3) | 1, parentBytes], [constructor, heap], [signature, heap]),
  );
  const attributeRows = Object.values(attributes).map((value, index) => {
    const argument = Buffer.concat([Buffer.from([1, 0]), withLength(Buffer.from(value)), Buffer.from([0, 0])]);
    return row([(1 << 5) | 14, ownerBytes], [((index + 1) << 3) | 3, 2], [blob(argument), heap]);
  });
  const tables: readonly (readonly [number: number, rows: readonly Buffer[]])[] = [
    [0x00, [row([0, 2], [text(`${name}.dll`), heap], [1, 2], [0, 2], [0, 2])]],
    [0x01, [...Array.from({ length: idleTypes }, () => idle), ...typeRows]],
    [0x0a, memberRows],
    [0x0c, attributeRows],
    [
      0x20,
      [
        row(
          [0x8004, 4],
          ...version.map((part) => [part, 2] as const),
          [0, 4],
          [0, heap],
          [text(name), heap],
          [culture === '' ? 0 : text(culture), heap],
        ),
      ],
    ],
  ];
  const present = tables.filter(([, rows]) => rows.length > 0);
  const head = Buffer.alloc(24 + present.length * 4);
  head.writeUInt8(2, 4);
  head.writeUInt8(hasWideHeaps ? 0x05 : 0, 6);
  head.writeUInt8(1, 7);
  head.writeBigUInt64LE(
    present.reduce((mask, [table]) => mask | (1n << BigInt(table)), 0n),
    8,
  );
  for (const [index, [, rows]] of present.entries()) head.writeUInt32LE(rows.length, 24 + index * 4);
  return withStreams([
    ['#~', padded(Buffer.concat([head, ...present.flatMap(([, rows]) => rows)]))],
    ['#Strings', strings.done()],
    ['#GUID', Buffer.alloc(16, 1)],
    ['#Blob', blobs.done()],
  ]);
}

function withStreams(streams: readonly (readonly [name: string, content: Buffer])[]): Buffer {
  const runtime = padded(Buffer.from('v4.0.30319\0'));
  const headers = streams.map(([name]) => padded(Buffer.from(`${name}\0`)));
  let at = 16 + runtime.length + 4 + headers.reduce((sum, header) => sum + 8 + header.length, 0);
  const root = Buffer.alloc(16);
  root.writeUInt32LE(0x424a5342, 0);
  root.writeUInt16LE(1, 4);
  root.writeUInt16LE(1, 6);
  root.writeUInt32LE(runtime.length, 12);
  const parts: Buffer[] = [root, runtime, Buffer.from([0, 0, streams.length, 0])];
  for (const [index, [, content]] of streams.entries()) {
    const place = Buffer.alloc(8);
    place.writeUInt32LE(at, 0);
    place.writeUInt32LE(content.length, 4);
    parts.push(place, headers[index] as Buffer);
    at += content.length;
  }
  return Buffer.concat([...parts, ...streams.map(([, content]) => content)]);
}

/** A block of the version resource: its length, that of its value, whether that is text, its key, value and children. */
function versionBlock(key: string, value: Buffer, isText: boolean, children: readonly Buffer[] = []): Buffer {
  const head = Buffer.alloc(6);
  const body = padded(Buffer.concat([head, Buffer.from(`${key}\0`, 'utf16le')]));
  // The last child is not padded, for its length is that of the whole.
  const inner = children.map((child, index) => (index === children.length - 1 ? child : padded(child)));
  const block = Buffer.concat([
    children.length > 0 ? padded(Buffer.concat([body, value])) : Buffer.concat([body, value]),
    ...inner,
  ]);
  block.writeUInt16LE(block.length, 0);
  block.writeUInt16LE(isText ? value.length / 2 : value.length, 2);
  block.writeUInt16LE(isText ? 1 : 0, 4);
  return block;
}

/** Type, name and language, each a directory with one entry; then the place of the data, and the data. */
function makeResources(texts: Readonly<Record<string, string>>, address: number): Buffer {
  const strings = Object.entries(texts).map(([key, value]) => versionBlock(key, Buffer.from(`${value}\0`, 'utf16le'), true));
  const table = versionBlock('040904b0', Buffer.alloc(0), true, strings);
  const info = versionBlock('StringFileInfo', Buffer.alloc(0), true, [table]);
  const root = versionBlock('VS_VERSION_INFO', Buffer.alloc(52), false, [info]);
  const directory = (id: number, to: number): Buffer => {
    const bytes = Buffer.alloc(24);
    bytes.writeUInt16LE(1, 14);
    bytes.writeUInt32LE(id, 16);
    bytes.writeUInt32LE(to, 20);
    return bytes;
  };
  const leaf = Buffer.alloc(16);
  leaf.writeUInt32LE(address + 88, 0);
  leaf.writeUInt32LE(root.length, 4);
  return Buffer.concat([directory(16, 0x8000_0018), directory(1, 0x8000_0030), directory(1033, 72), leaf, root]);
}

/** A file in a .NET application that is published as one file. */
export interface MadeBundledFile {
  readonly path: string;
  readonly content: string;
  /** 1 assembly, 2 native library, 3 *.deps.json, 4 *.runtimeconfig.json, 5 symbols. */
  readonly kind: number;
  readonly isCompressed?: boolean;
}

const BUNDLE_MARK = Buffer.from('8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae', 'hex');

/** What the host of an application holds where its bundle would be noted; without a bundle behind it, a host alone. */
export const bundleMark: Buffer = Buffer.concat([Buffer.alloc(8), BUNDLE_MARK]);

/** Puts files behind a host that has the mark in its data (Microsoft.NET.HostModel, versions 1 to 6 of the format). */
export function makeBundle(host: Buffer, version: number, files: readonly MadeBundledFile[]): Buffer {
  const shortText = (text: string): Buffer => {
    const { length } = Buffer.from(text);
    const prefix = length < 0x80 ? [length] : [(length % 128) | 0x80, Math.floor(length / 128)];
    return Buffer.concat([Buffer.from(prefix), Buffer.from(text)]);
  };
  const parts: Buffer[] = [host];
  let at = host.length;
  const entries = files.map(({ path, content, kind, isCompressed = false }) => {
    const plain = Buffer.from(content);
    const stored = isCompressed ? deflateRawSync(plain) : plain;
    const fixed = Buffer.alloc(version >= 6 ? 25 : 17);
    fixed.writeBigUInt64LE(BigInt(at), 0);
    fixed.writeBigUInt64LE(BigInt(plain.length), 8);
    if (version >= 6) fixed.writeBigUInt64LE(BigInt(isCompressed ? stored.length : 0), 16);
    fixed.writeUInt8(kind, fixed.length - 1);
    parts.push(stored);
    at += stored.length;
    return Buffer.concat([fixed, shortText(path)]);
  });
  const header = Buffer.alloc(12);
  header.writeUInt32LE(version, 0);
  header.writeUInt32LE(files.length, 8);
  const bundle = Buffer.concat([...parts, header, shortText('bundle-id'), Buffer.alloc(version === 1 ? 0 : 40), ...entries]);
  bundle.writeBigUInt64LE(BigInt(at), bundle.indexOf(BUNDLE_MARK) - 8);
  return bundle;
}
