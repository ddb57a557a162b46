import { resolve } from 'node:path';
import { vexFormats, type NamedFile } from '../app/vex/index.ts';
import { AppError, type Issue, type OptionSpecs } from '../kernel/index.ts';
import type { Invocation } from './command.ts';

/** Options of the commands that write VEX documents. */
export const authorOptions = {
  author: { kind: 'text', placeholder: 'NAME', doc: 'Who says it: a person or an organization' },
  role: { kind: 'text', placeholder: 'TEXT', doc: 'Role of the author (OpenVEX)' },
  namespace: { kind: 'text', placeholder: 'URL', doc: 'A URL that the author owns (CSAF)' },
  id: { kind: 'text', placeholder: 'ID', doc: 'Identifier of the document; derived from its content when not given' },
} as const satisfies OptionSpecs;

export interface AuthorFlags {
  readonly author: string;
  readonly role?: string;
  readonly namespace?: string;
  readonly id?: string;
  readonly format?: (typeof vexFormats)[number];
}

/** Throws `AppError` `usage/author` when nobody says it. */
export function authorOf(flags: Invocation['flags']): AuthorFlags {
  const { author } = flags;
  if (typeof author !== 'string')
    throw new AppError('usage/author', 'A VEX document says who says it', { hint: 'Give it with --author NAME' });
  const format = vexFormats.find((known) => known === flags['format']);
  return { author, ...textFlags(flags, ['role', 'namespace', 'id']), ...(format === undefined ? {} : { format }) };
}

/** Those that were given. */
export function textFlags<K extends string>(flags: Invocation['flags'], names: readonly K[]): { readonly [key in K]?: string } {
  return Object.fromEntries(names.flatMap((name) => (typeof flags[name] === 'string' ? [[name, flags[name]]] : []))) as {
    readonly [key in K]?: string;
  };
}

export function namedFiles(names: readonly string[], directory: string): readonly NamedFile[] {
  return names.map((name) => ({ name, path: resolve(directory, name) }));
}

const MOST_ISSUES = 20;

export function warnOfIssues(issues: readonly Issue[], { log }: Invocation['ctx']): void {
  for (const { path, line, message } of issues.slice(0, MOST_ISSUES)) {
    log.warn(`${path}${line === undefined ? '' : `:${line}`} ${message}`);
  }
  if (issues.length > MOST_ISSUES) log.warn(`and ${issues.length - MOST_ISSUES} more`);
}
