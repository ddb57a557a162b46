import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { AppError, flagName, nearest, type OptionSpec, type OptionSpecs, type OptionValue } from '../kernel/index.ts';

/** Options that every command has. */
export const globalOptions = {
  quiet: { kind: 'boolean', short: 'q', doc: 'Print the result only, nothing for people beside it' },
  verbose: { kind: 'boolean', short: 'v', doc: 'Say what is being done' },
  color: { kind: 'boolean', doc: 'Colours; --no-color and NO_COLOR turn them off, FORCE_COLOR on' },
  help: { kind: 'boolean', short: 'h', doc: 'Show the help of a command' },
} as const satisfies OptionSpecs;

export interface ParsedArguments {
  readonly positionals: readonly string[];
  readonly flags: Readonly<Record<string, OptionValue | undefined>>;
}

/** Words to options and positionals. Throws `AppError` `usage/…` that names the nearest known option. */
export function parseArguments(words: readonly string[], specs: OptionSpecs): ParsedArguments {
  const config: ParseArgsOptionsConfig = {};
  for (const [key, spec] of Object.entries(specs)) config[flagName(key)] = toParserOption(spec);
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: words as string[], options: config, allowPositionals: true, allowNegative: true, strict: true });
  } catch (thrown) {
    throw toUsageError(thrown, specs);
  }
  const flags: Record<string, OptionValue | undefined> = {};
  for (const [key, spec] of Object.entries(specs)) flags[key] = checkFlag(key, spec, parsed.values[flagName(key)]);
  return { positionals: parsed.positionals, flags };
}

function toParserOption(spec: OptionSpec): ParseArgsOptionsConfig[string] {
  const short = spec.short === undefined ? {} : { short: spec.short };
  if (spec.kind === 'boolean') return { type: 'boolean', ...short };
  return { type: 'string', multiple: spec.kind === 'list', ...short };
}

function checkFlag(key: string, spec: OptionSpec, value: unknown): OptionValue | undefined {
  if (value === undefined) return undefined;
  const flag = `--${flagName(key)}`;
  if (spec.kind === 'choice' && typeof value === 'string' && !spec.values.includes(value)) {
    const meant = nearest(value, spec.values);
    const hint = meant === undefined ? {} : { hint: `Did you mean ${flag} ${meant}?` };
    throw new AppError('usage/value', `${flag} is "${value}", not one of ${spec.values.join(', ')}`, hint);
  }
  if (spec.kind === 'list') return listOf(flag, value as readonly string[]);
  if (value === '') throw new AppError('usage/value', `${flag} is empty`);
  return value as OptionValue;
}

/** `--flag a,b --flag c`. */
function listOf(flag: string, values: readonly string[]): readonly string[] {
  const items = values.flatMap((value) => value.split(',')).map((item) => item.trim());
  if (items.includes('')) throw new AppError('usage/value', `${flag} has an empty item`);
  return items;
}

function toUsageError(thrown: unknown, specs: OptionSpecs): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown)) return thrown;
  if (thrown.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const word = /^Unknown option '(.*?)'(?:\. |$)/s.exec(thrown.message)?.[1] ?? '';
    const meant = nearest(word.replace(/^-+/, ''), wordsFor(specs));
    const hint = meant === undefined ? 'The --help of the command lists its options.' : `Did you mean --${meant}?`;
    return new AppError('usage/unknown-option', `There is no option ${word}`, { hint });
  }
  if (thrown.code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return thrown;
  const flag = /--[a-z-]+/.exec(thrown.message)?.[0] ?? '';
  if (thrown.message.includes('does not take')) return new AppError('usage/value', `${flag} takes no value`);
  return new AppError('usage/value', `${flag} needs a value`, { hint: `One that begins with a dash is written ${flag}=-…` });
}

/** What may stand after `--`. */
function wordsFor(specs: OptionSpecs): readonly string[] {
  const flags = Object.entries(specs).map(([key, spec]) => [flagName(key), spec.kind] as const);
  return flags.flatMap(([flag, kind]) => (kind === 'boolean' ? [flag, `no-${flag}`] : [flag]));
}
