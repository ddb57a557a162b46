import { AppError, flagName, type OptionSpec, type OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { globalOptions } from '../parse.ts';
import { commands } from './list.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export const completion: Command = {
  name: 'completion',
  summary: 'Print the completion script of a shell',
  positionals: shells.join('|'),
  maxPositionals: 1,
  options: {},
  description: 'The script completes commands, options and their values. It is made from the same declarations as the help.',
  examples: [
    { command: 'assay completion bash > ~/.local/share/bash-completion/completions/assay', doc: 'bash' },
    { command: 'assay completion zsh > "${fpath[1]}/_assay"', doc: 'zsh' },
    { command: 'assay completion fish > ~/.config/fish/completions/assay.fish', doc: 'fish' },
  ],
  run,
};

async function run({ positionals, terminal }: Invocation): Promise<number> {
  const shell = shells.find((one) => one === positionals[0]);
  if (shell === undefined) {
    throw new AppError(
      'usage/arguments',
      positionals[0] === undefined ? 'Which shell?' : `There is no completion for "${positionals[0]}"`,
      {
        hint: shells.map((one) => `assay completion ${one}`).join(', or '),
      },
    );
  }
  terminal.out(completionScript(shell, await Promise.all(commands.map((entry) => entry.load()))));
  return exitCodes.satisfied.code;
}

/** The script for these commands, to be sourced by the shell or put where it looks for completions. */
export function completionScript(shell: Shell, all: readonly Command[]): string {
  return scripts[shell](all);
}

const scripts: Readonly<Record<Shell, (all: readonly Command[]) => string>> = { bash, zsh, fish };

interface Flag {
  readonly name: string;
  readonly short?: string;
  readonly doc: string;
  readonly takesValue: boolean;
  /** The only values that it takes. */
  readonly values: readonly string[];
}

function flagsOf(command: Command): readonly Flag[] {
  return Object.entries({ ...command.options, ...globalOptions } as OptionSpecs).map(([key, spec]) => toFlag(key, spec));
}

/** What is on unless told otherwise is offered as what turns it off, for which there is no letter. */
function toFlag(key: string, spec: OptionSpec): Flag {
  const isOn = spec.kind === 'boolean' && spec.default === true;
  return {
    name: isOn ? `no-${flagName(key)}` : flagName(key),
    ...(spec.short === undefined || isOn ? {} : { short: spec.short }),
    doc: isOn ? `Do not ${spec.doc.charAt(0).toLowerCase()}${spec.doc.slice(1)}` : spec.doc,
    takesValue: spec.kind !== 'boolean',
    values: spec.kind === 'choice' ? spec.values : [],
  };
}

/** `bash|zsh|fish`: the words that may stand after the command, when it takes nothing else. */
function fixedWords(command: Command): readonly string[] {
  return /^[a-z]+(?:\|[a-z]+)+$/.test(command.positionals) ? command.positionals.split('|') : [];
}

function firstWords(all: readonly Command[]): readonly string[] {
  return [...new Set([...all.map((command) => command.name.split(' ')[0] as string), 'help'])];
}

function secondWords(all: readonly Command[]): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, string[]>();
  for (const command of all) {
    const [first = '', second] = command.name.split(' ');
    if (second !== undefined) words.set(first, [...(words.get(first) ?? []), second]);
  }
  return words.set('help', [...firstWords(all)]);
}

/**
 * Where the function offers nothing, `-o default` lets the shell complete file names itself, with the quoting that they need.
 * Works with the bash 3.2 of macOS.
 */
