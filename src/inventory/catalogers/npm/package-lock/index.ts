import type { Cataloger } from '../../../cataloger.ts';

export const packageLock: Cataloger = {
  id: 'npm/package-lock',
  title: 'npm: package-lock.json and npm-shrinkwrap.json, lockfile versions 1, 2 and 3',
  technique: 'lockfile',
  files: ['package-lock.json', 'npm-shrinkwrap.json'],
  load: async () => (await import('./read-package-lock.ts')).readPackageLock,
};
