import { ecosystemById } from '../../../ecosystem/index.ts';
import type { PackageNode } from '../../../model/index.ts';
import { present } from '../../present.ts';

/** What the `uses:` of a step or a job names. */
export type Uses =
  | { readonly kind: 'action'; readonly node: Omit<PackageNode, 'dependsOn'>; readonly ref: string }
  | { readonly kind: 'image'; readonly image: string }
  /** An action or workflow of the same repository, which is read for itself. */
  | { readonly kind: 'local' };

const shape = /^([\w.-]+\/[\w.-]+(?:\/[^\s@/]+)*)@(\S+)$/;
const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
const versionTag = /^v?\d+(?:\.\d+)*(?:[-+][0-9A-Za-z.+-]+)?$/;
/** A tag in a comment has a `v` or a dot, so that no other number is taken for one. */
const claimedTag = /(?:^|[\s=@:/(])(v\d+(?:\.\d+){0,3}(?:[-+][\w.-]+)?|\d+(?:\.\d+){1,3}(?:[-+][\w.-]+)?)(?=$|[\s,;)])/;
const CLAIMED = 0.5;
const LONGEST_COMMENT = 500; // characters

/**
 * Reads `owner/repository[/path]@ref`, `docker://image` or `./path`. Advisories give versions as tags, so the version is the ref where it
 * is a version tag. A commit is what runs whatever its comment says: the tag of `# v4.1.2` is taken as its version with less confidence.
 * A branch, and a commit without such a comment, have no version.
 * @param comment what follows the `#` on the same line
 * @returns undefined for anything else
 */
export function parseUses(text: string, comment: string | undefined): Uses | undefined {
  const uses = text.trim();
  if (/^\.{1,2}\//.test(uses)) return { kind: 'local' };
  if (uses.startsWith('docker://')) return { kind: 'image', image: uses.slice('docker://'.length) };
  const [, name, ref] = shape.exec(uses) ?? [];
  if (name === undefined || ref === undefined) return undefined;
  if (!commitId.test(ref)) {
    const isVersion = versionTag.test(ref) && ecosystemById('githubactions').parseVersion(ref) !== undefined;
    return { kind: 'action', node: { name, kind: 'package', ...present({ version: isVersion ? ref : undefined }) }, ref };
  }
  const claimed = claimedTag.exec((comment ?? '').slice(0, LONGEST_COMMENT))?.[1];
  const repository = name.split('/', 2).join('/');
  const source = { kind: 'git', url: `https://github.com/${repository}`, commit: ref.toLowerCase() } as const;
  const claim = claimed === undefined ? {} : { version: claimed, confidence: CLAIMED };
  return { kind: 'action', node: { name, kind: 'package', ...claim, source }, ref };
}
