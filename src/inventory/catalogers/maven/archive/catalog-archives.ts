import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { incomplete, IssueCollector, type Ctx, type Issue, type Outcome } from '../../../../kernel/index.ts';
import type { ZipEntry } from '../../../../kernel/zip/index.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { GraphBuilder } from '../../../graph-builder.ts';
import { nameOf } from '../coordinates.ts';
import { dataOf, readContents, type Budget, type EmbeddedArtifact } from './contents.ts';
import { GUESSED, identify } from './identity.ts';

/**
 * Java archives with all that is in them: artifacts whose classes were copied into them, and archives inside of them, at any
 * place (`BOOT-INF/lib`, `WEB-INF/lib`, `lib`). Everything is read in memory; nothing is unpacked.
 */
export async function catalogArchives(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const graphs: PackageGraph[] = [];
  const issues: Issue[] = [];
  for (const file of files) {
    ctx.signal.throwIfAborted();
    const outcome = await catalogFile(file, ctx);
    if (outcome.value !== undefined) graphs.push(outcome.value);
    for (const issue of outcome.issues) issues.push(issue);
  }
  return { value: { graphs }, complete: issues.length === 0, issues };
}

async function catalogFile(file: SourceFile, ctx: Ctx): Promise<Outcome<PackageGraph | undefined>> {
  const bytes = await file.bytes();
  if (bytes.value === undefined) return incomplete(undefined, bytes.issues);
  const { buffer, byteOffset, byteLength } = bytes.value;
  return new ArchiveReader(file.path, ctx).read(Buffer.from(buffer, byteOffset, byteLength));
}

const MOST_NAMED = 5;

class ArchiveReader {
  readonly #path: string;
  readonly #ctx: Ctx;
  readonly #issues: IssueCollector;
  readonly #graph = new GraphBuilder();
  readonly #budget: Budget;
  /** Base names of archives that do not say what they are. */
  readonly #unnamed: string[] = [];
  #isFull = false;

  constructor(path: string, ctx: Ctx) {
    this.#path = path;
    this.#ctx = ctx;
    this.#issues = new IssueCollector(path);
    this.#budget = { left: ctx.limits.archiveContentBytes };
  }

  read(bytes: Buffer): Outcome<PackageGraph | undefined> {
    this.#archive(bytes, this.#path, 1);
    this.#reportUnnamed();
    return this.#issues.outcome(this.#graph.size === 0 ? undefined : this.#graph.build('maven', 'partial'));
  }

  /** Index of the node of the archive; undefined when it cannot be read as one. */
  #archive(bytes: Buffer, path: string, level: number): number | undefined {
    const contents = readContents(bytes, path, this.#ctx, this.#budget, this.#issues);
    if (!contents.isArchive) return undefined;
    const identity = identify(path, contents);
    if (identity.confidence <= GUESSED) this.#unnamed.push(posix.basename(path));
    const index = this.#add(identity, path, {
      sha1: createHash('sha1').update(bytes).digest('hex'),
      confidence: identity.confidence,
    });
    for (const artifact of identity.embedded) this.#connect(index, this.#add(artifact, path));
    for (const entry of contents.nested) this.#connect(index, this.#nested(entry, path, level));
    return index;
  }

  #nested(entry: ZipEntry, outer: string, level: number): number | undefined {
    if (this.#isFull) return undefined;
    const path = `${outer}!${entry.name}`;
    if (level >= this.#ctx.limits.archiveLevels) {
      const message = `is not opened: it lies deeper than ${this.#ctx.limits.archiveLevels} levels of archives`;
      this.#issues.addAll([{ code: 'archive/nesting', path, message }]);
      return undefined;
    }
    const data = dataOf(entry, path, this.#budget, this.#issues);
    return data === undefined ? undefined : this.#archive(data, path, level + 1);
  }

  #add(
    { groupId, artifactId, version, licence }: EmbeddedArtifact,
    path: string,
    { sha1, confidence = 1 }: { readonly sha1?: string; readonly confidence?: number } = {},
  ): number | undefined {
    const name = nameOf(groupId, artifactId);
    if (this.#graph.size >= this.#ctx.limits.packagesPerFile) {
      if (!this.#isFull) this.#issues.add('file/too-many-packages', `names more than ${this.#ctx.limits.packagesPerFile} packages`);
      this.#isFull = true;
      return undefined;
    }
    return this.#graph.add(`${name}@${version ?? ''} ${path}`, {
      kind: 'package',
      name,
      ...(version === undefined ? {} : { version }),
      ...(licence === undefined ? {} : { licence }),
      ...(sha1 === undefined ? {} : { hashes: [{ algorithm: 'SHA-1', value: sha1 }] }),
      ...(confidence === 1 ? {} : { confidence }),
      ...(path === this.#path ? {} : { file: path }),
    });
  }

  #connect(from: number | undefined, to: number | undefined): void {
    if (from !== undefined && to !== undefined) this.#graph.connect(from, { to, scope: 'runtime' });
  }

  #reportUnnamed(): void {
    const [only, ...others] = this.#unnamed;
    if (only === undefined) return;
    const named = this.#unnamed.slice(0, MOST_NAMED).join(', ');
    const rest = this.#unnamed.length > MOST_NAMED ? ` and ${this.#unnamed.length - MOST_NAMED} more` : '';
    const what =
      others.length === 0 && only === posix.basename(this.#path)
        ? 'does not say which package it is, and is named after its file'
        : `holds archives that do not say which packages they are, and are named after their files: ${named}${rest}`;
    this.#issues.add('maven/unnamed-archive', what);
  }
}
