import { validateSboms, validationText } from '../../app/sbom/index.ts';
import { AppError, type OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeOutput } from '../output.ts';
import { outputOption, sbomFile } from '../sbom-options.ts';

const options = {
  format: { kind: 'choice', short: 'f', values: ['table', 'json'], default: 'table', doc: 'How the result is said' },
  lint: {
    kind: 'choice',
    values: ['error', 'warning', 'none'],
    default: 'error',
    doc: 'From which severity on the lint makes a document invalid',
  },
  ...outputOption,
} as const satisfies OptionSpecs;

export const sbomValidate: Command = {
  name: 'sbom validate',
  summary: 'Test SBOMs against their format, and against what no schema says',
  positionals: 'FILE…',
  maxPositionals: 10_000,
  options,
  description:
    'Every place where a document is not what its format and version demand is shown with its line. The lint then finds references that name nothing or two things, circles where there can be none, package URLs and licences that are none, hashes of a wrong length, and claims that contradict each other. ' +
    `Exit code ${exitCodes.satisfied.code}: all are valid; ${exitCodes.policy.code}: one is not; ${exitCodes.incomplete.code}: one could not be read.`,
  examples: [
    { command: 'assay sbom validate bom.json', doc: 'one document' },
    { command: 'assay sbom validate *.spdx --lint warning --format json', doc: 'strictly, for a program' },
  ],
  run,
};

async function run({ ctx, directory, flags, positionals, terminal }: Invocation): Promise<number> {
  if (positionals.length === 0)
    throw new AppError('usage/arguments', 'assay sbom validate needs an SBOM', { hint: 'assay sbom validate bom.json' });
  const files = positionals.map((name) => sbomFile(name, directory, 'sbom validate'));
  const lint = (flags['lint'] as 'error' | 'warning' | 'none' | undefined) ?? options.lint.default;
  const validated = await validateSboms({ files, lint }, ctx);
  const text = flags['format'] === 'json' ? `${JSON.stringify({ files: validated }, undefined, 2)}\n` : validationText(validated);
  writeOutput(text, flags['output'] as string | undefined, terminal, directory);
  if (validated.some(({ status }) => status === 'not valid')) return exitCodes.policy.code;
  return validated.some(({ status }) => status === 'could not decide') ? exitCodes.incomplete.code : exitCodes.satisfied.code;
}
