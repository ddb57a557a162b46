import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError, incomplete, messageOf, type Ctx, type Outcome } from '../kernel/index.ts';
import type { ReadBom } from '../sbom/bom/index.ts';

/** A document of the user's, as given on the command line. */
export interface SbomFile {
  /** Absolute. */
  readonly path: string;
  /** As the user wrote it; what issues and results call it. */
  readonly name: string;
}

/**
 * Reads an SBOM. Undefined when it cannot be read at all; `isReadable` then tells what cannot be judged from what is no SBOM.
 * Throws `AppError` `usage/file` when there is no file at that path.
 */
export async function readSbomFile(
  file: SbomFile,
  ctx: Ctx,
): Promise<Outcome<ReadBom | undefined> & { readonly isReadable: boolean }> {
  const facts = statSync(file.path, { throwIfNoEntry: false });
  if (facts === undefined) throw new AppError('usage/file', `There is nothing at ${file.name}`);
  if (facts.isDirectory())
    throw new AppError('usage/file', `${file.name} is a directory, not an SBOM`, {
      hint: `To make one of it: assay sbom generate ${file.name}`,
    });
  if (facts.size > ctx.limits.sbomBytes) {
    const message = `has ${facts.size} bytes; SBOMs of up to ${ctx.limits.sbomBytes} bytes are read`;
    return { ...incomplete(undefined, [{ code: 'sbom/size', path: file.name, message }]), isReadable: false };
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file.path);
  } catch (thrown) {
    return {
      ...incomplete(undefined, [{ code: 'file/unreadable', path: file.name, message: `cannot be read: ${messageOf(thrown)}` }]),
      isReadable: false,
    };
  }
  const { readBom } = await import('../sbom/bom/index.ts');
  return { ...readBom(bytes, file.name, ctx.limits), isReadable: true };
}

/** What to call a document that has no name of its own. */
export function documentName({ path }: SbomFile): string {
  return basename(path).replace(/(?:\.(?:cdx|spdx3?|bom|sbom))?\.(?:json|xml|ya?ml|spdx)$/i, '');
}
