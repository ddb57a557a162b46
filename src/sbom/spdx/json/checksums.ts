import { textOf, type DataObject, type Hash, type HashAlgorithm } from '../../../kernel/index.ts';
import { isHashAlgorithm, readDigest } from '../../digest.ts';
import type { ReadingLog } from '../../reading-log.ts';
import { objectsOf } from '../../shape.ts';
import type { SpdxChecksum } from './document.ts';

/** SPDX writes the older algorithms without a hyphen (2.3, 7.10). */
const hyphenated = /^SHA-(?=\d)/;
const plain = /^SHA(?=\d{1,3}$)/;

export function readChecksums(element: DataObject, log: ReadingLog): readonly Hash[] {
  const hashes: Hash[] = [];
  for (const node of objectsOf(element, 'checksums', log)) {
    const name = textOf(node.algorithm);
    const value = textOf(node.checksumValue);
    if (name === undefined || value === undefined) {
      log.problem('sbom/shape', 'has a checksum without an algorithm and a value', node);
      continue;
    }
    const algorithm = name.replace(plain, 'SHA-');
    if (isHashAlgorithm(algorithm)) {
      const hash = readDigest(algorithm, value, node, log);
      if (hash !== undefined) hashes.push(hash);
    } else {
      log.notRead(`${name} checksum`);
    }
  }
  return hashes;
}

export function toChecksums(hashes: readonly Hash[]): readonly SpdxChecksum[] {
  const written = hashes.map(({ algorithm, value }) => ({ algorithm: spdxName(algorithm), checksumValue: value }));
  if (written.length === 1) return written;
  return written.toSorted((a, b) => (`${a.algorithm} ${a.checksumValue}` < `${b.algorithm} ${b.checksumValue}` ? -1 : 1));
}

function spdxName(algorithm: HashAlgorithm): string {
  return algorithm.replace(hyphenated, 'SHA');
}
