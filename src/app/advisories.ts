import { statSync } from 'node:fs';
import {
  openDatabase,
  openMemoryDatabase,
  OSV_EXPORT,
  sourceAt,
  updateDatabase,
  type AdvisoryDatabase,
} from '../advisory/index.ts';
import { AppError, messageOf, type Ctx, type Issue } from '../kernel/index.ts';
import type { Component } from '../model/index.ts';
import { defaultDatabaseDirectory, type Environment } from './cache-directory.ts';
import { isAdvised, lookedUpIn } from './look-up.ts';
import type { AdvisoryData, NextStep, NotChecked } from './report.ts';

export interface AdvisoryOptions {
  /** Directory of the database, or a folder of OSV records. */
  readonly database?: string;
  /** Where missing data is fetched from: a base URL or a directory laid out as the public OSV export, which is the default. */
  readonly source?: string;
  readonly offline?: boolean;
  readonly environment?: Environment;
}

/** The advisory data of one run: what could be opened, and what is missing from it. */
export interface AdvisoryAccess {
  readonly database?: AdvisoryDatabase;
  /** Records of a folder that could not be read. */
  readonly issues: readonly Issue[];
  /** Components that this data says nothing about, and why. */
  notChecked(packages: readonly Component[]): readonly NotChecked[];
  /** What data there is for these ecosystems (OSV names). */
  data(ecosystems: readonly string[]): readonly AdvisoryData[];
  /** How to get what is missing. */
  repair(packages: readonly Component[]): readonly NextStep[];
}

/**
 * Opens the advisory data for these ecosystems (OSV names). What the database lacks is fetched from the public export first, unless the run is
 * offline; failing that is not an error here but leaves components *not checked*.
 */
export async function openAdvisories(options: AdvisoryOptions, wanted: readonly string[], ctx: Ctx): Promise<AdvisoryAccess> {
  const directory = options.database ?? defaultDatabaseDirectory(options.environment ?? {}, options.source);
  const opened = await openDatabase(directory);
  if (opened.state === 'missing' && options.database !== undefined && holdsRecords(directory)) {
    const memory = await openMemoryDatabase(sourceAt(directory), ctx);
    return new OpenAccess(memory.value, directory, memory.issues, undefined);
  }
  const database = opened.state === 'open' ? opened.database : undefined;
  const missing = wanted.filter((name) => database?.covers(name) !== true);
  const reason = opened.state === 'open' ? undefined : `the advisory database ${opened.path} ${opened.reason}`;
  if (missing.length === 0 || options.offline === true) return new OpenAccess(database, directory, [], reason);
  const failure = await fetchMissing(directory, options.source ?? OSV_EXPORT, missing, ctx);
  const again = await openDatabase(directory);
  if (again.state !== 'open') return new OpenAccess(database, directory, [], failure ?? reason);
  database?.close();
  return new OpenAccess(again.database, directory, [], failure);
}

/** A directory that is no database but was named as one may be a folder of records; an empty or missing one is not. */
function holdsRecords(directory: string): boolean {
  return statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true;
}

async function fetchMissing(directory: string, source: string, missing: readonly string[], ctx: Ctx): Promise<string | undefined> {
  ctx.log.info(`Fetching advisories for ${missing.join(', ')} from ${source}`);
  try {
    const updated = await updateDatabase(directory, sourceAt(source, missing), ctx);
    return updated.issues[0] === undefined ? undefined : `${updated.issues[0].path} ${updated.issues[0].message}`;
  } catch (thrown) {
    if (ctx.signal.aborted || !(thrown instanceof AppError)) throw thrown;
    return messageOf(thrown);
  }
}

class OpenAccess implements AdvisoryAccess {
  readonly database?: AdvisoryDatabase;
  readonly issues: readonly Issue[];
  readonly #directory: string;
  readonly #failure: string | undefined;

  constructor(database: AdvisoryDatabase | undefined, directory: string, issues: readonly Issue[], failure: string | undefined) {
    if (database !== undefined) this.database = database;
    this.#directory = directory;
    this.issues = issues;
    this.#failure = failure;
  }

  notChecked(packages: readonly Component[]): readonly NotChecked[] {
    const groups = Map.groupBy(packages.filter(isAdvised), lookedUpIn);
    return [...groups].flatMap(([name, group]): readonly NotChecked[] => {
      if (name === undefined)
        return [{ ecosystem: 'other kinds', components: group.length, reason: 'Assay cannot look them up in advisories' }];
      if (this.database?.covers(name) === true) return [];
      const reason = this.#failure ?? `there is no advisory data for ${name} in ${this.#directory}`;
      return [{ ecosystem: name, components: group.length, reason }];
    });
  }

  data(ecosystems: readonly string[]): readonly AdvisoryData[] {
    const status = this.database?.status();
    if (status === undefined) return [];
    return status.parts.flatMap((part): readonly AdvisoryData[] => {
      const covered = status.slots.filter(
        (slot) => slot.part === part.part && slot.isCovered && ecosystems.includes(slot.ecosystem),
      );
      if (covered.length === 0) return [];
      return [
        {
          ecosystems: covered.map((slot) => slot.ecosystem).toSorted(),
          records: part.records - part.withdrawn,
          refused: part.refused,
          updated: part.fetched,
          ...(part.newest === undefined ? {} : { newest: part.newest }),
          origin: part.origin,
        },
      ];
    });
  }

  repair(packages: readonly Component[]): readonly NextStep[] {
    const missing = new Set(packages.filter(isAdvised).map(lookedUpIn));
    const names = [...missing].filter((name) => name !== undefined && this.database?.covers(name) !== true);
    if (names.length === 0) return [];
    return [{ text: 'Get the advisory data that is missing', command: `assay db update --ecosystem ${names.join(' ')}` }];
  }
}
