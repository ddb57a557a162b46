import { isMavenId, pinnedVersion } from '../coordinates.ts';
import type { ArchiveContents, EmbeddedArtifact } from './contents.ts';
import { parseArchiveName } from './file-name.ts';
import { knownGroup } from './known-groups.ts';
import type { ManifestAttributes } from './manifest.ts';

/** What an archive is. */
export interface ArchiveIdentity {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string | undefined;
  readonly licence: string | undefined;
  /** 0 to 1: what Maven has written is certain, and a name that is taken from the file may be wrong. */
  readonly confidence: number;
  /** Other artifacts whose classes are in it. */
  readonly embedded: readonly EmbeddedArtifact[];
}

/**
 * Names an archive: by what Maven's archiver has written into it, else by its manifest, by its file name together with the classes
 * of a widely known project, and by its file name alone when nothing else is left.
 */
export function identify(path: string, contents: ArchiveContents): ArchiveIdentity {
  const own = ownArtifact(path, contents);
  if (own !== undefined) {
    const { groupId, artifactId, licence } = own;
    const version = own.version ?? parseArchiveName(path).version;
    return { groupId, artifactId, version, licence, confidence: 1, embedded: contents.artifacts.filter((one) => one !== own) };
  }
  return { ...fromManifest(path, contents), licence: undefined, embedded: contents.artifacts };
}

/**
 * Which of the artifacts in an archive it is itself: the one with the longest name that its file name begins with. A file that is
 * named after none is the only one in it, unless its name is that of something else in another version.
 */
function ownArtifact(path: string, { artifacts, manifest }: ArchiveContents): EmbeddedArtifact | undefined {
  const name = parseArchiveName(path);
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.[a-z]+$/i, '');
  const named = artifacts.filter(({ artifactId }) => file === artifactId || file.startsWith(`${artifactId}-`));
  if (named.length > 0) return named.reduce((longest, one) => (one.artifactId.length > longest.artifactId.length ? one : longest));
  const [only, ...others] = artifacts;
  if (only === undefined || others.length > 0) return undefined;
  const title = manifest.get('implementation-title') ?? manifest.get('bundle-symbolicname') ?? '';
  const isRenamed = name.version === undefined || name.version === only.version;
  return isRenamed || title.includes(only.artifactId) ? only : undefined;
}

/** Attributes in which archives name their group, artifact and version as Maven knows them: NiFi's and Jenkins'. */
const groupAttributes = ['nar-group', 'group-id', 'maven-group-id'];
const artifactAttributes = ['nar-id', 'maven-artifact-id', 'short-name'];
const versionAttributes = ['nar-version', 'plugin-version', 'implementation-version', 'bundle-version', 'specification-version'];
const titleAttributes = [
  'automatic-module-name',
  'implementation-title',
  'implementation-vendor',
  'specification-title',
  'bundle-symbolicname',
];

const STATED = 0.9;
const DERIVED = 0.7;
/** The confidence in an archive that is named after its file alone. */
export const GUESSED = 0.3;

function fromManifest(
  path: string,
  { manifest, classDirectories }: ArchiveContents,
): Omit<ArchiveIdentity, 'licence' | 'embedded'> {
  const name = parseArchiveName(path);
  const stated = first(manifest, artifactAttributes, isMavenId);
  const artifactId = stated ?? (isMavenId(name.artifact) ? name.artifact : 'unknown');
  const version = name.version ?? first(manifest, versionAttributes, (text) => pinnedVersion(text) !== undefined);
  const titles = titleAttributes.flatMap((attribute) => manifest.get(attribute) ?? []);
  const own = first(manifest, groupAttributes, isGroup) ?? groupOfTitle(manifest);
  const known = own ?? knownGroup({ artifactId, version, classDirectories, titles }) ?? groupOfVendor(manifest, artifactId);
  const confidence = own !== undefined ? STATED : known !== undefined ? DERIVED : GUESSED;
  return { groupId: known ?? artifactId, artifactId, version, confidence };
}

function first(manifest: ManifestAttributes, names: readonly string[], isFit: (text: string) => boolean): string | undefined {
  for (const name of names) {
    const value = manifest.get(name);
    if (value !== undefined && isFit(value)) return value;
  }
  return undefined;
}

function isGroup(text: string): boolean {
  return isMavenId(text) && text.includes('.');
}

/** `group#project;version` is how a family of Gradle plugins writes the title. */
function groupOfTitle(manifest: ManifestAttributes): string | undefined {
  const group = /^([\w.-]+)#[\w.-]+;/.exec(manifest.get('implementation-title') ?? '')?.[1];
  return group !== undefined && isGroup(group) ? group : undefined;
}

/** Maven's own attribute, which is only believed where the title is of the same artifact: manifests are copied with the classes. */
function groupOfVendor(manifest: ManifestAttributes, artifactId: string): string | undefined {
  const vendor = manifest.get('implementation-vendor-id') ?? '';
  const title = manifest.get('implementation-title') ?? '';
  return isGroup(vendor) && title !== '' && artifactId.startsWith(title) ? vendor : undefined;
}
