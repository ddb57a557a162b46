import type { CatalogExamples } from '../example.ts';
import { makeHeader, makeNdb } from '../../kit/rpm-database.ts';

const debian = { 'etc/os-release': 'ID=debian\nVERSION_ID="12"\n' };
const alpine = { 'etc/os-release': 'ID=alpine\nVERSION_ID=3.18.4\n' };
const fedora = { 'etc/os-release': 'ID=fedora\nVERSION_ID=40\n' };
const mariner = { 'etc/os-release': 'ID=mariner\nVERSION_ID="2.0"\n' };

export const osExamples: CatalogExamples = {
  'os/os-release': {
    paths: ['etc/os-release', 'lib/apk/db/installed'],
    packages: [],
    files: { ...alpine, 'lib/apk/db/installed': '' },
  },
  'apk/installed': {
    paths: ['lib/apk/db/installed'],
    packages: ['musl 1.2.4-r2', 'app 1.0-r0'],
    files: {
      ...alpine,
      'etc/apk/world': 'app\n',
      'lib/apk/db/installed':
        'P:musl\nV:1.2.4-r2\nA:x86_64\nL:MIT\np:so:libc.musl-x86_64.so.1=1\nF:lib\nR:ld-musl-x86_64.so.1\n\nP:app\nV:1.0-r0\nA:x86_64\nD:so:libc.musl-x86_64.so.1\n\n',
    },
  },
  'deb/status': {
    paths: ['var/lib/dpkg/status', 'var/lib/dpkg/status.d/tz'],
    packages: ['a 1.0-1', 'b 2.0', 'tzdata 2024a-0'],
    files: {
      ...debian,
      'var/lib/dpkg/status':
        'Package: a\nStatus: install ok installed\nArchitecture: amd64\nSource: b (2.0)\nVersion: 1.0-1\nDepends: b (>= 1) | c,\n d\nDescription: text\n more\n\nPackage: b\nStatus: install ok installed\nArchitecture: all\nVersion: 2.0\nProvides: d\n',
      'var/lib/dpkg/status.d/tz': 'Package: tzdata\nVersion: 2024a-0\nArchitecture: all\n',
      'var/lib/dpkg/info/a.list': '/.\n/usr\n/usr/a\n',
      'usr/share/doc/a/copyright':
        'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: Expat\n',
    },
  },
  'rpm/database': {
    paths: ['var/lib/rpm/Packages.db'],
    packages: ['a 1.0-1', 'b 2.0-1'],
    files: {
      ...fedora,
      'var/lib/rpm/Packages.db': makeNdb([
        makeHeader({ name: 'a', version: '1.0', release: '1', architecture: 'noarch', requireNames: ['b'] }),
        makeHeader({ name: 'b', version: '2.0', release: '1', architecture: 'noarch' }),
      ]),
    },
  },
  'rpm/container-manifest': {
    paths: ['var/lib/rpmmanifest/container-manifest-2'],
    packages: ['bash 5.1.8-1.cm2'],
    files: {
      ...mariner,
      'var/lib/rpmmanifest/container-manifest-2':
        'bash\t5.1.8-1.cm2\t1653816591\t1653753130\tMicrosoft Corporation\t(none)\t5542680\tx86_64\t0\tbash-5.1.8-1.cm2.src.rpm\n',
    },
  },
};
