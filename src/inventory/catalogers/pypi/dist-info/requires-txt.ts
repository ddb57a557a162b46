import { complete, incomplete, type Outcome } from '../../../../kernel/index.ts';
import type { SourceFile } from '../../../cataloger.ts';

export interface WrittenRequirement {
  readonly text: string;
  /** The extra under whose header it stands. */
  readonly extra?: string;
}

/** `requires.txt` of setuptools: requirements, then those of each `[extra]`, `[extra:marker]` or `[:marker]`. */
export async function readRequiresTxt(file: SourceFile): Promise<Outcome<readonly WrittenRequirement[]>> {
  const text = await file.text();
  if (text.value === undefined) return incomplete([], text.issues);
  const requirements: WrittenRequirement[] = [];
  let extra = '';
  for (const row of text.value.split('\n')) {
    const content = row.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (content.startsWith('[') && content.endsWith(']')) extra = content.slice(1, -1).split(':', 1)[0] ?? '';
    else requirements.push(extra === '' ? { text: content } : { text: content, extra });
  }
  return complete(requirements);
}
