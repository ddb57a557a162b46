import { json, type CatalogExamples } from '../example.ts';

export const cranExamples: CatalogExamples = {
  'cran/renv-lock': {
    paths: ['renv.lock'],
    packages: ['a 1.0', 'b 2.0', 'c 3.0'],
    files: {
      'renv.lock': json({
        R: { Version: '4.4.0', Repositories: [{ Name: 'CRAN', URL: 'https://registry.example' }] },
        Packages: {
          a: {
            Package: 'a',
            Version: '1.0',
            Source: 'Repository',
            Repository: 'CRAN',
            Requirements: ['R', 'b'],
            Hash: 'ab'.repeat(16),
          },
          b: {
            Package: 'b',
            Version: '2.0',
            Source: 'GitHub',
            RemoteType: 'github',
            RemoteUsername: 'acme',
            RemoteRepo: 'b',
            RemoteSha: '0123456789abcdef0123456789abcdef01234567',
          },
          c: { Package: 'c', Version: '3.0', Source: 'Bioconductor', Imports: ['a (>= 1.0)', 'methods'] },
        },
      }),
    },
  },
  'cran/packrat-lock': {
    paths: ['packrat/packrat.lock'],
    packages: ['a 1.0', 'b 2.0'],
    files: {
      'packrat/packrat.lock':
        'PackratFormat: 1.4\nPackratVersion: 0.9.2\nRVersion: 4.4.0\nRepos: CRAN=https://registry.example\n\nPackage: a\nSource: CRAN\nVersion: 1.0\nHash: abab\nRequires: b,\n    methods\n\nPackage: b\nSource: github\nVersion: 2.0\nGithubRepo: b\nGithubUsername: acme\nGithubSha1: 0123456789abcdef0123456789abcdef01234567\n',
    },
  },
  'cran/library': {
    paths: ['library/a/DESCRIPTION', 'library/b/DESCRIPTION'],
    packages: ['a 1.0', 'b 2.0'],
    files: {
      'library/a/DESCRIPTION':
        'Package: a\nVersion: 1.0\nLicense: MIT + file LICENSE\nImports: b (>= 2.0), stats\nDescription: One line\n    and another.\nRepository: CRAN\nBuilt: R 4.4.0; ; 2024-06-01 00:00:00 UTC; unix\n',
      'library/b/DESCRIPTION': 'Package: b\nVersion: 2.0\nLicense: GPL-3\nBuilt: R 4.4.0; ; 2024-06-01 00:00:00 UTC; unix\n',
    },
  },
  'cran/description': {
    paths: ['DESCRIPTION'],
    packages: ['a', 'b', 'c'],
    files: {
      DESCRIPTION:
        'Package: app\nVersion: 0.1.0\nLicense: MIT\nDepends: R (>= 4.1)\nImports:\n    a (>= 1.0),\n    b\nSuggests: c\n',
    },
  },
};
