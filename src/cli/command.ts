import type { Ctx, OptionSpecs, OptionValue } from '../kernel/index.ts';
import type { Terminal } from './terminal.ts';

/** What a command is given: its words, its options as the user gave them, and the world. */
export interface Invocation {
  readonly positionals: readonly string[];
  /** Only those that were given, by camelCase name. */
  readonly flags: Readonly<Record<string, OptionValue | undefined>>;
  readonly terminal: Terminal;
  readonly ctx: Ctx;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
}

/** One command, as data plus one function. Help, completion and the reference are made from it. */
export interface Command {
  /** `scan`, `db update`. */
  readonly name: string;
  /** One line without a full stop. */
  readonly summary: string;
  /** What stands after the name: `[TARGET]`. */
  readonly positionals: string;
  readonly maxPositionals: number;
  readonly options: OptionSpecs;
  readonly description: string;
  readonly examples: readonly { readonly command: string; readonly doc: string }[];
  /** Resolves to the exit code. */
  readonly run: (invocation: Invocation) => Promise<number>;
}

/** A command before it is loaded. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}
