import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { complete, type Ctx, incomplete, type Issue, type Limits, messageOf, type Outcome } from '../../kernel/index.ts';
import { readLocalFile } from './local-file.ts';
import type { AdvisorySource, GivenRecord, PartContent } from './source.ts';

/** A folder of records, one `*.json` file each, in subfolders too. Links are not followed. */
export function osvFolder(directory: string): AdvisorySource {
  const read = (_previous: unknown, ctx: Ctx): Promise<Outcome<PartContent | undefined>> =>
    Promise.resolve(readFolder(directory, ctx.limits));
  return { parts: () => Promise.resolve(complete([{ key: `folder/${directory}`, origin: directory, read }])) };
}

/** One record in a file of its own. */
export function osvFile(file: string): AdvisorySource {
  const read = (_previous: unknown, ctx: Ctx): Promise<Outcome<PartContent>> =>
    Promise.resolve(complete({ mark: {}, count: 1, records: () => [recordAt(file, file, ctx.limits)] }));
  return { parts: () => Promise.resolve(complete([{ key: `file/${file}`, origin: file, read }])) };
}

function readFolder(directory: string, limits: Limits): Outcome<PartContent | undefined> {
  const found = new FolderWalk(directory, limits);
  found.walk('', 0);
  const paths = found.files.toSorted();
  if (paths.length === 0) {
    return incomplete(undefined, [
      ...found.issues,
      { code: 'advisory/no-records', path: directory, message: 'holds no *.json files' },
    ]);
  }
  const content: PartContent = {
    mark: {},
    count: paths.length,
    *records() {
      for (const path of paths) yield recordAt(join(directory, path), path, limits);
    },
  };
  return found.issues.length === 0 ? complete(content) : incomplete(content, found.issues);
}

function recordAt(file: string, path: string, limits: Limits): GivenRecord {
  return { path, bytes: () => readLocalFile(file, path, limits.advisoryBytes) };
}

class FolderWalk {
  readonly files: string[] = [];
  readonly issues: Issue[] = [];
  readonly #directory: string;
  readonly #limits: Limits;
  #entries = 0;

  constructor(directory: string, limits: Limits) {
    this.#directory = directory;
    this.#limits = limits;
  }

  walk(path: string, level: number): void {
    if (level > this.#limits.directoryLevels) {
      this.#report(path, 'advisory/directory-levels', `lies deeper than ${this.#limits.directoryLevels} levels`);
      return;
    }
    for (const entry of this.#entriesOf(path)) {
      this.#entries += 1;
      if (this.#entries > this.#limits.directoryEntries) {
        const message = `holds more than ${this.#limits.directoryEntries} files and directories`;
        if (this.#entries === this.#limits.directoryEntries + 1) this.#report('', 'advisory/directory-entries', message);
        return;
      }
      const child = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) this.walk(child, level + 1);
      else if (entry.name.endsWith('.json')) this.#add(child, entry);
    }
  }

  #add(path: string, entry: Dirent): void {
    if (entry.isSymbolicLink()) this.#report(path, 'advisory/link', 'is a link, and links are not followed');
    else if (entry.isFile()) this.files.push(path);
  }

  #entriesOf(path: string): readonly Dirent[] {
    try {
      return readdirSync(join(this.#directory, path), { withFileTypes: true });
    } catch (thrown) {
      this.#report(path, 'advisory/unreadable', `cannot be read: ${messageOf(thrown)}`);
      return [];
    }
  }

  #report(path: string, code: string, message: string): void {
    this.issues.push({ code, path, message });
  }
}
