import { matchesGlob } from 'node:path';
import { posix } from 'node:path';
import { complete, createContext, decodeText, incomplete, type Ctx, type Outcome } from '../../src/kernel/index.ts';
import type { Catalogued, Cataloger, SourceFile } from '../../src/inventory/index.ts';

/** Files of an imagined target, by their path in it. */
export type MemoryFiles = Readonly<Record<string, string | Uint8Array>>;

export function memoryFile(files: MemoryFiles, path: string): SourceFile {
  const content = files[path];
  if (content === undefined) throw new Error(`the test has no file ${path}`);
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const directory = posix.dirname(path);
  return {
    path,
    text: () => Promise.resolve(decodeText(bytes, path)),
    bytes: () => Promise.resolve(complete(bytes)),
    sibling(relative) {
      const wanted = posix.normalize(posix.join(directory, relative));
      return Promise.resolve(files[wanted] === undefined || wanted.startsWith('..') ? undefined : memoryFile(files, wanted));
    },
    matching(glob) {
      const pattern = posix.normalize(posix.join(directory, glob));
      const found = Object.keys(files).filter((other) => matchesGlob(other, pattern) && !other.includes('node_modules/'));
      return Promise.resolve(found.toSorted().map((other) => memoryFile(files, other)));
    },
  };
}

/** Runs one cataloger on one file of an imagined target. */
export async function catalog(
  cataloger: Cataloger,
  files: MemoryFiles,
  paths: string | readonly string[],
  ctx: Ctx = createContext(),
): Promise<Outcome<Catalogued>> {
  const wanted = typeof paths === 'string' ? [paths] : paths;
  const run = await cataloger.load();
  if (wanted.length === 0) return incomplete({ graphs: [] }, []);
  return run(
    wanted.map((path) => memoryFile(files, path)),
    ctx,
  );
}
