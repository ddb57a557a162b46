import { packagesOf, valueOf, type SeverityLevel } from '../../model/index.ts';
import type { ReportedFinding, ScanReport, ScanResult } from '../report.ts';
import type { Render } from './format.ts';
import { escapeHtml, htmlPage, linkTo } from './html-page.ts';
import { ageOf, countOf, levelWord, stepText, worstFirst } from './wording.ts';

/** One page that says it all to somebody who never ran a scanner: the verdict first, then what to do, then the evidence. */
export const renderHtml: Render = (result) => {
  const { report } = result;
  const sections = [
    head(report),
    numbers(report),
    steps(report),
    findings(report),
    open(report),
    ecosystems(report),
    components(result),
    foot(report),
  ];
  return htmlPage(`Assay: ${report.target.name}`, sections.filter((section) => section !== '').join('\n'));
};

const verdicts: Readonly<Record<ScanReport['policy']['status'], readonly [tone: string, words: string]>> = {
  met: ['good', 'Policy met'],
  'not met': ['critical', 'Policy not met'],
  'could not decide': ['unknown', 'Could not decide'],
};

function head(report: ScanReport): string {
  const [tone, words] = verdicts[report.policy.status];
  return `<header>
<h1>${escapeHtml(report.target.name)}</h1>
<p class="soft">Security report of ${escapeHtml(report.time.slice(0, 16).replace('T', ' '))} UTC</p>
</header>
<main>
<div class="verdict ${tone}"><strong>${words}</strong><p>${escapeHtml(sentence(report.policy.reasons.join('; ')))}</p></div>`;
}

