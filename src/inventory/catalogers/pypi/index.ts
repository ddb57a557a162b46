import { posix } from 'node:path';
import type { Cataloger } from '../../cataloger.ts';
import { sitePackagesOf } from './dist-info/site-packages.ts';
import { projectDirectoryOf } from './requirements/project-directory.ts';

/** Catalogers of Python packages, from what pins them down to what only asks for them. */
export const pypiCatalogers: readonly Cataloger[] = [
  {
    id: 'pypi/requirements',
    title: 'pip requirements files with includes and constraints, also as pip-compile and uv write them',
    technique: 'manifest',
    files: [
      'requirements*.txt',
      '*requirements.txt',
      '**/requirements/*.txt',
      // Rye
      'requirements*.lock',
      'requirements*.in',
      '*requirements.in',
      '**/requirements/*.in',
    ],
    group: projectDirectoryOf,
    load: async () => (await import('./requirements/requirements.ts')).catalogRequirements,
  },
  {
    id: 'pypi/pipfile-lock',
    title: 'Pipfile.lock of Pipenv, pipfile-spec 6',
    technique: 'lockfile',
    files: ['Pipfile.lock'],
    load: async () => (await import('./pipfile-lock.ts')).catalogPipfileLock,
  },
  {
    id: 'pypi/poetry-lock',
    title: 'poetry.lock, lock-version 1 and 2',
    technique: 'lockfile',
    files: ['poetry.lock'],
    load: async () => (await import('./poetry-lock.ts')).catalogPoetryLock,
  },
  {
    id: 'pypi/uv-lock',
    title: 'uv.lock and script locks of uv, version 1',
    technique: 'lockfile',
    files: ['uv.lock', '*.py.lock'],
    load: async () => (await import('./uv-lock.ts')).catalogUvLock,
  },
  {
    id: 'pypi/pdm-lock',
    title: 'pdm.lock, lock_version 3 and 4',
    technique: 'lockfile',
    files: ['pdm.lock'],
    load: async () => (await import('./pdm-lock.ts')).catalogPdmLock,
  },
  {
    id: 'pypi/pylock',
    title: 'pylock.toml, lock-version 1 (PEP 751)',
    technique: 'lockfile',
    files: ['pylock.toml', 'pylock.*.toml'],
    load: async () => (await import('./pylock.ts')).catalogPylock,
  },
  {
    id: 'pypi/dist-info',
    title: 'Installed Python packages: *.dist-info and *.egg-info',
    technique: 'installed',
    files: ['**/*.dist-info/METADATA', '**/*.egg-info/PKG-INFO', '**/EGG-INFO/PKG-INFO', '*.egg-info'],
    group: sitePackagesOf,
    load: async () => (await import('./dist-info/dist-info.ts')).catalogDistInfo,
  },
  {
    id: 'pypi/pyproject',
    title: 'pyproject.toml, setup.cfg and Pipfile of a project without a lockfile',
    technique: 'manifest',
    files: ['pyproject.toml', 'setup.cfg', 'Pipfile', 'setup.py'],
    group: (path) => posix.dirname(path),
    fallback: true,
    load: async () => (await import('./pyproject.ts')).catalogManifests,
  },
];
