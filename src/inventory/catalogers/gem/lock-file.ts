import type { IssueCollector } from '../../../kernel/index.ts';
import { shown } from '../../shown.ts';

/** What a section of sources says of where its gems come from. */
export interface LockedSource {
  readonly section: 'GEM' | 'GIT' | 'PATH' | 'PLUGIN SOURCE';
  /** `remote`, `revision`, `branch` … as written; of several remotes the last. */
  readonly options: ReadonlyMap<string, string>;
  readonly line: number;
}

export interface LockedDependency {
  readonly name: string;
  /** Without the parentheses: `~> 2.0, >= 2.0.5`. */
  readonly requirement: string | undefined;
  readonly line: number;
}

export interface LockedGem {
  readonly name: string;
  readonly version: string | undefined;
  /** `x86_64-linux`, `java`; absent for one that runs everywhere. */
  readonly platform: string | undefined;
  readonly source: LockedSource;
  readonly dependencies: readonly LockedDependency[];
  readonly line: number;
}

export interface LockedChecksums {
  readonly name: string;
  readonly version: string | undefined;
  /** `sha256=…` */
  readonly digests: readonly string[];
  readonly line: number;
}

export interface GemLock {
  readonly gems: readonly LockedGem[];
  /** What the Gemfile asks for. Undefined when the file has no such section, which Bundler always writes. */
  readonly dependencies: readonly LockedDependency[] | undefined;
  readonly checksums: readonly LockedChecksums[];
}

/** `name (version-platform) digests`, `name (requirement)!` */
const entry = /^([^\s()!]+)(?: \(([^()]*)\))?(!)?(?: (\S+))?$/;
const option = /^([a-z_]+): (.*)$/;
const sourceSections: ReadonlySet<string> = new Set(['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE']);
/** What they say is no gem. */
const otherSections: ReadonlySet<string> = new Set(['PLATFORMS', 'RUBY VERSION', 'BUNDLED WITH']);

/**
 * A lockfile of Bundler: sections that begin at the margin, with their parts indented by two, four and six blanks.
 * @see https://bundler.io/guides/rationale.html
 */
export function parseGemLock(text: string, issues: IssueCollector): GemLock {
  const reader = new GemLockReader(issues);
  let line = 0;
  for (const row of text.split('\n')) {
    line += 1;
    reader.row(row.trimEnd(), line);
  }
  return reader;
}

interface GrowingGem extends LockedGem {
  readonly dependencies: LockedDependency[];
}

class GemLockReader implements GemLock {
  readonly gems: GrowingGem[] = [];
  readonly checksums: LockedChecksums[] = [];
  dependencies: LockedDependency[] | undefined;
  readonly #issues: IssueCollector;
  #section = '';
  #source: (LockedSource & { readonly options: Map<string, string> }) | undefined;

  constructor(issues: IssueCollector) {
    this.#issues = issues;
  }

  row(row: string, line: number): void {
    if (row === '') return;
    const indent = row.search(/[^ ]/);
    const content = row.slice(indent);
    if (indent === 0) this.#open(content, line);
    else if (sourceSections.has(this.#section)) this.#inSource(indent, content, line);
    else if (this.#section === 'DEPENDENCIES') this.#dependency(content, line, this.dependencies ?? []);
    else if (this.#section === 'CHECKSUMS') this.#checksum(content, line);
  }

  #open(name: string, line: number): void {
    this.#section = name;
    this.#source = undefined;
    if (name === 'DEPENDENCIES') this.dependencies ??= [];
    else if (isSourceSection(name)) this.#source = { section: name, options: new Map(), line };
    else if (name !== 'CHECKSUMS' && !otherSections.has(name)) {
      this.#issues.add('gem/section', `has a section that is not known: ${JSON.stringify(name.slice(0, 100))}`, line);
    }
  }

  #inSource(indent: number, content: string, line: number): void {
    if (indent === 2) {
      const [, key, value] = option.exec(content) ?? [];
      if (key !== undefined && value !== undefined) this.#source?.options.set(key, value);
      else if (content !== 'specs:') this.#malformed(line);
    } else if (indent === 4) {
      this.#gem(content, line);
    } else {
      const gem = this.gems.at(-1);
      if (gem === undefined || gem.source !== this.#source) this.#malformed(line);
      else this.#dependency(content, line, gem.dependencies);
    }
  }

  #gem(content: string, line: number): void {
    const [, name, version] = entry.exec(content) ?? [];
    if (name === undefined || this.#source === undefined) return this.#malformed(line);
    if (version === undefined || version === '') this.#issues.add('gem/no-version', `has no version for ${shown(name)}`, line);
    this.gems.push({ name, ...splitPlatform(version), source: this.#source, dependencies: [], line });
  }

  #dependency(content: string, line: number, into: LockedDependency[]): void {
    const [, name, requirement, , rest] = entry.exec(content) ?? [];
    if (name === undefined || rest !== undefined) this.#malformed(line);
    else into.push({ name, requirement, line });
  }

  #checksum(content: string, line: number): void {
    const [, name, version, , digests] = entry.exec(content) ?? [];
    if (name === undefined) return this.#malformed(line);
    this.checksums.push({ name, version: splitPlatform(version).version, digests: digests?.split(',') ?? [], line });
  }

  #malformed(line: number): void {
    this.#issues.add('gem/syntax', 'has a line that does not belong into a lockfile of Bundler', line);
  }
}

function isSourceSection(name: string): name is LockedSource['section'] {
  return sourceSections.has(name);
}

/** No version of a gem has a hyphen: what follows the first is the platform. */
function splitPlatform(text: string | undefined): { readonly version: string | undefined; readonly platform: string | undefined } {
  if (text === undefined || text === '') return { version: undefined, platform: undefined };
  const hyphen = text.indexOf('-');
  return hyphen === -1
    ? { version: text, platform: undefined }
    : { version: text.slice(0, hyphen), platform: text.slice(hyphen + 1) };
}
