import { posix } from 'node:path';
import { complete, LineIndex, type Ctx, type Hash, type IssueCollector, type Outcome } from '../../../kernel/index.ts';
import type { PackageNode, Source } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { PackageReader, unread, withoutCredentials } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { shown } from '../../shown.ts';
import { parseMixManifest } from './mix-manifest.ts';
import { isFetchedCopy } from './sources.ts';
import { atomIn, itemsOf, optionIn, parseTerm, textIn, type Term } from './terms.ts';

interface Entry {
  /** The application, by which others ask for it. */
  readonly app: string;
  readonly items: readonly Term[];
  readonly line: number;
}

/**
 * The packages of a mix.lock, a map of Elixir: `"app": {:hex, :name, "version", "inner", [:mix], [dependencies], "repo", "outer"}` or
 * `{:git, "url", "commit", options}`. The outer checksum is the SHA-256 of the package file; the inner one is of no file.
 * @see https://hexdocs.pm/hex/Mix.Tasks.Hex.html
 */
export async function catalogMixLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  if (await isFetchedCopy(file)) return complete({ graphs: [] });
  const text = await file.text();
  if (text.value === undefined) return unread(text.issues);
  const reader = new PackageReader(file, ctx, 'hex');
  const entries = readEntries(text.value, ctx, reader.issues);
  const projects = await addProjects(file, reader);
  const root = reader.project();
  const added: (readonly [number, Entry])[] = [];
  for (const entry of entries) {
    const index = reader.add(entry.app, toNode(entry, reader.issues));
    if (index !== undefined) added.push([index, entry]);
  }
  for (const [index, entry] of added) connect(index, entry, reader);
  for (const [index, path, declared] of projects) {
    for (const { name, requirement, scope, line } of declared) {
      reader.connect(index, reader.indexOf(name), { requirement, scope, line, file: path });
    }
  }
  if (projects.length === 0) reader.adoptLoose(root);
  return reader.outcome('complete');
}

/** The project beside the lockfile, and in an umbrella project those below `apps` too. */
async function addProjects(
  lock: SourceFile,
  reader: PackageReader,
): Promise<readonly (readonly [number, string, ReturnType<typeof parseMixManifest>['declared']])[]> {
  const own = await lock.sibling('mix.exs');
  if (own === undefined) return [];
  const projects: (readonly [number, string, ReturnType<typeof parseMixManifest>['declared']])[] = [];
  for (const file of [own, ...(await lock.matching('apps/*/mix.exs'))]) {
    const text = await file.text();
    if (text.value === undefined) continue;
    const { app, version, declared } = parseMixManifest(text.value);
    const directory = posix.dirname(file.path);
    const index =
      file === own
        ? reader.project(present({ name: app, version }))
        : reader.add(`project ${directory}`, {
            name: app ?? posix.basename(directory),
            kind: 'project',
            directory,
            ...present({ version }),
          });
    if (index !== undefined) projects.push([index, file.path, declared]);
  }
  return projects;
}

