import { json, type CatalogExamples } from '../example.ts';

export const npmExamples: CatalogExamples = {
  'npm/package-lock': {
    paths: ['package-lock.json'],
    packages: ['a 1.0.0', 'b 2.0.0'],
    files: {
      'package.json': json({ name: 'app', version: '0.0.1', dependencies: { a: '^1.0.0' } }),
      'package-lock.json': json({
        name: 'app',
        version: '0.0.1',
        lockfileVersion: 3,
        packages: {
          '': { name: 'app', version: '0.0.1', dependencies: { a: '^1.0.0' } },
          'node_modules/a': { version: '1.0.0', integrity: 'sha512-AAAA', dependencies: { b: '2.x' } },
          'node_modules/b': { version: '2.0.0', license: 'MIT' },
        },
      }),
    },
  },
  'npm/yarn-lock': {
    paths: ['yarn.lock'],
    packages: ['a 1.0.0', 'b 2.0.0'],
    files: {
      'package.json': json({ name: 'app', dependencies: { a: '^1.0.0' } }),
      'yarn.lock':
        '# yarn lockfile v1\n\n\na@^1.0.0:\n  version "1.0.0"\n  dependencies:\n    b "2.x"\n\nb@2.x:\n  version "2.0.0"\n',
    },
  },
  'npm/pnpm-lock': {
    paths: ['pnpm-lock.yaml'],
    packages: ['a 1.0.0', 'b 2.0.0'],
    files: {
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      a:\n        specifier: ^1.0.0\n        version: 1.0.0\n\npackages:\n\n  a@1.0.0:\n    resolution: {integrity: sha512-AAAA}\n\n  b@2.0.0:\n    resolution: {integrity: sha512-AAAA}\n\nsnapshots:\n\n  a@1.0.0:\n    dependencies:\n      b: 2.0.0\n\n  b@2.0.0: {}\n",
    },
  },
  'npm/bun-lock': {
    paths: ['bun.lock'],
    packages: ['a 1.0.0', 'b 2.0.0'],
    files: {
      'bun.lock':
        '{\n  "lockfileVersion": 1,\n  "workspaces": {\n    "": { "name": "app", "dependencies": { "a": "^1.0.0" } },\n  },\n  "packages": {\n    "a": ["a@1.0.0", "", { "dependencies": { "b": "2.x" } }, "sha512-AAAA"],\n    "b": ["b@2.0.0", "", {}, "sha512-AAAA"],\n  }\n}\n',
    },
  },
  'npm/node-modules': {
    paths: ['node_modules/a/package.json', 'node_modules/b/package.json'],
    packages: ['a 1.0.0', 'b 2.0.0'],
    files: {
      'package.json': json({ name: 'app', dependencies: { a: '^1.0.0' } }),
      'node_modules/a/package.json': json({ name: 'a', version: '1.0.0', dependencies: { b: '2.x' } }),
      'node_modules/b/package.json': json({ name: 'b', version: '2.0.0', license: 'MIT' }),
    },
  },
  'npm/package-json': {
    paths: ['package.json'],
    packages: ['a', 'b 2.0.0'],
    files: { 'package.json': json({ name: 'app', dependencies: { a: '^1.0.0' }, devDependencies: { b: '2.0.0' } }) },
  },
};
