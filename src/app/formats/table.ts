import { styleText } from 'node:util';
import type { DependencyPath, SeverityLevel } from '../../model/index.ts';
import type { ReportedFinding, ScanReport } from '../report.ts';
import type { Render, RenderOptions } from './format.ts';
import { toPlainText } from '../../kernel/index.ts';
import { ageOf, countOf, isStale, levelWord, stepText, worstFirst } from './wording.ts';

/** Findings that are told in full; the others follow as one line each. */
const toldInFull = 5;
/** Columns, in the lines of which there may be hundreds. */
const longestName = 44;
const longestFix = 16;

type Style = Parameters<typeof styleText>[0];

/** What a person wants to see first, in this order: what is in it, what is wrong with it, what could not be told, what to do next. */
export const renderTable: Render = ({ report }, options) => {
  const page = new Page(options);
  head(page, report);
  findings(page, report);
  undecided(page, report);
  gaps(page, report);
  verdict(page, report);
  return page.text();
};

class Page {
  readonly width: number;
  readonly #color: boolean;
  readonly #lines: string[] = [];

  constructor(options: RenderOptions) {
    this.width = options.width;
    this.#color = options.color;
  }

  line(text = ''): void {
    this.#lines.push(text.trimEnd());
  }

  paint(style: Style, text: string): string {
    return this.#color ? styleText(style, text, { validateStream: false }) : text;
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}

const severityStyle: Readonly<Record<SeverityLevel, Style>> = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  none: 'dim',
  unknown: 'magenta',
};

function head(page: Page, report: ScanReport): void {
  const { summary } = report;
  const ecosystems = summary.ecosystems.map((one) => `${one.components} ${one.ecosystem}`).join(' · ');
  const projects = summary.projects === 0 ? '' : `${countOf(summary.projects, 'project')}, `;
  page.line(
    `${page.paint('bold', toPlainText(report.target.name))}  ${projects}${countOf(summary.components, 'component')}${ecosystems === '' ? '' : `: ${ecosystems}`}`,
  );
  for (const line of sourceLines(report)) page.line(page.paint('dim', line));
  page.line();
}

/** Data from one place is one line, however many ecosystems it came for. */
function sourceLines(report: ScanReport): readonly string[] {
  const byPlace = Map.groupBy(report.advisories, (data) => data.origin.replace(exportFile, ''));
  return [...byPlace].map(([place, sets]) => {
    const records = sets.reduce((sum, set) => sum + set.records, 0);
    const refused = sets.reduce((sum, set) => sum + set.refused, 0);
    const newest =
      sets
        .map((set) => set.newest ?? '')
        .toSorted()
        .at(-1) ?? '';
    const oldest = sets.map((set) => set.updated).toSorted()[0] ?? '';
    const parts = [
      `Checked against ${countOf(records, 'advisory', 'advisories')} from ${toPlainText(place)}`,
      `read ${ageOf(oldest, report.time)}`,
      ...(newest === '' ? [] : [`last changed ${newest.slice(0, 10)}`]),
      ...(refused === 0 ? [] : [`${refused} could not be read`]),
    ];
    return `${parts.join(', ')}${isStale(oldest, report.time) ? ' (old; get new data: assay db update)' : ''}`;
  });
}

/** The end of the addresses of one export: `…/osv/npm/all.zip` and `…/osv/PyPI/all.zip` come from one place. */
const exportFile = /[/\\][^/\\]+[/\\]all\.zip$/;

function findings(page: Page, report: ScanReport): void {
  const counted = report.findings.filter((finding) => finding.counts);
  if (counted.length > 0) {
    const levels = worstFirst
      .filter((level) => report.summary.findings[level] > 0)
      .map((level) => page.paint(severityStyle[level], `${report.summary.findings[level]} ${levelWord(level)}`));
    page.line(`${page.paint('bold', countOf(counted.length, 'finding'))}: ${levels.join(' · ')}`);
    page.line();
    for (const [index, finding] of counted.slice(0, toldInFull).entries()) inFull(page, finding, index + 1);
    inShort(page, counted.slice(toldInFull));
  }
  if (report.summary.dev > 0) {
    page.line(
      page.paint('dim', `${countOf(report.summary.dev, 'finding')} in development dependencies not counted (--include-dev)`),
    );
    page.line();
  }
}

function inFull(page: Page, finding: ReportedFinding, place: number): void {
  const label = levelWord(finding.severity.level).toUpperCase().padEnd(8);
  page.line(
    `${String(place).padStart(2)}  ${page.paint(severityStyle[finding.severity.level], label)}  ${page.paint('bold', nameOf(finding))}  ${fixOf(page, finding)}  ${page.paint('dim', finding.aliases.map(toPlainText).join(' '))}`,
  );
  page.line(`    ${shorten(toPlainText(finding.summary), page.width - 4)}`);
  page.line(`    why first  ${finding.priority.reasons.map((reason) => toPlainText(reason.text)).join(' · ')}`);
  for (const path of finding.paths.slice(0, 2)) page.line(`    came by    ${pathText(page, path)}`);
  if (finding.paths.length > 2) page.line(`               and ${finding.paths.length - 2} more ways`);
  page.line();
}

