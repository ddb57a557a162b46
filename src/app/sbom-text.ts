import { toPlainText } from '../kernel/index.ts';
import type { BomDiff, ComparedComponent, ElementScore, QualityScore } from '../sbom/bom/index.ts';
import { countOf } from './formats/wording.ts';
import type { ValidatedSbom } from './sbom-validate.ts';

/** For people: one block a file. */
export function validationText(files: readonly ValidatedSbom[]): string {
  const lines: string[] = [];
  for (const { components, file, format, issues, lint, status } of files) {
    const about = [format, components === undefined ? undefined : countOf(components, 'component')]
      .filter((one) => one !== undefined)
      .join(', ');
    lines.push(`${file}: ${status}${about === '' ? '' : ` (${about})`}`);
    for (const { line, message } of issues) lines.push(`  error    ${line === undefined ? '' : `line ${line}: `}${message}`);
    for (const { code, line, message, path, severity } of lint) {
      const place = [line === undefined ? undefined : `line ${line}`, path === '' ? undefined : path]
        .filter((one) => one !== undefined)
        .join(', ');
      lines.push(`  ${severity.padEnd(8)} ${place}${place === '' ? '' : ' '}${message} [${code}]`);
    }
  }
  return toText(lines);
}

/** For people: what came, what went, what changed. */
export function diffText({ came, changed, unchanged, went }: BomDiff): string {
  const lines = [`${came.length} came, ${went.length} went, ${changed.length} changed, ${unchanged} unchanged`];
  const list = (title: string, sign: string, items: readonly ComparedComponent[]): void => {
    if (items.length > 0) lines.push('', title, ...items.map((one) => `  ${sign} ${nameOf(one)}`));
  };
  list('Came:', '+', came);
  list('Went:', '-', went);
  if (changed.length > 0) lines.push('', 'Changed:');
  for (const { changes, name } of changed) {
    const said = changes.map(({ from, to, what }) => `${what} ${from ?? 'not stated'} → ${to ?? 'not stated'}`);
    lines.push(`  ~ ${name}: ${said.join('; ')}`);
  }
  return toText(lines);
}

function nameOf({ name, purl, version }: ComparedComponent): string {
  return [name, version, purl === undefined ? undefined : `(${purl})`].filter((one) => one !== undefined).join(' ');
}

/** For people: the grade, every element, and what to do. */
export function scoreText({ components, elements, grade, score, title }: QualityScore, worst = 5): string {
  const lines = [`${title}: grade ${grade}, ${score} of 100, ${countOf(components.length, 'component')}`, ''];
  const width = Math.max(...elements.map((one) => one.title.length));
  for (const element of elements) lines.push(`  ${mark(element)} ${element.title.padEnd(width)}  ${countsOf(element)}`);
  const missing = elements.filter(({ advice }) => advice !== undefined);
  if (missing.length > 0) lines.push('', 'What to do:');
  for (const { advice, id, level, title: what } of missing) {
    lines.push(`  ${what}${level === 'recommended' ? ' (recommended)' : ''}: ${advice}`);
    const failing = components.filter((one) => one.elements[id] === 'fail');
    for (const { name, version } of failing.slice(0, worst))
      lines.push(`      ${name}${version === undefined ? '' : ` ${version}`}`);
    if (failing.length > worst) lines.push(`      and ${failing.length - worst} more`);
  }
  return toText(lines);
}

function mark({ level, share }: ElementScore): string {
  if (share === undefined) return '·';
  return share >= 1 ? '✓' : level === 'recommended' ? '!' : '✗';
}

function countsOf({ fail, on, pass, unknown }: ElementScore): string {
  if (on === 'document') return pass > 0 ? 'yes' : unknown > 0 ? 'unknown' : 'no';
  return [`${pass} yes`, ...(fail === 0 ? [] : [`${fail} no`]), ...(unknown === 0 ? [] : [`${unknown} unknown`])].join(', ');
}

/** Text of strangers, with its control characters made visible. */
function toText(lines: readonly string[]): string {
  return `${lines.map(toPlainText).join('\n')}\n`;
}
