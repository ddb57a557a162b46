import { createHash } from 'node:crypto';

/** Names of hash algorithms as CycloneDX spells them (`hash-alg` of the 1.6 schema). */
export type HashAlgorithm =
  | 'MD5'
  | 'SHA-1'
  | 'SHA-256'
  | 'SHA-384'
  | 'SHA-512'
  | 'SHA3-256'
  | 'SHA3-512'
  | 'BLAKE2b-256'
  | 'BLAKE3';

export interface Hash {
  readonly algorithm: HashAlgorithm;
  /** Lower-case hexadecimal. */
  readonly value: string;
}

/** Lower-case hexadecimal SHA-256. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

const sriAlgorithms: Readonly<Record<string, HashAlgorithm>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

const digestBytes: Readonly<Record<string, number>> = { md5: 16, sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

/**
 * The hashes of a Subresource Integrity string (`sha512-BASE64 sha1-BASE64`). Parts of an unknown algorithm or
 * of the wrong length are left out.
 * @see https://www.w3.org/TR/SRI/#the-integrity-attribute
 */
export function parseIntegrity(integrity: string): readonly Hash[] {
  const hashes: Hash[] = [];
  for (const part of integrity.trim().split(/\s+/)) {
    const dash = part.indexOf('-');
    const name = part.slice(0, dash).toLowerCase();
    const algorithm = sriAlgorithms[name];
    if (algorithm === undefined) continue;
    const value = Buffer.from(part.slice(dash + 1), 'base64').toString('hex');
    if (value.length === (digestBytes[name] ?? 0) * 2) hashes.push({ algorithm, value });
  }
  return hashes;
}

/** `sha256:HEX`, the form Python lockfiles and container images use; undefined when it is not one. */
export function parseDigest(digest: string): Hash | undefined {
  const match = /^(md5|sha1|sha256|sha384|sha512)[:=]([0-9a-fA-F]+)$/.exec(digest.trim());
  if (match === null) return undefined;
  const name = match[1] as string;
  const value = (match[2] as string).toLowerCase();
  return value.length === (digestBytes[name] ?? 0) * 2 ? { algorithm: sriAlgorithms[name] as HashAlgorithm, value } : undefined;
}
