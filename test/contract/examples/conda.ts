import { json, type CatalogExamples } from '../example.ts';

const sha256 = 'ab'.repeat(32);

export const condaExamples: CatalogExamples = {
  'conda/conda-lock': {
    paths: ['conda-lock.yml'],
    packages: ['a 1.0', 'b 2.0', 'c 3.0'],
    files: {
      'conda-lock.yml': `version: 1\nmetadata:\n  channels:\n  - url: main\n    used_env_vars: []\n  platforms:\n  - linux-64\npackage:\n- name: a\n  version: '1.0'\n  manager: conda\n  platform: linux-64\n  dependencies:\n    b: '>=2'\n  url: https://registry.example/main/linux-64/a-1.0-h1_0.conda\n  hash:\n    md5: ${'cd'.repeat(16)}\n    sha256: ${sha256}\n  category: main\n  optional: false\n- name: b\n  version: '2.0'\n  manager: conda\n  platform: linux-64\n  dependencies: {}\n  url: https://registry.example/main/noarch/b-2.0-0.tar.bz2\n  hash:\n    sha256: ${sha256}\n  category: dev\n  optional: true\n- name: c\n  version: '3.0'\n  manager: pip\n  platform: linux-64\n  dependencies: {}\n  url: https://registry.example/c-3.0-py3-none-any.whl\n  hash:\n    sha256: ${sha256}\n  category: main\n  optional: false\n`,
    },
  },
  'conda/conda-meta': {
    paths: ['env/conda-meta/a-1.0-h1_0.json', 'env/conda-meta/b-2.0-0.json'],
    packages: ['a 1.0', 'b 2.0'],
    files: {
      'env/conda-meta/a-1.0-h1_0.json': json({
        name: 'a',
        version: '1.0',
        build: 'h1_0',
        channel: 'https://registry.example/main/linux-64',
        subdir: 'linux-64',
        fn: 'a-1.0-h1_0.conda',
        depends: ['b >=2', '__glibc >=2.17'],
        license: 'MIT',
        sha256,
        md5: 'cd'.repeat(16),
      }),
      'env/conda-meta/b-2.0-0.json': json({ name: 'b', version: '2.0', build: '0', channel: 'main', subdir: 'noarch' }),
    },
  },
  'conda/environment': {
    paths: ['environment.yml'],
    packages: ['a 1.0', 'b 2.0', 'c', 'd 4.0'],
    files: {
      'environment.yml':
        'name: app\nchannels:\n  - main\ndependencies:\n  - a==1.0\n  - main::b=2.0=h1_0\n  - c>=3\n  - pip\n  - pip:\n      - d==4.0\n      - e[extra]>=5; python_version > "3.8"\n',
    },
  },
};
