/** Where the central directory of an archive lies, and how far everything is shifted by data in front of the archive. */
export interface ZipDirectory {
  readonly start: number;
  readonly end: number;
  /** Entries as the end record counts them. */
  readonly entries: number;
  /** Bytes that stand before the archive (a self-extracting stub); stated offsets are relative to their end. */
  readonly shift: number;
}

export interface ZipFault {
  readonly code: string;
  readonly message: string;
}

const END_RECORD = 0x06054b50;
const END_RECORD_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_END_RECORD = 0x06064b50;
const ZIP64_END_RECORD_BYTES = 56;

/** Finds the central directory from the end of the file (APPNOTE.TXT 4.3.14 to 4.3.16). */
export function findDirectory(bytes: Buffer): ZipDirectory | ZipFault {
  const at = findEndRecord(bytes);
  if (at === undefined) {
    return { code: 'zip/truncated', message: 'is not a whole zip archive: its end record is missing' };
  }
  const stated = readEndRecord(bytes, at);
  if (stated === undefined) return { code: 'zip/unreadable', message: 'has a zip64 end record that cannot be read' };
  if (stated.disks !== 0)
    return { code: 'zip/multi-disk', message: 'is one part of a zip archive that is split over several files' };
  const end = stated.endsAt;
  const start = end - stated.bytes;
  const shift = start - stated.offset;
  if (start < 0 || shift < 0) {
    return { code: 'zip/truncated', message: 'is not a whole zip archive: its directory lies outside of it' };
  }
  return { start, end, entries: stated.entries, shift };
}

/** The end record is the last thing in the file: its comment must reach exactly to the end, or it is not the end record. */
function findEndRecord(bytes: Buffer): number | undefined {
  const lowest = Math.max(0, bytes.length - END_RECORD_BYTES - LONGEST_COMMENT);
  for (let at = bytes.length - END_RECORD_BYTES; at >= lowest; at -= 1) {
    if (bytes[at] !== 0x50 || bytes.readUInt32LE(at) !== END_RECORD) continue;
    if (at + END_RECORD_BYTES + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  }
  return undefined;
}

interface EndRecord {
  readonly disks: number;
  readonly entries: number;
  readonly bytes: number;
  readonly offset: number;
  /** Where the directory must end: the records that follow it begin there. */
  readonly endsAt: number;
}

function readEndRecord(bytes: Buffer, at: number): EndRecord | undefined {
  const locator = at - ZIP64_LOCATOR_BYTES;
  if (locator >= 0 && bytes.readUInt32LE(locator) === ZIP64_LOCATOR) return readZip64(bytes, locator);
  return {
    disks: bytes.readUInt16LE(at + 4) + bytes.readUInt16LE(at + 6),
    entries: bytes.readUInt16LE(at + 10),
    bytes: bytes.readUInt32LE(at + 12),
    offset: bytes.readUInt32LE(at + 16),
    endsAt: at,
  };
}

/** The zip64 end record stands where the locator says, or directly before the locator when the archive was shifted. */
function readZip64(bytes: Buffer, locator: number): EndRecord | undefined {
  const candidates = [Number(bytes.readBigUInt64LE(locator + 8)), locator - ZIP64_END_RECORD_BYTES];
  const at = candidates.find(
    (offset) => offset >= 0 && offset + ZIP64_END_RECORD_BYTES <= locator && bytes.readUInt32LE(offset) === ZIP64_END_RECORD,
  );
  if (at === undefined) return undefined;
  return {
    disks: bytes.readUInt32LE(at + 16) + bytes.readUInt32LE(at + 20),
    entries: Number(bytes.readBigUInt64LE(at + 32)),
    bytes: Number(bytes.readBigUInt64LE(at + 40)),
    offset: Number(bytes.readBigUInt64LE(at + 48)),
    endsAt: at,
  };
}
