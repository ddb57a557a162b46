import { parseIntegrity, type Hash } from '../../../kernel/index.ts';

const plain = /^\d{1,9}(?:\.\d{1,9}){0,3}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/**
 * The version that a reference leads to: `1.2.3`, of which NuGet restores the lowest that is not lower and so itself, or `[1.2.3]`.
 * Undefined for what floats (`1.*`) and for ranges.
 * @see https://learn.microsoft.com/nuget/concepts/dependency-resolution
 */
export function restoredVersion(requirement: string): string | undefined {
  const text = requirement.trim();
  const exact = /^\[\s*([^\s,[\]]+)\s*\]$/.exec(text)?.[1] ?? text;
  return plain.test(exact) ? exact : undefined;
}

/** The `contentHash` of lock files and the `sha512` of assets: SHA-512 of the package without its signature, in base64. */
export function hashesOf(base64: string | undefined): readonly Hash[] | undefined {
  if (base64 === undefined || base64 === '') return undefined;
  const hashes = parseIntegrity(base64.startsWith('sha512-') ? base64 : `sha512-${base64}`);
  return hashes.length === 0 ? undefined : hashes;
}
