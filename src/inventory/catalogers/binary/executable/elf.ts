import { MOST_SECTIONS, nothing, type Executable, type Executables, type Section } from './executable.ts';
import { FileFields } from './fields.ts';

const PROGRAM_LOAD = 1;
const PROGRAM_NOTE = 4;
const SECTION_NO_BITS = 8;
/** Stands for a count that does not fit into the header, and is then found in the first section header. */
const EXTENDED_PROGRAMS = 0xffff;
const EXTENDED_INDEX = 0xffff;

/** Where the fields of headers lie in the 32-bit and the 64-bit form (System V ABI, chapters 4 and 5). */
const forms = {
  32: {
    header: 52,
    programTable: 28,
    sectionTable: 32,
    programSize: 42,
    programCount: 44,
    sectionSize: 46,
    sectionCount: 48,
    namesIndex: 50,
    program: { bytes: 32, flags: 24, offset: 4, address: 8, size: 16 },
    section: { bytes: 40, flags: 8, address: 12, offset: 16, size: 20, link: 24, info: 28 },
  },
  64: {
    header: 64,
    programTable: 32,
    sectionTable: 40,
    programSize: 54,
    programCount: 56,
    sectionSize: 58,
    sectionCount: 60,
    namesIndex: 62,
    program: { bytes: 56, flags: 4, offset: 8, address: 16, size: 32 },
    section: { bytes: 64, flags: 8, address: 16, offset: 24, size: 32, link: 40, info: 44 },
  },
} as const;

/**
 * The sections and segments of an ELF file, of 32 or 64 bits in either byte order.
 * @see https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html
 */
export function readElf(bytes: Buffer): Executables {
  const width = bytes[4];
  const order = bytes[5];
  if ((width !== 1 && width !== 2) || (order !== 1 && order !== 2)) {
    return { parts: [], faults: ['begins as an ELF file but is of no width or byte order that there is'] };
  }
  const form = forms[width === 2 ? 64 : 32];
  if (bytes.length < form.header) return { parts: [], faults: ['is an ELF file that ends within its header'] };
  return new ElfReader(new FileFields(bytes, order === 1), width === 2).read();
}

class ElfReader {
  readonly #fields: FileFields;
  readonly #is64Bit: boolean;
  readonly #form: (typeof forms)[32 | 64];
  readonly #faults: string[] = [];

  constructor(fields: FileFields, is64Bit: boolean) {
    this.#fields = fields;
    this.#is64Bit = is64Bit;
    this.#form = forms[is64Bit ? 64 : 32];
  }

  read(): Executables {
    const { bytes, isLittleEndian } = this.#fields;
    const sections = this.#sections();
    const { segments, notes } = this.#programs();
    // Without a section table, notes are still found by the program headers.
    const found = sections.length > 0 ? sections : notes;
    const executable: Executable = { format: 'elf', bytes, isLittleEndian, sections: found, segments, base: 0, directories: [] };
    return { parts: [executable], faults: this.#faults };
  }

  #word(at: number): number {
    return this.#fields.word(at, this.#is64Bit);
  }

  #sections(): readonly Section[] {
    const form = this.#form;
    const fields = this.#fields;
    const table = this.#word(form.sectionTable);
    if (table === 0) return [];
    const size = fields.u16(form.sectionSize);
    if (size < form.section.bytes) {
      this.#faults.push(`has section headers of ${size} bytes, which is too few`);
      return [];
    }
    if (!fields.holds(table, size)) {
      this.#faults.push('has its section headers outside of the file, as when it is cut off');
      return [];
    }
    const written = fields.u16(form.sectionCount);
    const count = written === 0 ? this.#word(table + form.section.size) : written;
    const held = this.#held('section', table, size, count);
    const index = fields.u16(form.namesIndex);
    const namesIndex = index === EXTENDED_INDEX ? fields.u32(table + form.section.link) : index;
    const names = namesIndex > 0 && namesIndex < held ? this.#names(table + namesIndex * size) : new FileFields(nothing, true);
    const sections: Section[] = [];
    // The first is no section: its fields serve as an extension of the header.
    for (let at = 1; at < held; at += 1) sections.push(this.#section(table + at * size, names));
    this.#checkCut(sections);
    return sections;
  }

  #names(header: number): FileFields {
    const { section } = this.#form;
    const { bytes } = this.#fields.range(this.#word(header + section.offset), this.#word(header + section.size));
    return new FileFields(bytes, true);
  }

  #section(header: number, names: FileFields): Section {
    const { section } = this.#form;
    const flags = this.#word(header + section.flags);
    const hasBytes = this.#fields.u32(header + 4) !== SECTION_NO_BITS;
    const size = hasBytes ? this.#word(header + section.size) : 0;
    return {
      name: names.name(this.#fields.u32(header)),
      address: this.#word(header + section.address),
      ...this.#fields.range(this.#word(header + section.offset), size),
      isWritable: (flags & 1) !== 0,
      isLoaded: (flags & 2) !== 0,
      isExecutable: (flags & 4) !== 0,
    };
  }

  #programs(): { readonly segments: readonly Section[]; readonly notes: readonly Section[] } {
    const form = this.#form;
    const fields = this.#fields;
    const segments: Section[] = [];
    const notes: Section[] = [];
    const table = this.#word(form.programTable);
    const size = fields.u16(form.programSize);
    const written = fields.u16(form.programCount);
    if (table === 0 || written === 0) return { segments, notes };
    if (size < form.program.bytes) {
      this.#faults.push(`has program headers of ${size} bytes, which is too few`);
      return { segments, notes };
    }
    const count = written === EXTENDED_PROGRAMS ? this.#extendedProgramCount() : written;
    const held = this.#held('program', table, size, count);
    for (let index = 0; index < held; index += 1) {
      const header = table + index * size;
      const kind = fields.u32(header);
      if (kind === PROGRAM_LOAD) segments.push(this.#segment(header, ''));
      else if (kind === PROGRAM_NOTE) notes.push(this.#segment(header, '.note'));
    }
    return { segments, notes };
  }

  #segment(header: number, name: string): Section {
    const { program } = this.#form;
    const flags = this.#fields.u32(header + program.flags);
    return {
      name,
      address: this.#word(header + program.address),
      ...this.#fields.range(this.#word(header + program.offset), this.#word(header + program.size)),
      isExecutable: (flags & 1) !== 0,
      isWritable: (flags & 2) !== 0,
      isLoaded: true,
    };
  }

  #extendedProgramCount(): number {
    const { sectionTable, section } = this.#form;
    const table = this.#word(sectionTable);
    return table !== 0 && this.#fields.holds(table, section.bytes) ? this.#fields.u32(table + section.info) : EXTENDED_PROGRAMS;
  }

  /** How many headers of a table can be read: those that lie in the file, up to the bound. */
  #held(kind: 'section' | 'program', table: number, size: number, count: number): number {
    const inFile = Math.max(0, Math.floor((this.#fields.bytes.length - table) / size));
    if (count > inFile) this.#faults.push(`has ${kind} headers of which a part lies outside of the file`);
    else if (count > MOST_SECTIONS) this.#faults.push(`has more than ${MOST_SECTIONS} ${kind} headers; the rest is not read`);
    return Math.min(count, inFile, MOST_SECTIONS);
  }

  #checkCut(sections: readonly Section[]): void {
    const cut = sections.filter(({ isCut }) => isCut);
    const [first] = cut;
    if (first === undefined) return;
    const others = cut.length === 1 ? '' : ` and ${cut.length - 1} more`;
    this.#faults.push(`has the section ${JSON.stringify(first.name)}${others} in part outside of the file`);
  }
}
