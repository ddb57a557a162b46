import { sha256 } from '../kernel/index.ts';

/**
 * A UUID of version 8 (RFC 9562, 5.8 and B.2) made of the first 122 free bits of the SHA-256 of `content`:
 * the same content has the same identity, and any other content another.
 */
export function uuidOf(content: string): string {
  const digest = sha256(content);
  // The variant's two bits are 10, so its digit is 8, 9, a or b.
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 3) | 8).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
