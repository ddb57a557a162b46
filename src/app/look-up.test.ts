import assert from 'node:assert/strict';
import { test } from 'node:test';
import { known, unknown, type Component } from '../model/index.ts';
import { lookedUpIn, lookUpOf } from './look-up.ts';

function component(parts: Partial<Component>): Component {
  return {
    id: parts.purl ?? 'x',
    type: 'library',
    name: 'x',
    version: unknown,
    scope: 'runtime',
    hashes: [],
    licences: { declared: unknown, concluded: unknown, observed: [] },
    supplier: unknown,
    externalReferences: [],
    evidence: [],
    ...parts,
  };
}

test('a package of a language is looked up under its own name and version', () => {
  const found = lookUpOf(component({ ecosystem: 'npm', name: '@a/b', version: known('1.0.0'), purl: 'pkg:npm/%40a/b@1.0.0' }));
  assert.deepEqual(found, { id: 'pkg:npm/%40a/b@1.0.0', ecosystem: 'npm', osvName: 'npm', name: '@a/b', version: '1.0.0' });
});

test('a package of Debian is looked up by its source package, in its release', () => {
  const purl = 'pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64&distro=debian-12&upstream=glibc';
  const found = lookUpOf(component({ ecosystem: 'deb', name: 'libc6', version: known('2.36-9+deb12u4'), purl }));
  assert.deepEqual(found, { id: purl, ecosystem: 'deb', osvName: 'Debian:12', name: 'glibc', version: '2.36-9+deb12u4' });
});

test('when the source has a version of its own, that one is compared', () => {
  const purl = 'pkg:deb/debian/gcc-12-base@12.2.0-14?distro=debian-12&upstream=gcc-12%4012.2.0-15';
  const found = lookUpOf(component({ ecosystem: 'deb', name: 'gcc-12-base', version: known('12.2.0-14'), purl }));
  assert.equal(found?.name, 'gcc-12');
  assert.equal(found?.version, '12.2.0-15');
});

test('a package of an rpm distribution is looked up by its own name, with its epoch', () => {
  const purl = 'pkg:rpm/almalinux/openssl@3.0.7-6.el9?distro=almalinux-9.2&epoch=1&upstream=openssl-3.0.7-6.el9.src.rpm';
  const found = lookUpOf(component({ ecosystem: 'rpm', name: 'openssl', version: known('3.0.7-6.el9'), purl }));
  assert.deepEqual(found, { id: purl, ecosystem: 'rpm', osvName: 'AlmaLinux:9', name: 'openssl', version: '1:3.0.7-6.el9' });
  assert.equal(lookedUpIn(component({ ecosystem: 'rpm', version: known('1-1'), purl })), 'AlmaLinux');
});

test('what no records are about is not looked up: an unknown distribution, an ecosystem without records, no ecosystem', () => {
  assert.equal(lookUpOf(component({ ecosystem: 'deb', version: known('1'), purl: 'pkg:deb/homemade/a@1' })), undefined);
  assert.equal(
    lookUpOf(component({ ecosystem: 'terraform', version: known('1.0.0'), purl: 'pkg:terraform/a/b@1.0.0' })),
    undefined,
  );
  assert.equal(lookUpOf(component({})), undefined);
});
