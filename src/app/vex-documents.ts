import { existsSync } from 'node:fs';
import type { VexContent, VexStatement } from '../advisory/vex/index.ts';
import { readTextFile } from '../inventory/index.ts';
import { AppError, type Ctx, type Issue } from '../kernel/index.ts';

/** A file to read: where it is, and what the user calls it. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}

export interface ReadVexFile {
  readonly file: NamedFile;
  /** Undefined when it is no VEX document. */
  readonly content: VexContent | undefined;
  readonly issues: readonly Issue[];
}

/** Reads VEX documents of any format. Throws `AppError` `usage/file` for one that is not there. */
export async function readVexFiles(files: readonly NamedFile[], ctx: Ctx): Promise<readonly ReadVexFile[]> {
  const { readVexText } = await import('../advisory/vex/index.ts');
  return files.map((file) => {
    const text = readNamedFile(file, ctx);
    if (text.value === undefined) return { file, content: undefined, issues: text.issues };
    const read = readVexText(text.value, file.name, ctx.limits);
    return { file, content: read.value, issues: read.issues };
  });
}

export function readNamedFile(file: NamedFile, ctx: Ctx): ReturnType<typeof readTextFile> {
  if (!existsSync(file.path)) throw new AppError('usage/file', `There is nothing at ${file.name}`);
  return readTextFile(file.path, file.name, ctx.limits.sbomBytes);
}

export function statementsOf(files: readonly ReadVexFile[]): readonly VexStatement[] {
  return files.flatMap(({ content }) => content?.statements ?? []);
}

export function issuesOf(files: readonly ReadVexFile[]): readonly Issue[] {
  return files.flatMap(({ issues }) => issues);
}
