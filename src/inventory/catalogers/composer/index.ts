import type { Cataloger } from '../../cataloger.ts';

export const composerCatalogers: readonly Cataloger[] = [
  {
    id: 'composer/composer-lock',
    title: 'composer.lock, with the requirements of composer.json',
    technique: 'lockfile',
    files: ['composer.lock'],
    load: async () => (await import('./composer-lock.ts')).catalogComposerLock,
  },
  {
    id: 'composer/installed',
    title: 'vendor/composer/installed.json of Composer 1 and 2',
    technique: 'installed',
    files: ['**/composer/installed.json'],
    load: async () => (await import('./installed.ts')).catalogInstalled,
  },
  {
    id: 'composer/composer-json',
    title: 'composer.json without a lockfile: what it asks for, not what would be installed',
    technique: 'manifest',
    files: ['composer.json'],
    fallback: true,
    load: async () => (await import('./composer-json.ts')).catalogComposerJson,
  },
];
