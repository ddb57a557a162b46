import { incomplete, type Ctx, type Outcome } from '../../../../kernel/index.ts';
import type { Catalogued, SourceFile } from '../../../cataloger.ts';
import { readLenientText } from '../lenient-text.ts';
import { openSystem } from '../system-graph.ts';

const COLUMNS = 10;

/**
 * The list that images of Azure Linux without rpm keep of their packages: one a line, and separated by tabs its name, version and release, two
 * times, vendor, an empty column, size, architecture, epoch and source package. It says nothing of dependencies or files.
 */
export async function catalogContainerManifest(files: readonly SourceFile[], ctx: Ctx): Promise<Outcome<Catalogued>> {
  const file = files[0] as SourceFile;
  const text = await readLenientText(file, ctx);
  if (text.value === undefined) return incomplete({ graphs: [] }, text.issues);
  const system = await openSystem(file, ctx, 'rpm', 3);
  system.issues.addAll(text.issues);
  let isEmpty = true;
  for (const [position, row] of text.value.split('\n').entries()) {
    if (row.trim() === '') continue;
    isEmpty = false;
    const line = position + 1;
    const columns = row.trimEnd().split('\t');
    const [name, version, , , supplier, , , architecture, epoch, upstream] = columns.map(known);
    if (columns.length !== COLUMNS || name === undefined || version === undefined || /[\s/]/.test(name)) {
      system.issues.add('rpm/manifest', 'has a line that is no package with its version', line);
      continue;
    }
    const nonZero = epoch === '0' ? undefined : epoch;
    system.add(columns.join('\t'), { name, version, architecture, epoch: nonZero, supplier, upstream, line });
  }
  if (isEmpty && system.isOwnDatabase) system.issues.add('rpm/empty', 'names no package');
  return system.outcome('none');
}

function known(value: string): string | undefined {
  return value === '' || value === '(none)' ? undefined : value;
}
