import type { CatalogExamples } from '../example.ts';

export const golangExamples: CatalogExamples = {
  'golang/go-mod': {
    paths: ['go.mod'],
    packages: ['registry.example/a v1.0.0', 'registry.example/b v2.0.0+incompatible'],
    files: {
      'go.mod':
        'module registry.example/app\n\ngo 1.22.0\n\nrequire (\n\tregistry.example/a v1.0.0\n\tregistry.example/b v2.0.0+incompatible // indirect\n)\n',
      'go.sum': 'registry.example/a v1.0.0 h1:AAAA=\n',
    },
  },
  'golang/vendor-modules': {
    paths: ['vendor/modules.txt'],
    packages: ['registry.example/a v1.0.0'],
    files: { 'vendor/modules.txt': '# registry.example/a v1.0.0\n## explicit; go 1.20\nregistry.example/a\n' },
  },
};
