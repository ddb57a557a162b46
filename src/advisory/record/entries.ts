import { ecosystemByOsvName, type Ecosystem } from '../../ecosystem/index.ts';
import { compared } from '../match/range.ts';
import { versionsOutsideRanges } from '../match/verdict.ts';
import type { Rating } from '../severity/rating.ts';
import type { CheckedAffected } from './check.ts';
import { type AffectedEntry, eventsOf } from './entry.ts';

/** An entry and where it is looked up. */
export interface NamedEntry {
  /** The ecosystem's name in OSV, without what follows the colon. */
  readonly ecosystem: string;
  /** As the ecosystem normalises it. */
  readonly name: string;
  readonly entry: AffectedEntry;
}

/** The look-up entry of one `affected` element; undefined when the element names no package. */
export function toNamedEntry(record: string, affected: CheckedAffected, rating: Rating | undefined): NamedEntry | undefined {
  const named = affected.package;
  if (named === undefined) return undefined;
  const { base, release } = splitOsvName(named.ecosystem);
  const known = ecosystemByOsvName(base);
  return {
    ecosystem: base,
    name: known === undefined ? named.name : known.normalizeName(named.name),
    entry: {
      ...reduced(record, affected, known),
      ...(release === undefined ? undefined : { suffix: release }),
      ...(rating === undefined ? undefined : { rating }),
    },
  };
}

/** `Debian:12` is release 12 of Debian; what follows the first colon may have more of them. */
export function splitOsvName(name: string): { readonly base: string; readonly release?: string } {
  const colon = name.indexOf(':');
  return colon === -1 ? { base: name } : { base: name.slice(0, colon), release: name.slice(colon + 1) };
}

/** No list of a public database comes near this. Beyond it a record is kept as it is, which is only larger. */
const COMPARISONS = 1_000_000;

/**
 * Drops what cannot change a verdict: commits where there is something that can be compared, and listed versions that lie
 * in a range. The lists of PyPI and Maven are most of their records.
 */
function reduced(record: string, affected: CheckedAffected, ecosystem: Ecosystem | undefined): AffectedEntry {
  const comparable = affected.ranges.filter((range) => range.type !== 'GIT');
  const isGitOnly = comparable.length === 0 && affected.versions.length === 0 && affected.ranges.length > 0;
  const entry: AffectedEntry = {
    record,
    ranges: isGitOnly ? [{ type: 'GIT', events: [] }] : comparable,
    versions: affected.versions,
  };
  const comparisons = affected.versions.length * eventsOf(comparable);
  if (ecosystem === undefined || comparisons === 0 || comparisons > COMPARISONS) return entry;
  const versions = versionsOutsideRanges(
    entry,
    affected.versions.map((version) => compared(version, ecosystem)),
  );
  return { ...entry, versions };
}
