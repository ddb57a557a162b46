import { resolve } from 'node:path';
import type { SbomFile } from '../app/sbom/index.ts';
import { AppError, type Ctx, type Issue } from '../kernel/index.ts';

export const outputOption = {
  output: { kind: 'path', short: 'o', placeholder: 'FILE', doc: 'Write the result to a file; - is standard output' },
} as const;

export const sbomFormatOption = {
  format: {
    kind: 'text',
    short: 'f',
    placeholder: 'FORMAT[@VERSION]',
    doc: 'cyclonedx-json[@1.5|@1.6|@1.7], cyclonedx-xml[@1.5|@1.6|@1.7], spdx-json[@2.3|@3.0.1] or spdx-tag-value',
  },
} as const;

/** A document as the user names it. */
export function sbomFile(name: string | undefined, directory: string, command: string): SbomFile {
  if (name === undefined)
    throw new AppError('usage/arguments', `assay ${command} needs an SBOM`, { hint: `assay help ${command}` });
  return { path: resolve(directory, name), name };
}

/** The first issues, for people. */
export function warnOf(issues: readonly Issue[], ctx: Ctx, most = 20): void {
  for (const { line, message, path } of issues.slice(0, most))
    ctx.log.warn(`${path}${line === undefined ? '' : `:${line}`} ${message}`);
  if (issues.length > most) ctx.log.warn(`and ${issues.length - most} more`);
}
