import type { Ctx, Outcome } from '../kernel/index.ts';
import type { PackageGraph, Technique } from '../model/index.ts';

/** A file of the target. It can be read within the limits, and it can name its neighbours, never anything outside the target. */
export interface SourceFile {
  /** Relative to the target, `/` separators. */
  readonly path: string;
  /**
   * The content as text: UTF-8, within `limits.manifestBytes`, without merge conflict markers.
   * The value is undefined when it cannot be read, and the issues say why.
   */
  text(): Promise<Outcome<string | undefined>>;
  /** The content as bytes, within `limits.archiveBytes`: for archives and binaries. Undefined as for `text`. Nobody may use them once the cataloger is done. */
  bytes(): Promise<Outcome<Uint8Array | undefined>>;
  /** A file by its path relative to this file's directory. Undefined when there is none or when it lies outside the target. */
  sibling(path: string): Promise<SourceFile | undefined>;
  /** Digest of the image layer that brought the file, `sha256:…`. */
  readonly layer?: string;
  /**
   * Files below this file's directory whose paths relative to it match a glob (`*` within one name, `**` across), sorted.
   * Ignored and `node_modules` directories are left out. For workspaces: `packages/<any>/package.json`.
   */
  matching(glob: string): Promise<readonly SourceFile[]>;
}

/** What one file, or one group of files, says. */
export interface Catalogued {
  readonly graphs: readonly PackageGraph[];
  /**
   * Files that a package of the operating system installed, relative to the target. What language catalogers find in them came with that
   * package and is not reported a second time.
   */
  readonly ownedFiles?: readonly string[];
}

/** What the first bytes of a file look like. */
export interface Magic {
  readonly offset: number;
  /** Hexadecimal. */
  readonly bytes: string;
}

export type Catalog = (files: readonly SourceFile[], ctx: Ctx) => Promise<Outcome<Catalogued>>;

export interface Cataloger {
  /** `ecosystem/what-it-reads`: `npm/package-lock`. Also the name of its folder or file. */
  readonly id: string;
  /** One line for people: what it reads, in which versions. */
  readonly title: string;
  readonly technique: Technique;
  /**
   * Which files it wants: a base name (`package-lock.json`), a base name with `*` (`requirements*.txt`), or a path with `/`
   * in which a double star crosses directories. Indexed once for all catalogers.
   */
  readonly files: readonly string[];
  /**
   * Wants files by their first bytes too, whatever they are called: executables. Only files that can be executed or whose names end as
   * libraries do are looked into.
   */
  readonly magic?: readonly Magic[];
  /**
   * Neighbours that it may ask for by `sibling` or `matching`, in the form of `files`. An archive or image is read once from front to end, and only
   * what somebody wants or may ask for is kept.
   */
  readonly asks?: readonly string[];
  /** Reads below `node_modules`, where everything else is somebody else's leftovers. */
  readonly insideNodeModules?: boolean;
  /** Files with the same key are read together, in one call, sorted by path. Without it every file is read by itself. */
  readonly group?: (path: string) => string;
  /**
   * Reads a manifest that resolves nothing. Its graphs count only for projects (ecosystem and directory)
   * that no other cataloger covers: a manifest without a lockfile must not pass for "no components".
   */
  readonly fallback?: boolean;
  /** Loaded when the first file matches. */
  readonly load: () => Promise<Catalog>;
}
