import type { Ctx, Outcome } from '../../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { eachFile } from '../projects.ts';

const berry = /^__metadata:/m;

/** yarn.lock, in either of its two formats: YAML with `__metadata` (berry), or the older format that only looks like it. */
export function readYarnLock(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  return eachFile(files, async (file) => {
    const text = await file.text();
    if (text.value === undefined) return { value: { graphs: [] }, complete: false, issues: text.issues };
    if (berry.test(text.value)) return (await import('./berry.ts')).readBerry(file, ctx);
    return (await import('./classic.ts')).readClassic(file, text.value, ctx);
  });
}
