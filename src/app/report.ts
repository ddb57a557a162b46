import type { Issue } from '../kernel/index.ts';
import type { Finding, Inventory, Scope, SeverityLevel } from '../model/index.ts';

/** Version of the JSON form of `ScanReport`; `schemas/scan-report-1.json` describes it. It changes when a reader could break. */
export const scanReportSchema = 'assay/scan-report/1';

/** From which severity on a finding fails the scan. A finding of unknown severity always counts: nobody said that it is harmless. */
export const failOnLevels = ['none', 'low', 'medium', 'high', 'critical'] as const;
export type FailOn = (typeof failOnLevels)[number];

/** `could not decide` outranks nothing: it is reported when the policy is not plainly broken but cannot be called met either. */
export type PolicyStatus = 'met' | 'not met' | 'could not decide';

export interface EcosystemSummary {
  /** `npm`, `PyPI` … as people and OSV records name it. */
  readonly ecosystem: string;
  /** Distinct packages. */
  readonly components: number;
  readonly projects: number;
}

/** Advisory data that the scan used and that was fetched together. */
export interface AdvisoryData {
  /** Those of the target's ecosystems of which it has everything. */
  readonly ecosystems: readonly string[];
  /** Without withdrawn ones. */
  readonly records: number;
  /** Records that could not be read and are not in it. */
  readonly refused: number;
  /** When it was fetched or read, RFC 3339. */
  readonly updated: string;
  /** The latest change that any of its records states, RFC 3339. */
  readonly newest?: string;
  /** Where it came from. */
  readonly origin: string;
}

/** Components that were not checked against advisories at all. */
export interface NotChecked {
  readonly ecosystem: string;
  readonly components: number;
  readonly reason: string;
}

export interface ScanPolicy {
  readonly failOn: FailOn;
  readonly includeDev: boolean;
  readonly status: PolicyStatus;
  /** One sentence each, the most important first. */
  readonly reasons: readonly string[];
}

/** What the next step is, in words, and as a command where there is one. */
export interface NextStep {
  readonly text: string;
  readonly command?: string;
}

/** Everything that one scan found out: the command line prints it, `--format json` is it. */
export interface ScanReport {
  readonly schema: typeof scanReportSchema;
  readonly tool: { readonly name: 'assay'; readonly version: string };
  /** RFC 3339. */
  readonly time: string;
  readonly target: Inventory['target'];
  readonly summary: {
    readonly components: number;
    readonly projects: number;
    readonly ecosystems: readonly EcosystemSummary[];
    /** Findings that count, by severity; those in development dependencies are in `dev` unless they were asked for. */
    readonly findings: Readonly<Record<SeverityLevel, number>>;
    readonly dev: number;
    readonly undecided: number;
  };
  readonly advisories: readonly AdvisoryData[];
  readonly policy: ScanPolicy;
  /** Sorted by priority, highest first. */
  readonly findings: readonly ReportedFinding[];
  /** Components that an advisory names but whose version could not be judged. */
  readonly undecided: readonly ReportedFinding[];
  readonly notChecked: readonly NotChecked[];
  readonly issues: readonly Issue[];
  /** What ignore files left out. */
  readonly ignored: readonly string[];
  readonly next: readonly NextStep[];
}

/** A finding with the facts of its component that a reader needs beside it. */
export interface ReportedFinding extends Finding {
  readonly name: string;
  readonly version?: string;
  readonly ecosystem: string;
  readonly purl?: string;
  readonly scope: Scope;
  /** Whether it counts for the policy. */
  readonly counts: boolean;
}

/** A scan in memory: the report and the inventory that SBOM formats need. */
export interface ScanResult {
  readonly report: ScanReport;
  readonly inventory: Inventory;
}
