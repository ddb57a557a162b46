import { posix } from 'node:path';
import type { PackageNode, Scope, Source } from '../../../../model/index.ts';
import { extrasNeeded } from '../marker.ts';
import { pinOf, toRequirementText, type Requirement } from '../requirement.ts';
import { locate } from '../source.ts';

/** A dependency that a manifest asks for. */
export interface Declared {
  readonly name: string;
  readonly extras: readonly string[];
  readonly scope: Scope;
  /** Name of the extra or dependency group that it belongs to; absent for what is always needed. */
  readonly group?: string | undefined;
  /** As written, with its marker. */
  readonly requirement: string;
  /** PEP 440 specifiers when the manifest uses them; they choose among several locked versions. */
  readonly specifier: string;
  /** The one version that it allows. */
  readonly pin?: string | undefined;
  readonly source?: Source | undefined;
  /** It has a marker, so a lockfile may have left it out with good reason. */
  readonly conditional: boolean;
  readonly file: string;
  readonly line?: number | undefined;
}

/** What pyproject.toml, setup.cfg or Pipfile says of a project. */
export interface Manifest {
  readonly file: string;
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  readonly licence?: string | undefined;
  readonly declared: readonly Declared[];
  /** Requirements files that hold its dependencies, relative to the manifest. */
  readonly requirementsFiles: readonly string[];
  /** Its dependencies are computed when it is built. The line that says so. */
  readonly computed?: { readonly line?: number } | undefined;
}

/** The node of a project. Its name is that of its directory when no manifest names it. */
export function projectNode(
  directory: string,
  manifest: Pick<Manifest, 'name' | 'version' | 'licence'> = {},
): Omit<PackageNode, 'dependsOn'> {
  return {
    name: manifest.name ?? posix.basename(directory),
    kind: 'project',
    directory,
    ...(manifest.version === undefined ? {} : { version: manifest.version }),
    ...(manifest.licence === undefined ? {} : { licence: manifest.licence }),
  };
}

/** A PEP 508 requirement of a manifest as what it declares. */
export function toDeclared(
  requirement: Requirement,
  place: { readonly scope: Scope; readonly group?: string | undefined; readonly file: string; readonly line?: number | undefined },
): Declared {
  const { name, extras, specifier, url, marker } = requirement;
  const location = url === undefined ? undefined : locate(url, posix.dirname(place.file));
  return {
    name,
    extras,
    requirement: toRequirementText({ specifier, url, marker }),
    specifier,
    pin: pinOf(specifier) ?? location?.version,
    source: location?.source,
    conditional: marker !== undefined,
    ...place,
    // setuptools lets an extra stand in the marker of a requirement.
    scope: place.scope === 'runtime' && extrasNeeded(marker, 50).length > 0 ? 'optional' : place.scope,
  };
}
