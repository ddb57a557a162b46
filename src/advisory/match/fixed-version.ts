import type { ParsedVersion } from '../../ecosystem/index.ts';
import { eventsOf, type AffectedEntry } from '../record/entry.ts';
import { compared, type ComparedVersion } from './range.ts';
import { evaluateEntry } from './verdict.ts';

/** A vulnerability that names more fixes than this is not going to be settled by trying further ones. */
const CANDIDATES_TRIED = 200;
/** Events and listed versions that are compared in all, for records that have absurdly many of them. */
const COMPARISONS = 1_000_000;

/**
 * The lowest version above the present one that no entry calls affected, among those that the entries call fixed. Undefined
 * when there is none, or the present version cannot be compared.
 * @param entries everything that the records of one finding say of the package, also what does not hold for the present version
 */
export function lowestFix(present: ComparedVersion, entries: readonly AffectedEntry[]): string | undefined {
  if (present.parsed === undefined) return undefined;
  const candidates = fixesAbove(present, present.parsed, entries);
  const tried = Math.min(CANDIDATES_TRIED, Math.ceil(COMPARISONS / (1 + sizeOf(entries))));
  return candidates.slice(0, tried).find((candidate) => isFree(candidate, entries))?.text;
}

function sizeOf(entries: readonly AffectedEntry[]): number {
  return entries.reduce((sum, { ranges, versions }) => sum + versions.length + eventsOf(ranges), 0);
}

function isFree(version: ComparedVersion, entries: readonly AffectedEntry[]): boolean {
  return entries.every((entry) => evaluateEntry(entry, version).verdict !== 'affected');
}

interface Candidate extends ComparedVersion {
  readonly parsed: ParsedVersion;
}

function fixesAbove(
  { ecosystem, release }: ComparedVersion,
  present: ParsedVersion,
  entries: readonly AffectedEntry[],
): readonly Candidate[] {
  const texts = new Set<string>();
  for (const { ranges } of entries) {
    for (const { type, events } of ranges) {
      if (type === 'GIT') continue;
      for (const { kind, version } of events) if (kind === 'fixed') texts.add(version).add(releaseOf(version));
    }
  }
  const candidates: Candidate[] = [];
  for (const text of texts) {
    const candidate = compared(text, ecosystem, release);
    const { parsed } = candidate;
    if (parsed !== undefined && ecosystem.compareParsed(parsed, present) > 0) candidates.push({ ...candidate, parsed });
  }
  return candidates
    .filter((candidate) => releaseOf(candidate.text) === candidate.text)
    .toSorted((a, b) => ecosystem.compareParsed(a.parsed, b.parsed) || (a.text < b.text ? -1 : 1));
}

/** `1.2.3-0` is how a range ends before the first pre-release of 1.2.3; nobody publishes it, and 1.2.3 is what is meant. */
function releaseOf(version: string): string {
  return version.endsWith('-0') ? version.slice(0, -2) : version;
}
