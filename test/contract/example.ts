import type { MemoryFiles } from '../kit/memory-files.ts';

/** A small valid input of a cataloger: the contract test reads it, and then spoils it in every way it knows. */
export interface CatalogExample {
  readonly files: MemoryFiles;
  /** The file or files that the cataloger is given, in one call. */
  readonly paths: readonly string[];
  /** `name version` of packages that must be found; the version is left out where the file does not tell it. */
  readonly packages: readonly string[];
}

/** By id of the cataloger. */
export type CatalogExamples = Readonly<Record<string, CatalogExample>>;

export const json = (value: unknown): string => JSON.stringify(value, undefined, 2);
