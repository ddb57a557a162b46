import { isObject, textOf, type DataObject, type Hash } from '../../../kernel/index.ts';
import { isHashAlgorithm, readDigest } from '../../digest.ts';
import type { ReadingLog } from '../../reading-log.ts';
import type { CdxHash } from './document.ts';
import { listOf } from '../../shape.ts';

export function readHashes(component: DataObject, log: ReadingLog): readonly Hash[] {
  const hashes: Hash[] = [];
  for (const node of listOf(component, 'hashes', log)) {
    const algorithm = isObject(node) ? textOf(node.alg) : undefined;
    const content = isObject(node) ? textOf(node.content) : undefined;
    if (!isObject(node) || algorithm === undefined || content === undefined) {
      log.problem('sbom/shape', 'has a hash without an algorithm and a content', component);
    } else if (isHashAlgorithm(algorithm)) {
      const hash = readDigest(algorithm, content, node, log);
      if (hash !== undefined) hashes.push(hash);
    } else {
      log.notRead(`${algorithm} hash`);
    }
  }
  return hashes;
}

export function toHashes(hashes: readonly Hash[]): readonly CdxHash[] {
  const written = hashes.map(({ algorithm, value }) => ({ alg: algorithm, content: value }));
  return written.length === 1 ? written : written.toSorted((a, b) => (`${a.alg} ${a.content}` < `${b.alg} ${b.content}` ? -1 : 1));
}
