import { posix } from 'node:path';
import type { SourceFile } from '../../../cataloger.ts';
import { fileAt } from '../../../paths.ts';

const rootName = /^[ \t]*rootProject\.name[ \t]*=[ \t]*(["'])([\w .-]+)\1/m;
const LONGEST_SETTINGS = 1_000_000; // characters

/** A project has the name of its directory, the root of a build the one that its settings give it. */
export async function projectNameAt(from: SourceFile, directory: string): Promise<string> {
  for (const name of ['settings.gradle', 'settings.gradle.kts']) {
    const settings = await fileAt(from, posix.join(directory, name));
    const text = (await settings?.text())?.value;
    const found = rootName.exec(text?.slice(0, LONGEST_SETTINGS) ?? '')?.[2];
    if (found !== undefined) return found;
  }
  return posix.basename(directory);
}
