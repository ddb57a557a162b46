import {
  AppError,
  clockFrom,
  createContext,
  lazyHttp,
  messageOf,
  nearest,
  toPlainText,
  type Ctx,
  type Log,
} from '../kernel/index.ts';
import type { Command, CommandEntry } from './command.ts';
import { commands } from './commands/list.ts';
import { exitCodes } from './exit-codes.ts';
import { globalOptions, parseArguments } from './parse.ts';
import { createTerminal, standardStreams, terminalProgress, type StandardStreams, type Terminal } from './terminal.ts';

/** Runs one command line and sets the exit code. The entry point of `bin/assay.cjs`. */
export async function main(words: readonly string[]): Promise<void> {
  const streams = standardStreams();
  const early = createTerminal(streams, process.env, { color: words.includes('--no-color') ? false : undefined });
  try {
    process.exitCode = await run(words, early, streams);
  } catch (thrown) {
    process.exitCode = report(thrown, early, words.includes('--verbose') || words.includes('-v'));
  }
}

async function run(words: readonly string[], early: Terminal, streams: StandardStreams): Promise<number> {
  const isHelp = words[0] === 'help' || words.length === 0 || words[0] === '--help' || words[0] === '-h';
  if (isHelp) return help(words[0] === 'help' ? words.slice(1) : [], early);
  if (words.length === 1 && words[0] === 'version') return version(early);
  const entry = findCommand(words);
  if (entry === undefined) throw unknownCommand(words);
  const command = await entry.load();
  const parsed = parseArguments(words.slice(command.name.split(' ').length), { ...command.options, ...globalOptions });
  const color = parsed.flags['color'] as boolean | undefined;
  const terminal = createTerminal(streams, process.env, { color });
  if (parsed.flags['help'] === true) return help(command.name.split(' '), terminal);
  if (parsed.positionals.length > command.maxPositionals) {
    const extra = parsed.positionals[command.maxPositionals] ?? '';
    throw new AppError('usage/arguments', `"${extra}" is one argument too many for assay ${command.name}`, {
      hint: `assay help ${command.name}`,
    });
  }
  const isQuiet = parsed.flags['quiet'] === true;
  const ctx = createRunContext(terminal, { isQuiet, isVerbose: parsed.flags['verbose'] === true });
  return command.run({ ...parsed, terminal, ctx, environment: process.env, directory: process.cwd() });
}

/** The command whose name the line begins with; the longest name wins (`db update`). */
function findCommand(words: readonly string[]): CommandEntry | undefined {
  return commands.find((entry) => entry.name.split(' ').every((part, index) => words[index] === part));
}

function unknownCommand(words: readonly string[]): AppError {
  const given = words[0] ?? '';
  const group = commands.filter((entry) => entry.name.startsWith(`${given} `));
  if (group.length > 0) {
    return new AppError('usage/command', `assay ${given} needs to know what to do`, {
      hint: group.map((entry) => `assay ${entry.name}`).join(', or '),
    });
  }
  const meant = nearest(
    given,
    commands.map((entry) => entry.name.split(' ')[0] as string),
  );
  const hint =
    meant !== undefined
      ? `Did you mean: assay ${[meant, ...words.slice(1)].join(' ')}`
      : /[./\\]/.test(given)
        ? `Did you mean: assay scan ${given}`
        : 'assay help lists the commands.';
  return new AppError(
    'usage/command',
    given.startsWith('-') ? `There is no option ${given} here` : `There is no command "${given}"`,
    { hint },
  );
}

function createRunContext(terminal: Terminal, options: { readonly isQuiet: boolean; readonly isVerbose: boolean }): Ctx {
  const log = terminalLog(terminal, options);
  const controller = new AbortController();
  process.once('SIGINT', () => {
    process.exitCode = exitCodes.interrupted.code;
    controller.abort(new AppError('interrupted', 'Interrupted'));
  });
  const ctx: Ctx = createContext({
    signal: controller.signal,
    log,
    now: clockFrom(process.env['SOURCE_DATE_EPOCH']),
    http: lazyHttp(() => ctx),
    ...(terminal.isInteractive && !options.isQuiet ? { progress: terminalProgress(terminal) } : {}),
  });
  return ctx;
}

function terminalLog(terminal: Terminal, { isQuiet, isVerbose }: { readonly isQuiet: boolean; readonly isVerbose: boolean }): Log {
  return {
    warn: (message) => terminal.err(`warning: ${toPlainLines(message)}\n`),
    info: (message) => (isQuiet ? undefined : terminal.err(`${toPlainLines(message)}\n`)),
    debug: (message) => (isVerbose ? terminal.err(`${toPlainLines(message)}\n`) : undefined),
  };
}

async function version(terminal: Terminal): Promise<number> {
  const { assayVersion } = await import('../app/index.ts');
  terminal.out(`assay ${assayVersion()}\n`);
  return exitCodes.satisfied.code;
}

async function help(words: readonly string[], terminal: Terminal): Promise<number> {
  const { overview, helpOf } = await import('./help.ts');
  const entry = findCommand(words);
  const group = commands.filter((candidate) => candidate.name.startsWith(`${words[0] ?? ''} `));
  if (words.length === 0) {
    terminal.out(overview(commands));
  } else if (entry !== undefined) {
    terminal.out(helpOf(await entry.load(), terminal.width));
  } else if (group.length > 0) {
    const loaded: Command[] = await Promise.all(group.map((candidate) => candidate.load()));
    terminal.out(loaded.map((command) => helpOf(command, terminal.width)).join('\n'));
  } else {
    throw unknownCommand(words);
  }
  return exitCodes.satisfied.code;
}

function report(thrown: unknown, terminal: Terminal, isVerbose: boolean): number {
  const label = terminal.errColor ? '\u001b[31merror:\u001b[39m' : 'error:';
  if (!(thrown instanceof AppError)) {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    terminal.err(`${label} this is a bug in Assay: ${toPlainLines(text)}\n`);
    return exitCodes.bug.code;
  }
  terminal.err(`${label} ${toPlainLines(thrown.message)}\n`);
  if (thrown.hint !== undefined) terminal.err(`${toPlainLines(thrown.hint)}\n`);
  if (isVerbose && thrown.cause !== undefined) terminal.err(`cause: ${toPlainLines(messageOf(thrown.cause))}\n`);
  if (thrown.code === 'interrupted') return exitCodes.interrupted.code;
  return /^(?:usage|config)\//.test(thrown.code) ? exitCodes.usage.code : exitCodes.bug.code;
}

/** Messages name files and values of strangers: their control characters are shown, their lines stay lines. */
function toPlainLines(text: string): string {
  return text.split('\n').map(toPlainText).join('\n');
}
