import type { SourceFile } from './cataloger.ts';

/** The files of a target, which bound what they and their neighbours can reach. */
export interface TargetFiles {
  /** The file at a path relative to the root; undefined when there is none or when it lies outside. */
  file(path: string): SourceFile | undefined;
  /** The path of a directory without symbolic links in it, relative to the root; as given when there is none. */
  realDirectory(path: string): string;
  /** Digest of the image layer that brought a file. */
  layerOf(path: string): string | undefined;
  /** Says that nobody uses the bytes any more that files have given so far. */
  release(): void;
}

/** Their content is history and bookkeeping of version control, not what is shipped. */
export const neverEntered: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', '.jj']);
