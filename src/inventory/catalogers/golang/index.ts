import type { Cataloger } from '../../cataloger.ts';

export const golangCatalogers: readonly Cataloger[] = [
  {
    id: 'golang/go-mod',
    title: 'go.mod with go.sum and go.work: the modules a Go build uses, replacements applied, and the standard library',
    technique: 'lockfile',
    files: ['go.mod', 'go.work'],
    load: async () => (await import('./go-mod.ts')).catalogGoMod,
  },
  {
    id: 'golang/vendor-modules',
    title: 'vendor/modules.txt: the Go modules whose packages are copied into vendor/',
    technique: 'installed',
    files: ['**/vendor/modules.txt'],
    load: async () => (await import('./vendor-modules.ts')).catalogVendorModules,
  },
];
