import { databaseStatus, settingSpecs } from '../../app/index.ts';
import type { OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { statusLines } from '../database-lines.ts';
import { exitCodes } from '../exit-codes.ts';
import { configOption, settingsOf } from '../settings.ts';

const options = {
  db: settingSpecs.db,
  dbSource: settingSpecs.dbSource,
  ...configOption,
  format: { kind: 'choice', short: 'f', values: ['table', 'json'], default: 'table', doc: 'How the status is said' },
} as const satisfies OptionSpecs;

export const dbStatus: Command = {
  name: 'db status',
  summary: 'How old and how complete the advisory data is',
  positionals: '',
  maxPositionals: 0,
  options,
  description: `Lists every part of the advisory database with its age, its origin and the records that were refused. A database that is missing or not usable is exit code ${exitCodes.incomplete.code}.`,
  examples: [{ command: 'assay db status', doc: 'the database in the user cache directory' }],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { flags, ctx, terminal, environment } = invocation;
  const { db, dbSource } = settingsOf(invocation);
  const report = await databaseStatus({
    environment,
    ...(db === undefined ? {} : { database: db }),
    ...(dbSource === undefined ? {} : { source: dbSource }),
  });
  const isOpen = report.state === 'open';
  if (flags['format'] === 'json') {
    terminal.out(`${JSON.stringify(report, undefined, 2)}\n`);
  } else if (isOpen) {
    terminal.out(`${[report.status.path, ...statusLines(report.status, ctx.now())].join('\n')}\n`);
    for (const refusal of report.refusals.slice(0, 20)) terminal.out(`refused: ${refusal.path} ${refusal.message}\n`);
    if (report.refusals.length > 20) terminal.out(`and ${report.refusals.length - 20} more refused\n`);
  } else {
    terminal.out(`${report.reason}\nRepair it with: assay db update\n`);
  }
  return isOpen ? exitCodes.satisfied.code : exitCodes.incomplete.code;
}
