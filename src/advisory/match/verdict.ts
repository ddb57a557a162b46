import type { AffectedEntry } from '../record/entry.ts';
import { type ComparedVersion, evaluateRange, type RangeVerdict, rangeText } from './range.ts';

/** `IsVulnerable` of the OSV schema's evaluation, for one `affected` element that names the package. */
export function evaluateEntry(entry: AffectedEntry, version: ComparedVersion): RangeVerdict {
  if (isForOtherRelease(entry, version.release)) return { verdict: 'not affected' };
  if (isOfRelease(entry) && version.release === undefined) {
    return {
      verdict: 'could not decide',
      reason: `the record is for release ${entry.suffix}, and the package's release is not known`,
    };
  }
  let undecided: RangeVerdict | undefined;
  for (const range of entry.ranges) {
    const verdict = evaluateRange(range, version);
    if (verdict.verdict === 'affected') return verdict;
    if (verdict.verdict === 'could not decide') undecided ??= verdict;
  }
  if (isListed(entry.versions, version)) return { verdict: 'affected', text: `${version.text} is listed` };
  if (undecided !== undefined) return undecided;
  if (entry.ranges.length === 0 && entry.versions.length === 0) {
    return { verdict: 'could not decide', reason: 'the record names the package and no version of it' };
  }
  if (entry.versions.length > 0 && version.parsed === undefined) {
    const reason = `${JSON.stringify(version.text)} is not a version that ${version.ecosystem.osv} knows, and not among those listed`;
    return { verdict: 'could not decide', reason };
  }
  return { verdict: 'not affected' };
}

/** Whether the entry is about a release of the distribution that is known not to be the package's. */
export function isForOtherRelease(entry: AffectedEntry, release: string | undefined): boolean {
  return isOfRelease(entry) && release !== undefined && entry.suffix !== release;
}

/**
 * What follows the colon of an ecosystem is a release of a distribution, or the URL of the repository that knows the package
 * best, which names no other packages than the ecosystem does ("Defined ecosystems").
 */
function isOfRelease({ suffix }: AffectedEntry): boolean {
  return suffix !== undefined && !suffix.includes('://');
}

/** Listed as it is written, or in another spelling of the same version. */
function isListed(versions: readonly string[], { text, parsed, ecosystem }: ComparedVersion): boolean {
  if (versions.length === 0) return false;
  if (versions.includes(text)) return true;
  if (parsed === undefined) return false;
  return versions.some((listed) => {
    const other = ecosystem.parseVersion(listed);
    return other !== undefined && ecosystem.compareParsed(parsed, other) === 0;
  });
}

/** What the entry says for people, when there is no version to compare. */
export function entryText(entry: AffectedEntry): string {
  const parts = entry.ranges.map(rangeText);
  if (entry.versions.length > 0) parts.push(`${entry.versions.length} versions that are listed`);
  return parts.length === 0 ? 'no version' : parts.join(' or ');
}

/** Listed versions that no range holds: the rest of the list says nothing new. */
export function versionsOutsideRanges(entry: AffectedEntry, versions: readonly ComparedVersion[]): readonly string[] {
  const { ranges } = entry;
  return versions
    .filter((version) => !ranges.some((range) => evaluateRange(range, version).verdict === 'affected'))
    .map((version) => version.text);
}
