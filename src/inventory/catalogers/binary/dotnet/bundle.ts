import type * as Zlib from 'node:zlib';
import { FileFields, type Executable } from '../executable/index.ts';

/** A file inside of an application that is published as one file. */
export interface BundledFile {
  readonly path: string;
  /** Undefined when it lies outside of the file, cannot be decompressed, or is larger than was allowed. */
  content(mostBytes: number): Buffer | undefined;
}

export type FoundBundle =
  | { readonly kind: 'none' }
  | { readonly kind: 'damaged' }
  /** `dependencies` is its *.deps.json; a bundle need not have one. */
  | { readonly kind: 'found'; readonly dependencies?: BundledFile };

/** Stands in the host that every application begins with; in front of it is the place of the bundle's header, 0 where there is none. */
const MARK = Buffer.from('8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae', 'hex');
const PLACE_BYTES = 8;
const HEADER_BYTES = 12;
/** Since version 2: places of two files and flags, after the bundle's id. */
const SECOND_HEADER_BYTES = 40;
const DEPENDENCIES = 3;
const FIRST_WITH_COMPRESSION = 6;
const LATEST_KNOWN = 6;

/**
 * Finds the files of a .NET application in one file, versions 1 to 6 of the bundle's format.
 * @see https://github.com/dotnet/designs/blob/main/accepted/2020/single-file/design.md
 */
export function findBundle({ bytes, segments }: Executable): FoundBundle {
  for (const segment of segments) {
    const at = segment.isWritable ? segment.bytes.indexOf(MARK) : -1;
    if (at < PLACE_BYTES) continue;
    const place = new FileFields(segment.bytes, true).u64(at - PLACE_BYTES);
    return place === 0 ? { kind: 'none' } : readManifest(new FileFields(bytes, true), place);
  }
  return { kind: 'none' };
}

function readManifest(fields: FileFields, place: number): FoundBundle {
  if (!fields.holds(place, HEADER_BYTES)) return { kind: 'damaged' };
  const version = fields.u32(place);
  const count = fields.u32(place + 8);
  const id = readText(fields, place + HEADER_BYTES);
  if (version < 1 || version > LATEST_KNOWN || id === undefined) return { kind: 'damaged' };
  let at = id.end + (version === 1 ? 0 : SECOND_HEADER_BYTES);
  const words = version >= FIRST_WITH_COMPRESSION ? 3 : 2;
  // An entry takes more than its words, so the file bounds how many are read.
  for (let index = 0; index < count; index += 1) {
    const path = fields.holds(at, words * 8 + 1) ? readText(fields, at + words * 8 + 1) : undefined;
    if (path === undefined) return { kind: 'damaged' };
    if (fields.u8(at + words * 8) === DEPENDENCIES) {
      const [offset, length] = [fields.u64(at), fields.u64(at + 8)];
      const compressed = words === 3 ? fields.u64(at + 16) : 0;
      const content = (most: number): Buffer | undefined => readContent(fields, offset, length, compressed, most);
      return { kind: 'found', dependencies: { path: path.text, content } };
    }
    at = path.end;
  }
  return { kind: 'found' };
}

/** A path after its length in one or two bytes of seven bits, the lower first. */
function readText(fields: FileFields, at: number): { readonly text: string; readonly end: number } | undefined {
  if (!fields.holds(at, 2)) return undefined;
  const [first, second] = [fields.u8(at), fields.u8(at + 1)];
  const isLong = first >= 0x80;
  if (isLong && second >= 0x80) return undefined;
  const start = at + (isLong ? 2 : 1);
  const length = isLong ? (first & 0x7f) + second * 128 : first;
  if (!fields.holds(start, length)) return undefined;
  return { text: fields.bytes.toString('utf8', start, start + length), end: start + length };
}

/** It takes milliseconds to load, and few files are compressed. */
const zlib = (): typeof Zlib => process.getBuiltinModule('node:zlib');

function readContent(fields: FileFields, offset: number, length: number, compressed: number, most: number): Buffer | undefined {
  const { bytes, isCut } = fields.range(offset, compressed === 0 ? length : compressed);
  if (isCut || length > most) return undefined;
  if (compressed === 0) return bytes;
  try {
    return zlib().inflateRawSync(bytes, { maxOutputLength: most });
  } catch {
    return undefined;
  }
}
