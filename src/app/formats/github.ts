import type { ReportedFinding } from '../report.ts';
import type { Render } from './format.ts';
import { createPlacer, mainPlace } from './place.ts';

/** GitHub shows ten annotations of each kind per step; the table has the rest. */
const mostOfAKind = 10;

/** Workflow commands that show findings beside the lines of a pull request: errors for what breaks the policy, warnings for what is open. */
export const renderGitHub: Render = ({ report }, { directory }) => {
  const placeOf = createPlacer(report, directory);
  const command = (kind: 'error' | 'warning', file: string, line: number | undefined, title: string, message: string): string => {
    const place = placeOf(file, line);
    return `::${kind} file=${property(place.file)},line=${place.line},title=${property(title)}::${data(message)}`;
  };
  const findings = report.findings.filter((finding) => finding.counts).slice(0, mostOfAKind);
  const lines = [
    ...findings.map((finding) => {
      const main = mainPlace(finding, report);
      return command(
        'error',
        main.file,
        main.line,
        `${finding.severity.level}: ${finding.name} ${finding.version ?? ''}`,
        messageOf(finding),
      );
    }),
    ...report.issues
      .slice(0, mostOfAKind)
      .map((issue) => command('warning', issue.path, issue.line, 'Not read', `${issue.path} ${issue.message}`)),
    ...report.notChecked.map(
      (gap) => `::warning title=${property('Not checked')}::${data(`${gap.components} of ${gap.ecosystem}: ${gap.reason}`)}`,
    ),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
};

function messageOf(finding: ReportedFinding): string {
  const fix = finding.fixedIn === undefined ? 'There is no fixed version yet.' : `Fixed in ${finding.fixedIn}.`;
  return `${finding.id}: ${finding.summary}. ${fix}`;
}

/** Escapes of the workflow command syntax: a stranger's text must not start a command of its own. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
