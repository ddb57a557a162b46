import { flagName, type OptionSpec, type OptionSpecs } from '../kernel/index.ts';
import type { Command, CommandEntry } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { globalOptions } from './parse.ts';

/** `assay --help`: what there is. */
export function overview(entries: readonly CommandEntry[]): string {
  const width = Math.max(...entries.map((entry) => entry.name.length));
  const lines = entries.map((entry) => `  ${entry.name.padEnd(width)}  ${entry.summary}`);
  return [
    'Assay finds out what software is made of, what is wrong with it, and what to do about it.',
    '',
    'Usage: assay COMMAND [ARGUMENTS] [OPTIONS]',
    '',
    ...lines,
    '',
    '  assay help COMMAND   everything about one command',
    '  assay --version      the version',
    '',
    `Start with: assay scan .`,
    '',
  ].join('\n');
}

/** `assay help COMMAND`. */
export function helpOf(command: Command, width: number): string {
  const sections = [
    `${command.summary}.`,
    `Usage: assay ${command.name}${command.positionals === '' ? '' : ` ${command.positionals}`} [OPTIONS]`,
    wrap(command.description, width, ''),
    `Options:\n${optionTable(command.options, width)}`,
    `For every command:\n${optionTable(globalOptions, width)}`,
    `Examples:\n${command.examples.map((example) => `  ${example.command}\n      ${example.doc}`).join('\n')}`,
    `Exit codes:\n${Object.values(exitCodes)
      .map(({ code, doc }) => wrap(`${String(code).padStart(3)}  ${doc}`, width, '  ', '       '))
      .join('\n')}`,
  ];
  const isEmpty = (section: string): boolean => section === 'Options:\n' || section === 'Examples:\n';
  return `${sections.filter((section) => !isEmpty(section)).join('\n\n')}\n`;
}

/** `--fail-on low|medium`, `--[no-]ignore-files`, `-o, --output FILE`. */
export function optionUsage(key: string, spec: OptionSpec): string {
  const isOnByDefault = spec.kind === 'boolean' && spec.default === true;
  const flag = `${spec.short === undefined ? '' : `-${spec.short}, `}--${isOnByDefault ? '[no-]' : ''}${flagName(key)}`;
  switch (spec.kind) {
    case 'boolean':
      return flag;
    case 'choice':
      return `${flag} ${spec.values.join('|')}`;
    case 'list':
      return `${flag} ${spec.placeholder}…`;
    default:
      return `${flag} ${spec.placeholder}`;
  }
}

function optionTable(specs: OptionSpecs, width: number): string {
  return Object.entries(specs)
    .map(([key, spec]) => {
      const standard = spec.kind === 'boolean' || spec.default === undefined ? '' : String(spec.default);
      return `  ${optionUsage(key, spec)}\n${wrap(standard === '' ? spec.doc : `${spec.doc} (default ${standard})`, width, '      ')}`;
    })
    .join('\n');
}

function wrap(text: string, width: number, indent: string, hanging: string = indent): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = lines.length === 0 ? indent : hanging;
    let isFirst = true;
    for (const word of paragraph.split(' ')) {
      if (!isFirst && line.length + 1 + word.length > Math.min(width, 120)) {
        lines.push(line);
        line = hanging + word;
      } else {
        line += isFirst ? word : ` ${word}`;
      }
      isFirst = false;
    }
    lines.push(line);
  }
  return lines.join('\n');
}
