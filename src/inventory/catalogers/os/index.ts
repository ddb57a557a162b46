import type { Cataloger } from '../../cataloger.ts';

const releases = ['**/etc/os-release', '**/usr/lib/os-release', '**/etc/redhat-release'];
const rpmDirectories = ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'];
const rpmDatabases = rpmDirectories.flatMap((directory) =>
  ['Packages', 'Packages.db', 'rpmdb.sqlite'].map((name) => `${directory}/${name}`),
);
const rpmManifest = 'var/lib/rpmmanifest/container-manifest-2';
const apkDatabases = ['lib/apk/db/installed', 'usr/lib/apk/db/installed'];
const dpkgDatabases = ['var/lib/dpkg/status', 'var/lib/dpkg/status.d/*'];

const anywhere = (paths: readonly string[]): readonly string[] => paths.map((path) => `**/${path}`);

/** Catalogers of what the package manager of an operating system installed: in the root of the target, or in a system below it. */
export const osCatalogers: readonly Cataloger[] = [
  {
    id: 'os/os-release',
    title: 'os-release of the system that the target is, and whether a database of its packages is there',
    technique: 'installed',
    // The databases are not read here; that none is there means that nothing is known of the system.
    files: [
      'etc/os-release',
      'usr/lib/os-release',
      'etc/redhat-release',
      ...dpkgDatabases,
      ...apkDatabases,
      ...rpmDatabases,
      rpmManifest,
    ],
    group: () => 'all',
    load: async () => (await import('./os-release.ts')).catalogOsRelease,
  },
  {
    id: 'apk/installed',
    title: 'Installed packages of Alpine, Wolfi and others: lib/apk/db/installed, with their files and etc/apk/world',
    technique: 'installed',
    files: anywhere(apkDatabases),
    asks: [...releases, '**/etc/apk/world'],
    load: async () => (await import('./apk/installed.ts')).catalogApkInstalled,
  },
  {
    id: 'deb/status',
    title: 'Installed packages of Debian, Ubuntu and others: dpkg/status and status.d, with their files and licences',
    technique: 'installed',
    files: anywhere(dpkgDatabases),
    asks: [...releases, '**/var/lib/dpkg/info/*.list', '**/usr/share/doc/*/copyright'],
    group: (path) => path.slice(0, path.lastIndexOf('var/lib/dpkg/')),
    load: async () => (await import('./deb/status.ts')).catalogDpkgStatus,
  },
  {
    id: 'rpm/database',
    title: 'Installed packages of Fedora, Red Hat, SUSE and others: rpm databases of Berkeley DB, NDB and SQLite, with their files',
    technique: 'installed',
    files: anywhere(rpmDatabases),
    asks: [...releases, ...rpmDirectories.map((directory) => `**/${directory}/rpmdb.sqlite-wal`)],
    load: async () => (await import('./rpm/database.ts')).catalogRpmDatabase,
  },
  {
    id: 'rpm/container-manifest',
    title: 'Installed packages of Azure Linux without an rpm database: rpmmanifest/container-manifest-2',
    technique: 'installed',
    files: [`**/${rpmManifest}`],
    asks: releases,
    load: async () => (await import('./rpm/container-manifest.ts')).catalogContainerManifest,
  },
];
