import { basename } from 'node:path';
import { mergeSboms, parseSbomFormat } from '../../app/sbom/index.ts';
import type { OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeOutput } from '../output.ts';
import { outputOption, sbomFile, sbomFormatOption, warnOf } from '../sbom-options.ts';

const options = {
  ...sbomFormatOption,
  how: {
    kind: 'choice',
    values: ['flat', 'hierarchical'],
    default: 'flat',
    doc: 'One list in which what is the same stands once, or the components of each document inside its subject',
  },
  name: { kind: 'text', placeholder: 'NAME', doc: 'What the new document is about; by default the name of the current directory' },
  version: { kind: 'text', placeholder: 'VERSION', doc: 'Its version' },
  ...outputOption,
} as const satisfies OptionSpecs;

export const sbomMerge: Command = {
  name: 'sbom merge',
  summary: 'Make one SBOM of several',
  positionals: 'FILE FILE…',
  maxPositionals: 10_000,
  options,
  description:
    'The documents may be in different formats; the new one is cyclonedx-json@1.6 unless --format says otherwise. ' +
    `One that cannot be read at all ends the command with ${exitCodes.incomplete.code} and nothing is written.`,
  examples: [
    { command: 'assay sbom merge api.json web.json --name shop --version 2.1 -o shop.json', doc: 'two parts of one product' },
    { command: 'assay sbom merge *.json --how hierarchical', doc: 'each part keeps its own' },
  ],
  run,
};

async function run({ ctx, directory, flags, positionals, terminal }: Invocation): Promise<number> {
  const { value, complete, issues } = await mergeSboms(
    {
      files: positionals.map((name) => sbomFile(name, directory, 'sbom merge')),
      how: (flags['how'] as 'flat' | 'hierarchical' | undefined) ?? options.how.default,
      format: parseSbomFormat((flags['format'] as string | undefined) ?? 'cyclonedx-json'),
      name: (flags['name'] as string | undefined) ?? basename(directory),
      ...(flags['version'] === undefined ? {} : { version: flags['version'] as string }),
    },
    ctx,
  );
  warnOf(issues, ctx);
  if (value === undefined) return exitCodes.incomplete.code;
  writeOutput(value.text, flags['output'] as string | undefined, terminal, directory);
  return complete ? exitCodes.satisfied.code : exitCodes.incomplete.code;
}
