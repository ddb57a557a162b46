import { basename, resolve } from 'node:path';
import type { DocumentFacts } from '../../sbom/index.ts';
import type { ScanResult } from '../report.ts';

/** What an SBOM says of its own making. The target is called by its last name only: a path of one's machine is nobody's business. */
export function documentFacts({ report, inventory }: ScanResult): DocumentFacts {
  return {
    toolVersion: report.tool.version,
    created: new Date(report.time),
    targetName: basename(resolve(inventory.target.name)),
    complete: report.issues.length === 0,
  };
}
