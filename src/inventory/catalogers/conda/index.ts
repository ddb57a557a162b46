import { posix } from 'node:path';
import type { Cataloger } from '../../cataloger.ts';

export const condaCatalogers: readonly Cataloger[] = [
  {
    id: 'conda/conda-lock',
    title: 'conda-lock.yml, version 1: conda and pip packages for all its platforms',
    technique: 'lockfile',
    files: ['conda-lock.yml', '*.conda-lock.yml'],
    load: async () => (await import('./conda-lock.ts')).catalogCondaLock,
  },
  {
    id: 'conda/conda-meta',
    title: 'Installed conda packages: conda-meta/*.json',
    technique: 'installed',
    files: ['**/conda-meta/*.json'],
    group: (path) => posix.dirname(path),
    load: async () => (await import('./conda-meta.ts')).catalogCondaMeta,
  },
  {
    id: 'conda/environment',
    title: 'environment.yml without a lockfile: the conda and pip packages that it asks for',
    technique: 'manifest',
    files: [
      'environment.yml',
      'environment.yaml',
      'environment-*.yml',
      'environment-*.yaml',
      'environment_*.yml',
      'environment_*.yaml',
    ],
    fallback: true,
    load: async () => (await import('./environment.ts')).catalogEnvironment,
  },
];
