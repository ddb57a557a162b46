import { incomplete, type Ctx, type Outcome } from '../kernel/index.ts';
import type { Dialect, Loss } from '../sbom/bom/index.ts';
import { documentName, readSbomFile, type SbomFile } from './sbom-input.ts';
import { assayVersion } from './version.ts';

export interface SbomConvertOptions {
  readonly file: SbomFile;
  readonly format: Dialect;
  /** Convert a document that breaks the rules of its own format all the same. */
  readonly allowInvalid?: boolean;
}

export interface ConvertedSbom {
  readonly from: Dialect;
  readonly to: Dialect;
  readonly text: string;
  /** Everything that the new form cannot say: where it stood, what it is, why. */
  readonly losses: readonly Loss[];
  /** Losses beyond those that are listed. */
  readonly furtherLosses: number;
}

/** An SBOM in another form. Undefined, and incomplete, when it cannot be read or breaks the rules of its own format. */
export async function convertSbom({ allowInvalid, file, format }: SbomConvertOptions, ctx: Ctx): Promise<Outcome<ConvertedSbom | undefined>> {
  const read = await readSbomFile(file, ctx);
  if (read.value === undefined || (!read.complete && allowInvalid !== true)) return incomplete(undefined, read.issues);
  const { writeBom } = await import('../sbom/bom/index.ts');
  const { bom, dialect } = read.value;
  const facts = { toolVersion: assayVersion(), now: ctx.now(), name: documentName(file) };
  return { value: { from: dialect, to: format, ...writeBom(bom, format, facts) }, complete: read.complete, issues: read.issues };
}
