import type { ScanResult } from '../report.ts';

export interface RenderOptions {
  readonly color: boolean;
  /** Columns that a line may have. */
  readonly width: number;
  /** Directory in which the user stands, to which paths for other tools (SARIF, annotations) are relative. */
  readonly directory: string;
}

export type Render = (result: ScanResult, options: RenderOptions) => string;

/** One way to say the result of a scan. */
export interface ReportFormat {
  /** The value of `--format`. */
  readonly id: string;
  /** One line for people. */
  readonly title: string;
  readonly load: () => Promise<Render>;
}
