import type { Hash } from '../kernel/index.ts';

/** Ecosystems whose packages, names and versions Assay understands, by purl type. See `ecosystem/list.ts`. */
export type EcosystemId =
  | 'apk'
  | 'bioconductor'
  | 'bitnami'
  | 'cargo'
  | 'cocoapods'
  | 'composer'
  | 'conan'
  | 'conda'
  | 'cran'
  | 'deb'
  | 'docker'
  | 'gem'
  | 'generic'
  | 'githubactions'
  | 'golang'
  | 'hackage'
  | 'hex'
  | 'julia'
  | 'maven'
  | 'npm'
  | 'nuget'
  | 'opam'
  | 'pub'
  | 'pypi'
  | 'rpm'
  | 'swift'
  | 'terraform'
  | 'vcpkg'
  | 'vscode-extension';

/** When a package is needed. The first that applies along any path from the project wins, in this order. */
export type Scope = 'runtime' | 'optional' | 'dev' | 'test';

/** Where a package comes from, when the file says so. Absent means the ecosystem's registry. */
export type Source =
  | { readonly kind: 'registry'; readonly url: string }
  | { readonly kind: 'git'; readonly url: string; readonly commit?: string }
  | { readonly kind: 'archive'; readonly url: string }
  /** A directory of the same repository or machine: code of one's own, which no registry record describes. */
  | { readonly kind: 'local'; readonly path: string };

export interface PackageEdge {
  /** Index into `PackageGraph.packages`. */
  readonly to: number;
  readonly scope: Scope;
  /** What was asked for, as written: `^1.2.0`, `>=2,<3`. */
  readonly requirement?: string;
  /** 1-based line in `file` on which it is asked for. */
  readonly line?: number;
  /** File that asks for it, when it is not the file that was read: relative to the target. */
  readonly file?: string;
}

/** One package as one file resolves it. The same name and version may stand in a file more than once (npm nests copies). */
export interface PackageNode {
  /** The ecosystem's own name of it, as the registry spells it: `@scope/name`, `golang.org/x/net`. An alias is already resolved. */
  readonly name: string;
  /** The distribution that made it (`debian`, `alpine`), for packages of an operating system: the purl's namespace, no part of the name. */
  readonly namespace?: string;
  /** Who supplies it, as the file says it. */
  readonly supplier?: string;
  /** As written in the file; absent when the file does not say it (could not decide, never "safe"). */
  readonly version?: string;
  /**
   * A project is what somebody develops here: a root or a workspace member. A platform is the operating system that the packages make up,
   * under the name and version of its os-release. Neither is looked up in advisories.
   */
  readonly kind: 'project' | 'package' | 'platform';
  /** For a project: its directory relative to the target, `.` for the target itself. */
  readonly directory?: string;
  readonly source?: Source;
  /**
   * What tells this package from others of its name and version, under the keys of its purl type: `platform` of a gem, `channel` of a
   * conda package, `repository_url` of an image. Part of its identity.
   */
  readonly qualifiers?: Readonly<Record<string, string>>;
  /** 0 to 1, where the file only claims what it says of the package: the version in a comment. Absent: that of the cataloger. */
  readonly confidence?: number;
  /** What the file itself says of it. When absent, the scope follows from the edges. */
  readonly scope?: Scope;
  /** Licence as declared there: an SPDX expression or whatever stands in its place. */
  readonly licence?: string;
  readonly hashes?: readonly Hash[];
  /** The publisher's or registry's notice that it should no longer be used. */
  readonly deprecated?: string;
  /** 1-based line in the file that was read, or in `file`. */
  readonly line?: number;
  /** Set when the package was seen in another file than the one that was read (installed packages): relative to the target. */
  readonly file?: string;
  readonly dependsOn: readonly PackageEdge[];
}

/** What one file (or one installed tree) says: packages and who needs whom. */
export interface PackageGraph {
  readonly ecosystem: EcosystemId;
  readonly packages: readonly PackageNode[];
  /**
   * Whether every dependency edge is stated. `partial`: some are (go.sum has none, go.mod has the direct ones);
   * paths to a package may then be missing from the graph.
   */
  readonly edges: 'complete' | 'partial' | 'none';
}
