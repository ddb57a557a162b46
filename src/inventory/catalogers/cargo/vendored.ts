import type { SourceFile } from '../../cataloger.ts';

/** Whether a file lies in a copy that `cargo vendor` made: `vendor/<crate>/`, marked by `.cargo-checksum.json`. */
export async function isVendored(file: SourceFile): Promise<boolean> {
  const parents = file.path.split('/').slice(0, -1);
  for (let level = 0; level < parents.length - 1; level += 1) {
    if (parents.at(-2 - level) !== 'vendor') continue;
    if ((await file.sibling(`${'../'.repeat(level)}.cargo-checksum.json`)) !== undefined) return true;
  }
  return false;
}
