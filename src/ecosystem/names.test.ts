import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { EcosystemId } from '../model/index.ts';
import { ecosystemById, ecosystems } from './index.ts';

function splits(id: EcosystemId, name: string, namespace: string | undefined, rest: string): void {
  assert.deepEqual(ecosystemById(id).purlName(name), namespace === undefined ? { name: rest } : { namespace, name: rest });
  assert.equal(ecosystemById(id).nameFromPurl(namespace, rest), name);
}

function isSame(id: EcosystemId, ...names: readonly string[]): void {
  const { normalizeName } = ecosystemById(id);
  assert.deepEqual(new Set(names.map(normalizeName)).size, 1, names.join(', '));
}

function differ(id: EcosystemId, ...names: readonly string[]): void {
  const { normalizeName } = ecosystemById(id);
  assert.deepEqual(new Set(names.map(normalizeName)).size, names.length, names.join(', '));
}

test('a name is split into the namespace and name of its purl', () => {
  splits('npm', '@babel/core', '@babel', 'core');
  splits('npm', 'left-pad', undefined, 'left-pad');
  splits('golang', 'golang.org/x/net', 'golang.org/x', 'net');
  splits('golang', 'github.com/BurntSushi/toml', 'github.com/BurntSushi', 'toml');
  splits('golang', 'stdlib', undefined, 'stdlib');
  splits('maven', 'org.apache.logging.log4j:log4j-core', 'org.apache.logging.log4j', 'log4j-core');
  splits('composer', 'symfony/http-kernel', 'symfony', 'http-kernel');
  splits('swift', 'github.com/apple/swift-nio', 'github.com/apple', 'swift-nio');
  splits('githubactions', 'github/codeql-action/init', 'github', 'codeql-action/init');
  splits('vscode-extension', 'ms-python.python', 'ms-python', 'python');
  splits('hex', 'acme/foo', 'acme', 'foo');
  splits('pypi', 'zope-interface', undefined, 'zope-interface');
  splits('cargo', 'serde_json', undefined, 'serde_json');
});

test('nameFromPurl turns purlName round', () => {
  const part = fc.stringMatching(/^[a-z0-9]{1,6}$/);
  for (const ecosystem of ecosystems) {
    const separator = ecosystem.id === 'maven' ? ':' : ecosystem.id === 'vscode-extension' ? '.' : '/';
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const name = parts.join(separator);
        const { namespace, name: rest } = ecosystem.purlName(name);
        assert.equal(ecosystem.nameFromPurl(namespace, rest), name, ecosystem.id);
      }),
      { numRuns: 50 },
    );
  }
});

test('the namespace of a distribution is no part of the name', () => {
  for (const id of ['deb', 'rpm', 'apk'] as const)
    assert.equal(ecosystemById(id).nameFromPurl('some-distribution', 'curl'), 'curl');
});

test('normalizeName is idempotent', () => {
  const name = fc.stringMatching(/^(https:\/\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,8}(\/[A-Za-z0-9][A-Za-z0-9_-]{0,8}){0,2}(\.git)?$/);
  for (const { id, normalizeName } of ecosystems) {
    fc.assert(
      fc.property(name, (written) => {
        assert.equal(normalizeName(normalizeName(written)), normalizeName(written), `${id}: ${written}`);
      }),
      { numRuns: 100 },
    );
  }
});

test('Python names differ neither in case nor in runs of - _ . (PEP 503)', () => {
  isSame('pypi', 'Zope.Interface', 'zope-interface', 'ZOPE__interface', 'zope-._interface');
  assert.equal(ecosystemById('pypi').normalizeName('Django_Package'), 'django-package');
});

test('crate names differ neither in case nor in - against _, because the registry lets no two differ so', () => {
  isSame('cargo', 'serde_json', 'serde-json', 'Serde-JSON');
  differ('cargo', 'serde-json', 'serdejson', 'serde--json');
});

test('names of npm, Go, Maven and RubyGems are exact', () => {
  differ('npm', 'JSONStream', 'jsonstream');
  differ('golang', 'github.com/BurntSushi/toml', 'github.com/burntsushi/toml');
  differ('maven', 'com.example:Thing', 'com.example:thing');
  differ('gem', 'RedCloth', 'redcloth');
});

test('names of NuGet, Composer, Hex and VS Code do not differ in case', () => {
  isSame('nuget', 'Newtonsoft.Json', 'newtonsoft.json');
  isSame('composer', 'Laravel/Framework', 'laravel/framework');
  isSame('hex', 'Phoenix', 'phoenix');
  isSame('vscode-extension', 'ms-Python.python', 'ms-python.Python');
});

test('a Swift package is its repository, however the URL is written', () => {
  isSame(
    'swift',
    'github.com/apple/swift-nio',
    'https://github.com/Apple/swift-nio.git',
    'https://github.com/apple/swift-nio/',
    'ssh://git@github.com/apple/swift-nio.git',
    'git@github.com:apple/swift-nio.git',
  );
  differ('swift', 'github.com/apple/swift-nio', 'github.com/apple/swift-nio-http2');
});

test('an action in a directory is the repository that it is in', () => {
  isSame('githubactions', 'github/codeql-action', 'github/codeql-action/init', 'GitHub/CodeQL-action/analyze');
  differ('githubactions', 'actions/checkout', 'actions/cache');
});
