import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ecosystemById, ecosystemByOsvName, ecosystems } from './index.ts';

const cases: readonly (readonly ['deb' | 'rpm' | 'apk', string, string | undefined, string | undefined])[] = [
  ['deb', 'debian', 'debian-12', 'Debian:12'],
  ['deb', 'debian', 'debian-12.5', 'Debian:12'],
  ['deb', 'debian', 'bookworm', 'Debian:12'],
  ['deb', 'debian', 'debian-sid', 'Debian:sid'],
  ['deb', 'debian', undefined, 'Debian'],
  ['deb', 'debian', 'constructor', 'Debian'],
  ['deb', 'Ubuntu', 'ubuntu-22.04', 'Ubuntu:22.04:LTS'],
  ['deb', 'ubuntu', 'jammy', 'Ubuntu:22.04:LTS'],
  ['deb', 'ubuntu', 'ubuntu-23.04', 'Ubuntu:23.04'],
  ['deb', 'ubuntu', 'ubuntu-23.10', 'Ubuntu:23.10'],
  ['deb', 'linuxmint', 'linuxmint-21', undefined],
  ['rpm', 'almalinux', 'almalinux-9.3', 'AlmaLinux:9'],
  ['rpm', 'rocky', 'rocky-8', 'Rocky Linux:8'],
  ['rpm', 'mageia', 'mageia-9', 'Mageia:9'],
  ['rpm', 'openeuler', 'openEuler-22.03-LTS-SP1', 'openEuler:22.03-LTS-SP1'],
  ['rpm', 'photon', 'photon-4.0', 'Photon OS:4.0'],
  ['rpm', 'mariner', 'mariner-2.0', 'Azure Linux:2'],
  ['rpm', 'redhat', 'rhel-9.2', 'Red Hat'],
  ['rpm', 'opensuse', 'opensuse-leap-15.4', 'openSUSE'],
  ['rpm', 'fedora', 'fedora-40', undefined],
  ['apk', 'alpine', 'alpine-3.18.4', 'Alpine:v3.18'],
  ['apk', 'alpine', '3.18', 'Alpine:v3.18'],
  ['apk', 'alpine', 'alpine-edge', 'Alpine'],
  ['apk', 'wolfi', '20230201', 'Wolfi'],
  ['apk', 'minimos', undefined, 'MinimOS'],
];

for (const [id, namespace, distro, expected] of cases) {
  test(`pkg:${id}/${namespace}/…${distro === undefined ? '' : `?distro=${distro}`} is looked up as ${expected ?? 'nothing'}`, () => {
    assert.equal(ecosystemById(id).osvNameFor({ namespace, distro }), expected);
  });
}

test('a package without a distribution is looked up nowhere', () => {
  for (const id of ['deb', 'rpm', 'apk'] as const) assert.equal(ecosystemById(id).osvNameFor({}), undefined);
});

test('other ecosystems have one name, whatever the purl says', () => {
  assert.equal(ecosystemById('npm').osvNameFor({ namespace: '@babel' }), 'npm');
  assert.equal(ecosystemById('pypi').osvNameFor({ distro: 'debian-12' }), 'PyPI');
});

test('every name that a distribution is looked up by leads back to its ecosystem', () => {
  for (const ecosystem of ecosystems) {
    for (const name of [ecosystem.osv, ...(ecosystem.otherOsvNames ?? [])]) {
      assert.equal(ecosystemByOsvName(`${name}:1`), ecosystem);
    }
  }
});
