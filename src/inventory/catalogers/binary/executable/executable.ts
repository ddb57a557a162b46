/** A stretch of an executable with a name: a section of ELF and PE, a `segment,section` of Mach-O. */
export interface Section {
  /** As the format writes it: `.rodata`, `__TEXT,__cstring`. Cut after {@link LONGEST_NAME} characters. */
  readonly name: string;
  /** Where it lies in memory when the program runs. */
  readonly address: number;
  /** What the file holds of it: a view, no copy. Empty for what only takes up memory. */
  readonly bytes: Buffer;
  /** Part of it, or all, lies outside of the file. */
  readonly isCut: boolean;
  readonly isWritable: boolean;
  readonly isExecutable: boolean;
  /** Whether it is there when the program runs, as debugging data and symbols are not. */
  readonly isLoaded: boolean;
}

/** One program or library for one kind of machine. Everything in it was checked to lie in the file. */
export interface Executable {
  readonly format: 'elf' | 'pe' | 'mach-o';
  /** All of it: the whole file, or its part of a file for several kinds of machine. */
  readonly bytes: Buffer;
  readonly isLittleEndian: boolean;
  readonly sections: readonly Section[];
  /** What is mapped into memory, whatever it is called: program headers of ELF, segments of Mach-O, sections of PE. */
  readonly segments: readonly Section[];
  /** For PE: the address to which the relative ones in it are relative, else 0. */
  readonly base: number;
  /** For PE: data directories by their index, as they are written, whether they lie in the file or not. */
  readonly directories: readonly Directory[];
}

export interface Directory {
  /** Relative to `Executable.base`. */
  readonly address: number;
  readonly size: number;
}

/** What a file holds, and what of it could not be read: sentences to stand after its path. */
export interface Executables {
  readonly parts: readonly Executable[];
  readonly faults: readonly string[];
}

/** More are not looked at; a large object file compiled with a section for each function has some tens of thousands. */
export const MOST_SECTIONS = 200_000;
export const LONGEST_NAME = 100; // bytes

export const nothing: Buffer = Buffer.alloc(0);

/** First section of one of the names, in the order of the file. */
export function sectionOf(executable: Executable, ...names: readonly string[]): Section | undefined {
  return executable.sections.find(({ name }) => names.includes(name));
}

/** What is mapped at an address, from there to the end of its segment. Undefined when nothing is. */
export function bytesAt({ segments }: Executable, address: number): Buffer | undefined {
  const segment = segments.find((one) => address >= one.address && address < one.address + one.bytes.length);
  return segment?.bytes.subarray(address - segment.address);
}

/** What is only read, but by the loader and the unwinder: relocations, names of symbols, tables of functions. */
const withoutTexts = /^\.(?:dyn|rela?\.|gnu|eh_frame|gcc_except_table|gopclntab|pdata|reloc)/;

/** The parts of an executable that hold its constants, texts among them; all of it where the sections do not tell. */
export function constantsOf(executable: Executable): readonly Buffer[] {
  const constant = executable.sections.filter(
    ({ name, isLoaded, isExecutable, isWritable, bytes }) =>
      isLoaded && !isExecutable && !isWritable && bytes.length > 0 && !withoutTexts.test(name),
  );
  // Mach-O marks the segment and not the section, and its constants lie in the segment of the code.
  if (executable.format === 'mach-o' || constant.length === 0) return [executable.bytes];
  return withoutOverlaps(constant).map(({ bytes }) => bytes);
}

/** Sections that share bytes, which a made-up table may do thousands of times, are taken once. */
function withoutOverlaps(sections: readonly Section[]): readonly Section[] {
  const sorted = sections.toSorted((a, b) => a.bytes.byteOffset - b.bytes.byteOffset);
  let end = 0;
  return sorted.filter(({ bytes }) => {
    if (bytes.byteOffset < end) return false;
    end = bytes.byteOffset + bytes.length;
    return true;
  });
}
