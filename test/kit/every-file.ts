import { inspectDirectory, isDirectory, type Cataloger, type InspectOptions, type Inspection } from '../../src/inventory/index.ts';
import { inspectArchive } from '../../src/inventory/targets/inspect-archive.ts';
import { complete, createContext, incomplete, type Ctx, type Outcome } from '../../src/kernel/index.ts';

export interface EveryFile {
  /** Text of every file that the target shows, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Layer of every file. */
  readonly layers: Readonly<Record<string, string | undefined>>;
  readonly outcome: Outcome<Inspection>;
  /** `path code` of every issue. */
  readonly codes: readonly string[];
}

/** A cataloger that wants every file, and what it was given. */
export function everyFileCataloger(parts: Partial<Cataloger> = {}): {
  readonly cataloger: Cataloger;
  readonly files: Record<string, string>;
  readonly layers: Record<string, string | undefined>;
} {
  const files: Record<string, string> = {};
  const layers: Record<string, string | undefined> = {};
  const cataloger: Cataloger = {
    id: 'test/every-file',
    title: 'every file',
    technique: 'installed',
    files: ['*'],
    load: () =>
      Promise.resolve(async ([file]) => {
        if (file === undefined) return complete({ graphs: [] });
        const text = await file.text();
        if (text.value === undefined) return incomplete({ graphs: [] }, text.issues);
        files[file.path] = text.value;
        layers[file.path] = file.layer;
        return complete({ graphs: [] });
      }),
    ...parts,
  };
  return { cataloger, files, layers };
}

/** Everything that a target shows. */
export async function showEveryFile(path: string, options: InspectOptions = {}, ctx: Ctx = createContext()): Promise<EveryFile> {
  const { cataloger, files, layers } = everyFileCataloger();
  const inspect = isDirectory(path) ? inspectDirectory : inspectArchive;
  const outcome = await inspect(path, ctx, { catalogers: [cataloger], ...options });
  if (outcome === undefined) throw new Error(`${path} is nothing that is read`);
  return { files, layers, outcome, codes: outcome.issues.map((issue) => `${issue.path} ${issue.code}`) };
}
