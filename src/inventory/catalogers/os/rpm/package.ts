import { parseRichDependency } from './conditions.ts';
import { type Header, type Tag, tags } from './header.ts';

/** What a package offers. */
export interface Provided {
  readonly name: string;
  readonly version: string | undefined;
}

/** What a package asks for: `>= 1.2-3` of a name. */
export interface Required {
  readonly name: string;
  readonly requirement: string | undefined;
  readonly isOptional: boolean;
}

/** What the header of an installed package says. */
export interface RpmPackage {
  readonly name: string;
  /** Version and release, without the epoch. */
  readonly version: string | undefined;
  readonly epoch: number;
  readonly architecture: string | undefined;
  readonly licence: string | undefined;
  readonly supplier: string | undefined;
  /** File name of the source package. */
  readonly sourceRpm: string | undefined;
  readonly module: string | undefined;
  readonly provides: readonly Provided[];
  readonly requires: readonly Required[];
  /** Absolute paths of what it installed, without directories. */
  readonly files: readonly string[];
  /** Absolute paths that it claims and that something else makes: a log, a link of the alternatives system. */
  readonly ghosts: readonly string[];
}

/** Flags of a dependency (rpmds.h). */
const LESS = 1 << 1;
const GREATER = 1 << 2;
const EQUAL = 1 << 3;
const MISSING_OK = 1 << 19;
const OF_RPM_ITSELF = 1 << 24;

const GHOST = 1 << 6;
const FILE_TYPE = 0o170000;
const DIRECTORY = 0o040000;
const INSTALLED = 0;

/**
 * Undefined for a header without a name, which is a problem, and for the keys that rpm keeps among the packages. The digests of the header are
 * left out: each is of a part of the package file, none of the file that is distributed.
 */
export function readPackage(header: Header, problem: (code: string, message: string) => void): RpmPackage | undefined {
  const name = header.identity(tags.name);
  if (name === undefined) {
    problem('rpm/unnamed', 'has a package without a name');
    return undefined;
  }
  if (name === 'gpg-pubkey') return undefined;
  const version = header.identity(tags.version);
  const release = header.identity(tags.release);
  if (version === undefined) problem('rpm/no-version', `has no version for ${name.slice(0, 100)}`);
  const { files, ghosts } = readFiles(header, () => problem('rpm/files', `has files of ${name.slice(0, 100)} that cannot be told`));
  return {
    name,
    version: version === undefined || release === undefined ? version : `${version}-${release}`,
    epoch: header.numbers(tags.epoch)[0] ?? 0,
    architecture: header.identity(tags.architecture),
    licence: header.text(tags.licence),
    supplier: header.text(tags.vendor) ?? header.text(tags.packager),
    sourceRpm: header.text(tags.sourceRpm),
    module: header.text(tags.modularityLabel),
    provides: providedBy(header),
    requires: [
      ...requiredBy(header, { names: tags.requireNames, flags: tags.requireFlags, versions: tags.requireVersions }, false),
      ...requiredBy(header, { names: tags.recommendNames, flags: tags.recommendFlags, versions: tags.recommendVersions }, true),
    ],
    files,
    ghosts,
  };
}

function providedBy(header: Header): readonly Provided[] {
  const versions = header.texts(tags.provideVersions);
  return header.texts(tags.provideNames).map((name, index) => ({ name, version: versions[index] || undefined }));
}

interface RequireTags {
  readonly names: Tag;
  readonly flags: Tag;
  readonly versions: Tag;
}

function requiredBy(header: Header, its: RequireTags, isOptional: boolean): readonly Required[] {
  const names = header.texts(its.names);
  if (names.length === 0) return [];
  const flags = header.numbers(its.flags);
  const versions = header.texts(its.versions);
  const found: Required[] = [];
  for (const [index, name] of names.entries()) {
    const flag = flags[index] ?? 0;
    if (name === '' || (flag & OF_RPM_ITSELF) !== 0) continue;
    const isSo = isOptional || (flag & MISSING_OK) !== 0;
    if (name.startsWith('(')) {
      for (const plain of parseRichDependency(name)) found.push({ requirement: undefined, ...plain, isOptional: isSo });
    } else {
      found.push({ name, requirement: requirementOf(flag, versions[index]), isOptional: isSo });
    }
  }
  return found;
}

function requirementOf(flag: number, version: string | undefined): string | undefined {
  const relation = `${(flag & LESS) === 0 ? '' : '<'}${(flag & GREATER) === 0 ? '' : '>'}${(flag & EQUAL) === 0 ? '' : '='}`;
  return relation === '' || version === undefined || version === '' ? undefined : `${relation} ${version}`;
}

/** Files stand as a base name and the number of a directory; before rpm 4 with their whole path. */
function readFiles(header: Header, problem: () => void): { readonly files: readonly string[]; readonly ghosts: readonly string[] } {
  const baseNames = header.texts(tags.baseNames);
  const names = baseNames.length === 0 ? header.texts(tags.oldFileNames) : baseNames;
  const isWhole = baseNames.length === 0;
  const directories = isWhole ? [] : header.texts(tags.directoryNames);
  const indexes = isWhole ? [] : header.numbers(tags.directoryIndexes);
  const modes = header.numbers(tags.fileModes);
  const flags = header.numbers(tags.fileFlags);
  const states = header.numbers(tags.fileStates);
  const files: string[] = [];
  const ghosts: string[] = [];
  let isBroken = false;
  for (const [index, name] of names.entries()) {
    if (((modes[index] ?? 0) & FILE_TYPE) === DIRECTORY || (states[index] ?? INSTALLED) !== INSTALLED) continue;
    const directory = isWhole ? '' : directories[indexes[index] ?? -1];
    if (directory === undefined) isBroken = true;
    else ((flags[index] ?? 0) & GHOST ? ghosts : files).push(directory + name);
  }
  if (isBroken) problem();
  return { files, ghosts };
}
