import { ecosystemById, type Ecosystem, type ParsedVersion } from '../../ecosystem/index.ts';
import type { EcosystemId } from '../../model/index.ts';
import type { EntryEvent, EntryRange } from '../record/entry.ts';

/** What one range says of a version. `text` is the part of the range that holds: `>= 1.2.0, < 1.2.3`. */
export type RangeVerdict =
  | { readonly verdict: 'affected'; readonly text: string }
  | { readonly verdict: 'not affected' }
  | { readonly verdict: 'could not decide'; readonly reason: string };

const notAffected: RangeVerdict = { verdict: 'not affected' };

/** A version that was read, and how. */
export interface ComparedVersion {
  readonly text: string;
  readonly ecosystem: Ecosystem;
  /** Undefined when the ecosystem cannot read it. */
  readonly parsed: ParsedVersion | undefined;
  /** The release of the distribution that the package is from: `12` of `Debian:12`. */
  readonly release?: string | undefined;
}

export function compared(text: string, ecosystem: Ecosystem, release?: string): ComparedVersion {
  return { text, ecosystem, parsed: ecosystem.parseVersion(text), release };
}

/**
 * `IncludedInRanges` of the OSV schema's evaluation, for one range. The events that apply to the version are those at or below it
 * (`last_affected`: below it); the highest of them says whether the version is affected, which is what walking
 * through the sorted events comes to. Events need not be sorted, nor make sense.
 */
export function evaluateRange(range: EntryRange, version: ComparedVersion): RangeVerdict {
  const order = orderOf(range, version);
  if (typeof order === 'string') return { verdict: 'could not decide', reason: order };
  const { parsed, ecosystem } = order;

  let last: AppliedEvent | undefined;
  let introduced: AppliedEvent | undefined;
  let end: AppliedEvent | undefined;
  let isLimited = false;
  let isBeforeLimit = false;
  for (const event of range.events) {
    const bound = boundOf(event, ecosystem);
    if (bound === undefined) {
      const reason = `${unreadable(event.version, ecosystem)}, so that ${version.text} cannot be compared with ${rangeText(range)}`;
      return { verdict: 'could not decide', reason };
    }
    const toVersion = compareBounds(bound, { event, parsed }, ecosystem);
    if (event.kind === 'limit') {
      isLimited = true;
      if (toVersion <= 0) continue;
      isBeforeLimit = true;
    } else if (toVersion < 0 || (toVersion === 0 && event.kind !== 'last_affected')) {
      if (last === undefined || compareApplied(bound, last, ecosystem) >= 0) last = bound;
      if (event.kind === 'introduced' && (introduced === undefined || compareBounds(bound, introduced, ecosystem) > 0)) {
        introduced = bound;
      }
      continue;
    }
    if (event.kind !== 'introduced' && (end === undefined || compareBounds(bound, end, ecosystem) < 0)) end = bound;
  }
  if (last?.event.kind !== 'introduced' || (isLimited && !isBeforeLimit)) return notAffected;
  return { verdict: 'affected', text: intervalText(introduced?.event.version ?? '0', end?.event) };
}

interface Bound {
  readonly event: EntryEvent;
  /** `-1` and `1` stand before and after every version. */
  readonly parsed: ParsedVersion | -1 | 1;
}
type AppliedEvent = Bound;

/** `introduced: "0"` is before every version and a limit with `*` after every one ("Special values"). */
function boundOf(event: EntryEvent, ecosystem: Ecosystem): Bound | undefined {
  if (event.kind === 'introduced' && event.version === '0') return { event, parsed: -1 };
  if (event.kind === 'limit' && event.version.includes('*')) return { event, parsed: 1 };
  const parsed = ecosystem.parseVersion(event.version);
  return parsed === undefined ? undefined : { event, parsed };
}

function compareBounds(a: Bound, b: Bound, ecosystem: Ecosystem): number {
  if (typeof a.parsed === 'number') return a.parsed === b.parsed ? 0 : a.parsed;
  if (typeof b.parsed === 'number') return -b.parsed;
  return ecosystem.compareParsed(a.parsed, b.parsed);
}

/** Of events at one version `fixed` comes first, so that a version that introduces it again is affected, and `last_affected` last. */
const rankAtOneVersion = { fixed: 0, introduced: 1, last_affected: 2, limit: 3 } as const;

function compareApplied(a: Bound, b: Bound, ecosystem: Ecosystem): number {
  return compareBounds(a, b, ecosystem) || rankAtOneVersion[a.event.kind] - rankAtOneVersion[b.event.kind];
}

/** Ecosystems whose own order is not that of Semantic Versioning: a SEMVER range means the latter even there. */
const otherwiseOrdered: ReadonlySet<EcosystemId> = new Set<EcosystemId>([
  'apk',
  'bioconductor',
  'composer',
  'conan',
  'cran',
  'deb',
  'gem',
  'hackage',
  'maven',
  'opam',
  'pypi',
  'rpm',
]);

interface RangeOrder {
  readonly parsed: ParsedVersion;
  readonly ecosystem: Ecosystem;
}

/** How the versions of the range are ordered; or, as text, why they cannot be. */
function orderOf(range: EntryRange, version: ComparedVersion): RangeOrder | string {
  if (range.type === 'GIT') return 'the record gives git commits only, and a version cannot be compared with a commit';
  if (range.type !== 'SEMVER' && range.type !== 'ECOSYSTEM') {
    return `the record gives a range of type ${JSON.stringify(range.type)}, which is not known here`;
  }
  const isSemVer = range.type === 'SEMVER' && otherwiseOrdered.has(version.ecosystem.id);
  const ecosystem = isSemVer ? ecosystemById('cargo') : version.ecosystem;
  const parsed = isSemVer ? ecosystem.parseVersion(version.text) : version.parsed;
  if (parsed !== undefined) return { parsed, ecosystem };
  return `${unreadable(version.text, ecosystem)}, so that it cannot be compared with ${rangeText(range)}`;
}

function unreadable(version: string, ecosystem: Ecosystem): string {
  return `${JSON.stringify(version)} is not a version that ${ecosystem.osv} knows`;
}

const INTERVALS_SHOWN = 5;

/** The whole range for people: `>= 1.0.0, < 1.0.2 or >= 3.0.0, < 3.2.5`. */
export function rangeText(range: EntryRange): string {
  const intervals: string[] = [];
  let start: string | undefined;
  for (const { kind, version } of range.events) {
    if (kind === 'introduced') {
      if (start !== undefined) intervals.push(intervalText(start, undefined));
      start = version;
    } else {
      intervals.push(intervalText(start ?? '0', { kind, version }));
      start = undefined;
    }
  }
  if (start !== undefined) intervals.push(intervalText(start, undefined));
  if (intervals.length === 0) return 'git commits';
  const further = intervals.length - INTERVALS_SHOWN;
  return intervals.slice(0, INTERVALS_SHOWN).join(' or ') + (further > 0 ? ` or in ${further} more ranges` : '');
}

function intervalText(start: string, end: EntryEvent | undefined): string {
  const upper = end === undefined || end.version.includes('*') ? '' : `${end.kind === 'last_affected' ? '<=' : '<'} ${end.version}`;
  const lower = start === '0' || start === '0.0.0-0' ? '' : `>= ${start}`;
  if (lower === '') return upper === '' ? 'every version' : upper;
  return upper === '' ? lower : `${lower}, ${upper}`;
}
