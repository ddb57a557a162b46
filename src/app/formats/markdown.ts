import type { ReportedFinding, ScanReport } from '../report.ts';
import type { Render } from './format.ts';
import { toPlainText } from '../../kernel/index.ts';
import { ageOf, countOf, levelWord, stepText, worstFirst } from './wording.ts';

/** Rows of the table; a comment on a pull request has a size limit, and nobody reads further. */
const mostRows = 50;

const statusWords: Readonly<Record<ScanReport['policy']['status'], string>> = {
  met: '✅ Policy met',
  'not met': '❌ Policy not met',
  'could not decide': '⚠️ Could not decide',
};

/** For a pull request or an issue: the verdict, the findings as a table, and what was left open. */
export const renderMarkdown: Render = ({ report }) => {
  const counted = report.findings.filter((finding) => finding.counts);
  const sections = [
    `## Assay: ${cell(report.target.name)}`,
    `**${statusWords[report.policy.status]}**: ${report.policy.reasons.map(cell).join('; ')}.`,
    summary(report),
    counted.length === 0 ? '' : findingTable(counted),
    openList(
      'Could not decide',
      report.undecided.map(
        (finding) => `${code(`${finding.name} ${finding.version ?? ''}`.trim())} ${cell(finding.id)}: ${cell(finding.reason)}`,
      ),
    ),
    openList(
      'Not checked',
      report.notChecked.map((gap) => `${countOf(gap.components, 'component')} of ${cell(gap.ecosystem)}: ${cell(gap.reason)}`),
    ),
    openList(
      'Incomplete',
      report.issues.map(
        (issue) => `${code(`${issue.path}${issue.line === undefined ? '' : `:${issue.line}`}`)} ${cell(issue.message)}`,
      ),
    ),
    ...report.next.slice(0, 1).map((step) => `**Next**: ${cell(stepText(step))}`),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
};

function summary(report: ScanReport): string {
  const ecosystems = report.summary.ecosystems.map((one) => `${one.components} ${cell(one.ecosystem)}`).join(', ');
  const levels = worstFirst
    .filter((level) => report.summary.findings[level] > 0)
    .map((level) => `${report.summary.findings[level]} ${levelWord(level)}`);
  const age = report.advisories.map((set) => set.updated).toSorted()[0];
  return [
    `${countOf(report.summary.components, 'component')}${ecosystems === '' ? '' : ` (${ecosystems})`}`,
    levels.length === 0 ? 'no findings that count' : `findings: ${levels.join(', ')}`,
    ...(report.summary.dev > 0 ? [`${report.summary.dev} more in development dependencies`] : []),
    ...(age === undefined ? [] : [`advisory data read ${ageOf(age, report.time)}`]),
  ].join(' · ');
}

function findingTable(findings: readonly ReportedFinding[]): string {
  const rows = findings.slice(0, mostRows).map((finding) => {
    const [path] = finding.paths;
    const direct = path?.steps.slice(1, -1)[0]?.name;
    const place = path === undefined ? '' : code(`${path.file}${path.line === undefined ? '' : `:${path.line}`}`);
    return `| ${levelWord(finding.severity.level)} | ${code(`${finding.name} ${finding.version ?? ''}`.trim())} | ${cell(finding.id)} | ${cell(finding.summary)} | ${finding.fixedIn === undefined ? 'none yet' : code(finding.fixedIn)} | ${direct === undefined ? 'direct' : code(direct)} ${place} |`;
  });
  const rest = findings.length > mostRows ? `\n\nand ${findings.length - mostRows} more.` : '';
  return `| severity | component | id | what | fixed in | by |\n| --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}${rest}`;
}

function openList(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  const rest = items.length > 20 ? `\n- and ${items.length - 20} more` : '';
  return `<details><summary>${title}: ${items.length}</summary>\n\n${items
    .slice(0, 20)
    .map((item) => `- ${item}`)
    .join('\n')}${rest}\n\n</details>`;
}

/** A stranger's text as text: no markup, no HTML, no mention that would notify somebody. */
function cell(text: string): string {
  return toPlainText(text)
    .replaceAll(/[\\`*_{}[\]<>#|~]/g, String.raw`\$&`)
    .replaceAll('@', '@\u2060');
}

function code(text: string): string {
  return `\`${toPlainText(text)
    .replaceAll('`', "'")
    .replaceAll('|', String.raw`\|`)}\``;
}
