import { diffSboms, diffText } from '../../app/sbom/index.ts';
import type { OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeOutput } from '../output.ts';
import { outputOption, sbomFile, warnOf } from '../sbom-options.ts';

const options = {
  format: { kind: 'choice', short: 'f', values: ['table', 'json'], default: 'table', doc: 'How the result is said' },
  failOnChange: { kind: 'boolean', doc: 'Fail when something came, went or changed' },
  ...outputOption,
} as const satisfies OptionSpecs;

export const sbomDiff: Command = {
  name: 'sbom diff',
  summary: 'What came, went and changed between two SBOMs',
  positionals: 'BEFORE AFTER',
  maxPositionals: 2,
  options,
  description:
    'The two may be in different formats. A component is the same in both when its package URL without the version is, or else its name. ' +
    'Shown are components that came and went, and changes of version, licence, supplier and, where the version is the same, hash.',
  examples: [
    { command: 'assay sbom diff v1.json v2.json', doc: 'for people' },
    { command: 'assay sbom diff supplier.spdx own.cdx.json --format json', doc: 'for a program, across formats' },
  ],
  run,
};

async function run({ ctx, directory, flags, positionals, terminal }: Invocation): Promise<number> {
  const [before, after] = [sbomFile(positionals[0], directory, 'sbom diff'), sbomFile(positionals[1], directory, 'sbom diff')];
  const { complete, issues, value } = await diffSboms(before, after, ctx);
  warnOf(issues, ctx);
  if (value === undefined) return exitCodes.incomplete.code;
  const text = flags['format'] === 'json' ? `${JSON.stringify(value, undefined, 2)}\n` : diffText(value);
  writeOutput(text, flags['output'] as string | undefined, terminal, directory);
  const isChanged = value.came.length + value.went.length + value.changed.length > 0;
  if (isChanged && flags['failOnChange'] === true) return exitCodes.policy.code;
  return complete ? exitCodes.satisfied.code : exitCodes.incomplete.code;
}
