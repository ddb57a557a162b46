import { parseDigest, type Ctx, type Hash, type IssueCollector } from '../../../kernel/index.ts';

const known = /^(?:md5|sha1|sha256|sha384|sha512)[:=]/;
const wellFormed = /^[a-z0-9_]+[:=][0-9a-fA-F]+$/;

/**
 * The distinct hashes of every file of a package, one for each wheel and source archive: a check needs whichever was installed.
 * One of an algorithm that the model does not know is left out; one that is damaged is an issue.
 */
export function collectHashes(digests: readonly unknown[], issues: IssueCollector, line: number | undefined): readonly Hash[] {
  const hashes = new Map<string, Hash>();
  for (const digest of digests) {
    if (digest === undefined || (typeof digest === 'string' && hashes.has(digest))) continue;
    const hash = typeof digest === 'string' ? parseDigest(digest) : undefined;
    if (hash !== undefined) hashes.set(digest as string, hash);
    else if (typeof digest !== 'string' || known.test(digest) || !wellFormed.test(digest)) {
      issues.add('pypi/hash', `has a hash that cannot be read: ${JSON.stringify(digest).slice(0, 100)}`, line);
    }
  }
  return [...hashes.values()];
}

/** False, with an issue, when a file names more packages than are read. */
export function isWithinLimit(packages: number, ctx: Ctx, issues: IssueCollector): boolean {
  const { packagesPerFile } = ctx.limits;
  if (packages <= packagesPerFile) return true;
  issues.add('pypi/too-many-packages', `names ${packages} packages; more than ${packagesPerFile} are not read`);
  return false;
}
