import { countOf } from '../../app/index.ts';
import { mergeVexFiles, vexFormats } from '../../app/vex/index.ts';
import { AppError, type OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeOutput } from '../output.ts';
import { authorOf, authorOptions, namedFiles, warnOfIssues } from '../vex-options.ts';

const options = {
  format: { kind: 'choice', short: 'f', values: vexFormats, default: 'openvex', doc: 'Format of the document' },
  output: { kind: 'path', short: 'o', placeholder: 'FILE', doc: 'Write the document to a file; - is standard output' },
  ...authorOptions,
} as const satisfies OptionSpecs;

export const vexMerge: Command = {
  name: 'vex merge',
  summary: 'Make one VEX document of several',
  positionals: 'FILE…',
  maxPositionals: 1000,
  options,
  description:
    'Reads OpenVEX, CSAF and CycloneDX documents and writes one, with one statement for each vulnerability and product. Where they contradict each other the newest statement counts, ' +
    'and on a tie affected before under_investigation before fixed before not_affected; each contradiction is shown. Who said what is noted with each statement. ' +
    `What cannot be read is listed, is not in the document, and the exit code is ${exitCodes.incomplete.code}.`,
  examples: [
    { command: 'assay vex merge vendor.json own.vex.json --author "Shop security" -o all.vex.json', doc: 'two documents' },
  ],
  run,
};

async function run({ flags, positionals, ctx, terminal, directory }: Invocation): Promise<number> {
  if (positionals.length === 0) throw new AppError('usage/arguments', 'assay vex merge needs the files to merge');
  const merged = await mergeVexFiles(namedFiles(positionals, directory), authorOf(flags), ctx);
  warnOfIssues(merged.issues, ctx);
  if (merged.value === undefined) {
    ctx.log.warn('there is no statement to write');
    return exitCodes.incomplete.code;
  }
  const { text, statements, conflicts, superseded } = merged.value;
  for (const { vulnerability, product, counts, overruled } of conflicts) {
    ctx.log.warn(
      `${vulnerability}, ${product}: ${counts.document.author} (${counts.document.file}) says ${counts.status}, which counts; ` +
        `${overruled.document.author} (${overruled.document.file}) says ${overruled.status}`,
    );
  }
  writeOutput(text, flags['output'] as string | undefined, terminal, directory);
  const left = superseded === 0 ? '' : `, ${countOf(superseded, 'statement')} of earlier versions left out`;
  ctx.log.info(`${countOf(statements, 'statement')}, ${countOf(conflicts.length, 'contradiction')}${left}`);
  return merged.complete ? exitCodes.satisfied.code : exitCodes.incomplete.code;
}
