import type { Ctx, Outcome } from '../../kernel/index.ts';

/** Somewhere that advisories come from. A new kind is one file here that makes these, and one line in `list.ts`. */
export interface AdvisorySource {
  /** What there is to read, without reading it. */
  parts(ctx: Ctx): Promise<Outcome<readonly SourcePart[]>>;
}

/** Records that are fetched together and that replace each other together. */
export interface SourcePart {
  /** Its name in the database, the same wherever it is fetched from: `osv/npm`. */
  readonly key: string;
  /**
   * OSV name of the ecosystem of which this part has every record there is. Without it the part speaks for the
   * ecosystems that its records name.
   */
  readonly ecosystem?: string;
  /** For people: a URL or a path. */
  readonly origin: string;
  readonly licence?: string;
  /**
   * Reads the part. `unchanged` when `previous` shows that it is what the database holds already; undefined when it could
   * not be had, which the issues explain.
   */
  read(previous: PartMark | undefined, ctx: Ctx): Promise<Outcome<PartContent | 'unchanged' | undefined>>;
}

/** By what a part is recognised as unchanged. */
export interface PartMark {
  /** Hexadecimal SHA-256 of its bytes. */
  readonly digest?: string;
  /** HTTP validators (RFC 9110, 8.8). */
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface PartContent {
  readonly mark: PartMark;
  readonly count: number;
  records(): Iterable<GivenRecord>;
}

/** One OSV record as its source has it. */
export interface GivenRecord {
  /** For issues: `all.zip!GHSA-….json`. */
  readonly path: string;
  bytes(): Outcome<Uint8Array | undefined>;
  /** Its bytes as a raw deflate stream, when the source holds them so: kept as they are. */
  deflated?(): Uint8Array | undefined;
}
