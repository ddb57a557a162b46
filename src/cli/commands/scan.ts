import { resolve } from 'node:path';
import {
  failOnLevels,
  reportFormatIds,
  reportFormats,
  scan as runScan,
  settingSpecs,
  type RenderOptions,
  type ScanResult,
} from '../../app/index.ts';
import { AppError, type OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeOutput } from '../output.ts';
import { configOption, settingsOf } from '../settings.ts';

const options = {
  format: { kind: 'choice', short: 'f', values: reportFormatIds, default: 'table', doc: 'How the result is said' },
  output: { kind: 'path', short: 'o', placeholder: 'FILE', doc: 'Write the result to a file; - is standard output' },
  ...settingSpecs,
  ...configOption,
} as const satisfies OptionSpecs;

export const scan: Command = {
  name: 'scan',
  summary: 'What is in a project, what is wrong with it, and what to do about it',
  positionals: '[TARGET]',
  maxPositionals: 1,
  options,
  description:
    'TARGET is a directory, a lockfile or an SBOM (CycloneDX JSON, SPDX JSON); the default is the current directory.\n' +
    'Every lockfile and manifest is read, every component is looked up in the advisory database, and the findings are printed, the most important first. ' +
    'Advisory data that is missing for an ecosystem is fetched once into the user cache directory, unless --offline is given. ' +
    `Findings at or above --fail-on (${failOnLevels.join(', ')}) end the command with exit code ${exitCodes.policy.code}; what could not be read or decided ends it with ${exitCodes.incomplete.code}.`,
  examples: [
    { command: 'assay scan .', doc: 'the project in the current directory' },
    { command: 'assay scan package-lock.json --fail-on high', doc: 'one lockfile; only high and critical findings fail' },
    { command: 'assay scan . --format sarif -o assay.sarif', doc: 'for a code-scanning service' },
    { command: 'assay scan bom.json --format html -o report.html', doc: 'an SBOM, as a page to send to somebody' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { flags, terminal, ctx, environment, directory } = invocation;
  const target = resolve(directory, invocation.positionals[0] ?? '.');
  const settings = settingsOf(invocation, target);
  const format = (flags['format'] as string | undefined) ?? options.format.default;
  const render = await reportFormats.find((one) => one.id === format)?.load();
  if (render === undefined) throw new AppError('usage/format', `There is no format "${format}"`);

  const result = await runScan(
    {
      target,
      name: invocation.positionals[0] ?? '.',
      failOn: settings.failOn,
      includeDev: settings.includeDev,
      offline: settings.offline,
      heedIgnoreFiles: settings.ignoreFiles,
      ...(settings.db === undefined ? {} : { database: settings.db }),
      ...(settings.dbSource === undefined ? {} : { source: settings.dbSource }),
      environment,
    },
    ctx,
  );
  const rendering: RenderOptions = { color: terminal.color && flags['output'] === undefined, width: terminal.width, directory };
  writeOutput(render(result, rendering), flags['output'] as string | undefined, terminal, directory);
  await annotate(result, rendering, format, invocation);
  return exitCodeOf(result);
}

/** In a GitHub Actions run the findings also appear beside the lines of the pull request, whatever the format. */
async function annotate(
  result: ScanResult,
  rendering: RenderOptions,
  format: string,
  { environment, terminal, flags }: Invocation,
): Promise<void> {
  const isWanted = environment['GITHUB_ACTIONS'] === 'true' && format !== 'github' && flags['quiet'] !== true;
  // Workflow commands are read from standard output, which then must not carry a document for another program.
  if (!isWanted || (format !== 'table' && flags['output'] === undefined)) return;
  const annotations = reportFormats.find((one) => one.id === 'github');
  if (annotations !== undefined) terminal.out((await annotations.load())(result, rendering));
}

function exitCodeOf({ report }: ScanResult): number {
  switch (report.policy.status) {
    case 'met':
      return exitCodes.satisfied.code;
    case 'not met':
      return exitCodes.policy.code;
    default:
      return exitCodes.incomplete.code;
  }
}
