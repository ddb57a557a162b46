import type { Scope } from '../../../model/index.ts';
import type { MsbuildProject, PackageReference } from './msbuild/index.ts';

/** What a project needs another project for. */
export function projectScope(project: Pick<MsbuildProject, 'isTest'> | undefined): Scope {
  return project?.isTest === true ? 'test' : 'runtime';
}

/** What a project needs a package for, by the references to it under all conditions. */
export function packageScope(
  project: Pick<MsbuildProject, 'isTest'> | undefined,
  references: readonly Pick<PackageReference, 'isPrivate'>[],
): Scope {
  if (project?.isTest === true) return 'test';
  return references.length > 0 && references.every((reference) => reference.isPrivate) ? 'dev' : 'runtime';
}
