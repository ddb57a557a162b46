import type { Cataloger } from '../../../cataloger.ts';

export const yarnLock: Cataloger = {
  id: 'npm/yarn-lock',
  title: 'Yarn: yarn.lock of Yarn 1 and of Yarn 2 and later (berry)',
  technique: 'lockfile',
  files: ['yarn.lock'],
  load: async () => (await import('./read-yarn-lock.ts')).readYarnLock,
};