function sentence(text: string): string {
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function numbers(report: ScanReport): string {
  const { summary } = report;
  const shown = worstFirst.filter((level) => summary.findings[level] > 0);
  const tiles = [
    `<li><b>${summary.components}</b>components</li>`,
    ...shown.map((level) => `<li class="${level}"><b>${summary.findings[level]}</b>${levelWord(level)}</li>`),
    ...(shown.length === 0 ? ['<li class="good"><b>0</b>findings that count</li>'] : []),
    ...(summary.undecided > 0 ? [`<li class="unknown"><b>${summary.undecided}</b>could not be decided</li>`] : []),
    ...(summary.dev > 0 ? [`<li><b>${summary.dev}</b>in development only</li>`] : []),
  ];
  const bar = shown.map((level) => `<span class="${level}" style="flex:${summary.findings[level]}"></span>`).join('');
  return `<ul class="tiles">${tiles.join('')}</ul>${bar === '' ? '' : `<div class="bar" aria-hidden="true">${bar}</div>`}`;
}

function steps(report: ScanReport): string {
  if (report.next.length === 0) return '';
  const items = report.next.map(
    (step) => `<li>${escapeHtml(step.text)}${step.command === undefined ? '' : `: <code>${escapeHtml(step.command)}</code>`}</li>`,
  );
  return `<h2>What to do, in this order</h2>\n<ol class="steps">${items.join('')}</ol>`;
}

function findings(report: ScanReport): string {
  const counted = report.findings.filter((finding) => finding.counts);
  const dev = report.findings.filter((finding) => !finding.counts);
  return [
    counted.length === 0 ? '' : `<h2>Findings</h2>\n${findingTable(counted, 'The most important first.')}`,
    dev.length === 0
      ? ''
      : `<h2>In development dependencies</h2>\n<details><summary>${countOf(dev.length, 'finding')} not counted</summary>${findingTable(dev, 'Not part of what is shipped.')}</details>`,
  ].join('\n');
}

function findingTable(rows: readonly ReportedFinding[], caption: string): string {
  return `<div class="scroll"><table><caption>${caption}</caption>
<thead><tr><th scope="col">Severity</th><th scope="col">Component</th><th scope="col">What is wrong</th><th scope="col">Fixed in</th><th scope="col">Came in by</th></tr></thead>
<tbody>${rows.map(findingRow).join('\n')}</tbody></table></div>`;
}

function findingRow(finding: ReportedFinding): string {
  const reasons = finding.priority.reasons.map((reason) => escapeHtml(reason.text)).join(' · ');
  const links = finding.references
    .slice(0, 4)
    .map((url) => linkTo(url))
    .join('<br>');
  const ways = finding.paths
    .slice(0, 3)
    .map((path) => {
      const names = path.steps
        .map((step) => escapeHtml(step.version === undefined ? step.name : `${step.name} ${step.version}`))
        .join(' › ');
      return `<div>${names}<br><code class="soft">${escapeHtml(path.file)}${path.line === undefined ? '' : `:${path.line}`}</code></div>`;
    })
    .join('');
  return `<tr><td>${levelMark(finding.severity.level)}${finding.severity.score === undefined ? '' : `<br><span class="soft">CVSS ${finding.severity.score.toFixed(1)}</span>`}</td>
<td><code>${escapeHtml(finding.name)}</code> ${escapeHtml(finding.version ?? '')}<br><span class="soft">${escapeHtml(finding.ecosystem)}</span></td>
<td>${escapeHtml(finding.summary)}<details><summary>${escapeHtml(finding.id)}</summary><p class="soft">${reasons}</p><p class="soft">Also ${finding.aliases.map(escapeHtml).join(', ')}</p><p>${links}</p></details></td>
<td>${finding.fixedIn === undefined ? '<span class="soft">no fix yet</span>' : `<code>${escapeHtml(finding.fixedIn)}</code>`}</td>
<td>${ways}</td></tr>`;
}

function levelMark(level: SeverityLevel): string {
  return `<span class="level ${level}">${levelWord(level)}</span>`;
}

function open(report: ScanReport): string {
  const items = [
    ...report.undecided.map(
      (finding) =>
        `<code>${escapeHtml(finding.name)}</code> ${escapeHtml(finding.version ?? '')}, ${escapeHtml(finding.id)}: ${escapeHtml(finding.reason)}`,
    ),
    ...report.notChecked.map(
      (gap) => `${countOf(gap.components, 'component')} of ${escapeHtml(gap.ecosystem)} not checked: ${escapeHtml(gap.reason)}`,
    ),
    ...report.issues.map(
      (issue) =>
        `<code>${escapeHtml(issue.path)}${issue.line === undefined ? '' : `:${issue.line}`}</code> ${escapeHtml(issue.message)}`,
    ),
    ...report.ignored.map((path) => `<code>${escapeHtml(path)}</code> left out by an ignore file`),
  ];
  if (items.length === 0) return '';
  return `<h2>What this report cannot tell</h2>\n<p>Nothing here is known to be safe.</p>\n<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function ecosystems(report: ScanReport): string {
  const rows = report.summary.ecosystems.map((one) => {
    const data = report.advisories.find((set) => set.ecosystems.includes(one.ecosystem));
    const advisories =
      data === undefined
        ? '<td class="number">none</td><td></td>'
        : `<td class="number">${data.records}</td><td>${escapeHtml(data.origin)}, read ${ageOf(data.updated, report.time)}</td>`;
    return `<tr><th scope="row">${escapeHtml(one.ecosystem)}</th><td class="number">${one.projects}</td><td class="number">${one.components}</td>${advisories}</tr>`;
  });
  return `<h2>What was looked at</h2>
<div class="scroll"><table><thead><tr><th scope="col">Ecosystem</th><th scope="col" class="number">Projects</th><th scope="col" class="number">Components</th><th scope="col" class="number">Advisories</th><th scope="col">From</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}

function components({ inventory }: ScanResult): string {
  const packages = packagesOf(inventory);
  if (packages.length === 0) return '';
  const rows = packages.map((component) => {
    const [evidence] = component.evidence;
    const place = evidence === undefined ? '' : `${evidence.file}${evidence.line === undefined ? '' : `:${evidence.line}`}`;
    return `<tr><td><code>${escapeHtml(component.name)}</code></td><td>${escapeHtml(valueOf(component.version) ?? 'unknown')}</td><td>${escapeHtml(component.ecosystem ?? component.type)}</td><td>${component.scope}</td><td>${escapeHtml(valueOf(component.licences.declared) ?? '')}</td><td><code>${escapeHtml(place)}</code></td></tr>`;
  });
  return `<h2>Components</h2>
<details><summary>All ${packages.length}</summary><div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">Version</th><th scope="col">Ecosystem</th><th scope="col">Scope</th><th scope="col">Licence</th><th scope="col">Seen in</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div></details>`;
}

function foot(report: ScanReport): string {
  const [first] = report.next;
  return `</main>
<footer>Made by Assay ${escapeHtml(report.tool.version)}. Threshold: ${report.policy.failOn}${report.policy.includeDev ? ', development dependencies included' : ''}.${first === undefined ? '' : ` Next: ${escapeHtml(stepText(first))}.`}</footer>`;
}
