import type { CsafDocument } from '../csaf-document.ts';
import type { CsafFailure, CsafTest } from '../csaf-test.ts';
import { pointer, objectsAt, textAt } from '../places.ts';
import { compareTimes, compareReleases, parseRelease, type Release } from '../release.ts';

/** The document's own versions and dates: 6.1.14, 6.1.16 to 6.1.22, 6.1.30, 6.2.4 to 6.2.6. */
export const trackingTests: readonly CsafTest[] = [
  { id: '6.1.14', title: 'Sorted Revision History', group: 'mandatory', run: unsorted },
  { id: '6.1.16', title: 'Latest Document Version', group: 'mandatory', run: notLatest },
  {
    id: '6.1.17',
    title: 'Document Status Draft',
    group: 'mandatory',
    run(document) {
      const { version, status, at } = trackingOf(document);
      if (version === undefined || status === 'draft' || !(version.major === 0 || version.pre !== undefined)) return [];
      return [
        { at: pointer(at, 'status'), message: `is ${status ?? 'missing'}, and the version ${version.text} is that of a draft` },
      ];
    },
  },
  {
    id: '6.1.18',
    title: 'Released Revision History',
    group: 'mandatory',
    run: (document) =>
      isReleased(document)
        ? revisionsOf(document)
            .filter(({ release }) => release?.major === 0)
            .map(({ at }) => ({ at: pointer(at, 'number'), message: 'is the version of a draft, and the document is released' }))
        : [],
  },
  {
    id: '6.1.19',
    title: 'Revision History Entries for Pre-release Versions',
    group: 'mandatory',
    run: (document) =>
      revisionsOf(document)
        .filter(({ release }) => release?.pre !== undefined)
        .map(({ at }) => ({ at: pointer(at, 'number'), message: 'has a pre-release part' })),
  },
  {
    id: '6.1.20',
    title: 'Non-draft Document Version',
    group: 'mandatory',
    run(document) {
      const { version, at } = trackingOf(document);
      if (!isReleased(document) || version?.pre === undefined) return [];
      return [{ at: pointer(at, 'version'), message: 'has a pre-release part, and the document is released' }];
    },
  },
  { id: '6.1.21', title: 'Missing Item in Revision History', group: 'mandatory', run: missingRevisions },
  {
    id: '6.1.22',
    title: 'Multiple Definition in Revision History',
    group: 'mandatory',
    run(document) {
      const seen = new Set<string>();
      return revisionsOf(document).flatMap(({ number, at }) => {
        const isSeen = seen.has(number);
        seen.add(number);
        return isSeen ? [{ at: pointer(at, 'number'), message: `is the version ${number} for a second time` }] : [];
      });
    },
  },
  {
    id: '6.1.30',
    title: 'Mixed Integer and Semantic Versioning',
    group: 'mandatory',
    run(document) {
      const { version, at } = trackingOf(document);
      const all = [
        ...(version === undefined ? [] : [{ at: pointer(at, 'version'), release: version }]),
        ...revisionsOf(document).map((one) => ({ at: pointer(one.at, 'number'), release: one.release })),
      ];
      const first = all[0]?.release?.isSemantic;
      return all
        .filter(({ release }) => release !== undefined && release.isSemantic !== first)
        .map((one) => ({
          at: one.at,
          message: 'is of another kind than the other versions: whole numbers and semantic ones are mixed',
        }));
    },
  },
  {
    id: '6.2.4',
    title: 'Build Metadata in Revision History',
    group: 'optional',
    run: (document) =>
      revisionsOf(document)
        .filter(({ release }) => release?.build !== undefined)
        .map(({ at }) => ({ at: pointer(at, 'number'), message: 'has build metadata' })),
  },
  {
    id: '6.2.5',
    title: 'Older Initial Release Date than Revision History',
    group: 'optional',
    run(document) {
      const initial = textAt(document.tracking, 'initial_release_date');
      const oldest = byTime(revisionsOf(document))[0];
      if (initial === undefined || oldest === undefined || compareTimes(initial.text, oldest.date) >= 0) return [];
      return [{ at: initial.at, message: `is before the first revision, that of ${oldest.date}` }];
    },
  },
  {
    id: '6.2.6',
    title: 'Older Current Release Date than Revision History',
    group: 'optional',
    run(document) {
      const current = textAt(document.tracking, 'current_release_date');
      const newest = byTime(revisionsOf(document)).at(-1);
      if (current === undefined || newest === undefined || compareTimes(current.text, newest.date) >= 0) return [];
      return [{ at: current.at, message: `is before the last revision, that of ${newest.date}` }];
    },
  },
];

interface Revision {
  readonly at: string;
  readonly date: string;
  readonly number: string;
  readonly release: Release | undefined;
}

function revisionsOf({ tracking }: CsafDocument): readonly Revision[] {
  return objectsAt(tracking, 'revision_history').flatMap((place) => {
    const date = textAt(place, 'date')?.text;
    const number = textAt(place, 'number')?.text;
    return date === undefined || number === undefined ? [] : [{ at: place.at, date, number, release: parseRelease(number) }];
  });
}

function trackingOf({ tracking }: CsafDocument): { version: Release | undefined; status: string | undefined; at: string } {
  const version = textAt(tracking, 'version')?.text;
  return {
    version: version === undefined ? undefined : parseRelease(version),
    status: textAt(tracking, 'status')?.text,
    at: tracking.at,
  };
}

function isReleased(document: CsafDocument): boolean {
  const { status } = trackingOf(document);
  return status === 'final' || status === 'interim';
}

/** Oldest first; of the same time the lower version first. */
function byTime(revisions: readonly Revision[]): readonly Revision[] {
  return revisions.toSorted((a, b) => compareTimes(a.date, b.date) || compareNumbers(a, b));
}

function compareNumbers(a: Revision, b: Revision): number {
  return a.release === undefined || b.release === undefined ? 0 : compareReleases(a.release, b.release);
}

/** Sorted by date, the versions must be in order too: a later revision has a higher one. */
function unsorted(document: CsafDocument): readonly CsafFailure[] {
  const sorted = byTime(revisionsOf(document));
  return sorted.slice(1).flatMap((revision, index) => {
    const before = sorted[index] as Revision;
    if (compareNumbers(before, revision) <= 0) return [];
    return [
      { at: revision.at, message: `has the version ${revision.number}, which is lower than ${before.number} of an earlier date` },
    ];
  });
}

/** Build metadata is not compared, nor is the pre-release part of a draft. */
function notLatest(document: CsafDocument): readonly CsafFailure[] {
  const { version, status, at } = trackingOf(document);
  const last = byTime(revisionsOf(document)).at(-1)?.release;
  if (version === undefined || last === undefined) return [];
  const isSame =
    version.numbers.join('.') === last.numbers.join('.') && (status === 'draft' || (version.pre ?? '') === (last.pre ?? ''));
  return isSame ? [] : [{ at: pointer(at, 'version'), message: `is ${version.text}, and the last revision is ${last.text}` }];
}

/** Whole numbers, and the first number of semantic versions, begin with 0 or 1 and leave none out. */
function missingRevisions(document: CsafDocument): readonly CsafFailure[] {
  const failures: CsafFailure[] = [];
  let before: number | undefined;
  for (const { release, at } of byTime(revisionsOf(document))) {
    if (release === undefined) continue;
    const { major } = release;
    if (before === undefined && major > 1)
      failures.push({ at, message: `is the first revision and has the version ${release.text}` });
    else if (before !== undefined && major > before + 1)
      failures.push({ at, message: `has the version ${release.text}, and ${before + 1} is missing` });
    before = major;
  }
  return failures;
}
