import { json, type CatalogExamples } from '../example.ts';

export const vcpkgExamples: CatalogExamples = {
  'vcpkg/status': {
    paths: ['vcpkg_installed/vcpkg/status', 'vcpkg_installed/vcpkg/updates/0000000000'],
    packages: ['a 1.0', 'b 2.0'],
    files: {
      'vcpkg_installed/vcpkg/status':
        'Package: a\nVersion: 1.0\nPort-Version: 1\nDepends: b, tool:x64-linux-host\nArchitecture: x64-linux\nDescription: One line\n    and another\nStatus: install ok installed\n\nPackage: b\nVersion: 1.9\nArchitecture: x64-linux\nStatus: install ok installed\n',
      'vcpkg_installed/vcpkg/updates/0000000000':
        'Package: b\nVersion: 2.0\nArchitecture: x64-linux\nStatus: install ok installed\n\nPackage: a\nFeature: extra\nDepends: b[core]\nArchitecture: x64-linux\nStatus: install ok installed\n',
    },
  },
  'vcpkg/vcpkg-json': {
    paths: ['vcpkg.json'],
    packages: ['a 1.0', 'b', 'c', 'd'],
    files: {
      'vcpkg.json': json({
        name: 'app',
        version: '0.1.0',
        dependencies: ['a', { name: 'b', 'version>=': '2.0', host: true }, 'c'],
        features: { extra: { description: 'More', dependencies: ['d'] } },
        overrides: [{ name: 'a', version: '1.0', 'port-version': 1 }],
      }),
    },
  },
};
