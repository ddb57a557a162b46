import { convertSbom, describeDialect, parseSbomFormat } from '../../app/sbom/index.ts';
import { AppError, type OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeOutput } from '../output.ts';
import { outputOption, sbomFile, sbomFormatOption, warnOf } from '../sbom-options.ts';

const options = {
  ...sbomFormatOption,
  ...outputOption,
  losses: { kind: 'path', placeholder: 'FILE', doc: 'Write what the new form cannot say to a file, as JSON' },
  failOnLoss: { kind: 'boolean', doc: 'Fail when something is lost' },
  allowInvalid: { kind: 'boolean', doc: 'Convert a document that breaks the rules of its own format all the same' },
} as const satisfies OptionSpecs;

export const sbomConvert: Command = {
  name: 'sbom convert',
  summary: 'Write an SBOM in another format',
  positionals: 'FILE',
  maxPositionals: 1,
  options,
  description:
    'FILE is CycloneDX 1.2 to 1.7 (JSON, XML), SPDX 2.2 or 2.3 (JSON, YAML, tag-value) or SPDX 3.0.1 (JSON-LD). What the new form cannot say is listed, place by place, with the reason. ' +
    `A document that breaks the rules of its own format is refused with exit code ${exitCodes.incomplete.code}.`,
  examples: [
    { command: 'assay sbom convert bom.json --format spdx-json@3.0.1 -o bom.spdx.json', doc: 'from CycloneDX to SPDX 3' },
    {
      command: 'assay sbom convert old.xml --format cyclonedx-json@1.7 --losses lost.json',
      doc: 'to a newer version, with a list of what is lost',
    },
  ],
  run,
};

async function run({ ctx, directory, flags, positionals, terminal }: Invocation): Promise<number> {
  const file = sbomFile(positionals[0], directory, 'sbom convert');
  if (flags['format'] === undefined)
    throw new AppError('usage/arguments', 'Into which format?', { hint: `--format ${sbomFormatOption.format.doc}` });
  const format = parseSbomFormat(flags['format'] as string);
  const { complete, issues, value } = await convertSbom({ file, format, allowInvalid: flags['allowInvalid'] === true }, ctx);
  warnOf(issues, ctx);
  if (value === undefined) {
    ctx.log.warn(`${file.name} is not converted; --allow-invalid does so all the same where it can be read`);
    return exitCodes.incomplete.code;
  }
  writeOutput(value.text, flags['output'] as string | undefined, terminal, directory);
  const { furtherLosses, losses } = value;
  if (flags['losses'] !== undefined)
    writeOutput(`${JSON.stringify({ losses, furtherLosses }, undefined, 2)}\n`, flags['losses'] as string, terminal, directory);
  const lost = losses.length + furtherLosses;
  if (lost > 0) {
    ctx.log.info(
      `${describeDialect(value.to)} cannot say ${lost} ${lost === 1 ? 'thing' : 'things'} of ${describeDialect(value.from)}:`,
    );
    for (const { path, what, why } of losses.slice(0, 10)) ctx.log.info(`  ${path}: ${what === path ? '' : `${what}: `}${why}`);
    if (lost > 10) ctx.log.info(`  and ${lost - 10} more; --losses FILE lists them`);
  }
  if (lost > 0 && flags['failOnLoss'] === true) return exitCodes.policy.code;
  return complete ? exitCodes.satisfied.code : exitCodes.incomplete.code;
}
