import type { CommandEntry } from '../command.ts';

/** Every command, in the order in which help shows them. A new one is one file and one line here. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'scan',
    summary: 'What is in a project, what is wrong with it, and what to do about it',
    load: async () => (await import('./scan.ts')).scan,
  },
  { name: 'db update', summary: 'Fetch or import advisory data', load: async () => (await import('./db-update.ts')).dbUpdate },
  {
    name: 'db status',
    summary: 'How old and how complete the advisory data is',
    load: async () => (await import('./db-status.ts')).dbStatus,
  },
  {
    name: 'completion',
    summary: 'Print the completion script of a shell',
    load: async () => (await import('./completion.ts')).completion,
  },
];
