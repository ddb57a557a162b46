import type { ReportFormat } from './format.ts';

/** Every output format of a scan. A new one is one file and one line here. */
export const reportFormats = [
  { id: 'table', title: 'For people at a terminal', load: async () => (await import('./table.ts')).renderTable },
  {
    id: 'json',
    title: 'Everything, in the form of schemas/scan-report-1.json',
    load: async () => (await import('./json.ts')).renderJson,
  },
  { id: 'sarif', title: 'SARIF 2.1.0 for code-scanning services', load: async () => (await import('./sarif.ts')).renderSarif },
  {
    id: 'cyclonedx',
    title: 'CycloneDX 1.6 JSON with vulnerabilities',
    load: async () => (await import('./cyclonedx.ts')).renderCycloneDx,
  },
  { id: 'spdx', title: 'SPDX 2.3 JSON', load: async () => (await import('./spdx.ts')).renderSpdx },
  { id: 'markdown', title: 'For a pull request or an issue', load: async () => (await import('./markdown.ts')).renderMarkdown },
  { id: 'html', title: 'One self-contained page', load: async () => (await import('./html.ts')).renderHtml },
  { id: 'github', title: 'Annotations of a GitHub Actions run', load: async () => (await import('./github.ts')).renderGitHub },
] as const satisfies readonly ReportFormat[];

export const reportFormatIds = reportFormats.map((format) => format.id);
