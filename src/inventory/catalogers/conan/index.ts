import { posix } from 'node:path';
import type { Cataloger } from '../../cataloger.ts';

export const conanCatalogers: readonly Cataloger[] = [
  {
    id: 'conan/conan-lock',
    title: 'conan.lock of Conan 1 (graph) and Conan 2 (lists), with the conanfile beside it',
    technique: 'lockfile',
    files: ['conan.lock'],
    load: async () => (await import('./conan-lock.ts')).catalogConanLock,
  },
  {
    id: 'conan/conanfile',
    title: 'conanfile.txt, and the plain requirements of conanfile.py, without a lockfile',
    technique: 'manifest',
    files: ['conanfile.txt', 'conanfile.py'],
    group: (path) => posix.dirname(path),
    fallback: true,
    load: async () => (await import('./conanfile.ts')).catalogConanfile,
  },
];
