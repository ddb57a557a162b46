import type { SourceFile } from '../../../cataloger.ts';
import { directoryOf, resolvePath } from '../../../paths.ts';
import { projectNameOf } from '../project-name.ts';
import { restoredVersion } from '../version.ts';
import { evaluate, type MsbuildFiles } from './evaluation.ts';
import { ReferenceReader, type WrittenReference, type WrittenVersion } from './references.ts';

/** A package that a project asks for. */
export interface PackageReference {
  readonly id: string;
  /** What would be restored; undefined when it cannot be known. */
  readonly version: string | undefined;
  /** As written. */
  readonly requirement: string | undefined;
  /** Needed to build the project, and not passed on: `PrivateAssets="all"`, a tool. */
  readonly isPrivate: boolean;
  /** It brings along what it needs and is restored by itself, so that no lock file has it. */
  readonly isTool: boolean;
  readonly isConditional: boolean;
  readonly file: string;
  readonly line: number;
}

export interface ProjectReference {
  /** Of the project file, relative to the target; undefined when it lies outside or cannot be known. */
  readonly path: string | undefined;
  readonly written: string;
  readonly file: string;
  readonly line: number;
}

export interface MsbuildProject {
  readonly file: string;
  readonly directory: string;
  readonly name: string;
  readonly version?: string;
  readonly licence?: string;
  /** It holds tests: nothing of it is shipped. */
  readonly isTest: boolean;
  /** A package stands here once for every version that conditions can choose. */
  readonly packages: readonly PackageReference[];
  readonly projects: readonly ProjectReference[];
}

/** A C#, F# or Visual Basic project file with all that its directory gives it. Undefined when it cannot be read. */
export async function readProject(file: SourceFile, files: MsbuildFiles): Promise<MsbuildProject | undefined> {
  if ((await files.read(file)) === undefined) return undefined;
  const { properties, itemGroups } = await evaluate(file, files);
  const reader = new ReferenceReader(properties, files);
  for (const group of itemGroups) reader.read(group);
  const written = reader.packages.filter((reference) => !reference.isRemoved);
  const packages = written.flatMap((reference) => toReferences(reference, reader.central));
  const version = properties.get('Version') ?? properties.get('VersionPrefix');
  const licence = properties.get('PackageLicenseExpression');
  return {
    file: file.path,
    directory: directoryOf(file),
    name: projectNameOf(file.path),
    ...(version === undefined || version === '' ? {} : { version }),
    ...(licence === undefined || licence === '' ? {} : { licence }),
    isTest:
      properties.get('IsTestProject')?.toLowerCase() === 'true' ||
      packages.some(({ id }) => id.toLowerCase() === 'microsoft.net.test.sdk'),
    packages,
    projects: reader.projects.map(({ written, path, file: place, line }) => ({
      written,
      path: path === undefined ? undefined : resolvePath(directoryOf(file), path),
      file: place,
      line,
    })),
  };
}

/** Versions of its own win over those of Directory.Packages.props, where there may be several under conditions. */
function toReferences(
  reference: WrittenReference,
  central: ReadonlyMap<string, readonly WrittenVersion[]>,
): readonly PackageReference[] {
  const { id, isPrivate, isTool, isConditional, file, line } = reference;
  const versions = reference.version === undefined ? central.get(id.toLowerCase()) : [reference.version];
  const found: PackageReference[] = [];
  for (const { written, expanded } of versions ?? [{ written: undefined, expanded: undefined }]) {
    const version = expanded === undefined ? undefined : restoredVersion(expanded);
    if (found.some((other) => other.version === version && other.requirement === written)) continue;
    found.push({ id, version, requirement: written, isPrivate, isTool, isConditional, file, line });
  }
  return found;
}
