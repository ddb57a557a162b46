import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { AppError } from '../kernel/index.ts';

/** Put in by the build. Sources that run as they are look it up. */
declare const ASSAY_VERSION: string | undefined;

/** Assay's own version, from the package that this file is part of, bundled or not. */
export function assayVersion(): string {
  if (typeof ASSAY_VERSION === 'string') return ASSAY_VERSION;
  const file = findPackageJSON('.', import.meta.url);
  const manifest: unknown = file === undefined ? undefined : JSON.parse(readFileSync(file, 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest && typeof manifest.version === 'string')
    return manifest.version;
  throw new AppError('install/broken', 'The package.json of Assay is not where it belongs');
}
