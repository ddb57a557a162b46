import { createVex, vexFormats, vexJustifications, vexStatuses, type VexCreateOptions } from '../../app/vex/index.ts';
import { AppError, type OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeOutput } from '../output.ts';
import { authorOf, authorOptions, textFlags } from '../vex-options.ts';

const options = {
  product: {
    kind: 'list',
    short: 'p',
    placeholder: 'PURL',
    doc: 'What it is said of: package URLs, CPE names or the name of a project; may be repeated',
  },
  subcomponent: {
    kind: 'list',
    placeholder: 'PURL',
    doc: 'Parts of the product from which the vulnerability comes; without it the product as a whole is meant',
  },
  status: { kind: 'choice', short: 's', values: vexStatuses, doc: 'What the vulnerability means for the product' },
  justification: { kind: 'choice', values: vexJustifications, doc: 'Why it is not affected' },
  impact: { kind: 'text', placeholder: 'TEXT', doc: 'Why it is not affected, in your own words' },
  action: { kind: 'text', placeholder: 'TEXT', doc: 'What to do about it' },
  notes: { kind: 'text', placeholder: 'TEXT', doc: 'How the status was found out' },
  alias: { kind: 'list', placeholder: 'ID', doc: 'Other ids of the vulnerability; may be repeated' },
  format: { kind: 'choice', short: 'f', values: vexFormats, default: 'openvex', doc: 'Format of the document' },
  output: { kind: 'path', short: 'o', placeholder: 'FILE', doc: 'Write the document to a file; - is standard output' },
  ...authorOptions,
} as const satisfies OptionSpecs;

export const vexCreate: Command = {
  name: 'vex create',
  summary: 'Say what a vulnerability means for a product',
  positionals: 'VULNERABILITY',
  maxPositionals: 1,
  options,
  description:
    'Writes a VEX document of one statement. A product that is not affected needs a justification or an impact statement, one that is affected an action statement. ' +
    'Several documents become one with assay vex merge.',
  examples: [
    {
      command:
        'assay vex create CVE-2021-44906 --product pkg:npm/shop@1.0.0 --subcomponent pkg:npm/minimist@0.0.8 --status not_affected --justification vulnerable_code_not_in_execute_path --author "Shop security <security@shop.example>" -o shop.vex.json',
      doc: 'an OpenVEX document',
    },
  ],
  run,
};

async function run({ flags, positionals, ctx, terminal, directory }: Invocation): Promise<number> {
  const [vulnerability] = positionals;
  if (vulnerability === undefined) throw new AppError('usage/arguments', 'assay vex create needs the id of a vulnerability');
  const status = flags['status'] as VexCreateOptions['status'] | undefined;
  if (status === undefined)
    throw new AppError('usage/status', 'assay vex create needs --status', { hint: `One of ${vexStatuses.join(', ')}` });
  const justification = flags['justification'] as VexCreateOptions['justification'];
  const text = await createVex(
    {
      ...authorOf(flags),
      ...textFlags(flags, ['impact', 'action', 'notes']),
      vulnerability,
      status,
      products: (flags['product'] as readonly string[] | undefined) ?? [],
      subcomponents: (flags['subcomponent'] as readonly string[] | undefined) ?? [],
      aliases: (flags['alias'] as readonly string[] | undefined) ?? [],
      ...(justification === undefined ? {} : { justification }),
    },
    ctx,
  );
  writeOutput(text, flags['output'] as string | undefined, terminal, directory);
  return exitCodes.satisfied.code;
}
