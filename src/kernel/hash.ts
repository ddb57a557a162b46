/** Names of hash algorithms as CycloneDX spells them (`hash-alg` of the 1.6 schema). */
export type HashAlgorithm =
  | 'MD5'
  | 'SHA-1'
  | 'SHA-256'
  | 'SHA-384'
  | 'SHA-512'
  | 'SHA3-256'
  | 'SHA3-384'
  | 'SHA3-512'
  | 'BLAKE2b-256'
  | 'BLAKE2b-384'
  | 'BLAKE2b-512'
  | 'BLAKE3'
  | 'Streebog-256'
  | 'Streebog-512';

export interface Hash {
  readonly algorithm: HashAlgorithm;
  /** Lower-case hexadecimal. */
  readonly value: string;
}

/** Lower-case hexadecimal SHA-256. The module behind it takes milliseconds to load, so it is asked for when it is needed. */
export function sha256(data: string | Uint8Array): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(data).digest('hex');
}

interface Digest {
  readonly algorithm: HashAlgorithm;
  readonly bytes: number;
}

const digests: ReadonlyMap<string, Digest> = new Map<string, Digest>([
  ['md5', { algorithm: 'MD5', bytes: 16 }],
  ['sha1', { algorithm: 'SHA-1', bytes: 20 }],
  ['sha256', { algorithm: 'SHA-256', bytes: 32 }],
  ['sha384', { algorithm: 'SHA-384', bytes: 48 }],
  ['sha512', { algorithm: 'SHA-512', bytes: 64 }],
]);

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * The hashes of a Subresource Integrity string (`sha512-BASE64 sha1-BASE64`). Parts of an unknown algorithm,
 * of the wrong length or that are not base64 are left out; options (`?…`) are ignored, as the specification has it.
 * @see https://www.w3.org/TR/SRI/#the-integrity-attribute
 */
export function parseIntegrity(integrity: string): readonly Hash[] {
  const hashes: Hash[] = [];
  for (const part of integrity.includes(' ') ? integrity.split(/\s+/) : [integrity]) {
    const dash = part.indexOf('-');
    const digest = digests.get(part.slice(0, dash)) ?? digests.get(part.slice(0, dash).toLowerCase());
    if (dash === -1 || digest === undefined) continue;
    const options = part.indexOf('?', dash);
    const encoded = part.slice(dash + 1, options === -1 ? undefined : options);
    if (base64.test(encoded) && bytesIn(encoded) === digest.bytes) hashes.push(decodedLater(digest.algorithm, encoded));
  }
  return hashes;
}

/** How many bytes base64 stands for (RFC 4648, section 4). Not whole when the text was cut. */
function bytesIn(encoded: string): number {
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  return (encoded.length / 4) * 3 - padding;
}

/** Few runs look at the hashes of all the packages that a lockfile names, and decoding them is a good part of reading it. */
function decodedLater(algorithm: HashAlgorithm, base64: string): Hash {
  let value: string | undefined;
  return {
    algorithm,
    get value() {
      return (value ??= Buffer.from(base64, 'base64').toString('hex'));
    },
  };
}

/** `sha256:HEX`, the form Python lockfiles and container images use; undefined when it is not one. */
export function parseDigest(digest: string): Hash | undefined {
  const match = /^([a-z0-9]+)[:=]([0-9a-fA-F]+)$/.exec(digest.trim());
  const known = digests.get(match?.[1] ?? '');
  const value = (match?.[2] ?? '').toLowerCase();
  return known !== undefined && value.length === known.bytes * 2 ? { algorithm: known.algorithm, value } : undefined;
}
