import { posix } from 'node:path';
import type { Cataloger } from '../../cataloger.ts';

/** One installed tree: `vcpkg/status`, and what happened to it since in `vcpkg/updates`. */
function installedTreeOf(path: string): string {
  const directory = posix.dirname(path);
  return posix.basename(directory) === 'updates' ? posix.dirname(directory) : directory;
}

export const vcpkgCatalogers: readonly Cataloger[] = [
  {
    id: 'vcpkg/status',
    title: 'Installed ports of vcpkg: vcpkg/status with its updates',
    technique: 'installed',
    files: ['**/vcpkg/status', '**/vcpkg/updates/*'],
    group: installedTreeOf,
    load: async () => (await import('./status.ts')).catalogStatus,
  },
  {
    id: 'vcpkg/vcpkg-json',
    title: 'vcpkg.json: the ports that a project asks for, with its overrides',
    technique: 'manifest',
    files: ['vcpkg.json'],
    fallback: true,
    load: async () => (await import('./vcpkg-json.ts')).catalogVcpkgJson,
  },
];
