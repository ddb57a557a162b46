import type { Ctx, Issue } from '../kernel/index.ts';
import type { LintFinding } from '../sbom/bom/index.ts';
import { describeDialect } from './sbom-formats.ts';
import { readSbomFile, type SbomFile } from './sbom-input.ts';

export interface ValidatedSbom {
  readonly file: string;
  /** `CycloneDX 1.6 JSON`; absent when it is no SBOM of a form that is known. */
  readonly format?: string;
  readonly components?: number;
  /** `could not decide`: the file could not be read, which says nothing of what is in it. */
  readonly status: 'valid' | 'not valid' | 'could not decide';
  /** Where it is not what its format demands. */
  readonly issues: readonly Issue[];
  /** What no schema finds. */
  readonly lint: readonly LintFinding[];
}

export interface SbomValidateOptions {
  readonly files: readonly SbomFile[];
  /** From which severity on the lint makes a document invalid; `none`: it never does. */
  readonly lint?: 'error' | 'warning' | 'none';
}

/** Holds documents against their format, and against what no schema says. */
export async function validateSboms({ files, lint = 'error' }: SbomValidateOptions, ctx: Ctx): Promise<readonly ValidatedSbom[]> {
  const { lintBom } = await import('../sbom/bom/index.ts');
  const validated: ValidatedSbom[] = [];
  for (const file of files) {
    const { isReadable, issues, value } = await readSbomFile(file, ctx);
    if (value === undefined) {
      validated.push({ file: file.name, status: isReadable ? 'not valid' : 'could not decide', issues, lint: [] });
      continue;
    }
    const findings = lintBom(value);
    const counted = findings.filter(({ severity }) => lint !== 'none' && (severity === 'error' || lint === 'warning'));
    validated.push({
      file: file.name,
      format: describeDialect(value.dialect),
      components: value.bom.components.length,
      status: issues.length === 0 && counted.length === 0 ? 'valid' : 'not valid',
      issues,
      lint: findings,
    });
  }
  return validated;
}
