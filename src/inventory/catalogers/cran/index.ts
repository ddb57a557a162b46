import { posix } from 'node:path';
import type { Cataloger } from '../../cataloger.ts';

export const cranCatalogers: readonly Cataloger[] = [
  {
    id: 'cran/renv-lock',
    title: 'renv.lock of R: packages of CRAN, of Bioconductor and of repositories',
    technique: 'lockfile',
    files: ['renv.lock'],
    load: async () => (await import('./renv-lock.ts')).catalogRenvLock,
  },
  {
    id: 'cran/packrat-lock',
    title: 'packrat.lock of R',
    technique: 'lockfile',
    files: ['packrat.lock'],
    load: async () => (await import('./packrat-lock.ts')).catalogPackratLock,
  },
  {
    id: 'cran/library',
    title: 'Installed R packages: the DESCRIPTION files of a library',
    technique: 'installed',
    files: ['DESCRIPTION'],
    // A library holds a directory for each package.
    group: (path) => posix.dirname(posix.dirname(path)),
    load: async () => (await import('./library.ts')).catalogLibrary,
  },
  {
    id: 'cran/description',
    title: 'DESCRIPTION of an R package that is developed here: what it asks for',
    technique: 'manifest',
    files: ['DESCRIPTION'],
    fallback: true,
    load: async () => (await import('./description-file.ts')).catalogDescription,
  },
];
