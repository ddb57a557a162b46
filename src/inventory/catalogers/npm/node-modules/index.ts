import type { Cataloger } from '../../../cataloger.ts';

export const nodeModules: Cataloger = {
  id: 'npm/node-modules',
  title: 'npm: packages installed in node_modules, flat, nested or in the store of pnpm, Yarn or Bun',
  technique: 'installed',
  files: [
    '**/node_modules/*/package.json',
    '**/node_modules/@*/*/package.json',
    // Where Yarn's pnpm linker keeps packages, and pnpm what configures it.
    '**/node_modules/.store/*/package/package.json',
    '**/node_modules/.pnpm-config/*/package.json',
    '**/node_modules/.pnpm-config/@*/*/package.json',
  ],
  insideNodeModules: true,
  group: treeOf,
  load: async () => (await import('./read-node-modules.ts')).readNodeModules,
};

/** The outermost directory that has a `node_modules` on the way to the file, `.` for the target itself. */
export function treeOf(path: string): string {
  if (path.startsWith('node_modules/')) return '.';
  const at = path.indexOf('/node_modules/');
  return at === -1 ? '.' : path.slice(0, at);
}
