import { AppError, incomplete, type Ctx, type Issue, type Outcome } from '../kernel/index.ts';
import type { Bom, BomDiff, Dialect, Loss } from '../sbom/bom/index.ts';
import { documentName, readSbomFile, type SbomFile } from './sbom-input.ts';
import { assayVersion } from './version.ts';

/** What came, went and changed between two documents, in whatever formats. Undefined when one of them cannot be read at all. */
export async function diffSboms(before: SbomFile, after: SbomFile, ctx: Ctx): Promise<Outcome<BomDiff | undefined>> {
  const { diffBoms } = await import('../sbom/bom/index.ts');
  const [old, recent] = [await readSbomFile(before, ctx), await readSbomFile(after, ctx)];
  const issues = [...old.issues, ...recent.issues];
  if (old.value === undefined || recent.value === undefined) return incomplete(undefined, issues);
  return { value: diffBoms(old.value.bom, recent.value.bom), complete: old.complete && recent.complete, issues };
}

export interface SbomMergeOptions {
  readonly files: readonly SbomFile[];
  readonly how: 'flat' | 'hierarchical';
  readonly format: Dialect;
  /** What the new document is about. */
  readonly name: string;
  readonly version?: string;
}

export interface MergedSbom {
  readonly text: string;
  readonly components: number;
  readonly losses: readonly Loss[];
}

/** One document out of several. Undefined when one of them cannot be read: a merged document that silently lacks one would be worse than none. */
export async function mergeSboms(options: SbomMergeOptions, ctx: Ctx): Promise<Outcome<MergedSbom | undefined>> {
  const { convertBom, LossLedger, mergeBoms, writeBom } = await import('../sbom/bom/index.ts');
  if (options.files.length < 2) throw new AppError('usage/arguments', 'assay sbom merge needs at least two documents');
  const boms: Bom[] = [];
  const issues: Issue[] = [];
  const ledger = new LossLedger();
  const ground: Dialect = { family: 'cyclonedx', version: '1.6', encoding: 'json' };
  for (const file of options.files) {
    const read = await readSbomFile(file, ctx);
    issues.push(...read.issues);
    if (read.value === undefined) return incomplete(undefined, issues);
    const { encoding } = read.value.dialect;
    boms.push(
      convertBom(
        read.value.bom,
        { ...ground, encoding: encoding === 'xml' ? 'xml' : 'json' },
        { toolVersion: assayVersion(), now: ctx.now(), name: documentName(file) },
        ledger,
      ),
    );
  }
  const { how, name, version } = options;
  const merged = mergeBoms(boms, {
    how,
    name,
    ...(version === undefined ? {} : { version }),
    now: ctx.now(),
    toolVersion: assayVersion(),
  });
  const written = writeBom({ ...merged, origin: mixedOrigin(boms) }, options.format, {
    toolVersion: assayVersion(),
    now: ctx.now(),
    name,
  });
  const value = { text: written.text, components: merged.components.length, losses: [...ledger.losses, ...written.losses] };
  return { value, complete: issues.length === 0, issues };
}

/** Of no one version: the codec then fits everything to the version that is written. */
function mixedOrigin(boms: readonly Bom[]): Dialect {
  return { family: 'cyclonedx', version: 'mixed', encoding: boms.some(({ origin }) => origin.encoding === 'xml') ? 'xml' : 'json' };
}
