import assert from 'node:assert/strict';
import { test } from 'node:test';
import { basename } from 'node:path';
import { createContext } from '../../../kernel/index.ts';
import { inspectDirectory } from '../../index.ts';
import { indexFiles } from '../../file-index.ts';
import { issuesOf, readWith } from '../../../../test/kit/catalogued.ts';
import { scratchDirectory } from '../../../../test/kit/scratch.ts';
import { parseOsRelease, parseRedHatRelease } from './distribution.ts';
import { osCatalogers } from './index.ts';

const debian = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nID=debian\n';

function distroOf(text: string): readonly (string | undefined)[] {
  const { namespace, distro } = parseOsRelease(text, 'etc/os-release') ?? {};
  return [namespace, distro];
}

test('the namespace and the qualifier distro of purls follow from ID and VERSION_ID', () => {
  assert.deepEqual(distroOf(debian), ['debian', 'debian-12']);
  assert.deepEqual(distroOf('ID="rhel"\nVERSION_ID="9.3"\n'), ['redhat', 'rhel-9.3']);
  assert.deepEqual(distroOf("ID='opensuse-leap'\nVERSION_ID='15.5'\n"), ['opensuse', 'opensuse-leap-15.5']);
  assert.deepEqual(distroOf('ID=alpine\r\nVERSION_ID=3.18.4\r\n'), ['alpine', 'alpine-3.18.4']);
});

test('a release without a number yet is known by its code name, and one with neither by its ID', () => {
  assert.deepEqual(distroOf('ID=debian\nVERSION_CODENAME=trixie\n'), ['debian', 'debian-trixie']);
  assert.deepEqual(distroOf('ID=arch\n'), ['arch', 'arch']);
  assert.deepEqual(distroOf('ID=debian\nVERSION_ID="a b"\n'), ['debian', 'debian']);
});

test('the service packs of openEuler, which only VERSION names, are part of the release', () => {
  assert.deepEqual(distroOf('ID="openEuler"\nVERSION="22.03 (LTS-SP1)"\nVERSION_ID="22.03"\n'), [
    'openeuler',
    'openeuler-22.03-LTS-SP1',
  ]);
});

test('values are unquoted as a shell does it; comments and what is no assignment are passed over', () => {
  const read = parseOsRelease(
    '# comment\n\nnonsense\nID=x\nPRETTY_NAME="a \\"b\\" \\$c \\\\ d"\nVENDOR_NAME="Example"\nID_LIKE="rhel fedora ../x"\n',
    'f',
  );
  assert.deepEqual(read, {
    id: 'x',
    title: 'a "b" $c \\ d',
    namespace: 'x',
    distro: 'x',
    like: ['rhel', 'fedora'],
    vendor: 'Example',
    file: 'f',
  });
});

test('an ID that is no word names no distribution', () => {
  for (const text of ['', 'NAME=x\n', 'ID=\n', 'ID="a b"\n', 'ID=../../x\n', `ID=${'x'.repeat(1000)}\n`]) {
    assert.equal(parseOsRelease(text, 'f'), undefined);
  }
});

test('before os-release there was redhat-release', () => {
  const read = (text: string): string | undefined => parseRedHatRelease(text, 'f')?.distro;
  assert.equal(read('CentOS release 6.10 (Final)\n'), 'centos-6.10');
  assert.equal(read('Red Hat Enterprise Linux Server release 7.9 (Maipo)\n'), 'rhel-7.9');
  assert.equal(read('Fedora release 20 (Heisenbug)\n'), 'fedora-20');
  assert.equal(read('Something else 1.0\n'), undefined);
});

const status = 'var/lib/dpkg/status';

test('the operating system is the root of a graph; etc/os-release goes before usr/lib/os-release', async () => {
  const files = { 'etc/os-release': debian, 'usr/lib/os-release': 'ID=other\n', [status]: '' };
  const { graph, issues } = await readWith(osCatalogers, 'os/os-release', files);
  assert.deepEqual(issues, []);
  assert.deepEqual(graph, {
    ecosystem: 'deb',
    edges: 'none',
    packages: [{ name: 'debian', version: '12', kind: 'platform', scope: 'runtime', file: 'etc/os-release', dependsOn: [] }],
  });
});

