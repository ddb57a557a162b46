import type { Severity, SeverityLevel } from '../../model/index.ts';
import type { ReportedFinding, ScanReport } from '../report.ts';
import type { Render } from './format.ts';
import { createPlacer, mainPlace, type Place } from './place.ts';
import { countOf } from './wording.ts';

/**
 * SARIF 2.1.0 (OASIS Standard) as code-scanning services read it: one rule per vulnerability, one result per vulnerability and component,
 * at the line where the direct dependency is asked for. What was not read or not checked is a notification of the run.
 */
export const renderSarif: Render = ({ report }, { directory }) => {
  const placeOf = createPlacer(report, directory);
  const all = [...report.findings, ...report.undecided];
  const rules = [...Map.groupBy(all, (finding) => finding.id).values()].map((group) => toRule(group[0] as ReportedFinding));
  const ruleIndex = new Map(rules.map((rule, index) => [rule.id, index]));
  const notifications = notificationsOf(report, placeOf);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Assay', semanticVersion: report.tool.version, rules } },
        automationDetails: { id: 'assay/scan/' },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The directory in which Assay was run' } } },
        invocations: [
          { executionSuccessful: notifications.length === 0, endTimeUtc: report.time, toolExecutionNotifications: notifications },
        ],
        results: all.map((finding) => toResult(finding, report, placeOf, ruleIndex.get(finding.id) ?? 0)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

type Placer = (file: string, line?: number) => Place;

function toRule(finding: ReportedFinding) {
  const links = finding.references.slice(0, 5).map((url) => `- ${url}`);
  return {
    id: finding.id,
    name: 'VulnerableDependency',
    shortDescription: { text: `${finding.id}: ${finding.summary}` },
    fullDescription: { text: finding.summary },
    ...(finding.references[0] === undefined ? {} : { helpUri: finding.references[0] }),
    help: {
      text: `${finding.summary}\nAlso known as: ${finding.aliases.join(', ')}`,
      markdown: [
        `**${finding.id}**: ${escapeMarkdown(finding.summary)}`,
        '',
        `Also known as: ${finding.aliases.join(', ')}`,
        '',
        ...links,
      ].join('\n'),
    },
    defaultConfiguration: { level: levelOf(finding.severity.level) },
    properties: {
      'security-severity': securitySeverity(finding.severity),
      tags: ['security', 'vulnerability', ...finding.weaknesses.map((weakness) => `external/cwe/${weakness.toLowerCase()}`)],
    },
  };
}

function toResult(finding: ReportedFinding, report: ScanReport, placeOf: Placer, ruleIndex: number) {
  const main = mainPlace(finding, report);
  const others = finding.paths.slice(1).map((path, index) => ({
    id: index + 1,
    message: { text: path.steps.map((step) => step.name).join(' > ') },
    ...toLocation(placeOf(path.file, path.line)),
  }));
  return {
    ruleId: finding.id,
    ruleIndex,
    level: levelOf(finding.severity.level),
    message: { text: messageOf(finding) },
    locations: [toLocation(placeOf(main.file, main.line))],
    ...(others.length === 0 ? {} : { relatedLocations: others }),
    partialFingerprints: { 'assay/finding/v1': `${finding.id}|${finding.component}|${main.file}` },
    properties: {
      verdict: finding.verdict,
      purl: finding.purl,
      scope: finding.scope,
      fixedIn: finding.fixedIn,
      priority: finding.priority.score,
      countsForPolicy: finding.counts,
    },
  };
}

function messageOf(finding: ReportedFinding): string {
  const what = `${finding.name} ${finding.version ?? '(version unknown)'}`;
  const [path] = finding.paths;
  const way =
    path === undefined || path.steps.length < 3
      ? ''
      : ` It came in by ${path.steps
          .slice(1, -1)
          .map((step) => step.name)
          .join(' > ')}.`;
  if (finding.verdict === 'could not decide')
    return `Could not decide whether ${what} is affected by ${finding.id}: ${finding.reason}.${way}`;
  const fix = finding.fixedIn === undefined ? 'There is no fixed version yet.' : `Fixed in ${finding.fixedIn}.`;
  return `${what} is affected by ${finding.id}: ${finding.summary}. ${fix}${way}`;
}

function toLocation(place: Place) {
  return {
    physicalLocation: {
      artifactLocation: { uri: place.file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
      region: { startLine: place.line },
    },
  };
}

function notificationsOf(report: ScanReport, placeOf: Placer) {
  const issues = report.issues.map((issue) => ({
    level: 'error',
    descriptor: { id: issue.code },
    message: { text: `${issue.path === '' ? report.target.name : issue.path} ${issue.message}` },
    locations: [toLocation(placeOf(issue.path, issue.line))],
  }));
  const gaps = report.notChecked.map((gap) => ({
    level: 'error',
    descriptor: { id: 'advisory/not-checked' },
    message: { text: `${countOf(gap.components, 'component')} of ${gap.ecosystem} not checked: ${gap.reason}` },
  }));
  return [...issues, ...gaps];
}

const levels: Readonly<Record<SeverityLevel, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  unknown: 'warning',
  low: 'note',
  none: 'note',
};

function levelOf(level: SeverityLevel): string {
  return levels[level];
}

/** The number by which code-scanning services sort; an unknown severity is shown as medium there, because it must have one. */
const fallbackScore: Readonly<Record<SeverityLevel, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  unknown: '5.5',
  low: '2.0',
  none: '0.0',
};

function securitySeverity(severity: Severity): string {
  return severity.score === undefined ? fallbackScore[severity.level] : severity.score.toFixed(1);
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|]/g, String.raw`\$&`);
}
