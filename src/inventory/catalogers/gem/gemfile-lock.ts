import { posix } from 'node:path';
import { complete, parseDigest, type Ctx, type Hash, type Outcome } from '../../../kernel/index.ts';
import type { Scope, Source } from '../../../model/index.ts';
import type { Catalogued, SourceFile } from '../../cataloger.ts';
import { isInTarget, joinPath, localNode, PackageReader, unread, withoutCredentials } from '../../package-reader.ts';
import { present } from '../../present.ts';
import { strongerScope } from '../../scope.ts';
import { shown } from '../../shown.ts';
import { parseGemfile, type DeclaredGem, type GemfileFacts } from './gemfile-lines.ts';
import { isInsideInstalledGem } from './inside-gem.ts';
import { parseGemLock, type GemLock, type LockedDependency, type LockedGem } from './lock-file.ts';

/**
 * The gems of a lockfile and who needs whom. It does not say what for: the groups are read from the plain lines of the Gemfile beside
 * it. A gem that is locked for several platforms is one package with the checksums of all of them.
 */
export async function catalogGemfileLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  if (await isInsideInstalledGem(file)) return complete({ graphs: [] });
  const text = await file.text();
  if (text.value === undefined) return unread(text.issues);
  const reader = new PackageReader(file, ctx, 'gem');
  const lock = parseGemLock(text.value, reader.issues);
  const gemfile = await (await file.sibling(gemfileOf(file.path)))?.text();
  const facts = gemfile?.value === undefined ? undefined : parseGemfile(gemfile.value);
  new LockGraph(reader, lock, facts, posix.join(reader.directory, gemfileOf(file.path))).fill();
  return reader.outcome('complete');
}

function gemfileOf(path: string): string {
  const name = posix.basename(path);
  return name === 'gems.locked' ? 'gems.rb' : name.replace(/\.lock$/, '');
}

class LockGraph {
  readonly #reader: PackageReader;
  readonly #lock: GemLock;
  readonly #gemfile: GemfileFacts | undefined;
  readonly #gemfilePath: string;
  readonly #byName = new Map<string, Set<number>>();
  /** Gems that are built from directories: their names, and how many lie below each directory. */
  readonly #local = new Set<string>();
  readonly #inDirectory = new Map<string, number>();
  /** The gem that is developed in the directory of the lockfile, when there is exactly one. */
  readonly #own: LockedGem | undefined;

  constructor(reader: PackageReader, lock: GemLock, gemfile: GemfileFacts | undefined, gemfilePath: string) {
    this.#reader = reader;
    this.#lock = lock;
    this.#gemfile = gemfile;
    this.#gemfilePath = gemfilePath;
    let here: LockedGem | undefined;
    for (const gem of lock.gems) {
      const path = this.#pathOf(gem);
      if (path === undefined) continue;
      this.#local.add(gem.name);
      this.#inDirectory.set(path, (this.#inDirectory.get(path) ?? 0) + 1);
      if (path === reader.directory) here = gem;
    }
    this.#own = this.#inDirectory.get(reader.directory) === 1 ? here : undefined;
  }

  fill(): void {
    const own = this.#own;
    const root = this.#reader.project(own === undefined ? {} : present({ name: own.name, version: own.version, line: own.line }));
    const indices = new Map<LockedGem, number>();
    for (const group of this.#groups()) {
      const [first] = group as readonly [LockedGem];
      const index = first === own ? root : this.#reader.add(keyOf(first), this.#node(group));
      if (index === undefined) continue;
      for (const gem of group) indices.set(gem, index);
      const known = this.#byName.get(first.name);
      if (known === undefined) this.#byName.set(first.name, new Set([index]));
      else known.add(index);
    }
    for (const [gem, index] of indices) for (const dependency of gem.dependencies) this.#connect(index, dependency, gem.name);
    this.#connectRoot(root);
  }

  /** The gems that differ in their platform alone, in the order of the file. */
  #groups(): Iterable<readonly LockedGem[]> {
    return Map.groupBy(this.#lock.gems, keyOf).values();
  }

  #node(group: readonly LockedGem[]): Parameters<PackageReader['add']>[1] {
    const [gem] = group as readonly [LockedGem];
    const path = this.#pathOf(gem);
    const { name, version, line } = gem;
    if (path !== undefined) {
      const { directory, ...local } = localNode(name, this.#reader.directory, gem.source.options.get('remote') ?? '.');
      // Of several gems below one directory it is not said which of its subdirectories is whose.
      const isAlone = this.#inDirectory.get(path) === 1;
      return { ...local, ...present({ version, line, directory: isAlone ? directory : undefined }) };
    }
    const hashes = this.#hashes(group);
    return {
      name,
      kind: 'package',
      ...present({
        version,
        line,
        source: sourceOf(gem),
        qualifiers: group.length === 1 && gem.platform !== undefined ? { platform: gem.platform } : undefined,
        hashes: hashes.length === 0 ? undefined : hashes,
      }),
    };
  }

