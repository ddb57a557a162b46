import { AppError, flagName, type OptionSpecs } from '../../kernel/index.ts';
import type { Command, Invocation } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { globalOptions } from '../parse.ts';
import { commands } from './list.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

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
  terminal.out(scripts[shell](await Promise.all(commands.map((entry) => entry.load()))));
  return exitCodes.satisfied.code;
}

const scripts: Readonly<Record<Shell, (all: readonly Command[]) => string>> = { bash, zsh, fish };

function flagsOf(command: Command): readonly string[] {
  return Object.entries({ ...command.options, ...globalOptions } as OptionSpecs).flatMap(([key, spec]) =>
    spec.kind === 'boolean' && spec.default === true ? [`--no-${flagName(key)}`] : [`--${flagName(key)}`],
  );
}

function choicesOf(command: Command): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(command.options).flatMap(([key, spec]) =>
    spec.kind === 'choice' ? [[`--${flagName(key)}`, spec.values] as const] : [],
  );
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
  return words;
}

function bash(all: readonly Command[]): string {
  const branches = all.flatMap((command) => [
    `    "${command.name}"*)`,
    ...choicesOf(command).map(
      ([flag, values]) =>
        `      [[ $previous == ${flag} ]] && { COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$current")); return; }`,
    ),
    `      [[ $current == -* ]] && { COMPREPLY=($(compgen -W "${flagsOf(command).join(' ')}" -- "$current")); return; } ;;`,
  ]);
  const groups = [...secondWords(all)].map(
    ([first, words]) =>
      `  [[ $COMP_CWORD -eq 2 && \${COMP_WORDS[1]} == ${first} ]] && { COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$current")); return; }`,
  );
  return [
    '_assay() {',
    '  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}',
    `  [[ $COMP_CWORD -eq 1 ]] && { COMPREPLY=($(compgen -W "${firstWords(all).join(' ')}" -- "$current")); return; }`,
    ...groups,
    '  case "${COMP_WORDS[*]:1}" in',
    ...branches,
    '  esac',
    '  COMPREPLY=($(compgen -f -- "$current"))',
    '}',
    'complete -o filenames -F _assay assay',
    '',
  ].join('\n');
}

function zsh(all: readonly Command[]): string {
  const cases = all.map((command) => {
    const choices = new Map(choicesOf(command));
    const flags = flagsOf(command).map((flag) => {
      const values = choices.get(flag);
      return values === undefined ? `'${flag}'` : `'${flag}:value:(${values.join(' ')})'`;
    });
    return `    "${command.name}"*) _arguments ${flags.join(' ')} '*:file:_files' ;;`;
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
    'compdef _assay assay',
    '',
  ].join('\n');
}

function fish(all: readonly Command[]): string {
  const quote = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
  const lines = all.flatMap((command) => {
    const [first = '', second] = command.name.split(' ');
    const condition = `__fish_seen_subcommand_from ${first}${second === undefined ? '' : `; and __fish_seen_subcommand_from ${second}`}`;
    const choices = new Map(choicesOf(command));
    const start =
      second === undefined
        ? `complete -c assay -n __fish_use_subcommand -a ${first} -d ${quote(command.summary)}`
        : `complete -c assay -n ${quote(`__fish_seen_subcommand_from ${first}`)} -a ${second} -d ${quote(command.summary)}`;
    const flags = flagsOf(command).map((flag) => {
      const values = choices.get(flag);
      return `complete -c assay -n ${quote(condition)} -l ${flag.slice(2)}${values === undefined ? '' : ` -x -a ${quote(values.join(' '))}`}`;
    });
    return [start, ...flags];
  });
  const groups = [...secondWords(all).keys()].map((first) => `complete -c assay -n __fish_use_subcommand -a ${first}`);
  return `${[...groups, ...lines].join('\n')}\n`;
}
