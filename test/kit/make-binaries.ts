import { deflateSync } from 'node:zlib';

/** A section of a program that a test makes. */
export interface MadeSection {
  readonly name: string;
  readonly content: Buffer;
  /** Where it lies in memory; 0x10000 apart from each other when it is left out. */
  readonly address?: number;
  readonly isWritable?: boolean;
  /** For ELF: 1 is data, 7 notes, 8 what takes no room in the file. */
  readonly kind?: number;
}

export interface MadeProgram {
  readonly bits?: 32 | 64;
  readonly isBigEndian?: boolean;
  readonly sections: readonly MadeSection[];
  /** For ELF: leaves out the section table, as some packers do. */
  readonly isWithoutSectionTable?: boolean;
}

const FIRST_ADDRESS = 0x40_0000;
const STRIDE = 0x1_0000;

function addressOf({ address }: MadeSection, index: number): number {
  return address ?? FIRST_ADDRESS + index * STRIDE;
}

/** Writes numbers one after the other in one byte order; a word is as wide as a pointer. */
class Writer {
  readonly #parts: Buffer[] = [];
  readonly #bits: 32 | 64;
  readonly #isBigEndian: boolean;

  constructor(bits: 32 | 64, isBigEndian: boolean) {
    this.#bits = bits;
    this.#isBigEndian = isBigEndian;
  }

  u8(...values: readonly number[]): this {
    this.#parts.push(Buffer.from(values));
    return this;
  }

  u16(...values: readonly number[]): this {
    for (const value of values) this.#number(value, 2);
    return this;
  }

  u32(...values: readonly number[]): this {
    for (const value of values) this.#number(value, 4);
    return this;
  }

  word(...values: readonly number[]): this {
    for (const value of values) this.#number(value, this.#bits / 8);
    return this;
  }

  text(text: string, length: number): this {
    const bytes = Buffer.alloc(length);
    bytes.write(text, 'latin1');
    this.#parts.push(bytes);
    return this;
  }

