import { json, type CatalogExamples } from '../example.ts';

const manifest = json({ name: 'acme/app', require: { php: '>=8.1', 'acme/a': '^1.0' }, 'require-dev': { 'acme/c': '3.0.0' } });
const packages = [
  {
    name: 'acme/a',
    version: '1.0.0',
    source: { type: 'git', url: 'https://git.example/a.git', reference: '0123456789abcdef0123456789abcdef01234567' },
    dist: { type: 'zip', url: 'https://registry.example/a.zip', shasum: 'ab'.repeat(20) },
    require: { 'acme/b': '^2.0', 'ext-json': '*' },
    license: ['MIT'],
  },
  { name: 'acme/b', version: 'v2.0.0', dist: { type: 'zip', url: 'https://registry.example/b.zip', shasum: '' } },
];
const forDevelopment = { name: 'acme/c', version: '3.0.0', dist: { type: 'path', url: 'packages/c' } };

export const composerExamples: CatalogExamples = {
  'composer/composer-lock': {
    paths: ['composer.lock'],
    packages: ['acme/a 1.0.0', 'acme/b v2.0.0'],
    files: {
      'composer.json': manifest,
      'composer.lock': json({ 'content-hash': 'ab', packages, 'packages-dev': [forDevelopment], aliases: [] }),
    },
  },
  'composer/installed': {
    paths: ['vendor/composer/installed.json'],
    packages: ['acme/a 1.0.0', 'acme/b v2.0.0'],
    files: {
      'composer.json': manifest,
      'vendor/composer/installed.json': json({
        packages: [...packages, forDevelopment],
        dev: true,
        'dev-package-names': ['acme/c'],
      }),
    },
  },
  'composer/composer-json': {
    paths: ['composer.json'],
    packages: ['acme/a', 'acme/c 3.0.0'],
    files: { 'composer.json': manifest },
  },
};
