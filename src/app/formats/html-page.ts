import { toPlainText } from '../../kernel/index.ts';

/** Text made safe for HTML text and quoted attributes. Everything on a page passes through here or is our own markup. */
export function escapeHtml(text: string): string {
  return toPlainText(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A link to an address on the web, or the bare text when it is anything else (`javascript:` and its kin, hidden characters). */
export function linkTo(url: string, text: string = url): string {
  const isLink = /^https?:\/\/[^\s"'<>]+$/i.test(url) && URL.canParse(url) && toPlainText(url) === url;
  return isLink ? `<a href="${escapeHtml(url)}" rel="noreferrer noopener">${escapeHtml(text)}</a>` : escapeHtml(text);
}

/** A whole page that loads nothing: no script, no font, no image. The policy forbids it even if something slipped through. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

const style = `
:root { --ink: #1c2026; --soft: #59616d; --line: #dde1e7; --paper: #fff; --wash: #f5f6f8; --link: #0a58c2;
  --critical: #a3103a; --high: #c2410c; --medium: #8a6100; --low: #1f6f8b; --unknown: #6b3fa0; --good: #1b7a43; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e9ee; --soft: #a2abb8; --line: #343b46; --paper: #14171c; --wash: #1d2129; --link: #7db4ff;
  --critical: #ff7a9c; --high: #ff9a62; --medium: #e6bd4f; --low: #6cc5e3; --unknown: #c4a0f5; --good: #63d394; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
p { margin: .4rem 0; max-width: 65ch; }
a { color: var(--link); }
code { font: .9em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.verdict { margin: 1.25rem 0; padding: .9rem 1.1rem; border: 1px solid var(--line); border-left: .4rem solid var(--tone); border-radius: .4rem; background: var(--wash); }
.verdict strong { color: var(--tone); font-size: 1.1rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: .75rem; margin: 1rem 0; padding: 0; list-style: none; }
.tiles li { border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .9rem; }
.tiles b { display: block; font-size: 1.6rem; line-height: 1.2; color: var(--tone, var(--ink)); font-variant-numeric: tabular-nums; }
.bar { display: flex; height: .7rem; border-radius: .35rem; overflow: hidden; gap: 2px; }
.bar span { background: var(--tone); min-width: 4px; }
.critical { --tone: var(--critical); } .high { --tone: var(--high); } .medium { --tone: var(--medium); } .low { --tone: var(--low); }
.none, .unknown { --tone: var(--unknown); } .good { --tone: var(--good); }
.level { display: inline-block; min-width: 4.6rem; font-weight: 650; color: var(--tone); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem .7rem .55rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
ol.steps { padding-left: 1.4rem; } ol.steps li { margin: .45rem 0; max-width: 75ch; }
details { margin: .3rem 0; } summary { cursor: pointer; color: var(--link); }
details[open] > summary { margin-bottom: .3rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .88rem; color: var(--soft); }
@media print { body { max-width: none; padding: 0; } details > * { display: block; } .scroll { overflow: visible; } tr { break-inside: avoid; } }
`;