function bash(all: readonly Command[]): string {
  const offer = (words: readonly string[]): string => `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current"))`;
  const groups = [...secondWords(all)].map(
    ([first, words]) => `  [[ $COMP_CWORD -eq 2 && \${COMP_WORDS[1]} == ${first} ]] && { ${offer(words)}; return; }`,
  );
  const branches = all.flatMap((command) => {
    const flags = flagsOf(command);
    const words = fixedWords(command);
    return [
      `    '${command.name}'|'${command.name} '*)`,
      '      case $previous in',
      ...flags
        .filter((flag) => flag.values.length > 0)
        .map(
          ({ name, short, values }) => `        --${name}${short === undefined ? '' : `|-${short}`}) ${offer(values)}; return ;;`,
        ),
      ...flags
        .filter((flag) => flag.takesValue && flag.values.length === 0)
        .map(({ name, short }) => `        --${name}${short === undefined ? '' : `|-${short}`}) return ;;`),
      '      esac',
      `      [[ $current == -* ]] && { ${offer(flags.map(({ name }) => `--${name}`))}; return; }`,
      ...(words.length === 0 ? [] : [`      ${offer(words)}`]),
      '      ;;',
    ];
  });
  return [
    '_assay() {',
    '  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}',
    '  COMPREPLY=()',
    '  # bash splits --format=json at the equals sign.',
    '  if [[ $current == = ]]; then current=',
    '  elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi',
    `  [[ $COMP_CWORD -eq 1 ]] && { ${offer(firstWords(all))}; return; }`,
    ...groups,
    '  case "${COMP_WORDS[*]:1}" in',
    ...branches,
    '  esac',
    '}',
    'complete -o default -F _assay assay',
    '',
  ].join('\n');
}

/** As a file in `fpath` it is the function itself, run at its first use; sourced it only declares it. */
function zsh(all: readonly Command[]): string {
  const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const toSpec = ({ name, short, doc, takesValue, values }: Flag): readonly string[] => {
    const about = `[${doc.replaceAll(/[[\]\\:]/g, String.raw`\$&`)}]`;
    const value = values.length > 0 ? `:value:(${values.join(' ')})` : takesValue ? ':value:_files' : '';
    const long = quote(`--${name}${takesValue ? '=' : ''}${about}${value}`);
    return short === undefined ? [long] : [long, quote(`-${short}${about}${value}`)];
  };
  const cases = all.map((command) => {
    const words = fixedWords(command);
    const rest = quote(words.length === 0 ? '*:file:_files' : `1:word:(${words.join(' ')})`);
    const length = command.name.split(' ').length;
    return [
      `    '${command.name}'|'${command.name} '*)`,
      // What `_arguments` is given begins with the last word of the command.
      `      shift ${length} words; (( CURRENT -= ${length} ))`,
      `      _arguments ${flagsOf(command).flatMap(toSpec).join(' ')} ${rest} ;;`,
    ].join('\n');
  });
  const groups = [...secondWords(all)].map(
    ([first, words]) => `  if (( CURRENT == 3 )) && [[ $words[2] == ${first} ]]; then compadd ${words.join(' ')}; return; fi`,
  );
  return [
    '#compdef assay',
    '_assay() {',
    `  if (( CURRENT == 2 )); then compadd ${firstWords(all).join(' ')}; return; fi`,
    ...groups,
    '  case "${words[2,-1]}" in',
    ...cases,
    '    *) _files ;;',
    '  esac',
    '}',
    'if [[ $funcstack[1] == _assay ]]; then _assay "$@"; else compdef _assay assay; fi',
    '',
  ].join('\n');
}

function fish(all: readonly Command[]): string {
  const quote = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
  const lines = all.flatMap((command) => {
    const [first = '', second] = command.name.split(' ');
    const condition = `__fish_seen_subcommand_from ${first}${second === undefined ? '' : `; and __fish_seen_subcommand_from ${second}`}`;
    const start =
      second === undefined
        ? `complete -c assay -n __fish_use_subcommand -f -a ${first} -d ${quote(command.summary)}`
        : `complete -c assay -n ${quote(`__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${secondWords(all).get(first)?.join(' ') ?? ''}`)} -f -a ${second} -d ${quote(command.summary)}`;
    const flags = flagsOf(command).map(({ name, short, doc, takesValue, values }) => {
      const value = values.length > 0 ? ` -x -a ${quote(values.join(' '))}` : takesValue ? ' -r' : '';
      return `complete -c assay -n ${quote(condition)} -l ${name}${short === undefined ? '' : ` -s ${short}`}${value} -d ${quote(doc)}`;
    });
    const words = fixedWords(command);
    const rest = words.length === 0 ? [] : [`complete -c assay -n ${quote(condition)} -f -a ${quote(words.join(' '))}`];
    return [start, ...flags, ...rest];
  });
  const groups = [...secondWords(all).keys()].map((first) => `complete -c assay -n __fish_use_subcommand -f -a ${first}`);
  const help = `complete -c assay -n '__fish_seen_subcommand_from help' -f -a ${quote(firstWords(all).join(' '))}`;
  return `${[...groups, ...lines, help].join('\n')}\n`;
}
