import { bytesAt, FileFields, type Executable } from '../executable/index.ts';
import { ASSEMBLY, codedIndexes, CUSTOM_ATTRIBUTE, MEMBER_REF, TYPE_REF } from './schema.ts';
import { readTables, type MetadataTables } from './tables.ts';

/** What a .NET assembly says of itself. */
export interface Assembly {
  readonly name: string;
  /** Four numbers, which bind references at run time; packages raise it less often than their own version. */
  readonly version: string;
  /** Empty for code, a language for an assembly of translations. */
  readonly culture: string;
  /** The texts of `AssemblyInformationalVersion`, `AssemblyProduct` and other attributes, by their names without `Attribute`. */
  readonly attributes: ReadonlyMap<string, string>;
}

export type FoundAssembly =
  | { readonly kind: 'none' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'found'; readonly assembly: Assembly };

const CLI_HEADER = 14;
const CLI_HEADER_BYTES = 72;
const METADATA_SIGNATURE = 0x424a5342;
const MOST_STREAMS = 32;
const MOST_NAME_BYTES = 1024;

const none: FoundAssembly = { kind: 'none' };
const damaged: FoundAssembly = { kind: 'damaged' };

/** The assembly in a PE file (ECMA-335 II.24 and II.25). A module without an assembly, and a native program, is none. */
export function findAssembly(executable: Executable): FoundAssembly {
  const directory = executable.directories[CLI_HEADER];
  if (executable.format !== 'pe' || directory === undefined || directory.address === 0) return none;
  const header = bytesAt(executable, executable.base + directory.address);
  if (header === undefined || header.length < CLI_HEADER_BYTES) return damaged;
  const metadata = bytesAt(executable, executable.base + header.readUInt32LE(8));
  const streams = metadata === undefined ? undefined : readStreams(metadata);
  const stream = streams?.get('#~') ?? streams?.get('#-');
  const tables = stream === undefined ? undefined : readTables(stream);
  if (streams === undefined || tables === undefined) return damaged;
  if (tables.rowsOf(ASSEMBLY) === 0) return none;
  const names = new FileFields(streams.get('#Strings') ?? Buffer.alloc(0), true);
  const name = names.name(tables.field(ASSEMBLY, 1, 7), MOST_NAME_BYTES);
  if (name === '') return damaged;
  const numbers = [1, 2, 3, 4].map((column) => tables.field(ASSEMBLY, 1, column));
  const culture = names.name(tables.field(ASSEMBLY, 1, 8), MOST_NAME_BYTES);
  const attributes = readAttributes(tables, names, streams.get('#Blob') ?? Buffer.alloc(0));
  return { kind: 'found', assembly: { name: utf8(name), version: numbers.join('.'), culture, attributes } };
}

/** Names of the heap are UTF-8; they were read byte by byte. */
function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

/** The root of the metadata lists its streams (II.24.2.1). */
function readStreams(metadata: Buffer): ReadonlyMap<string, Buffer> | undefined {
  const fields = new FileFields(metadata, true);
  if (!fields.holds(0, 16) || fields.u32(0) !== METADATA_SIGNATURE) return undefined;
  let at = 16 + fields.u32(12);
  if (!fields.holds(at, 4)) return undefined;
  const count = Math.min(fields.u16(at + 2), MOST_STREAMS);
  at += 4;
  const streams = new Map<string, Buffer>();
  for (let index = 0; index < count; index += 1) {
    if (!fields.holds(at, 8)) return undefined;
    const name = fields.name(at + 8, 32);
    const { bytes } = fields.range(fields.u32(at), fields.u32(at + 4));
    // Readers take the first of a name.
    if (!streams.has(name)) streams.set(name, bytes);
    at += 8 + Math.ceil((name.length + 1) / 4) * 4;
  }
  return streams;
}

/** What no assembly has, but for one that is made to keep a reader busy. */
const MOST_ATTRIBUTES = 1000;
const attributeName = /^Assembly(\w+)Attribute$/;

/** Attributes of the assembly whose first argument is a text. */
function readAttributes(tables: MetadataTables, names: FileFields, blobs: Buffer): ReadonlyMap<string, string> {
  const parent = (1 << codedIndexes.hasCustomAttribute.bits) | codedIndexes.hasCustomAttribute.tables.indexOf(ASSEMBLY);
  const found = new Map<string, string>();
  const rows = tables.rowsOf(CUSTOM_ATTRIBUTE);
  let looked = 0;
  for (let row = 1; row <= rows && looked < MOST_ATTRIBUTES; row += 1) {
    if (tables.field(CUSTOM_ATTRIBUTE, row, 0) !== parent) continue;
    looked += 1;
    const type = attributeName.exec(typeName(tables, names, tables.field(CUSTOM_ATTRIBUTE, row, 1)))?.[1];
    const text = type === undefined ? undefined : firstText(blobs, tables.field(CUSTOM_ATTRIBUTE, row, 2));
    if (type !== undefined && text !== undefined && !found.has(type)) found.set(type, text);
  }
  return found;
}

/** The name of the type whose constructor an attribute calls, where it is a type of another assembly. */
function typeName(tables: MetadataTables, names: FileFields, constructor: number): string {
  const { customAttributeType, memberRefParent } = codedIndexes;
  const isMember = constructor % 2 ** customAttributeType.bits === 3;
  const parent = isMember ? tables.field(MEMBER_REF, Math.floor(constructor / 2 ** customAttributeType.bits), 0) : 0;
  const isType = parent % 2 ** memberRefParent.bits === memberRefParent.tables.indexOf(TYPE_REF);
  return isType ? names.name(tables.field(TYPE_REF, Math.floor(parent / 2 ** memberRefParent.bits), 1)) : '';
}

/** The first argument of an attribute (II.23.3): after the blob's length and a prolog of 1, a text after its length. */
function firstText(blobs: Buffer, at: number): string | undefined {
  const outer = compressedLength(blobs, at);
  if (outer === undefined || outer.length < 3 || outer.start + outer.length > blobs.length) return undefined;
  if (blobs.readUInt16LE(outer.start) !== 1) return undefined;
  const inner = compressedLength(blobs, outer.start + 2);
  if (inner === undefined || inner.start + inner.length > outer.start + outer.length) return undefined;
  return blobs.toString('utf8', inner.start, inner.start + inner.length);
}

/** A length in one, two or four bytes (II.23.2). */
function compressedLength(bytes: Buffer, at: number): { readonly length: number; readonly start: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { length: first, start: at + 1 };
  if (first < 0xc0 && at + 2 <= bytes.length) return { length: bytes.readUInt16BE(at) & 0x3fff, start: at + 2 };
  if (first < 0xe0 && at + 4 <= bytes.length) return { length: bytes.readUInt32BE(at) & 0x1fff_ffff, start: at + 4 };
  return undefined;
}
