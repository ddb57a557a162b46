import type { Cataloger } from '../../cataloger.ts';

export const pubCatalogers: readonly Cataloger[] = [
  {
    id: 'pub/pubspec-lock',
    title: 'pubspec.lock of Dart and Flutter, with the requirements of pubspec.yaml',
    technique: 'lockfile',
    files: ['pubspec.lock'],
    load: async () => (await import('./pubspec-lock.ts')).catalogPubspecLock,
  },
  {
    id: 'pub/pubspec',
    title: 'pubspec.yaml without a lockfile: what it asks for, not what would be used',
    technique: 'manifest',
    files: ['pubspec.yaml'],
    fallback: true,
    load: async () => (await import('./pubspec-yaml.ts')).catalogPubspec,
  },
];
