import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { ReportedFinding, ScanReport } from '../report.ts';

/** A file and line to point at. */
export interface Place {
  /** Relative to the directory in which the user stands, `/` separators. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** Turns paths relative to the target into paths that other tools resolve from the directory in which Assay was run. */
export function createPlacer(report: ScanReport, directory: string): (file: string, line?: number) => Place {
  const target = resolve(directory, report.target.name);
  const isDirectory = statSync(target, { throwIfNoEntry: false })?.isDirectory() === true;
  const base = report.target.kind === 'directory' || isDirectory ? target : dirname(target);
  return (file, line) => {
    const path = relative(directory, resolve(base, file)) || '.';
    return { file: sep === '/' ? path : path.replaceAll(sep, '/'), line: line ?? 1 };
  };
}

/** The file and line that a finding is best shown at: where the direct dependency is asked for. */
export function mainPlace(finding: ReportedFinding, report: ScanReport): { readonly file: string; readonly line?: number } {
  const [path] = finding.paths;
  if (path === undefined) return { file: report.target.name };
  return path.line === undefined ? { file: path.file } : { file: path.file, line: path.line };
}
