import { MOST_SECTIONS, type Directory, type Executables, type Section } from './executable.ts';
import { FileFields } from './fields.ts';

const DOS_HEADER_BYTES = 64;
const COFF_HEADER_BYTES = 24; // with its signature
const SECTION_HEADER_BYTES = 40;
const PE_SIGNATURE = 0x00004550;
const PE32_PLUS = 0x20b;
const PE32 = 0x10b;
const MOST_DIRECTORIES = 16;
const INITIALIZED_DATA = 0x40;
const DISCARDABLE = 0x0200_0000;
const EXECUTE = 0x2000_0000;
const WRITE = 0x8000_0000;

/**
 * The sections and data directories of a Windows executable. A program for DOS, which begins alike, has none and is no fault.
 * @see https://learn.microsoft.com/windows/win32/debug/pe-format
 */
export function readPe(bytes: Buffer): Executables {
  const fields = new FileFields(bytes, true);
  if (!fields.holds(0, DOS_HEADER_BYTES)) return none;
  const start = fields.u32(60);
  if (!fields.holds(start, COFF_HEADER_BYTES)) {
    // The relocations of a program for DOS begin where newer formats have the rest of their header.
    return fields.u16(24) < DOS_HEADER_BYTES ? none : damaged('has its PE header outside of the file, as when it is cut off');
  }
  if (fields.u32(start) !== PE_SIGNATURE) return none;
  return readImage(fields, start);
}

const none: Executables = { parts: [], faults: [] };

function damaged(fault: string): Executables {
  return { parts: [], faults: [fault] };
}

function readImage(fields: FileFields, start: number): Executables {
  const faults: string[] = [];
  const written = fields.u16(start + 6);
  const optional = start + COFF_HEADER_BYTES;
  const optionalBytes = fields.u16(start + 20);
  if (!fields.holds(optional, Math.max(optionalBytes, 2))) return damaged('is a PE file that ends within its header');
  const magic = fields.u16(optional);
  const isPlus = magic === PE32_PLUS;
  if (!isPlus && magic !== PE32) return damaged(`is a PE file of the unknown kind 0x${magic.toString(16)}`);
  const table = optional + optionalBytes;
  const held = Math.max(0, Math.min(written, Math.floor((fields.bytes.length - table) / SECTION_HEADER_BYTES), MOST_SECTIONS));
  if (held < written) faults.push('has section headers of which a part lies outside of the file');
  const base = optionalBytes >= 32 ? fields.word(optional + (isPlus ? 24 : 28), isPlus) : 0;
  const sections: Section[] = [];
  for (let index = 0; index < held; index += 1) sections.push(toSection(fields, table + index * SECTION_HEADER_BYTES, base));
  const cut = sections.find(({ isCut }) => isCut);
  if (cut !== undefined) faults.push(`has the section ${JSON.stringify(cut.name)} in part outside of the file`);
  const directories = readDirectories(fields, optional, optionalBytes, isPlus);
  const { bytes } = fields;
  const executable = { format: 'pe', bytes, isLittleEndian: true, sections, segments: sections, base, directories } as const;
  return { parts: [executable], faults };
}

function toSection(fields: FileFields, header: number, base: number): Section {
  const inMemory = fields.u32(header + 8);
  const inFile = fields.u32(header + 16);
  const flags = fields.u32(header + 36);
  // What the file has more than the memory is padding. The size in memory is 0 in the files of some old linkers.
  const size = inMemory === 0 ? inFile : Math.min(inMemory, inFile);
  return {
    name: fields.name(header, 8),
    address: base + fields.u32(header + 12),
    ...fields.range(fields.u32(header + 20), size),
    isExecutable: (flags & EXECUTE) !== 0,
    isWritable: (flags & WRITE) !== 0,
    isLoaded: (flags & DISCARDABLE) === 0 && (flags & INITIALIZED_DATA) !== 0,
  };
}

function readDirectories(fields: FileFields, optional: number, optionalBytes: number, isPlus: boolean): readonly Directory[] {
  const first = isPlus ? 112 : 96;
  if (optionalBytes < first) return [];
  const count = Math.min(fields.u32(optional + first - 4), MOST_DIRECTORIES, Math.floor((optionalBytes - first) / 8));
  const directories: Directory[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = optional + first + index * 8;
    directories.push({ address: fields.u32(at), size: fields.u32(at + 4) });
  }
  return directories;
}