  #pathOf(gem: LockedGem): string | undefined {
    const { section, options } = gem.source;
    return section === 'PATH' ? joinPath(this.#reader.directory, options.get('remote') ?? '.') : undefined;
  }

  #checksums: ReadonlyMap<string, readonly Hash[]> | undefined;

  #hashes([gem]: readonly LockedGem[]): readonly Hash[] {
    this.#checksums ??= this.#readChecksums();
    return (gem === undefined ? undefined : this.#checksums.get(`${gem.name} ${gem.version ?? ''}`)) ?? [];
  }

  #readChecksums(): ReadonlyMap<string, readonly Hash[]> {
    const byGem = new Map<string, Hash[]>();
    for (const { name, version, digests, line } of this.#lock.checksums) {
      const key = `${name} ${version ?? ''}`;
      for (const digest of digests) {
        const hash = parseDigest(digest);
        const known = byGem.get(key);
        if (hash === undefined)
          this.#reader.issues.add('gem/checksum', `has a checksum of ${shown(name)} that cannot be read`, line);
        else if (known === undefined) byGem.set(key, [hash]);
        else known.push(hash);
      }
    }
    return byGem;
  }

  #connect(from: number, dependency: LockedDependency, owner: string): void {
    const { name, requirement, line } = dependency;
    const found = this.#byName.get(name);
    // Bundler itself may be asked for and is never among the gems.
    if (found === undefined && name !== 'bundler') {
      this.#reader.issues.add('gem/dependency', `has ${shown(owner)} depend on ${shown(name)}, which is not one of its gems`, line);
    }
    for (const to of found ?? []) this.#reader.connect(from, to, { requirement, line });
  }

  #connectRoot(root: number): void {
    const { dependencies } = this.#lock;
    if (dependencies === undefined) {
      this.#reader.issues.add('gem/truncated', 'has no DEPENDENCIES, which Bundler always writes');
      this.#reader.adoptLoose(root);
      return;
    }
    const declared = Map.groupBy(this.#gemfile?.gems ?? [], (gem) => gem.name);
    const isWhole = this.#gemfile !== undefined && this.#gemfile.dynamicLine === undefined;
    for (const { name, requirement, line } of dependencies) {
      const asked = declared.get(name);
      const scope = this.#scope(name, asked, isWhole);
      const found = this.#byName.get(name);
      for (const to of found ?? []) this.#reader.connect(root, to, { scope, requirement, ...this.#place(asked, scope, line) });
      // What only other platforms need is asked for and not locked.
      const isElsewhere = asked?.every((gem) => gem.conditional) === true;
      if (found === undefined && name !== 'bundler' && !isElsewhere) {
        this.#reader.issues.add('gem/not-locked', `asks for ${shown(name)}, which is not one of its gems`, line);
      }
    }
  }

  /** What a gemspec asks for in development is not named in the Gemfile: its `gemspec` line adds it. */
  #scope(name: string, asked: readonly DeclaredGem[] | undefined, isWhole: boolean): Scope {
    if (asked !== undefined) return asked.map((gem) => gem.scope).reduce(strongerScope);
    return isWhole && this.#gemfile?.hasGemspec === true && !this.#local.has(name) ? 'dev' : 'runtime';
  }

  #place(asked: readonly DeclaredGem[] | undefined, scope: Scope, line: number): { readonly line: number; readonly file?: string } {
    const declared = asked?.find((gem) => gem.scope === scope);
    return declared === undefined ? { line } : { line: declared.line, file: this.#gemfilePath };
  }
}

function keyOf(gem: LockedGem): string {
  return `${gem.name} ${gem.version ?? ''} ${gem.source.line}`;
}

function sourceOf({ source }: LockedGem): Source | undefined {
  const remote = source.options.get('remote');
  if (remote === undefined) return undefined;
  const url = withoutCredentials(remote);
  const commit = source.options.get('revision');
  if (source.section === 'GIT') {
    if (!/^[a-z+]+:|@/i.test(remote) && isInTarget(remote)) return { kind: 'local', path: remote };
    return { kind: 'git', url, ...(commit === undefined ? {} : { commit }) };
  }
  return isDefaultRegistry(remote) ? undefined : { kind: 'registry', url };
}

function isDefaultRegistry(url: string): boolean {
  return /^https?:\/\/(?:[a-z]+\.)?rubygems\.[a-z]{3}\/?$/.test(url);
}
