import { readElf } from './elf.ts';
import type { Executables } from './executable.ts';
import { readFatParts, readMachO } from './mach-o.ts';
import { readPe } from './pe.ts';

export { bytesAt, constantsOf, sectionOf, type Directory, type Executable, type Executables, type Section } from './executable.ts';
export { FileFields } from './fields.ts';

const ELF = 0x7f454c46;
const DOS = 0x4d5a;
const machO: ReadonlySet<number> = new Set([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe]);
const fat: ReadonlySet<number> = new Set([0xcafebabe, 0xcafebabf]);

/**
 * The programs and libraries in a file: one, or one for each kind of machine; none when it is no executable. The file is not copied, and
 * what it takes to read it grows with its length only, whatever its tables claim. Never throws.
 */
export function readExecutables(file: Uint8Array): Executables {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < 4) return none;
  const magic = bytes.readUInt32BE(0);
  if (magic === ELF) return readElf(bytes);
  if (magic >>> 16 === DOS) return readPe(bytes);
  if (machO.has(magic)) return readMachO(bytes);
  return fat.has(magic) ? readFat(bytes) : none;
}

const none: Executables = { parts: [], faults: [] };

function readFat(bytes: Buffer): Executables {
  const places = readFatParts(bytes);
  if (places === undefined) return none;
  // What is no Mach-O file is an archive of object files, of which no program consists.
  const read = places.parts.filter((part) => part.length >= 4 && machO.has(part.readUInt32BE(0))).map((part) => readMachO(part));
  const faults = new Set([...places.faults, ...read.flatMap((one) => one.faults)]);
  return { parts: read.flatMap((one) => one.parts), faults: [...faults] };
}
