import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareVersions, ecosystemById, ecosystemByOsvName, ecosystemByPurlType, ecosystems } from './index.ts';

/** Every ecosystem of OSV schema 1.7.5 whose packages have versions of their own, with an example of its suffix where it has one. */
const osvNames: Readonly<Record<string, string>> = {
  AlmaLinux: 'rpm',
  'Alpaquita:23': 'apk',
  'Alpine:v3.16': 'apk',
  'Azure Linux:3': 'rpm',
  'BellSoft Hardened Containers:23': 'apk',
  Bioconductor: 'bioconductor',
  Bitnami: 'bitnami',
  Chainguard: 'apk',
  CleanStart: 'apk',
  ConanCenter: 'conan',
  CRAN: 'cran',
  'crates.io': 'cargo',
  'Debian:12': 'deb',
  Echo: 'deb',
  GHC: 'hackage',
  'GitHub Actions': 'githubactions',
  Go: 'golang',
  Hackage: 'hackage',
  Hex: 'hex',
  Julia: 'julia',
  'Mageia:9': 'rpm',
  'Maven:https://registry.example/maven2': 'maven',
  MinimOS: 'apk',
  npm: 'npm',
  NuGet: 'nuget',
  opam: 'opam',
  'openEuler:22.03-LTS-SP1': 'rpm',
  'openSUSE:Leap 15.4': 'rpm',
  'Packagist:https://registry.example/8': 'composer',
  'Photon OS:3.0': 'rpm',
  Pub: 'pub',
  PyPI: 'pypi',
  'Red Hat:rhel_aus:8.4::appstream': 'rpm',
  'Rocky Linux:9': 'rpm',
  RubyGems: 'gem',
  'SUSE:Linux Enterprise Server 15 SP5': 'rpm',
  SwiftURL: 'swift',
  'Ubuntu:Pro:18.04:LTS': 'deb',
  'VSCode:https://registry.example': 'vscode-extension',
  Wolfi: 'apk',
};

test('every ecosystem is found by its id, its purl type and its names in OSV records', () => {
  for (const ecosystem of ecosystems) {
    assert.equal(ecosystemById(ecosystem.id), ecosystem);
    assert.equal(ecosystemByPurlType(ecosystem.purlType.toUpperCase()), ecosystem);
    for (const name of [ecosystem.osv, ...(ecosystem.otherOsvNames ?? [])]) assert.equal(ecosystemByOsvName(name), ecosystem, name);
  }
});

test('no two ecosystems share an id, a purl type or an OSV name, in any case', () => {
  const types = ecosystems.flatMap(({ purlType, otherPurlTypes = [] }) => [purlType, ...otherPurlTypes]);
  const names = ecosystems.flatMap(({ osv, otherOsvNames = [] }) => [osv, ...otherOsvNames]).map((name) => name.toLowerCase());
  for (const keys of [types, names, ecosystems.map(({ id }) => id)]) assert.equal(new Set(keys).size, keys.length);
});

test('every ecosystem of the OSV schema that has packages is known, with or without its suffix ("Defined ecosystems")', () => {
  for (const [name, id] of Object.entries(osvNames)) assert.equal(ecosystemByOsvName(name)?.id, id, name);
});

test('OSV names are exact, purl types are not', () => {
  assert.equal(ecosystemByOsvName('pypi'), undefined);
  assert.equal(ecosystemByOsvName('NPM'), undefined);
  assert.equal(ecosystemByPurlType('PyPI')?.id, 'pypi');
  assert.equal(ecosystemByPurlType('github')?.id, 'githubactions');
  assert.equal(ecosystemByPurlType('oci'), undefined);
  assert.equal(ecosystemById('__proto__'), undefined);
});

test('compareVersions takes an id, an OSV name or a purl type in any case', () => {
  for (const name of ['cargo', 'crates.io', 'CRATES.IO', 'Cargo']) assert.equal(compareVersions(name, '1.2.3', '1.10.0'), -1, name);
  for (const name of ['deb', 'Debian', 'debian:12', 'Ubuntu:22.04:LTS', 'UBUNTU']) {
    assert.equal(compareVersions(name, '1.0~rc1-1', '1.0-1'), -1, name);
  }
});

test('compareVersions is undecided in an ecosystem that nobody knows', () => {
  for (const name of ['', 'unknown', ':', '__proto__']) {
    assert.equal(compareVersions(name, '1', '1'), undefined, name);
  }
});

test('compareVersions orders what a repackager republishes like the ecosystem it names', () => {
  assert.equal(compareVersions('Root:PyPI', '1.0.0', '1.0.0+root.io.1'), -1);
  assert.equal(compareVersions('Root:Alpine:3.18', '1.0.0-r10071', '1.0.0-r10072'), -1);
  assert.equal(compareVersions('Docker Hardened Images:Debian:trixie', '7.88.1-10+deb13u2', '7.88.1-10'), 1);
  assert.equal(compareVersions('TuxCare:npm', '1.0.0', '1.0.0-beta'), 1);
  assert.equal(compareVersions('TuxCare:TuxCare:npm', '1.0.0', '1.0.0-beta'), undefined);
});
