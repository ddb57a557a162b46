import type { Cataloger } from '../../cataloger.ts';

export const swiftCatalogers: readonly Cataloger[] = [
  {
    id: 'swift/package-resolved',
    title: 'Package.resolved of the Swift Package Manager and of Xcode, versions 1 to 3',
    technique: 'lockfile',
    files: ['Package.resolved'],
    load: async () => (await import('./package-resolved.ts')).catalogPackageResolved,
  },
  {
    id: 'swift/package-swift',
    title: 'Package.swift without Package.resolved: the dependencies that it names in plain text',
    technique: 'manifest',
    files: ['Package.swift'],
    fallback: true,
    load: async () => (await import('./package-swift.ts')).catalogPackageSwift,
  },
];
