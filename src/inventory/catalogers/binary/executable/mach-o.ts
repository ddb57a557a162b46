import { MOST_SECTIONS, type Executables, type Section } from './executable.ts';
import { FileFields } from './fields.ts';

const MAGIC_32 = 0xfeedface;
const MAGIC_64 = 0xfeedfacf;
const FAT_64 = 0xcafebabf;
const SEGMENT_32 = 0x1;
const SEGMENT_64 = 0x19;
const ZERO_FILL = new Set([0x1, 0xc, 0x12]);
const SECTION_TYPE = 0xff;
const EXECUTE = 4;
const WRITE = 2;
/** A Java class begins as a file for several machines does; where that has their number, the class has its version, 45 or more. */
const MOST_MACHINES = 44;

const forms = {
  32: { header: 28, segment: { bytes: 56, address: 24, offset: 32, size: 36, protection: 44, count: 48 }, section: 68 },
  64: { header: 32, segment: { bytes: 72, address: 24, offset: 40, size: 48, protection: 60, count: 64 }, section: 80 },
} as const;

/**
 * The sections of a Mach-O file, of 32 or 64 bits in either byte order, named `segment,section`.
 * @see https://github.com/apple-oss-distributions/xnu/blob/main/EXTERNAL_HEADERS/mach-o/loader.h
 */
export function readMachO(bytes: Buffer): Executables {
  if (bytes.length < forms[32].header) return damaged('is a Mach-O file that ends within its header');
  const big = bytes.readUInt32BE(0);
  const isLittleEndian = big !== MAGIC_32 && big !== MAGIC_64;
  const fields = new FileFields(bytes, isLittleEndian);
  const is64Bit = fields.u32(0) === MAGIC_64;
  if (bytes.length < forms[is64Bit ? 64 : 32].header) return damaged('is a Mach-O file that ends within its header');
  const reader = new CommandReader(fields, is64Bit);
  reader.read();
  const { sections, segments, faults } = reader;
  return { parts: [{ format: 'mach-o', bytes, isLittleEndian, sections, segments, base: 0, directories: [] }], faults };
}

function damaged(fault: string): Executables {
  return { parts: [], faults: [fault] };
}

class CommandReader {
  readonly sections: Section[] = [];
  readonly segments: Section[] = [];
  readonly faults: string[] = [];
  readonly #fields: FileFields;
  readonly #is64Bit: boolean;
  readonly #form: (typeof forms)[32 | 64];

  constructor(fields: FileFields, is64Bit: boolean) {
    this.#fields = fields;
    this.#is64Bit = is64Bit;
    this.#form = forms[is64Bit ? 64 : 32];
  }

  read(): void {
    const fields = this.#fields;
    const count = fields.u32(16);
    let at: number = this.#form.header;
    for (let index = 0; index < count; index += 1) {
      const size = fields.holds(at, 8) ? fields.u32(at + 4) : 0;
      if (size < 8 || !fields.holds(at, size)) {
        this.faults.push('has load commands of which a part lies outside of the file, as when it is cut off');
        return;
      }
      const command = fields.u32(at);
      if (command === (this.#is64Bit ? SEGMENT_64 : SEGMENT_32) && !this.#segment(at, size)) return;
      at += size;
    }
    const cut = [...this.segments, ...this.sections].find(({ isCut }) => isCut);
    if (cut !== undefined) this.faults.push(`has the section ${JSON.stringify(cut.name)} in part outside of the file`);
  }

  /** False when there are too many sections to go on. */
  #segment(at: number, size: number): boolean {
    const fields = this.#fields;
    const { segment, section } = this.#form;
    if (size < segment.bytes) {
      this.faults.push('has a load command that is too short for its segment');
      return true;
    }
    const name = fields.name(at + 8, 16);
    const word = (offset: number): number => fields.word(at + offset, this.#is64Bit);
    const protection = fields.u32(at + segment.protection);
    const access = { isExecutable: (protection & EXECUTE) !== 0, isWritable: (protection & WRITE) !== 0, isLoaded: true };
    const range = fields.range(word(segment.offset), word(segment.size));
    this.segments.push({ name, address: word(segment.address), ...range, ...access });
    const count = fields.u32(at + segment.count);
    const held = Math.min(count, Math.floor((size - segment.bytes) / section));
    if (held < count) this.faults.push(`has the segment ${JSON.stringify(name)} with more sections than its load command holds`);
    for (let index = 0; index < held; index += 1) {
      if (this.sections.length >= MOST_SECTIONS) {
        this.faults.push(`has more than ${MOST_SECTIONS} sections; the rest is not read`);
        return false;
      }
      this.sections.push({ ...this.#section(at + segment.bytes + index * section), ...access });
    }
    return true;
  }

  #section(at: number): Pick<Section, 'name' | 'address' | 'bytes' | 'isCut'> {
    const fields = this.#fields;
    const word = this.#is64Bit ? 8 : 4;
    const offset = fields.u32(at + 32 + 2 * word);
    const flags = fields.u32(at + 48 + 2 * word);
    const size = ZERO_FILL.has(flags & SECTION_TYPE) ? 0 : fields.word(at + 32 + word, this.#is64Bit);
    return {
      name: `${fields.name(at + 16, 16)},${fields.name(at, 16)}`,
      address: fields.word(at + 32, this.#is64Bit),
      ...fields.range(offset, size),
    };
  }
}

/** Where the parts of a file for several kinds of machine lie. Undefined when it is no such file but a Java class. */
export function readFatParts(bytes: Buffer): { readonly parts: readonly Buffer[]; readonly faults: readonly string[] } | undefined {
  const fields = new FileFields(bytes, false);
  if (!fields.holds(0, 8)) return { parts: [], faults: ['is cut off within its first bytes'] };
  const count = fields.u32(4);
  if (count > MOST_MACHINES) return undefined;
  const is64Bit = fields.u32(0) === FAT_64;
  const size = is64Bit ? 32 : 20;
  const faults: string[] = [];
  if (!fields.holds(8, count * size)) faults.push('has its list of machines in part outside of the file');
  const places: { readonly at: number; readonly length: number }[] = [];
  for (let index = 0; index < count && fields.holds(8 + index * size, size); index += 1) {
    const at = 8 + index * size + 8;
    places.push({ at: fields.word(at, is64Bit), length: fields.word(at + (is64Bit ? 8 : 4), is64Bit) });
  }
  const parts: Buffer[] = [];
  let end = 0;
  for (const { at, length } of places.toSorted((a, b) => a.at - b.at)) {
    // Shared bytes would be read once for each machine.
    if (at < end) faults.push('has parts for different machines that overlap');
    else {
      const part = fields.range(at, length);
      if (part.isCut) faults.push('has a part for a machine in part outside of the file');
      if (part.bytes.length > 0) parts.push(part.bytes);
      end = at + length;
    }
  }
  return { parts, faults: [...new Set(faults)] };
}