test('a system without a database of its packages, or with packages of a kind that is not known, is not empty', async () => {
  const slim = await readWith(osCatalogers, 'os/os-release', { 'etc/os-release': debian });
  assert.deepEqual(
    slim.issues.map(({ code, path, message }) => [code, path, message]),
    [
      [
        'os/no-packages',
        'etc/os-release',
        'says that the target is Debian GNU/Linux 12 (bookworm), but no database of its packages is there: what the system consists of is not known',
      ],
    ],
  );
  assert.equal(slim.graph.packages[0]?.name, 'debian');
  const derived = await readWith(osCatalogers, 'os/os-release', { 'etc/os-release': 'ID=derived\nID_LIKE="ubuntu debian"\n' });
  assert.equal(derived.graph.ecosystem, 'deb');
  const other = await readWith(osCatalogers, 'os/os-release', { 'etc/os-release': 'ID=arch\nPRETTY_NAME="Arch Linux"\n' });
  assert.deepEqual(other.graphs, []);
  assert.deepEqual(
    other.issues.map(({ message }) => message),
    ['says that the target is Arch Linux, whose packages Assay cannot read'],
  );
});

test('a distribution that nobody knows, with a database that is known, has the packages of that database', async () => {
  const { graph, issues } = await readWith(osCatalogers, 'os/os-release', {
    'etc/os-release': 'ID=unheard-of\n',
    'usr/lib/sysimage/rpm/rpmdb.sqlite': '',
  });
  assert.deepEqual(issues, []);
  assert.equal(graph.ecosystem, 'rpm');
});

test('an os-release that says nothing is an issue, and the next place is asked', async () => {
  const files = { 'etc/os-release': 'NAME=x\n', 'usr/lib/os-release': debian, [status]: '' };
  const read = await readWith(osCatalogers, 'os/os-release', files);
  assert.deepEqual(issuesOf(read), ['os/release']);
  assert.equal(read.graph.packages[0]?.file, 'usr/lib/os-release');
});

test('databases alone say nothing of the system here', async () => {
  assert.deepEqual((await readWith(osCatalogers, 'os/os-release', { [status]: '' })).graphs, []);
});

test('catalogers want their files in the root and in systems below it; os-release only in the root', () => {
  const index = indexFiles(osCatalogers);
  const wanted = (path: string): readonly string[] =>
    index
      .wantedBy(path, basename(path))
      .map(({ id }) => id)
      .toSorted();
  assert.deepEqual(wanted('etc/os-release'), ['os/os-release']);
  assert.deepEqual(wanted('roots/a/etc/os-release'), []);
  assert.deepEqual(wanted('var/lib/dpkg/status.d/base'), ['deb/status', 'os/os-release']);
  assert.deepEqual(wanted('roots/a/var/lib/dpkg/status'), ['deb/status']);
  assert.deepEqual(wanted('usr/lib/apk/db/installed'), ['apk/installed', 'os/os-release']);
  assert.deepEqual(wanted('roots/a/usr/share/rpm/rpmdb.sqlite'), ['rpm/database']);
});

test('in an inventory the operating system is a component, once, on which paths to its packages begin', async (t) => {
  const root = scratchDirectory(t, {
    'etc/os-release': debian,
    [status]:
      'Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\nDepends: b\n\nPackage: b\nVersion: 2\nArchitecture: amd64\nStatus: install ok installed\n',
  });
  const { value, issues } = await inspectDirectory(root, createContext(), { catalogers: osCatalogers });
  assert.deepEqual(issues, []);
  assert.deepEqual(
    value.inventory.components.map(({ id, type, ecosystem, purl }) => [id, type, ecosystem, purl]),
    [
      ['pkg:deb/debian/a@1?arch=amd64&distro=debian-12', 'library', 'deb', 'pkg:deb/debian/a@1?arch=amd64&distro=debian-12'],
      ['pkg:deb/debian/b@2?arch=amd64&distro=debian-12', 'library', 'deb', 'pkg:deb/debian/b@2?arch=amd64&distro=debian-12'],
      ['platform:debian@12', 'operating-system', undefined, undefined],
    ],
  );
  const graph = value.inventory.graphs.find(({ cataloger }) => cataloger === 'deb/status');
  const [platform] = graph?.roots ?? [];
  const system = graph?.occurrences[platform ?? -1];
  assert.equal(system?.component, 2);
  assert.deepEqual(
    system?.dependsOn.map(({ to }) => graph?.occurrences[to]?.component),
    [0],
  );
});
