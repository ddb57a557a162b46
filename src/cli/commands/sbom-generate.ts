import { resolve } from 'node:path';
import { generateSbom, parseSbomFormat } from '../../app/sbom/index.ts';
import type { OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeOutput } from '../output.ts';
import { outputOption, sbomFormatOption, warnOf } from '../sbom-options.ts';

const phases = ['design', 'pre-build', 'build', 'post-build', 'operations', 'discovery', 'decommission'] as const;

const options = {
  ...sbomFormatOption,
  ...outputOption,
  author: { kind: 'text', placeholder: 'NAME', doc: 'Who makes the document' },
  authorEmail: { kind: 'text', placeholder: 'MAIL', doc: 'How to reach the author' },
  supplier: { kind: 'text', placeholder: 'NAME', doc: 'Who supplies what the document is about' },
  lifecycle: {
    kind: 'choice',
    values: phases,
    doc: 'When in its life the software is looked at; by default what follows from the target',
  },
  ignoreFiles: { kind: 'boolean', default: true, doc: 'Leave out what .gitignore and .assayignore files name' },
} as const satisfies OptionSpecs;

export const sbomGenerate: Command = {
  name: 'sbom generate',
  summary: 'Write down what is in a project or an image as an SBOM',
  positionals: '[TARGET]',
  maxPositionals: 1,
  options,
  description:
    'TARGET is a directory, a lockfile, an image or an archive; the default is the current directory. The format is cyclonedx-json@1.6 unless --format says otherwise. ' +
    'Nothing is looked up: what the target does not say is stated as unknown. ' +
    `The same target and time (SOURCE_DATE_EPOCH) give the same bytes. What could not be read ends the command with ${exitCodes.incomplete.code}.`,
  examples: [
    { command: 'assay sbom generate . -o bom.json', doc: 'the project in the current directory, as CycloneDX 1.6' },
    { command: 'assay sbom generate image.tar --format spdx-json@3.0.1', doc: 'an image, as SPDX 3.0.1' },
    { command: 'assay sbom generate . --author "Jo Doe" --author-email jo@shop.example', doc: 'with who is responsible for it' },
  ],
  run,
};

async function run({ ctx, directory, flags, positionals, terminal }: Invocation): Promise<number> {
  const name = positionals[0] ?? '.';
  const format = parseSbomFormat((flags['format'] as string | undefined) ?? 'cyclonedx-json');
  const [author, email, supplier] = [flags['author'], flags['authorEmail'], flags['supplier']] as (string | undefined)[];
  const generated = await generateSbom(
    {
      target: resolve(directory, name),
      name,
      format,
      ...(author === undefined && email === undefined
        ? {}
        : {
            authors: [
              { kind: 'person', ...(author === undefined ? {} : { name: author }), ...(email === undefined ? {} : { email }) },
            ],
          }),
      ...(supplier === undefined ? {} : { supplier: { kind: 'organization', name: supplier } }),
      ...(flags['lifecycle'] === undefined ? {} : { lifecycle: flags['lifecycle'] as (typeof phases)[number] }),
      ...(flags['ignoreFiles'] === undefined ? {} : { heedIgnoreFiles: flags['ignoreFiles'] === true }),
    },
    ctx,
  );
  writeOutput(generated.value.text, flags['output'] as string | undefined, terminal, directory);
  warnOf(generated.issues, ctx);
  return generated.complete ? exitCodes.satisfied.code : exitCodes.incomplete.code;
}
