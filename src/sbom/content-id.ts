import { sha256 } from '../kernel/index.ts';

/** Stands in a document while the identity of its content is not known yet. */
export const nilUuid = '00000000-0000-0000-0000-000000000000';

/**
 * A UUID of version 8 (RFC 9562, 5.8 and B.2) made of the SHA-256 of `content`: the same content has the same identity,
 * and any other content another.
 */
export function uuidOf(content: string): string {
  const digest = sha256(content);
  // The variant's two bits are 10, so its digit is 8, 9, a or b.
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 3) | 8).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

/** The form in which documents are written, and of which their identity is made. */
export function toText(document: object): string {
  return JSON.stringify(document, undefined, 2);
}

/**
 * The text of a document that has {@link nilUuid} at the end of one of its members, with the identity of the text in its place:
 * what is made of a thousand components is then written once, not once to know its identity and once more.
 */
export function toIdentifiedText(document: object, member: string): string {
  const text = toText(document);
  // A text inside the document cannot look like it: its quotes would be escaped.
  const opening = `"${member}": "`;
  const end = text.indexOf('"', text.indexOf(opening) + opening.length);
  return text.slice(0, end - nilUuid.length) + uuidOf(text) + text.slice(end);
}
