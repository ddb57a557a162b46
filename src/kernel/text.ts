import { isAscii, isUtf8 } from 'node:buffer';
import { incomplete, complete, type Issue, type Outcome } from './outcome.ts';

const NEWLINE = 0x0a;

/**
 * Bytes of a text file as text: UTF-8 only (a byte order mark is dropped), and refused when it is not,
 * or when it still holds the markers of an unfinished merge, which make every parser see half of it.
 */
export function decodeText(bytes: Uint8Array, path: string): Outcome<string | undefined> {
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    const message = isUtf16(bytes) ? 'is UTF-16, not UTF-8' : 'is not valid UTF-8';
    return incomplete(undefined, [{ code: 'text/encoding', path, line: firstInvalidLine(bytes), message }]);
  }
  const conflict = findMergeConflict(text, path);
  return conflict === undefined ? complete(text) : incomplete(undefined, [conflict]);
}

/** Undefined when it is not UTF-8. Most lockfiles are ASCII, which is copied as it is. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

const STRIDE = 65_536; // bytes

/** Passes over what is valid in strides of whole lines, and line by line only where a stride is not. */
function firstInvalidLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  let stride = STRIDE;
  while (start < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, start + stride);
    const end = newline === -1 ? bytes.length : newline + 1;
    const part = bytes.subarray(start, end);
    if (isUtf8(part)) {
      for (let at = part.indexOf(NEWLINE); at !== -1; at = part.indexOf(NEWLINE, at + 1)) line += 1;
      start = end;
    } else if (stride === 0) {
      return line;
    } else {
      stride = 0;
    }
  }
  return line;
}

function findMergeConflict(text: string, path: string): Issue | undefined {
  const at = text.startsWith('<<<<<<< ') ? 0 : text.indexOf('\n<<<<<<< ') + 1;
  if (at === 0 && !text.startsWith('<<<<<<< ')) return undefined;
  if (!/^>>>>>>>( |$)/m.test(text.slice(at))) return undefined;
  return { code: 'text/merge-conflict', path, line: lineAt(text, at), message: 'holds the markers of an unfinished merge' };
}

/** 1-based line of an offset. For many look-ups in one text use {@link LineIndex}. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Offsets to 1-based lines, by binary search over an index that is built at the first question. */
export class LineIndex {
  readonly #text: string;
  #starts: Uint32Array | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  lineOf(offset: number): number {
    const starts = (this.#starts ??= lineStarts(this.#text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}

function lineStarts(text: string): Uint32Array {
  const starts: number[] = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return new Uint32Array(starts);
}
