import { severityLevels, type SeverityLevel } from '../model/index.ts';
import type { Issue } from '../kernel/index.ts';
import { countOf } from './formats/wording.ts';
import type { FailOn, NotChecked, ReportedFinding, ScanPolicy } from './report.ts';

export interface Judged {
  readonly findings: readonly ReportedFinding[];
  readonly undecided: readonly ReportedFinding[];
  readonly notChecked: readonly NotChecked[];
  readonly issues: readonly Issue[];
  readonly complete: boolean;
  /** Files that were read. */
  readonly files: number;
}

/**
 * The policy is *not met* when a finding that counts reaches the threshold, *could not decide* when none does but something was not
 * read, not checked or not decided, and *met* only when nothing is left open.
 */
export function judge(
  judged: Judged,
  { failOn, includeDev }: { readonly failOn: FailOn; readonly includeDev: boolean },
): ScanPolicy {
  const policy = { failOn, includeDev };
  const over = judged.findings.filter((finding) => finding.counts && reaches(finding.severity.level, failOn));
  const open = openQuestions(judged);
  if (over.length > 0) {
    return { ...policy, status: 'not met', reasons: [`${countOf(over.length, 'finding')} at or above ${failOn}`, ...open] };
  }
  if (open.length > 0) return { ...policy, status: 'could not decide', reasons: open };
  const reason = failOn === 'none' ? 'no finding fails the scan (--fail-on none)' : `no finding at or above ${failOn}`;
  return { ...policy, status: 'met', reasons: [reason] };
}

/** A severity that nobody stated reaches every threshold: it is not known to be harmless. */
function reaches(level: SeverityLevel, failOn: FailOn): boolean {
  if (failOn === 'none') return false;
  return level === 'unknown' || severityLevels.indexOf(level) >= severityLevels.indexOf(failOn);
}

function openQuestions({ undecided, notChecked, issues, complete, files }: Judged): readonly string[] {
  const counting = undecided.filter((finding) => finding.counts).length;
  const unchecked = notChecked.reduce((sum, gap) => sum + gap.components, 0);
  return [
    ...(counting > 0 ? [`${countOf(counting, 'finding')} could not be decided`] : []),
    ...(files === 0 && complete ? ['nothing was found that Assay reads'] : []),
    ...(unchecked > 0 ? [`${countOf(unchecked, 'component')} not checked`] : []),
    ...(complete
      ? []
      : [issues.length === 0 ? 'the inventory is incomplete' : `${countOf(issues.length, 'issue')} left the inventory incomplete`]),
  ];
}
