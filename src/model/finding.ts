export const severityLevels = ['unknown', 'none', 'low', 'medium', 'high', 'critical'] as const;
export type SeverityLevel = (typeof severityLevels)[number];

export interface Severity {
  readonly level: SeverityLevel;
  /** CVSS score, 0 to 10. */
  readonly score?: number;
  /** The vector that the score was computed from. */
  readonly vector?: string;
  /** Who says so: `CVSS:4.0 of GHSA-…`, `database_specific.severity of GHSA-…`. */
  readonly source?: string;
}

/** `could not decide` is never treated as safe: it is counted, shown and it gates. */
export type Verdict = 'affected' | 'not affected' | 'could not decide';

/** One step of a path from a project to the component, project first. */
export interface PathStep {
  readonly name: string;
  readonly version?: string;
}

/** How a component got in: through which project, which direct dependency, and where that one is asked for. */
export interface DependencyPath {
  /** The file whose graph holds the path, relative to the target. */
  readonly graph: string;
  readonly steps: readonly PathStep[];
  readonly scope: 'runtime' | 'optional' | 'dev' | 'test';
  /** File and line at which the direct dependency is asked for, or else at which the component is locked. */
  readonly file: string;
  readonly line?: number;
}

export interface PriorityReason {
  /** `severity`, `fix`, `depth`, `scope` … */
  readonly factor: string;
  /** What a person reads: "critical (CVSS 9.8)". */
  readonly text: string;
  /** Its contribution to the priority. */
  readonly weight: number;
}

export interface Priority {
  /** Sum of the weights; higher comes first. */
  readonly score: number;
  readonly reasons: readonly PriorityReason[];
}

/** A component and one vulnerability, under whichever ids it is known. */
export interface Finding {
  /** The id people use: a CVE where there is one, else the record's. */
  readonly id: string;
  /** All ids of the same vulnerability, sorted, `id` first. */
  readonly aliases: readonly string[];
  /** The records that say so. */
  readonly records: readonly string[];
  /** `Component.id`. */
  readonly component: string;
  readonly verdict: Exclude<Verdict, 'not affected'>;
  /** Why the verdict: the range that holds, or what could not be compared. */
  readonly reason: string;
  readonly summary: string;
  readonly severity: Severity;
  /** The lowest version above the present one that no record of this finding calls affected. */
  readonly fixedIn?: string;
  readonly paths: readonly DependencyPath[];
  readonly priority: Priority;
  readonly published?: string;
  readonly modified?: string;
  readonly references: readonly string[];
  /** CWE ids, where a record names them. */
  readonly weaknesses: readonly string[];
}
