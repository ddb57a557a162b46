export { MsbuildFiles } from './evaluation.ts';
export { readProject, type MsbuildProject, type PackageReference, type ProjectReference } from './project.ts';
export { isPackageId } from './references.ts';
