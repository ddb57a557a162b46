export type { Command, CommandEntry } from './command.ts';
export { commands } from './commands/list.ts';
export { exitCodes } from './exit-codes.ts';
export { globalOptions } from './parse.ts';
export { optionUsage } from './help.ts';
