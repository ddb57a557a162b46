import { bytesAt, FileFields, type Executable, type Section } from '../executable/index.ts';

/** What the Go linker writes into every program: two texts, the second empty for a program that was built without modules. */
export interface BuildInfoBlob {
  /** `go1.26.3`, as `runtime.Version` gives it. */
  readonly goVersion: string;
  /** The text that `go version -m` shows, without its frame. */
  readonly modules: string;
}

export type FoundBlob =
  | { readonly kind: 'none' }
  | { readonly kind: 'damaged'; readonly fault: string }
  | { readonly kind: 'found'; readonly blob: BuildInfoBlob };

const MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');
const ALIGNMENT = 16;
const HEADER_BYTES = 32;
const POINTER_SIZE = 14;
const FLAGS = 15;
const FIRST_POINTER = 16;
const BIG_ENDIAN = 0x1;
const INLINE = 0x2;
/** Random bytes before and after the module text, which let it be found in the memory of a program. */
const FRAME_BYTES = 16;
const NEWLINE = 0x0a;
/** Longer texts are no list of modules: those of the largest known programs have some hundred kilobytes. */
const LONGEST_TEXT = 64 * 1024 * 1024; // bytes

/**
 * Finds and decodes the build information of a Go program: by the name of its section, else near the beginning of the data that the
 * program may write to, where linkers put it. Both layouts are read: pointers to Go strings (before Go 1.18) and texts in place (since).
 * @see https://pkg.go.dev/debug/buildinfo
 */
export function findBuildInfo(executable: Executable): FoundBlob {
  const named = executable.sections.filter(({ name }) => name === '.go.buildinfo' || name.endsWith(',__go_buildinfo'));
  let tries = 0;
  for (const place of named.length > 0 ? named : writableData(executable)) {
    // A program that reads such information has its mark as a constant, too.
    for (const at of marks(place)) {
      const blob = decode(executable, place.bytes.subarray(at));
      if (blob !== undefined) return { kind: 'found', blob };
      tries += 1;
      if (tries === MOST_TRIES) return damaged;
    }
  }
  return named.length > 0 || tries > 0 ? damaged : { kind: 'none' };
}

const damaged: FoundBlob = { kind: 'damaged', fault: 'has build information of Go that cannot be read' };
const MOST_TRIES = 16;

/** The linkers of Windows and some others give the information no section of its own. */
function writableData({ segments }: Executable): readonly Section[] {
  return segments.filter(({ isWritable, isExecutable, bytes }) => isWritable && !isExecutable && bytes.length > 0);
}

function* marks({ address, bytes }: Section): Iterable<number> {
  for (let at = bytes.indexOf(MAGIC); at !== -1; at = bytes.indexOf(MAGIC, at + 1)) {
    if ((address + at) % ALIGNMENT === 0 && at + HEADER_BYTES <= bytes.length) yield at;
  }
}

function decode(executable: Executable, header: Buffer): BuildInfoBlob | undefined {
  const flags = header[FLAGS] ?? 0;
  const texts = (flags & INLINE) === 0 ? readPointers(executable, header, flags) : readInline(header);
  if (texts === undefined || texts[0].length === 0) return undefined;
  const [goVersion, framed] = texts;
  return { goVersion: goVersion.toString('utf8'), modules: withoutFrame(framed) };
}

type Texts = readonly [goVersion: Buffer, framed: Buffer];

function readInline(header: Buffer): Texts | undefined {
  const first = readPrefixed(header, HEADER_BYTES);
  const second = first === undefined ? undefined : readPrefixed(header, first.end);
  return first === undefined || second === undefined ? undefined : [first.text, second.text];
}

/** A text after its length, which is a base-128 number, lowest part first. */
function readPrefixed(bytes: Buffer, start: number): { readonly text: Buffer; readonly end: number } | undefined {
  let length = 0;
  let at = start;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at];
    if (byte === undefined || scale > LONGEST_TEXT) return undefined;
    at += 1;
    length += (byte & 0x7f) * scale;
    if (byte < 0x80) break;
  }
  if (length > LONGEST_TEXT || at + length > bytes.length) return undefined;
  return { text: bytes.subarray(at, at + length), end: at + length };
}

function readPointers(executable: Executable, header: Buffer, flags: number): Texts | undefined {
  const size = header[POINTER_SIZE];
  if (size !== 4 && size !== 8) return undefined;
  const isLittleEndian = (flags & BIG_ENDIAN) === 0;
  const pointers = new FileFields(header, isLittleEndian);
  const goVersion = readGoString(executable, pointers.word(FIRST_POINTER, size === 8), size, isLittleEndian);
  const framed = readGoString(executable, pointers.word(FIRST_POINTER + size, size === 8), size, isLittleEndian);
  return goVersion === undefined || framed === undefined ? undefined : [goVersion, framed];
}

/** A string of Go: a pointer to its bytes, and their number. */
function readGoString(executable: Executable, address: number, size: 4 | 8, isLittleEndian: boolean): Buffer | undefined {
  if (address === 0) return empty;
  const place = bytesAt(executable, address);
  if (place === undefined || place.length < 2 * size) return undefined;
  const fields = new FileFields(place, isLittleEndian);
  const length = fields.word(size, size === 8);
  if (length === 0) return empty;
  const text = bytesAt(executable, fields.word(0, size === 8));
  return text === undefined || length > text.length || length > LONGEST_TEXT ? undefined : text.subarray(0, length);
}

const empty = Buffer.alloc(0);

function withoutFrame(framed: Buffer): string {
  const isFramed = framed.length > 2 * FRAME_BYTES && framed[framed.length - FRAME_BYTES - 1] === NEWLINE;
  return isFramed ? framed.toString('utf8', FRAME_BYTES, framed.length - FRAME_BYTES) : '';
}
