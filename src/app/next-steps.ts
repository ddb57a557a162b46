import { ecosystemById } from '../ecosystem/index.ts';
import type { EcosystemId } from '../model/index.ts';
import { countOf } from './formats/wording.ts';
import type { NextStep, ReportedFinding } from './report.ts';
import type { Judged } from './policy.ts';

/** Steps that a person can hold in mind. */
const mostSteps = 8;

/** What to do, the most useful first: repair what keeps the scan from telling, unless there already is something to fix. */
export function nextSteps(judged: Judged, repair: readonly NextStep[]): readonly NextStep[] {
  const upgrades = upgradeSteps(judged.findings.filter((finding) => finding.counts));
  const first = upgrades.length > 0 ? [...upgrades, ...repair] : [...repair, ...upgrades];
  const versions = judged.undecided.some((finding) => finding.counts && finding.version === undefined)
    ? [{ text: 'Commit a lockfile, or pin versions, so that the versions are known' }]
    : [];
  const unread =
    judged.issues.length > 0 ? [{ text: `Repair or ignore what could not be read, first ${judged.issues[0]?.path ?? ''}` }] : [];
  return [...first, ...versions, ...unread].slice(0, mostSteps);
}

/** One step per component, in the order of its worst finding. */
function upgradeSteps(findings: readonly ReportedFinding[]): readonly NextStep[] {
  return [...Map.groupBy(findings, (finding) => finding.component).values()].map(toStep);
}

function toStep(group: readonly ReportedFinding[]): NextStep {
  const [first] = group as readonly [ReportedFinding, ...ReportedFinding[]];
  const name = `${first.name} ${first.version ?? ''}`.trim();
  const open = group.filter((finding) => finding.fixedIn === undefined);
  const target = highest(
    group.map((finding) => finding.fixedIn).filter((version) => version !== undefined),
    first.ecosystem,
  );
  const settled = group.length - open.length;
  const [path] = first.paths;
  const place = path === undefined ? '' : `${path.file}${path.line === undefined ? '' : `:${path.line}`}`;
  const direct = path?.steps.slice(1, -1)[0];
  if (target === undefined) {
    return { text: `Replace ${name}, or live with it knowingly: there is no fixed version (${place})` };
  }
  const gain = `${countOf(settled, 'finding')} less`;
  if (direct === undefined) return { text: `Upgrade ${name} to ${target} in ${place} (${gain})` };
  return {
    text: `Bring ${name} to ${target}: it came in by ${direct.name} ${direct.version ?? ''}, asked for in ${place} (${gain})`,
  };
}

function highest(versions: readonly string[], ecosystem: string): string | undefined {
  const order = ecosystemById(ecosystem as EcosystemId);
  return versions.reduce<string | undefined>(
    (best, version) => (best === undefined || order?.compareVersions(version, best) === 1 ? version : best),
    undefined,
  );
}
