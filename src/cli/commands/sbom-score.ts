import { isGradeAtLeast, sbomGrades, sbomProfileIds, scoreSbom, scoreText } from '../../app/sbom/index.ts';
import type { OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeOutput } from '../output.ts';
import { outputOption, sbomFile, warnOf } from '../sbom-options.ts';

const options = {
  profile: { kind: 'choice', short: 'p', values: sbomProfileIds, default: 'cisa-2026', doc: 'What is expected of a good SBOM' },
  minGrade: { kind: 'choice', values: sbomGrades, doc: 'Fail when the grade is worse' },
  format: { kind: 'choice', short: 'f', values: ['table', 'json'], default: 'table', doc: 'How the result is said' },
  ...outputOption,
} as const satisfies OptionSpecs;

export const sbomScore: Command = {
  name: 'sbom score',
  summary: 'How good an SBOM is by a published standard, and what to do about it',
  positionals: 'FILE',
  maxPositionals: 1,
  options,
  description:
    'Every element of the profile is judged for the document or for each component: there, not there, or stated as unknown. Grade A means that everything required is there. ' +
    `--min-grade ends the command with ${exitCodes.policy.code} when the grade is worse.`,
  examples: [
    { command: 'assay sbom score bom.json', doc: 'by the minimum elements of CISA (2026)' },
    { command: 'assay sbom score bom.json --profile bsi-tr-03183-2 --min-grade B', doc: 'as a gate' },
  ],
  run,
};

async function run({ ctx, directory, flags, positionals, terminal }: Invocation): Promise<number> {
  const file = sbomFile(positionals[0], directory, 'sbom score');
  const profile = (flags['profile'] as string | undefined) ?? options.profile.default;
  const { complete, issues, value } = await scoreSbom(file, profile, ctx);
  warnOf(issues, ctx);
  if (value === undefined) return exitCodes.incomplete.code;
  const text = flags['format'] === 'json' ? `${JSON.stringify(value, undefined, 2)}\n` : scoreText(value);
  writeOutput(text, flags['output'] as string | undefined, terminal, directory);
  const least = flags['minGrade'] as (typeof sbomGrades)[number] | undefined;
  if (least !== undefined && !isGradeAtLeast(value.grade, least)) return exitCodes.policy.code;
  return complete ? exitCodes.satisfied.code : exitCodes.incomplete.code;
}
