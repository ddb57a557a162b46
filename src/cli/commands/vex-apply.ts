import { countOf } from '../../app/index.ts';
import { applyVexFiles, type VexedFinding, type VexReport } from '../../app/vex/index.ts';
import { AppError, toPlainText, type OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeOutput } from '../output.ts';
import { namedFiles, warnOfIssues } from '../vex-options.ts';

const options = {
  vex: {
    kind: 'list',
    placeholder: 'FILE',
    doc: 'VEX documents (OpenVEX, CSAF, CycloneDX); may be repeated, and may follow the report',
  },
  product: {
    kind: 'text',
    short: 'p',
    placeholder: 'PURL',
    doc: 'What was scanned: what is said of this product is said of everything in it',
  },
  format: { kind: 'choice', short: 'f', values: ['table', 'json'], default: 'table', doc: 'How the result is said' },
  output: { kind: 'path', short: 'o', placeholder: 'FILE', doc: 'Write the result to a file; - is standard output' },
} as const satisfies OptionSpecs;

export const vexApply: Command = {
  name: 'vex apply',
  summary: 'What is left of a scan report after VEX',
  positionals: 'REPORT [VEX…]',
  maxPositionals: 1000,
  options,
  description:
    'REPORT is the JSON of assay scan --format json. A finding goes when what counts says not_affected or fixed on every way by which the component got in, and is shown with who said so and why. ' +
    'What counts: aliases are closed first; then the most specific product, the newest statement, and on a tie affected before under_investigation before fixed before not_affected. ' +
    'The policy of the report is judged again on what is left.',
  examples: [{ command: 'assay vex apply report.json shop.vex.json', doc: 'one document' }],
  run,
};

async function run({ flags, positionals, ctx, terminal, directory }: Invocation): Promise<number> {
  const [report, ...more] = namedFiles(positionals, directory);
  const documents = [...more, ...namedFiles((flags['vex'] as readonly string[] | undefined) ?? [], directory)];
  if (report === undefined || documents.length === 0) {
    throw new AppError('usage/arguments', 'assay vex apply needs a scan report and a VEX document', {
      hint: 'assay vex apply report.json own.vex.json',
    });
  }
  const { product } = flags;
  const result = await applyVexFiles({ report, documents, ...(typeof product === 'string' ? { product } : {}) }, ctx);
  warnOfIssues(result.issues, ctx);
  const text = flags['format'] === 'json' ? `${JSON.stringify(result, undefined, 2)}\n` : `${linesOf(result).join('\n')}\n`;
  writeOutput(text, flags['output'] as string | undefined, terminal, directory);
  if (result.policy.status === 'not met') return exitCodes.policy.code;
  return result.policy.status === 'met' ? exitCodes.satisfied.code : exitCodes.incomplete.code;
}

function linesOf({ findings, undecided, suppressed, unused, policy }: VexReport): readonly string[] {
  const left = [...findings, ...undecided];
  return [
    `${countOf(left.length, 'finding')} left, ${suppressed.length} closed by VEX`,
    ...left.flatMap((finding) => findingLines(finding, '  ')),
    ...(suppressed.length === 0 ? [] : ['', 'Closed by VEX:', ...suppressed.flatMap((finding) => findingLines(finding, '  '))]),
    ...(unused.length === 0 ? [] : ['', 'Statements that are about nothing here:']),
    ...unused.map(({ file, line, vulnerability, product, reason }) => {
      const place = `${file}${line === undefined ? '' : `:${line}`}`;
      return toPlainText(`  ${place} ${vulnerability} of ${product}: ${reason}`);
    }),
    '',
    `Policy ${policy.status}: ${policy.reasons.join('; ')}`,
  ];
}

function findingLines({ id, name, version, severity, vex, openBecause }: VexedFinding, indent: string): readonly string[] {
  const signed = (verifiedBy: string | undefined): string =>
    verifiedBy === undefined ? 'not verified' : `verified: ${verifiedBy}`;
  return [
    `${indent}${toPlainText(`${id}  ${name} ${version ?? ''}  ${severity.level}`)}`,
    ...vex.map(({ reason, document, time, file, line, verifiedBy }) =>
      toPlainText(
        `${indent}  ${reason}; ${document} of ${time.slice(0, 10)}, ${file}${line === undefined ? '' : `:${line}`}, ${signed(verifiedBy)}`,
      ),
    ),
    ...(openBecause === undefined ? [] : [`${indent}  stays: ${toPlainText(openBecause)}`]),
  ];
}
