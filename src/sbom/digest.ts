import type { DataObject, Hash, HashAlgorithm } from '../kernel/index.ts';
import type { ReadingLog } from './reading-log.ts';

/** Hexadecimal digits of a digest. */
const digits: Readonly<Record<HashAlgorithm, number>> = {
  MD5: 32,
  'SHA-1': 40,
  'SHA-256': 64,
  'SHA-384': 96,
  'SHA-512': 128,
  'SHA3-256': 64,
  'SHA3-384': 96,
  'SHA3-512': 128,
  'BLAKE2b-384': 96,
  'BLAKE2b-512': 128,
  'Streebog-256': 64,
  'Streebog-512': 128,
  'BLAKE2b-256': 64,
  BLAKE3: 64,
};
const hexadecimal = /^[0-9a-fA-F]+$/;

export function isHashAlgorithm(name: string): name is HashAlgorithm {
  return Object.hasOwn(digits, name);
}

/** A digest of the right length, in lower case; anything else is a problem of the document. */
export function readDigest(algorithm: HashAlgorithm, value: string, node: DataObject, log: ReadingLog): Hash | undefined {
  if (value.length === digits[algorithm] && hexadecimal.test(value)) return { algorithm, value: value.toLowerCase() };
  log.problem('sbom/hash', `has a ${algorithm} hash that is not ${digits[algorithm]} hexadecimal digits`, node);
  return undefined;
}

/** What is wrong with a digest of an algorithm whose length is known; reads as a sentence after its place. */
export function digestProblem(algorithm: string, value: string): string | undefined {
  const length = isHashAlgorithm(algorithm) ? digits[algorithm] : furtherDigits.get(algorithm);
  if (length === undefined) return undefined;
  if (value.length === length && hexadecimal.test(value)) return undefined;
  return value.length === length
    ? `is no ${algorithm} hash: it is not hexadecimal`
    : `is no ${algorithm} hash: it has ${value.length} digits, not ${length}`;
}

/** Algorithms that only SPDX has. */
const furtherDigits: ReadonlyMap<string, number> = new Map([
  ['SHA-224', 56],
  ['MD2', 32],
  ['MD4', 32],
  ['ADLER32', 8],
]);
