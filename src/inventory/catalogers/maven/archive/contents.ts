import type { Ctx, IssueCollector } from '../../../../kernel/index.ts';
import { decodeXml, parseXml } from '../../../../kernel/xml/index.ts';
import { openZip, type ZipEntry } from '../../../../kernel/zip/index.ts';
import { isMavenId } from '../coordinates.ts';
import { inherited } from '../pom/lineage.ts';
import { parsePom, type Pom } from '../pom/pom.ts';
import { parseManifest, type ManifestAttributes } from './manifest.ts';
import { parsePomProperties } from './pom-properties.ts';

/** What Maven has written into an archive about one artifact that is in it: the archive itself, or one whose classes it holds. */
export interface EmbeddedArtifact {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string | undefined;
  readonly licence: string | undefined;
}

export interface ArchiveContents {
  /** Undamaged, or with at least one entry that can be read. */
  readonly isArchive: boolean;
  readonly artifacts: readonly EmbeddedArtifact[];
  readonly manifest: ManifestAttributes;
  readonly nested: readonly ZipEntry[];
  /** Directories that hold classes, two and three levels deep: `org/apache`, `org/apache/commons`. */
  readonly classDirectories: ReadonlySet<string>;
}

/** What may still be decompressed of an outermost archive, in bytes. */
export interface Budget {
  left: number;
}

const archiveEnding = /\.(?:jar|war|ear|aar|jpi|hpi|par|sar|nar|lpkg)$/i;
const mavenEntry = /^(?:BOOT-INF\/classes\/|WEB-INF\/classes\/)?META-INF\/maven\/([^/]+)\/([^/]+)\/pom\.(properties|xml)$/;
const MOST_CLASS_DIRECTORIES = 10_000;

/** Looks at the entries of an archive, of which only the few that say what it is are decompressed. */
export function readContents(bytes: Buffer, path: string, ctx: Ctx, budget: Budget, issues: IssueCollector): ArchiveContents {
  const zip = openZip(bytes, { path, limits: ctx.limits });
  issues.addAll(zip.issues);
  const reader = new ContentsReader(path, zip.complete || zip.value.count > 0, ctx, budget, issues);
  for (const entry of zip.value.entries()) reader.take(entry);
  return reader;
}

/** The content of an entry within the budget; undefined and an issue when it cannot be had. */
export function dataOf(entry: ZipEntry, path: string, budget: Budget, issues: IssueCollector): Buffer | undefined {
  if (entry.bytes > budget.left) {
    if (budget.left >= 0) {
      issues.addAll([
        { code: 'archive/content-bytes', path, message: 'and what follows in it is not read: its content is too large' },
      ]);
    }
    budget.left = -1;
    return undefined;
  }
  const data = entry.data();
  issues.addAll(data.issues);
  budget.left -= data.value?.length ?? 0;
  return data.value;
}

class ContentsReader implements ArchiveContents {
  readonly isArchive: boolean;
  readonly nested: ZipEntry[] = [];
  readonly classDirectories = new Set<string>();
  readonly #path: string;
  readonly #ctx: Ctx;
  readonly #budget: Budget;
  readonly #issues: IssueCollector;
  readonly #found = new Map<
    string,
    { groupId: string; artifactId: string; version: string | undefined; licence: string | undefined }
  >();
  manifest: ManifestAttributes = new Map();

  constructor(path: string, isArchive: boolean, ctx: Ctx, budget: Budget, issues: IssueCollector) {
    this.#path = path;
    this.isArchive = isArchive;
    this.#ctx = ctx;
    this.#budget = budget;
    this.#issues = issues;
  }

  get artifacts(): readonly EmbeddedArtifact[] {
    return [...this.#found.values()];
  }

  take(entry: ZipEntry): void {
    const { name } = entry;
    if (name.endsWith('.class')) {
      this.#takeClass(name);
    } else if (name === 'META-INF/kotlin-project-structure-metadata.json') {
      this.classDirectories.add('META-INF/kotlin'); // The common part of a Kotlin library, which has no classes.
    } else if (archiveEnding.test(name)) {
      this.nested.push(entry);
    } else if (name.includes('META-INF/')) {
      const [, groupId, artifactId, kind] = mavenEntry.exec(name) ?? [];
      if (name === 'META-INF/MANIFEST.MF') this.manifest = parseManifest(this.#data(entry) ?? Buffer.alloc(0));
      else if (kind === 'properties') this.#takeProperties(entry);
      else if (kind === 'xml' && groupId !== undefined && artifactId !== undefined) this.#takePom(entry, groupId, artifactId);
    }
  }

  #data(entry: ZipEntry): Buffer | undefined {
    return dataOf(entry, this.#path, this.#budget, this.#issues);
  }

  #takeClass(name: string): void {
    if (this.classDirectories.size >= MOST_CLASS_DIRECTORIES) return;
    const path = name.replace(/^(?:BOOT-INF|WEB-INF)\/classes\//, '');
    const second = path.indexOf('/', path.indexOf('/') + 1);
    if (second === -1) return;
    this.classDirectories.add(path.slice(0, second));
    const third = path.indexOf('/', second + 1);
    if (third !== -1) this.classDirectories.add(path.slice(0, third));
  }

  #takeProperties(entry: ZipEntry): void {
    const data = this.#data(entry);
    if (data === undefined) return;
    const properties = parsePomProperties(data);
    const groupId = properties.get('groupId');
    const artifactId = properties.get('artifactId');
    if (!isMavenId(groupId) || !isMavenId(artifactId)) {
      const message = 'does not name a group and an artifact that can be';
      this.#issues.addAll([{ code: 'maven/pom-properties', path: `${this.#path}!${entry.name}`, message }]);
      return;
    }
    const artifact = this.#artifact(groupId, artifactId);
    artifact.version = literal(properties.get('version')) ?? artifact.version;
  }

  /** The directory of a pom.xml is named after its group and artifact. A pom that cannot be read costs no more than its version. */
  #takePom(entry: ZipEntry, groupId: string, artifactId: string): void {
    if (!isMavenId(groupId) || !isMavenId(artifactId)) return;
    const artifact = this.#artifact(groupId, artifactId);
    const pom = this.#pom(entry);
    if (pom === undefined) return;
    artifact.version ??= literal(inherited(pom, 'version'));
    artifact.licence = literal(pom.licence);
  }

  #pom(entry: ZipEntry): Pom | undefined {
    const data = this.#data(entry);
    const text = data === undefined ? undefined : decodeXml(data, entry.name).value;
    if (text === undefined) return undefined;
    const root = parseXml(text, { path: entry.name, limits: this.#ctx.limits, keepUnknownEntities: true });
    return root.value === undefined ? undefined : parsePom(root.value, entry.name);
  }

  #artifact(groupId: string, artifactId: string): { version: string | undefined; licence: string | undefined } {
    const key = `${groupId}:${artifactId}`;
    let artifact = this.#found.get(key);
    if (artifact === undefined) this.#found.set(key, (artifact = { groupId, artifactId, version: undefined, licence: undefined }));
    return artifact;
  }
}

function literal(text: string | undefined): string | undefined {
  return text === undefined || text === '' || text.includes('${') ? undefined : text;
}
