import { resolvePlace, settingSpecs, updateAdvisories, type DatabaseUpdate } from '../../app/index.ts';
import type { OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { statusLines } from '../database-lines.ts';
import { exitCodes } from '../exit-codes.ts';
import { configOption, settingsOf } from '../settings.ts';

const options = {
  from: {
    kind: 'text',
    placeholder: 'URL|DIR|FILE',
    doc: 'Where to get it: a base URL, a folder laid out as the public OSV export, a zip or a folder of records; default is --db-source',
  },
  ecosystem: {
    kind: 'list',
    short: 'e',
    placeholder: 'NAME',
    doc: 'Only these ecosystems, by their OSV names; may be repeated or separated by commas; default is what the database has, or all that Assay knows',
  },
  db: settingSpecs.db,
  dbSource: settingSpecs.dbSource,
  ...configOption,
} as const satisfies OptionSpecs;

export const dbUpdate: Command = {
  name: 'db update',
  summary: 'Fetch or import advisory data',
  positionals: '[ECOSYSTEM…]',
  maxPositionals: 50,
  options,
  description:
    'Brings the advisory database to the state of its source. The new database takes the place of the old one in one step; scans that run meanwhile keep the old one. ' +
    `What has not changed is not fetched again. What could not be had or read is listed, the old data then stays, and the exit code is ${exitCodes.incomplete.code}.`,
  examples: [
    { command: 'assay db update', doc: 'from the public OSV export' },
    { command: 'assay db update --ecosystem npm PyPI', doc: 'only what is needed' },
    { command: 'assay db update --from /mnt/osv', doc: 'on a machine without a network, from a copy of the export' },
  ],
  run,
};

async function run(invocation: Invocation): Promise<number> {
  const { flags, positionals, ctx, terminal, environment, directory } = invocation;
  const ecosystems = [...((flags['ecosystem'] as readonly string[] | undefined) ?? []), ...positionals];
  const settings = settingsOf(invocation);
  const from = flags['from'] as string | undefined;
  const updated = await updateAdvisories(
    {
      environment,
      ...(settings.db === undefined ? {} : { database: settings.db }),
      ...(settings.dbSource === undefined ? {} : { source: settings.dbSource }),
      ...(from === undefined ? {} : { from: resolvePlace(from, directory) }),
      ...(ecosystems.length === 0 ? {} : { ecosystems }),
    },
    ctx,
  );
  report(updated.value, terminal.out, ctx.now());
  for (const issue of updated.issues.slice(0, 20)) {
    ctx.log.warn(`${issue.path}${issue.line === undefined ? '' : `:${issue.line}`} ${issue.message}`);
  }
  if (updated.issues.length > 20) ctx.log.warn(`and ${updated.issues.length - 20} more`);
  return updated.complete ? exitCodes.satisfied.code : exitCodes.incomplete.code;
}

function report(update: DatabaseUpdate, out: (text: string) => void, now: Date): void {
  if (update.discarded !== undefined) out(`The old database ${update.discarded}; it was not taken over.\n`);
  const place = update.isReplaced ? `Updated ${update.directory}` : `Nothing could be had; ${update.directory} is as it was`;
  out(`${place}\n${update.status === undefined ? '' : `${statusLines(update.status, now).join('\n')}\n`}`);
}
