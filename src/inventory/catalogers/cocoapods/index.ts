import type { Cataloger } from '../../cataloger.ts';

export const cocoapodsCatalogers: readonly Cataloger[] = [
  {
    id: 'cocoapods/podfile-lock',
    title: 'Podfile.lock of CocoaPods: pods with what their subspecs need',
    technique: 'lockfile',
    files: ['Podfile.lock'],
    load: async () => (await import('./podfile-lock.ts')).catalogPodfileLock,
  },
];