function inShort(page: Page, rest: readonly ReportedFinding[]): void {
  if (rest.length === 0) return;
  const rows = rest.map((finding) => ({
    finding,
    name: shorten(nameOf(finding), longestName),
    fix: finding.fixedIn === undefined ? 'no fix' : shorten(`→ ${toPlainText(finding.fixedIn)}`, longestFix),
    id: toPlainText(finding.id),
  }));
  const nameWidth = Math.max(...rows.map((row) => row.name.length));
  const fixWidth = Math.max(...rows.map((row) => row.fix.length));
  const idWidth = Math.max(...rows.map((row) => row.id.length));
  for (const [index, { finding, name, fix, id }] of rows.entries()) {
    const { level } = finding.severity;
    const start = `${String(index + toldInFull + 1).padStart(2)}  ${page.paint(severityStyle[level], levelWord(level).toUpperCase().padEnd(8))}  ${name.padEnd(nameWidth)}  ${fix.padEnd(fixWidth)}  ${page.paint('dim', id.padEnd(idWidth))}`;
    const [path] = finding.paths;
    const place = path === undefined ? '' : `${toPlainText(path.file)}${path.line === undefined ? '' : `:${path.line}`}`;
    page.line(`${start}  ${page.paint('dim', place)}`);
  }
  page.line();
}

/** A line for each component: one whose version is not known is named by every advisory there ever was. */
function undecided(page: Page, report: ScanReport): void {
  if (report.undecided.length === 0) return;
  const groups = [...Map.groupBy(report.undecided, (finding) => finding.component).values()];
  page.line(
    `${page.paint('magenta', 'Could not decide')}  ${countOf(report.undecided.length, 'finding')} in ${countOf(groups.length, 'component')}, which may or may not apply:`,
  );
  for (const [first, ...others] of groups.slice(0, 10)) {
    if (first === undefined) continue;
    const [path] = first.paths;
    const place = path === undefined ? '' : `  ${toPlainText(path.file)}${path.line === undefined ? '' : `:${path.line}`}`;
    const ids = others.length === 0 ? first.id : `${first.id} and ${others.length} more`;
    page.line(`    ${nameOf(first)}  ${toPlainText(ids)}  ${toPlainText(first.reason)}${page.paint('dim', place)}`);
  }
  if (groups.length > 10) page.line(`    and ${groups.length - 10} more components (--format json lists all)`);
  page.line();
}

function gaps(page: Page, report: ScanReport): void {
  for (const gap of report.notChecked) {
    page.line(
      `${page.paint('magenta', 'Not checked')}  ${countOf(gap.components, 'component')} of ${toPlainText(gap.ecosystem)}: ${toPlainText(gap.reason)}`,
    );
  }
  for (const issue of report.issues.slice(0, 20)) {
    const place = `${issue.path === '' ? report.target.name : issue.path}${issue.line === undefined ? '' : `:${issue.line}`}`;
    page.line(`${page.paint('magenta', 'Incomplete')}  ${toPlainText(place)} ${toPlainText(issue.message)}`);
  }
  if (report.issues.length > 20) page.line(`Incomplete  and ${report.issues.length - 20} more (--format json lists all)`);
  if (report.ignored.length > 0) {
    const names = report.ignored.slice(0, 4).map(toPlainText).join(', ');
    page.line(
      page.paint(
        'dim',
        `Left out by ignore files: ${names}${report.ignored.length > 4 ? ` and ${report.ignored.length - 4} more` : ''} (--no-ignore-files reads them)`,
      ),
    );
  }
  if (report.notChecked.length + report.issues.length + report.ignored.length > 0) page.line();
}

const verdictWords: Readonly<Record<ScanReport['policy']['status'], readonly [Style, string]>> = {
  met: ['green', 'Policy met'],
  'not met': ['red', 'Policy not met'],
  'could not decide': ['magenta', 'Could not decide'],
};

function verdict(page: Page, report: ScanReport): void {
  const [style, words] = verdictWords[report.policy.status];
  page.line(`${page.paint(style, words)}: ${report.policy.reasons.map(toPlainText).join('; ')}.`);
  for (const step of report.next.slice(0, 1)) page.line(`${page.paint('bold', 'Next')}: ${toPlainText(stepText(step))}`);
}

function nameOf(finding: ReportedFinding): string {
  return toPlainText(finding.version === undefined ? finding.name : `${finding.name} ${finding.version}`);
}

function fixOf(page: Page, finding: ReportedFinding): string {
  return finding.fixedIn === undefined
    ? page.paint('yellow', 'no fix yet')
    : page.paint('green', `→ ${toPlainText(finding.fixedIn)}`);
}

function pathText(page: Page, path: DependencyPath): string {
  const steps = path.steps.map((step, index) =>
    toPlainText(index === 0 || step.version === undefined ? step.name : `${step.name} ${step.version}`),
  );
  const shown = steps.length > 6 ? [...steps.slice(0, 3), '…', ...steps.slice(-2)] : steps;
  const place = `${toPlainText(path.file)}${path.line === undefined ? '' : `:${path.line}`}`;
  return `${shown.join(' › ')}  ${page.paint('dim', place)}`;
}

function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;
}
