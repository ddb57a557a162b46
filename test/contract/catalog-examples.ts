import type { MemoryFiles } from '../kit/memory-files.ts';

/** A small valid input of a cataloger: the contract test reads it, and then spoils it in every way it knows. */
export interface CatalogExample {
  readonly files: MemoryFiles;
  /** The file or files that the cataloger is given, in one call. */
  readonly paths: readonly string[];
  /** `name version` of packages that must be found; the version is left out where the file does not tell it. */
  readonly packages: readonly string[];
}

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** By id of the cataloger. */
export const catalogExamples: Readonly<Record<string, CatalogExample>> = {
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
  'cargo/cargo-lock': {
    paths: ['Cargo.lock'],
    packages: ['a 1.0.0', 'b 2.0.0'],
    files: {
      'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n\n[dependencies]\na = "1"\n',
      'Cargo.lock':
        'version = 3\n\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "registry+https://registry.example/index"\ndependencies = [\n "b",\n]\n\n[[package]]\nname = "app"\nversion = "0.1.0"\ndependencies = [\n "a",\n]\n\n[[package]]\nname = "b"\nversion = "2.0.0"\nsource = "registry+https://registry.example/index"\n',
    },
  },
  'cargo/cargo-toml': {
    paths: ['Cargo.toml'],
    packages: ['a', 'b 2.0.0'],
    files: { 'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n\n[dependencies]\na = "1"\nb = "=2.0.0"\n' },
  },
};
