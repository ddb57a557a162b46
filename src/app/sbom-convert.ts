import { incomplete, type Ctx, type Outcome } from '../kernel/index.ts';
import type { Bom, Dialect, Loss } from '../sbom/bom/index.ts';
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
export async function convertSbom(options: SbomConvertOptions, ctx: Ctx): Promise<Outcome<ConvertedSbom | undefined>> {
  const { file, format } = options;
  const { complete, issues, value: bom } = await readModel(options, ctx);
  if (bom === undefined) return incomplete(undefined, issues);
  const { writeBom } = await import('../sbom/bom/index.ts');
  const facts = { toolVersion: assayVersion(), now: ctx.now(), name: documentName(file) };
  return { value: { from: bom.origin, to: format, ...writeBom(bom, format, facts) }, complete, issues };
}

/** Only the model: what was parsed is let go, so that a large document is not held twice while it is written. */
async function readModel({ allowInvalid, file }: SbomConvertOptions, ctx: Ctx): Promise<Outcome<Bom | undefined>> {
  const { complete, issues, value } = await readSbomFile(file, ctx);
  if (value === undefined || (!complete && allowInvalid !== true)) return incomplete(undefined, issues);
  return { value: value.bom, complete, issues };
}
