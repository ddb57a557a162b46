import type { CatalogExamples } from '../example.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';

export const githubactionsExamples: CatalogExamples = {
  'githubactions/workflow': {
    paths: ['.github/workflows/ci.yml'],
    packages: [
      'acme/a v1.0.0',
      'acme/b/sub v2.1.0',
      'acme/c/.github/workflows/reuse.yml v3',
      'node 24',
      'postgres 16',
      'alpine 3.20',
    ],
    files: {
      '.github/workflows/ci.yml': `name: CI\non: [push]\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    container: node:24\n    services:\n      db:\n        image: postgres:16\n    steps:\n      - uses: acme/a@v1.0.0\n      - name: Set up\n        uses: acme/b/sub@${commit} # v2.1.0\n        with:\n          key: value\n      - uses: docker://alpine:3.20\n      - uses: ./.github/actions/own\n      - run: echo done\n  reuse:\n    uses: acme/c/.github/workflows/reuse.yml@v3\n`,
    },
  },
  'githubactions/action': {
    paths: ['action.yml'],
    packages: ['acme/a v1.0.0'],
    files: {
      'action.yml':
        'name: Own\ndescription: An action\nruns:\n  using: composite\n  steps:\n    - uses: acme/a@v1.0.0\n    - run: echo done\n      shell: bash\n',
    },
  },
};
