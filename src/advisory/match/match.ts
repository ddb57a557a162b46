import { ecosystemById } from '../../ecosystem/index.ts';
import type { EcosystemId } from '../../model/index.ts';
import type { AdvisoryDatabase, PlacedEntry, StoredRecord } from '../database/database.ts';
import { splitOsvName } from '../record/entries.ts';
import { closeAliases } from './aliases.ts';
import { type MatchedFinding, type RecordHit, toFinding } from './finding.ts';
import { compared, type ComparedVersion, type RangeVerdict } from './range.ts';
import { entryText, evaluateEntry, isForOtherRelease } from './verdict.ts';

/** What is looked up. */
export interface MatchedComponent {
  /** `Component.id`. */
  readonly id: string;
  readonly ecosystem: EcosystemId;
  /**
   * The name in OSV records where it is not the ecosystem's own: that of a distribution, with its release where it is known,
   * `Ubuntu:24.04:LTS` (see `Ecosystem.osvNameFor`).
   */
  readonly osvName?: string;
  readonly name: string;
  /** Absent when it is not known: then nothing that names the component can be decided. */
  readonly version?: string;
}

export interface Matches {
  /** Verdict *affected*. By ecosystem, in the order of the components, then of the ids. */
  readonly findings: readonly MatchedFinding[];
  /** Verdict *could not decide*: never to be read as safe. */
  readonly undecided: readonly MatchedFinding[];
  /** Ecosystems (OSV names) of which the database does not have everything, and how many components were not checked for that. */
  readonly unchecked: readonly { readonly ecosystem: string; readonly components: number }[];
  readonly stats: {
    /** Components whose ecosystem the database covers. */
    readonly checked: number;
    /** Of these, those that any advisory names. */
    readonly named: number;
  };
}

/**
 * Looks components up and evaluates what is said of them (OSV schema 1.7, "Evaluation"). Records of one vulnerability on one
 * component become one finding. Throws only `AppError` `database/damaged`.
 */
export function matchComponents(components: readonly MatchedComponent[], database: AdvisoryDatabase): Matches {
  const matcher = new Matcher(database);
  const unchecked: { readonly ecosystem: string; readonly components: number }[] = [];
  for (const [name, group] of Map.groupBy(components, osvNameOf)) {
    const { base } = splitOsvName(name);
    if (database.covers(base)) matcher.match(group, name);
    else unchecked.push({ ecosystem: base, components: group.length });
  }
  return {
    findings: matcher.findings.filter((finding) => finding.verdict === 'affected'),
    undecided: matcher.findings.filter((finding) => finding.verdict === 'could not decide'),
    unchecked,
    stats: matcher.stats,
  };
}

class Matcher {
  readonly findings: MatchedFinding[] = [];
  readonly stats = { checked: 0, named: 0 };
  readonly #database: AdvisoryDatabase;
  /** By part and id: one record is often about many components. */
  readonly #records = new Map<string, StoredRecord>();

  constructor(database: AdvisoryDatabase) {
    this.#database = database;
  }

  match(components: readonly MatchedComponent[], osvName: string): void {
    this.stats.checked += components.length;
    const { base, release } = splitOsvName(osvName);
    const names = components.map(({ ecosystem, name }) => ecosystemById(ecosystem).normalizeName(name));
    const found = this.#database.lookup(base, [...new Set(names)]);
    for (const [index, component] of components.entries()) {
      const entries = found.get(names[index] as string);
      if (entries === undefined) continue;
      this.stats.named += 1;
      const { version } = component;
      const relevant = version === undefined ? entries.filter((entry) => !isForOtherRelease(entry, release)) : entries;
      const read = version === undefined ? undefined : compared(version, ecosystemById(component.ecosystem), release);
      this.#judge(component, base, relevant, read);
    }
  }

  #judge(component: MatchedComponent, base: string, entries: readonly PlacedEntry[], version: ComparedVersion | undefined): void {
    const hits: RecordHit[] = [];
    for (const group of byRecord(entries)) {
      const verdict = judgeRecord(group, version);
      if (verdict.verdict === 'not affected') continue;
      const [first] = group as readonly [PlacedEntry, ...PlacedEntry[]];
      const record = this.#read(first.part, first.record);
      if (!this.#database.isSuperseded(record, base)) {
        hits.push({ id: record.id, aliases: record.texts.aliases, record, verdict, entries: group });
      }
    }
    for (const group of closeAliases(hits)) this.findings.push(toFinding(component.id, version, group));
  }

  #read(part: number, id: string): StoredRecord {
    const key = `${part} ${id}`;
    const known = this.#records.get(key) ?? this.#database.record(part, id);
    this.#records.set(key, known);
    return known;
  }
}

function osvNameOf({ ecosystem, osvName }: MatchedComponent): string {
  return osvName ?? ecosystemById(ecosystem).osv;
}

/** The entries of each record: a record may name a package more than once. They come sorted by part and record. */
function byRecord(entries: readonly PlacedEntry[]): readonly (readonly PlacedEntry[])[] {
  const groups: PlacedEntry[][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last?.[0]?.record === entry.record && last[0].part === entry.part) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

/** `IsVulnerable` of the evaluation: any of the elements that name the package will do. */
function judgeRecord(entries: readonly PlacedEntry[], version: ComparedVersion | undefined): RangeVerdict {
  let undecided: RangeVerdict | undefined;
  for (const entry of entries) {
    if (version === undefined) {
      undecided ??= { verdict: 'could not decide', reason: `its version is not known; affected: ${entryText(entry)}` };
      continue;
    }
    const verdict = evaluateEntry(entry, version);
    if (verdict.verdict === 'affected') return verdict;
    if (verdict.verdict === 'could not decide') undecided ??= verdict;
  }
  return undecided ?? { verdict: 'not affected' };
}
