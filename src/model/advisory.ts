/**
 * The Open Source Vulnerability format, schema version 1.7: the parts that matching, ranking and explaining read.
 * @see https://ossf.github.io/osv-schema/
 */
export interface Advisory {
  readonly schema_version?: string;
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly modified: string;
  readonly published?: string;
  /** When present the record is withdrawn and must not match. */
  readonly withdrawn?: string;
  readonly aliases?: readonly string[];
  readonly upstream?: readonly string[];
  readonly related?: readonly string[];
  readonly summary?: string;
  readonly details?: string;
  readonly severity?: readonly AdvisorySeverity[];
  readonly affected?: readonly Affected[];
  readonly references?: readonly { readonly type: string; readonly url: string }[];
  readonly credits?: readonly { readonly name: string; readonly contact?: readonly string[]; readonly type?: string }[];
  readonly database_specific?: Readonly<Record<string, unknown>>;
}

export interface AdvisorySeverity {
  /** `CVSS_V2`, `CVSS_V3`, `CVSS_V4`, `Ubuntu` … */
  readonly type: string;
  readonly score: string;
}

export interface Affected {
  readonly package?: { readonly ecosystem: string; readonly name: string; readonly purl?: string };
  readonly severity?: readonly AdvisorySeverity[];
  readonly ranges?: readonly AffectedRange[];
  readonly versions?: readonly string[];
  readonly ecosystem_specific?: Readonly<Record<string, unknown>>;
  readonly database_specific?: Readonly<Record<string, unknown>>;
}

export interface AffectedRange {
  readonly type: string;
  readonly repo?: string;
  readonly events: readonly RangeEvent[];
  readonly database_specific?: Readonly<Record<string, unknown>>;
}

/** Exactly one member is set in a valid event. */
export interface RangeEvent {
  readonly introduced?: string;
  readonly fixed?: string;
  readonly last_affected?: string;
  readonly limit?: string;
}
