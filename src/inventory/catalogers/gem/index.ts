import { posix } from 'node:path';
import type { Cataloger } from '../../cataloger.ts';

/** One directory of installed gems: `specifications` with the gems that came with Ruby below it in `default`. */
function specificationsOf(path: string): string {
  const directory = posix.dirname(path);
  return posix.basename(directory) === 'default' ? posix.dirname(directory) : directory;
}

export const gemCatalogers: readonly Cataloger[] = [
  {
    id: 'gem/gemfile-lock',
    title: 'Gemfile.lock and gems.locked of Bundler, with the groups of the Gemfile',
    technique: 'lockfile',
    files: ['Gemfile.lock', 'gems.locked', '*.gemfile.lock'],
    asks: ['Gemfile', 'gems.rb', '*.gemfile'],
    load: async () => (await import('./gemfile-lock.ts')).catalogGemfileLock,
  },
  {
    id: 'gem/specifications',
    title: 'Installed gems: specifications/*.gemspec',
    technique: 'installed',
    files: ['**/specifications/*.gemspec', '**/specifications/default/*.gemspec'],
    group: specificationsOf,
    load: async () => (await import('./specifications.ts')).catalogSpecifications,
  },
  {
    id: 'gem/gemfile',
    title: 'Gemfile and *.gemspec without a lockfile: what they ask for, not what would be installed',
    technique: 'manifest',
    files: ['Gemfile', 'gems.rb', '*.gemspec'],
    group: (path) => posix.dirname(path),
    fallback: true,
    load: async () => (await import('./gemfile.ts')).catalogGemfile,
  },
];
