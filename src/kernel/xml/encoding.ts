import { complete, incomplete, type Outcome } from '../outcome.ts';
import { decodeText } from '../text.ts';

/** Of the bytes in which an encoding declaration must lie; it is written in ASCII in all encodings that matter here. */
const DECLARATION_BYTES = 200;
const declaration =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*["'][\d.]+["'][ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*["']([\w.:-]+)["']/i;

/**
 * The bytes of an XML document as text: in UTF-16 by its byte order mark, in the encoding that the declaration names, else in
 * UTF-8 (XML 1.0, 4.3.3 and appendix F). An issue when they are not in that encoding or when it is not known.
 */
export function decodeXml(bytes: Uint8Array, path: string): Outcome<string | undefined> {
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8') return decodeText(bytes, path);
  try {
    return complete(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch (thrown) {
    // The constructor throws a RangeError for a label that it does not know, the decoder a TypeError for wrong bytes.
    const message = thrown instanceof RangeError ? 'is in an encoding that is not known' : 'is not in the encoding that it names';
    return incomplete(undefined, [{ code: 'xml/encoding', path, line: 1, message: `${message}: ${JSON.stringify(encoding)}` }]);
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, DECLARATION_BYTES)).toString('latin1');
  const named = (declaration.exec(start)?.[1] ?? 'utf-8').toLowerCase();
  // Who declares UTF-16 in readable ASCII has saved the file in another encoding since.
  return named === 'utf8' || named === 'us-ascii' || named.startsWith('utf-16') ? 'utf-8' : named;
}
