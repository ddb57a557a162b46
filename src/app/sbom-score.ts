import { AppError, incomplete, type Ctx, type Outcome } from '../kernel/index.ts';
import type { Grade, QualityScore } from '../sbom/bom/index.ts';
import { readSbomFile, type SbomFile } from './sbom-input.ts';

/** The profiles of `quality/list.ts`, by id: named here too, so that help and completion need not load them; a test compares the two. */
export const sbomProfileIds = ['cisa-2026', 'ntia-2021', 'bsi-tr-03183-2', 'fsct-3'] as const;
export const sbomGrades = ['A', 'B', 'C', 'D', 'F'] as const;

/** How good a document is by a profile. Undefined when it cannot be read. */
export async function scoreSbom(file: SbomFile, profileId: string, ctx: Ctx): Promise<Outcome<QualityScore | undefined>> {
  const { profileById, scoreBom } = await import('../sbom/bom/index.ts');
  const profile = profileById(profileId);
  if (profile === undefined)
    throw new AppError('usage/profile', `There is no profile "${profileId}"`, { hint: `One of ${sbomProfileIds.join(', ')}.` });
  const read = await readSbomFile(file, ctx);
  if (read.value === undefined) return incomplete(undefined, read.issues);
  return { value: scoreBom(read.value.bom, profile), complete: read.complete, issues: read.issues };
}

/** Whether a grade is at least another. */
export function isGradeAtLeast(grade: Grade, least: Grade): boolean {
  return sbomGrades.indexOf(grade) <= sbomGrades.indexOf(least);
}
