/**
 * Every bound that hostile input can run into, with its unit in the name.
 * A bound that is reached is an issue with its place, never a crash and never silence.
 */
export interface Limits {
  /** A manifest or lockfile that is larger is not read. */
  readonly manifestBytes: number;
  /** An SBOM given as the target that is larger is not read. */
  readonly sbomBytes: number;
  /** Levels of arrays, objects, tables or mappings inside a document. */
  readonly nestingLevels: number;
  /** Elements of an XML document. */
  readonly xmlElements: number;
  /** Directories below the target. */
  readonly directoryLevels: number;
  /** Files and directories that one walk looks at. */
  readonly directoryEntries: number;
  /** Files that one file may include, transitively (requirements.txt). */
  readonly includedFiles: number;
  /** Packages that one file may name. */
  readonly packagesPerFile: number;
  /** Issues that one file may raise; further ones are counted in the last. */
  readonly issuesPerFile: number;
  /** One advisory record; the largest of the public databases have some hundred kilobytes. */
  readonly advisoryBytes: number;
  /** Entries of a zip archive. */
  readonly archiveEntries: number;
  /** One entry of an archive, decompressed. */
  readonly archiveEntryBytes: number;
  /** Archives inside archives that are opened, counted from the outermost. */
  readonly archiveLevels: number;
  /** What is decompressed of one archive and of all archives inside it, together. */
  readonly archiveContentBytes: number;
  /** An archive as it lies on disk or comes over the network. */
  readonly archiveBytes: number;
  /** What is decompressed of one image or compressed archive, all its layers together. */
  readonly decompressedBytes: number;
  /** How many times longer than its compressed form a stream may become, from `decompressionFreeBytes` on. */
  readonly decompressionRatio: number;
  /** What a stream may expand to at any ratio. */
  readonly decompressionFreeBytes: number;
  /** Contents of files of a compressed image that are kept in memory; what is wanted besides is read in another pass. */
  readonly keptContentBytes: number;
  /** Passes over one compressed layer. */
  readonly layerPasses: number;
  readonly imageLayers: number;
  /** A manifest, an index or a configuration of an image. */
  readonly imageManifestBytes: number;
  /** The path of a file in an archive, and the target of a symbolic link. */
  readonly pathBytes: number;
  /** Symbolic links that are followed to reach one file. */
  readonly linkHops: number;
  /** Names that are passed through where the symbolic links of one image or archive lead, all together. */
  readonly linkSteps: number;
  /** Silence of a server after which a request is given up. */
  readonly httpIdleMilliseconds: number;
  readonly httpAttempts: number;
  /** Pause before the second attempt; it doubles with each further one. */
  readonly httpRetryMilliseconds: number;
  readonly httpRedirects: number;
  /** Paths that are listed for one finding. */
  readonly pathsPerFinding: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

export const defaultLimits: Limits = {
  manifestBytes: 64 * MiB,
  sbomBytes: 256 * MiB,
  nestingLevels: 200,
  xmlElements: 2_000_000,
  directoryLevels: 100,
  directoryEntries: 2_000_000,
  includedFiles: 100,
  packagesPerFile: 500_000,
  issuesPerFile: 20,
  advisoryBytes: 8 * MiB,
  archiveEntries: 1_000_000,
  archiveEntryBytes: 64 * MiB,
  archiveLevels: 8,
  archiveContentBytes: 4 * 1024 * MiB,
  archiveBytes: 1024 * MiB,
  decompressedBytes: 64 * 1024 * MiB,
  decompressionRatio: 200,
  decompressionFreeBytes: 256 * MiB,
  keptContentBytes: 64 * MiB,
  layerPasses: 8,
  imageLayers: 1000,
  imageManifestBytes: 8 * MiB,
  pathBytes: 4096,
  linkHops: 40,
  linkSteps: 20_000_000,
  httpIdleMilliseconds: 30_000,
  httpAttempts: 3,
  httpRetryMilliseconds: 250,
  httpRedirects: 5,
  pathsPerFinding: 5,
};