  done(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #number(value: number, length: number): void {
    const bytes = Buffer.alloc(length);
    const low = value % 2 ** 32;
    const high = Math.floor(value / 2 ** 32);
    if (this.#isBigEndian) bytes.writeUIntBE(low, length - Math.min(length, 4), Math.min(length, 4));
    else bytes.writeUIntLE(low, 0, Math.min(length, 4));
    if (length === 8) bytes[this.#isBigEndian ? 'writeUInt32BE' : 'writeUInt32LE'](high, this.#isBigEndian ? 0 : 4);
    this.#parts.push(bytes);
  }
}

/** Lays contents out one after the other from an offset on, each at a multiple of `alignment`. */
function layOut(
  start: number,
  sections: readonly MadeSection[],
  alignment: number,
): { readonly offsets: number[]; readonly end: number } {
  const offsets: number[] = [];
  let at = start;
  for (const { content, kind } of sections) {
    at = Math.ceil(at / alignment) * alignment;
    offsets.push(at);
    if (kind !== 8) at += content.length;
  }
  return { offsets, end: Math.ceil(at / alignment) * alignment };
}

function assemble(
  length: number,
  header: Buffer,
  sections: readonly MadeSection[],
  offsets: readonly number[],
  tail: Buffer = Buffer.alloc(0),
): Buffer {
  const file = Buffer.alloc(length);
  header.copy(file);
  for (const [index, { content, kind }] of sections.entries()) if (kind !== 8) content.copy(file, offsets[index]);
  tail.copy(file, length - tail.length);
  return file;
}

/** An ELF file with a section and a loaded segment for each content (System V ABI, chapters 4 and 5). */
export function makeElf({ bits = 64, isBigEndian = false, sections, isWithoutSectionTable = false }: MadeProgram): Buffer {
  const is64Bit = bits === 64;
  const writer = (): Writer => new Writer(bits, isBigEndian);
  const names = ['', ...sections.map(({ name }) => name), '.shstrtab'];
  const all = [...sections, { name: '.shstrtab', content: Buffer.from(names.map((name) => `${name}\0`).join('')), kind: 3 }];
  const headerBytes = is64Bit ? 64 : 52;
  const programBytes = is64Bit ? 56 : 32;
  const sectionBytes = is64Bit ? 64 : 40;
  const { offsets, end } = layOut(headerBytes + programBytes * sections.length, all, 16);
  const count = isWithoutSectionTable ? 0 : all.length + 1;
  const header = writer()
    .u8(0x7f, 0x45, 0x4c, 0x46, is64Bit ? 2 : 1, isBigEndian ? 2 : 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    .u16(2, 62)
    .u32(1)
    .word(FIRST_ADDRESS, headerBytes, isWithoutSectionTable ? 0 : end)
    .u32(0)
    .u16(headerBytes, programBytes, sections.length, sectionBytes, count, count === 0 ? 0 : count - 1);
  for (const [index, section] of sections.entries()) {
    const { content, isWritable = false, kind } = section;
    const [offset, address, size, flags] = [offsets[index] ?? 0, addressOf(section, index), content.length, isWritable ? 6 : 4];
    const type = kind === 7 ? 4 : 1;
    if (is64Bit) header.u32(type, flags).word(offset, address, address, kind === 8 ? 0 : size, size, 16);
    else
      header
        .u32(type)
        .word(offset, address, address, kind === 8 ? 0 : size, size)
        .u32(flags)
        .word(16);
  }
  const table = writer();
  let nameAt = 0;
  for (const [index, name] of (isWithoutSectionTable ? [] : names).entries()) {
    const section = all[index - 1];
    if (section === undefined) {
      table.text('', sectionBytes);
    } else {
      const flags = section.name === '.shstrtab' ? 0 : section.isWritable === true ? 3 : 2;
      const address = section.name === '.shstrtab' ? 0 : addressOf(section, index - 1);
      table
        .u32(nameAt, section.kind ?? 1)
        .word(flags, address, offsets[index - 1] ?? 0, section.content.length)
        .u32(0, 0)
        .word(16, 0);
    }
    nameAt += name.length + 1;
  }
  return assemble(end + sectionBytes * count, header.done(), all, offsets, table.done());
}

export interface MadePe extends MadeProgram {
  /** Data directories by their index; addresses are relative to the base of the image, 0x400000. */
  readonly directories?: Readonly<Record<number, { readonly address: number; readonly size: number }>>;
}

const PE_START = 0x80;
const DIRECTORIES = 16;

/** A Windows executable, PE32 or PE32+; addresses of sections are relative to the base of the image, from 0x1000 on. */
export function makePe({ bits = 64, sections, directories = {} }: MadePe): Buffer {
  const optionalBytes = (bits === 64 ? 112 : 96) + DIRECTORIES * 8;
  const { offsets, end } = layOut(PE_START + 24 + optionalBytes + sections.length * 40, sections, 512);
  const header = new Writer(bits, false)
    .text('MZ', 24)
    .u16(0x40)
    .text('', 34)
    .u32(PE_START)
    .text('', PE_START - 64)
    .text('PE', 4)
    .u16(bits === 64 ? 0x8664 : 0x14c, sections.length)
    .u32(0, 0, 0)
    .u16(optionalBytes, 0x22)
    .u16(bits === 64 ? 0x20b : 0x10b)
    .text('', bits === 64 ? 22 : 26)
    .word(FIRST_ADDRESS)
    .text('', bits === 64 ? 76 : 60)
    .u32(DIRECTORIES);
  for (let index = 0; index < DIRECTORIES; index += 1) header.u32(directories[index]?.address ?? 0, directories[index]?.size ?? 0);
  for (const [index, { name, content, address, isWritable = false }] of sections.entries()) {
    const place = address ?? 0x1000 + index * STRIDE;
    header
      .text(name, 8)
      .u32(content.length, place, Math.ceil(content.length / 512) * 512, offsets[index] ?? 0)
      .u32(0, 0, 0);
    header.u32(isWritable ? 0xc000_0040 : 0x4000_0040);
  }
  return assemble(end, header.done(), sections, offsets);
}

/** A Mach-O file with one segment for each section; names are `segment,section`. */
export function makeMachO({ bits = 64, isBigEndian = false, sections }: MadeProgram): Buffer {
  const is64Bit = bits === 64;
  const headerBytes = is64Bit ? 32 : 28;
  const commandBytes = is64Bit ? 72 + 80 : 56 + 68;
  const { offsets, end } = layOut(headerBytes + sections.length * commandBytes, sections, 16);
  const header = new Writer(bits, isBigEndian)
    .u32(is64Bit ? 0xfeedfacf : 0xfeedface, 0x0100_0007, 3, 2, sections.length, sections.length * commandBytes, 0)
    .text('', is64Bit ? 4 : 0);
  for (const [index, section] of sections.entries()) {
    const [segment = '', name = ''] = section.name.split(',');
    const [address, size, offset] = [addressOf(section, index), section.content.length, offsets[index] ?? 0];
    const protection = section.isWritable === true ? 3 : 1;
    header
      .u32(is64Bit ? 0x19 : 0x1, commandBytes)
      .text(segment, 16)
      .word(address, size, offset, size);
    header.u32(protection, protection, 1, 0).text(name, 16).text(segment, 16).word(address, size).u32(offset, 4, 0, 0, 0, 0, 0);
    if (is64Bit) header.u32(0);
  }
  return assemble(end, header.done(), sections, offsets);
}

/** A file for several kinds of machine. */
export function makeFat(parts: readonly Buffer[], bits: 32 | 64 = 32): Buffer {
  const entryBytes = bits === 64 ? 32 : 20;
  const sections = parts.map((content) => ({ name: '', content }));
  const { offsets, end } = layOut(8 + parts.length * entryBytes, sections, 16);
  const header = new Writer(bits, true).u32(bits === 64 ? 0xcafebabf : 0xcafebabe, parts.length);
  for (const [index, part] of parts.entries()) {
    header
      .u32(7 + index, 3)
      .word(offsets[index] ?? 0, part.length)
      .u32(4);
    if (bits === 64) header.u32(0);
  }
  return assemble(end, header.done(), sections, offsets);
}

/** The frame that Go puts around the list of modules: 16 bytes before and after. */
function framed(modules: string): Buffer {
  if (modules === '') return Buffer.alloc(0);
  return Buffer.concat([
    Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex'),
    Buffer.from(modules),
    Buffer.from('f932433186182072008242104116d8f2', 'hex'),
  ]);
}

const GO_MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');

/** Build information as Go 1.18 and later write it: texts in place, each after its length. */
export function goBuildInfo(goVersion: string, modules: string): Buffer {
  const prefixed = (text: Buffer): readonly Buffer[] => {
    const length: number[] = [];
    let rest = text.length;
    for (; rest >= 128; rest = Math.floor(rest / 128)) length.push((rest % 128) | 0x80);
    return [Buffer.from([...length, rest]), text];
  };
  const header = Buffer.concat([GO_MAGIC, Buffer.from([8, 2]), Buffer.alloc(16)]);
  return Buffer.concat([header, ...prefixed(Buffer.from(goVersion)), ...prefixed(framed(modules))]);
}

/** Build information as Go 1.13 to 1.17 write it: pointers to strings of Go. It must lie at `address`. */
export function goBuildInfoByPointer(
  goVersion: string,
  modules: string,
  address: number,
  { bits = 64, isBigEndian = false }: Pick<MadeProgram, 'bits' | 'isBigEndian'> = {},
): Buffer {
  const width = bits / 8;
  const [version, list] = [Buffer.from(goVersion), framed(modules)];
  const strings = address + 32;
  const texts = strings + 4 * width;
  const writer = new Writer(bits, isBigEndian).word(strings, strings + 2 * width).text('', 16 - 2 * width);
  writer.word(texts, version.length, texts + version.length, list.length);
  return Buffer.concat([GO_MAGIC, Buffer.from([width, isBigEndian ? 1 : 0]), writer.done(), version, list]);
}

/** What `cargo auditable` puts into the section `.dep-v0`. */
export function rustAuditData(list: unknown): Buffer {
  return deflateSync(typeof list === 'string' ? list : JSON.stringify(list));
}

/** One ELF note. */
export function elfNote(owner: string, type: number, description: string | Buffer, isBigEndian = false): Buffer {
  const name = Buffer.from(`${owner}\0`);
  const content = Buffer.from(description);
  const pad = (bytes: Buffer): number => Math.ceil(bytes.length / 4) * 4;
  return new Writer(32, isBigEndian)
    .u32(name.length, content.length, type)
    .text(name.toString('latin1'), pad(name))
    .text(content.toString('latin1'), pad(content))
    .done();
}
