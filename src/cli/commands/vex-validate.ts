import { countOf } from '../../app/index.ts';
import { validateVexFiles, type ValidatedFile, type ValidatedTest } from '../../app/vex/index.ts';
import { AppError, toPlainText, type OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { namedFiles } from '../vex-options.ts';

const options = {
  format: { kind: 'choice', short: 'f', values: ['table', 'json'], default: 'table', doc: 'How the result is said' },
  online: { kind: 'boolean', doc: 'Ask for the URLs of CSAF documents over the network (tests 6.3.6 and 6.3.7)' },
  dictionary: {
    kind: 'path',
    placeholder: 'FILE',
    doc: 'List of words, one a line, for the spell check of CSAF documents (test 6.3.8)',
  },
} as const satisfies OptionSpecs;

export const vexValidate: Command = {
  name: 'vex validate',
  summary: 'Test VEX and CSAF documents',
  positionals: 'FILE…',
  maxPositionals: 1000,
  options,
  description:
    'Runs all tests of CSAF 2.0 (section 6) on CSAF documents: a document is valid when no mandatory test fails; optional and informative tests give warnings. ' +
    'OpenVEX documents are held to their schema, and all documents to what a VEX statement must have. Each failure is shown with its test and JSON pointer, and each test that was not run with the reason. ' +
    `A document that is not valid ends the command with exit code ${exitCodes.policy.code}, one that could not be decided with ${exitCodes.incomplete.code}.`,
  examples: [
    { command: 'assay vex validate advisory.json', doc: 'a CSAF document' },
    { command: 'assay vex validate *.vex.json --format json', doc: 'for another program' },
  ],
  run,
};

async function run({ flags, positionals, ctx, terminal, directory }: Invocation): Promise<number> {
  if (positionals.length === 0) throw new AppError('usage/arguments', 'assay vex validate needs the files to test');
  const [dictionary] = typeof flags['dictionary'] === 'string' ? namedFiles([flags['dictionary']], directory) : [];
  const files = await validateVexFiles(
    {
      files: namedFiles(positionals, directory),
      online: flags['online'] === true,
      ...(dictionary === undefined ? {} : { dictionary }),
    },
    ctx,
  );
  const isQuiet = flags['quiet'] === true;
  terminal.out(
    flags['format'] === 'json'
      ? `${JSON.stringify(files, undefined, 2)}\n`
      : `${files.flatMap((file) => linesOf(file, isQuiet)).join('\n')}\n`,
  );
  if (files.some(({ status }) => status === 'not valid')) return exitCodes.policy.code;
  return files.every(({ status }) => status === 'valid') ? exitCodes.satisfied.code : exitCodes.incomplete.code;
}

function linesOf(file: ValidatedFile, isQuiet: boolean): readonly string[] {
  const format =
    file.format === undefined ? '' : ` (${[formatNames[file.format] ?? file.format, file.formatVersion].join(' ').trim()})`;
  const head = `${toPlainText(file.file)}${toPlainText(format)}: ${file.status}`;
  const issues = file.issues.map(
    ({ line, message }) => `  error    ${line === undefined ? '' : `line ${line} `}${toPlainText(message)}`,
  );
  return [head, ...issues, ...file.tests.flatMap(failureLines), ...(isQuiet ? [] : summaryOf(file))];
}

const formatNames: Readonly<Record<string, string>> = { csaf: 'CSAF', openvex: 'OpenVEX', cyclonedx: 'CycloneDX' };

function failureLines({ id, title, severity, status, failures }: ValidatedTest): readonly string[] {
  const word = status === 'not decided' ? 'unknown' : severity;
  return failures.map(({ at, line, message }) => {
    const place = `${at === '' ? '/' : at}${line === undefined ? '' : ` (line ${line})`}`;
    return `  ${word.padEnd(7)}  ${id} ${title}: ${toPlainText(place)} ${toPlainText(message)}`;
  });
}

function summaryOf({ tests, notes }: ValidatedFile): readonly string[] {
  const counts = Map.groupBy(tests, ({ status }) => status);
  const said = (['passed', 'failed', 'not decided'] as const).flatMap((status) => {
    const count = counts.get(status)?.length ?? 0;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  const notRun = (counts.get('not run') ?? []).map(({ id, reason }) => `  not run  ${id}: ${reason ?? ''}`);
  return [
    ...notRun,
    ...(tests.length === 0 ? [] : [`  ${countOf(tests.length - notRun.length, 'test')} run: ${said.join(', ')}`]),
    ...notes.map((note) => `  ${toPlainText(note)}`),
  ];
}
