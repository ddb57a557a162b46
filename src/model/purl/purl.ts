/** The components of a package URL, ECMA-427 clause 5. */
export type PurlPart = 'scheme' | 'type' | 'namespace' | 'name' | 'version' | 'qualifiers' | 'subpath';

/** A parsed package URL: decoded, and normalised as its type asks. No text in it is empty. */
export interface Purl {
  /** Lower case. */
  readonly type: string;
  /** Segments joined by `/`, without a `/` at either end. */
  readonly namespace?: string;
  /** May hold any character. Only in types whose name is itself a path (`git`) does a `/` part segments. */
  readonly name: string;
  readonly version?: string;
  /** Lower-case keys in code-unit order. */
  readonly qualifiers: ReadonlyMap<string, string>;
  /** Segments joined by `/`, relative to the root of the package; never `.` or `..`. */
  readonly subpath?: string;
}

/** What a package URL is built from: decoded text. An empty text is the same as none. */
export interface PurlParts {
  readonly type: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
  readonly qualifiers?: ReadonlyMap<string, string> | Readonly<Record<string, string | undefined>> | undefined;
  readonly subpath?: string | undefined;
}

export interface PurlFailure {
  readonly ok: false;
  /** `syntax`: against ECMA-427 clause 5. `type`: well written, but against the rules of its type. */
  readonly kind: 'syntax' | 'type';
  readonly part: PurlPart;
  /** Reads as a sentence after the package URL: `has no name`. */
  readonly reason: string;
  /** Where in the text that was parsed, in UTF-16 units from 0. */
  readonly at?: number;
}

export type ParsedPurl = { readonly ok: true; readonly purl: Purl } | PurlFailure;
export type FormattedPurl = { readonly ok: true; readonly text: string } | PurlFailure;
