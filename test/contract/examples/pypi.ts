import { json, type CatalogExamples } from '../example.ts';

export const pypiExamples: CatalogExamples = {
  'pypi/requirements': {
    paths: ['requirements.txt'],
    packages: ['a 1.0', 'b'],
    files: { 'requirements.txt': 'a==1.0\nb>=2 ; python_version > "3"\n' },
  },
  'pypi/pipfile-lock': {
    paths: ['Pipfile.lock'],
    packages: ['a 1.0', 'b 2.0'],
    files: {
      'Pipfile.lock': json({
        _meta: { 'pipfile-spec': 6 },
        default: { a: { version: '==1.0' } },
        develop: { b: { version: '==2.0' } },
      }),
    },
  },
  'pypi/poetry-lock': {
    paths: ['poetry.lock'],
    packages: ['a 1.0', 'b 2.0'],
    files: {
      'poetry.lock':
        '[[package]]\nname = "a"\nversion = "1.0"\noptional = false\nfiles = []\n\n[package.dependencies]\nb = ">=2"\n\n[[package]]\nname = "b"\nversion = "2.0"\noptional = false\nfiles = []\n\n[metadata]\nlock-version = "2.0"\n',
    },
  },
  'pypi/uv-lock': {
    paths: ['uv.lock'],
    packages: ['a 1.0', 'b 2.0'],
    files: {
      'uv.lock':
        'version = 1\n\n[[package]]\nname = "app"\nversion = "0.1"\nsource = { virtual = "." }\ndependencies = [\n    { name = "a" },\n]\n\n[[package]]\nname = "a"\nversion = "1.0"\nsource = { registry = "https://registry.example/simple" }\ndependencies = [\n    { name = "b" },\n]\n\n[[package]]\nname = "b"\nversion = "2.0"\nsource = { registry = "https://registry.example/simple" }\n',
    },
  },
  'pypi/pdm-lock': {
    paths: ['pdm.lock'],
    packages: ['a 1.0', 'b 2.0'],
    files: {
      'pdm.lock':
        '[metadata]\ngroups = ["default"]\nlock_version = "4.5.0"\n\n[[package]]\nname = "a"\nversion = "1.0"\ngroups = ["default"]\ndependencies = [\n    "b>=2",\n]\n\n[[package]]\nname = "b"\nversion = "2.0"\ngroups = ["default"]\n',
    },
  },
  'pypi/pylock': {
    paths: ['pylock.toml'],
    packages: ['a 1.0', 'b 2.0'],
    files: {
      'pylock.toml':
        'lock-version = "1.0"\ncreated-by = "test"\n\n[[packages]]\nname = "a"\nversion = "1.0"\n\n[[packages.dependencies]]\nname = "b"\n\n[[packages]]\nname = "b"\nversion = "2.0"\n',
    },
  },
  'pypi/dist-info': {
    paths: ['site-packages/a-1.0.dist-info/METADATA', 'site-packages/b-2.0.dist-info/METADATA'],
    packages: ['a 1.0', 'b 2.0'],
    files: {
      'site-packages/a-1.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: a\nVersion: 1.0\nRequires-Dist: b>=2\n',
      'site-packages/b-2.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: b\nVersion: 2.0\n',
    },
  },
  'pypi/pyproject': {
    paths: ['pyproject.toml'],
    packages: ['a', 'b 2.0'],
    files: { 'pyproject.toml': '[project]\nname = "app"\nversion = "0.1"\ndependencies = ["a>=1", "b==2.0"]\n' },
  },
};
