import type { Cataloger } from '../../../cataloger.ts';

export const bunLock: Cataloger = {
  id: 'npm/bun-lock',
  title: 'Bun: bun.lock, lockfile versions 0, 1 and 2 (the binary bun.lockb is reported, not read)',
  technique: 'lockfile',
  files: ['bun.lock', 'bun.lockb'],
  load: async () => (await import('./read-bun-lock.ts')).readBunLock,
};
