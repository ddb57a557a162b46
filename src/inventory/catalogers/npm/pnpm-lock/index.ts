import type { Cataloger } from '../../../cataloger.ts';

export const pnpmLock: Cataloger = {
  id: 'npm/pnpm-lock',
  title: 'pnpm: pnpm-lock.yaml, lockfile versions 5, 6 and 9',
  technique: 'lockfile',
  files: ['pnpm-lock.yaml'],
  load: async () => (await import('./read-pnpm-lock.ts')).readPnpmLock,
};
