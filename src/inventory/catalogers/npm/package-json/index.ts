import type { Cataloger } from '../../../cataloger.ts';

export const packageJson: Cataloger = {
  id: 'npm/package-json',
  title: 'npm: package.json without a lockfile: what it asks for, with a version only where it allows one alone',
  technique: 'manifest',
  files: ['package.json'],
  fallback: true,
  load: async () => (await import('./read-package-json.ts')).readPackageJson,
};
