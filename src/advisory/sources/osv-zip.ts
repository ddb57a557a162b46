import { type Ctx, incomplete, complete, type Outcome, sha256 } from '../../kernel/index.ts';
import { openZip } from '../../kernel/zip/index.ts';
import type { GivenRecord, PartContent, PartMark } from './source.ts';

/** Issues that mean that entries are missing which are not named. */
const partial: ReadonlySet<string> = new Set(['zip/directory', 'zip/entries', 'zip/count']);

/** The records of an OSV export: every `*.json` of a zip archive is one. */
export function readOsvZip(
  bytes: Buffer,
  path: string,
  previous: PartMark | undefined,
  mark: PartMark,
  ctx: Ctx,
): Outcome<PartContent | 'unchanged' | undefined> {
  const digest = sha256(bytes);
  if (previous?.digest === digest) return complete('unchanged');
  const archive = openZip(bytes, { path, limits: ctx.limits });
  const { value: zip, issues } = archive;
  // Records that are missing without anybody knowing which would make a package look clean: what was there before stays.
  const isPartial = issues.some(({ code }) => partial.has(code)) || (zip.count === 0 && !archive.complete);
  if (isPartial) return incomplete(undefined, issues);
  const content: PartContent = {
    mark: { ...mark, digest },
    count: zip.count,
    *records(): Iterable<GivenRecord> {
      for (const entry of zip.entries()) {
        if (!entry.name.endsWith('.json')) continue;
        yield { path: `${path}!${entry.name}`, bytes: () => entry.data(), deflated: () => entry.raw() };
      }
    },
  };
  return archive.complete ? complete(content) : incomplete(content, issues);
}