/** Entry by entry, so that one that cannot be read does not cost those on the lines below it. */
function readEntries(text: string, ctx: Ctx, issues: IssueCollector): readonly Entry[] {
  const lines = new LineIndex(text);
  const entries: Entry[] = [];
  const open = /^\s*%\{/.exec(text);
  if (open === null) {
    issues.add('hex/syntax', 'is not a map of Elixir', 1);
    return entries;
  }
  const key = /[\s,]*(?:#[^\n]*\n[\s,]*)*(?:"([^"\\]+)"(?::|\s*=>)|([a-z_]\w*):|(\}))/y;
  let at = open[0].length;
  for (;;) {
    key.lastIndex = at;
    const match = key.exec(text);
    const app = match?.[1] ?? match?.[2];
    if (match?.[3] !== undefined) return entries;
    const isEnd = at + 1000 >= text.length && /^[\s,]*$/.test(text.slice(at));
    if (isEnd) {
      issues.add('hex/truncated', 'ends before its map is complete', lines.lineOf(text.length));
      return entries;
    }
    const value = app === undefined ? undefined : parseTerm(text, key.lastIndex, ctx.limits.nestingLevels);
    const items = itemsOf(value?.term, 'tuple');
    const line = lines.lineOf(app === undefined ? at + (/\S/.exec(text.slice(at, at + 1000))?.index ?? 0) : key.lastIndex);
    if (app !== undefined && items !== undefined) entries.push({ app, items, line });
    if (value === undefined || value.problem !== undefined || items === undefined) {
      issues.add(
        'hex/syntax',
        `has an entry that cannot be read${value?.problem === undefined ? '' : `: it ${value.problem}`}`,
        line,
      );
      const next = text.indexOf('\n', Math.max(at + 1, value?.end ?? 0));
      at = next === -1 ? text.length : next;
    } else {
      at = value.end;
    }
  }
}

function toNode({ app, items, line }: Entry, issues: IssueCollector): Omit<PackageNode, 'dependsOn'> {
  const kind = atomIn(items[0]);
  if (kind === 'hex') return { ...hexNode(app, items, line, issues), line };
  const url = textIn(items[1]) || undefined;
  if (kind === 'git' && url !== undefined) {
    const commit = textIn(items[2]) || undefined;
    if (commit === undefined) issues.add('hex/no-version', `has no commit of ${shown(app)}`, line);
    return { name: app, kind: 'package', source: { kind: 'git', url: withoutCredentials(url), ...present({ commit }) }, line };
  }
  issues.add(
    'hex/source',
    `has ${shown(app)} from a source that is not known: ${JSON.stringify((kind ?? '').slice(0, 100))}`,
    line,
  );
  return { name: app, kind: 'package', line };
}

function hexNode(app: string, items: readonly Term[], line: number, issues: IssueCollector): Omit<PackageNode, 'dependsOn'> {
  const name = atomIn(items[1]) || app;
  const version = textIn(items[2]) || undefined;
  if (version === undefined) issues.add('hex/no-version', `has no version for ${shown(app)}`, line);
  const repository = textIn(items[6]) || undefined;
  const [, organisation] = /^hexpm:(\S+)$/.exec(repository ?? '') ?? [];
  const source: Source | undefined =
    repository === undefined || /^hexpm(?::|$)/.test(repository) ? undefined : { kind: 'registry', url: repository };
  const hash = outerChecksum(items[7], app, line, issues);
  return {
    name: organisation === undefined ? name : `${organisation}/${name}`,
    kind: 'package',
    ...present({ version, source, hashes: hash === undefined ? undefined : [hash] }),
  };
}

function outerChecksum(term: Term | undefined, app: string, line: number, issues: IssueCollector): Hash | undefined {
  const sum = textIn(term);
  if (sum === undefined || sum === '') return undefined;
  if (/^[0-9a-f]{64}$/i.test(sum)) return { algorithm: 'SHA-256', value: sum.toLowerCase() };
  issues.add('hex/checksum', `has a checksum of ${shown(app)} that is no SHA-256`, line);
  return undefined;
}

/** `{:name, "~> 1.0", [hex: :name, repo: "hexpm", optional: false]}`: optional ones are locked only when something else asks for them. */
function connect(from: number, { app, items, line }: Entry, reader: PackageReader): void {
  if (atomIn(items[0]) !== 'hex') return;
  for (const dependency of itemsOf(items[5], 'list') ?? []) {
    const parts = itemsOf(dependency, 'tuple');
    const name = atomIn(parts?.[0]);
    if (parts === undefined || name === undefined) {
      reader.issues.add('hex/dependency', `has a dependency of ${shown(app)} that is not a name and a requirement`, line);
      continue;
    }
    const isOptional = atomIn(optionIn(itemsOf(parts.at(-1), 'list'), 'optional')) === 'true';
    const to = reader.indexOf(name);
    if (to === undefined && !isOptional) {
      reader.issues.add('hex/dependency', `has ${shown(app)} depend on ${shown(name)}, which is not one of its packages`, line);
    }
    reader.connect(from, to, { scope: isOptional ? 'optional' : 'runtime', requirement: textIn(parts[1]), line });
  }
}
