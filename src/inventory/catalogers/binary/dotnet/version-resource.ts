import { bytesAt, FileFields, type Executable } from '../executable/index.ts';

const RESOURCES = 2;
const VERSION_TYPE = 16;
const DIRECTORY_BYTES = 16;
const ENTRY_BYTES = 8;
const IS_DIRECTORY = 0x8000_0000;
const MOST_VALUES = 1000;

/**
 * The texts of the version resource of a Windows executable, such as `ProductVersion` and `CompanyName`, in its first language.
 * @see https://learn.microsoft.com/windows/win32/menurc/vs-versioninfo
 */
export function readVersionTexts(executable: Executable): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const resource = findVersionResource(executable);
  const root = resource === undefined ? undefined : readBlock(new FileFields(resource, true), 0);
  if (root === undefined || root.key !== 'VS_VERSION_INFO') return found;
  for (const info of childrenOf(root)) {
    if (info.key !== 'StringFileInfo') continue;
    const [table] = childrenOf(info);
    if (table === undefined) continue;
    for (const { key, fields, value, valueUnits } of childrenOf(table)) {
      const text = fields.bytes
        .toString('utf16le', value, value + valueUnits * 2)
        .replace(/\0[^]*$/, '')
        .trim();
      if (key !== '' && text !== '' && !found.has(key)) found.set(key, text);
      if (found.size >= MOST_VALUES) return found;
    }
  }
  return found;
}

/** Type, name and language are three levels of directories; of names and languages the first is taken. */
function findVersionResource(executable: Executable): Buffer | undefined {
  const directory = executable.directories[RESOURCES];
  if (directory === undefined || directory.address === 0) return undefined;
  const section = bytesAt(executable, executable.base + directory.address);
  if (section === undefined) return undefined;
  const fields = new FileFields(section, true);
  const names = entryOf(fields, 0, VERSION_TYPE);
  const languages = names === undefined ? undefined : entryOf(fields, names);
  const leaf = languages === undefined ? undefined : entryOf(fields, languages, undefined, false);
  if (leaf === undefined || !fields.holds(leaf, 8)) return undefined;
  return bytesAt(executable, executable.base + fields.u32(leaf))?.subarray(0, fields.u32(leaf + 4));
}

/** Offset of what the entry of that id, or the first, leads to. */
function entryOf(fields: FileFields, at: number, id?: number, isDirectory = true): number | undefined {
  if (!fields.holds(at, DIRECTORY_BYTES)) return undefined;
  const count = fields.u16(at + 12) + fields.u16(at + 14);
  for (let index = 0; index < count; index += 1) {
    const entry = at + DIRECTORY_BYTES + index * ENTRY_BYTES;
    if (!fields.holds(entry, ENTRY_BYTES)) return undefined;
    if (id !== undefined && fields.u32(entry) !== id) continue;
    const to = fields.u32(entry + 4);
    return to >= IS_DIRECTORY === isDirectory ? to % IS_DIRECTORY : undefined;
  }
  return undefined;
}

interface Block {
  readonly fields: FileFields;
  readonly key: string;
  readonly value: number;
  /** Of two bytes where the value is text. */
  readonly valueUnits: number;
  readonly children: number;
  readonly end: number;
}

const MOST_KEY_CHARACTERS = 64;

/** Length, length of the value, type, key in UTF-16, value, children: each from a multiple of four on. */
function readBlock(fields: FileFields, at: number): Block | undefined {
  if (!fields.holds(at, 6)) return undefined;
  const end = at + fields.u16(at);
  if (end < at + 6 || end > fields.bytes.length) return undefined;
  let keyEnd = at + 6;
  while (keyEnd + 2 <= end && keyEnd < at + 6 + MOST_KEY_CHARACTERS * 2 && fields.u16(keyEnd) !== 0) keyEnd += 2;
  const key = fields.bytes.toString('utf16le', at + 6, keyEnd);
  const value = Math.min(aligned(keyEnd + 2), end);
  const valueUnits = fields.u16(at + 2);
  const isText = fields.u16(at + 4) === 1;
  const children = aligned(value + valueUnits * (isText ? 2 : 1));
  return { fields, key, value, valueUnits: Math.min(valueUnits, Math.floor((end - value) / 2)), children, end };
}

function aligned(at: number): number {
  return Math.ceil(at / 4) * 4;
}

function childrenOf(block: Block): readonly Block[] {
  const children: Block[] = [];
  for (let at = block.children; at < block.end && children.length < MOST_VALUES;) {
    const child = readBlock(block.fields, at);
    if (child === undefined || child.end > block.end) break;
    children.push(child);
    at = aligned(child.end);
  }
  return children;
}
