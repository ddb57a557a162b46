import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContext, defaultLimits } from '../../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readTruncated, readWith, versionsOf } from '../../../../../test/kit/catalogued.ts';
import { catalog, type MemoryFiles } from '../../../../../test/kit/memory-files.ts';
import type { PackageGraph } from '../../../../model/index.ts';
import type { Catalogued } from '../../../cataloger.ts';
import { osCatalogers } from '../index.ts';

const path = 'var/lib/dpkg/status';
const release = { 'etc/os-release': 'ID=debian\nVERSION_ID="12"\n' };

interface Paragraph {
  readonly [field: string]: string;
}

function paragraph(fields: Paragraph): string {
  const all = { Status: 'install ok installed', Version: '1.0-1', Architecture: 'amd64', ...fields };
  return Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

function status(...paragraphs: readonly Paragraph[]): MemoryFiles {
  return { ...release, [path]: paragraphs.map(paragraph).join('\n') };
}

function graphOf(...paragraphs: readonly Paragraph[]): Promise<PackageGraph> {
  return readGraph(osCatalogers, 'deb/status', status(...paragraphs), path);
}

async function catalogued(files: MemoryFiles, paths: string | readonly string[] = path): Promise<Catalogued> {
  const cataloger = osCatalogers.find(({ id }) => id === 'deb/status') ?? assert.fail();
  const outcome = await catalog(cataloger, files, paths);
  assert.deepEqual(outcome.issues, []);
  return outcome.value;
}

test('packages have name, version, architecture, distribution and maintainer', async () => {
  const graph = await graphOf(
    {
      Package: 'curl',
      Version: '7.88.1-10+deb12u5',
      Maintainer: 'Somebody <somebody@example.org>',
      Description: 'command line tool\n for: transfers\n .\n More.',
    },
    { Package: 'tzdata', Architecture: 'all' },
  );
  assert.deepEqual(nodeOf(graph, 'curl'), {
    name: 'curl',
    version: '7.88.1-10+deb12u5',
    kind: 'package',
    scope: 'runtime',
    namespace: 'debian',
    qualifiers: { arch: 'amd64', distro: 'debian-12' },
    supplier: 'Somebody <somebody@example.org>',
    line: 4,
  });
  assert.deepEqual(nodeOf(graph, 'tzdata').qualifiers, { arch: 'all', distro: 'debian-12' });
});

test('the source package is named where it has another name or version', async () => {
  const graph = await graphOf(
    { Package: 'libc6', Source: 'glibc' },
    { Package: 'libgssapi', Version: '1.20.1-2+b1', Source: 'krb5 (1.20.1-2)' },
    { Package: 'rebuilt', Version: '1-1+b2', Source: 'rebuilt (1-1)' },
    { Package: 'same', Source: 'same' },
    { Package: 'stated', Source: 'other (1.0-1)' },
    { Package: 'odd', Source: 'a b c' },
  );
  assert.deepEqual(
    ['libc6', 'libgssapi', 'rebuilt', 'same', 'stated', 'odd'].map((name) => nodeOf(graph, name).qualifiers?.['upstream']),
    ['glibc', 'krb5@1.20.1-2', 'rebuilt@1-1', undefined, 'other', undefined],
  );
});

test('a package is there unless its state says that nothing is; a state that is not whole or not known is an issue', async () => {
  const states = [
    'install ok installed',
    'hold ok installed',
    'deinstall ok config-files',
    'purge ok not-installed',
    'install ok unpacked',
    'install ok half-configured',
    'install ok triggers-pending',
    'install ok triggers-awaited',
    'install reinstreq half-installed',
    'install ok new-state',
  ];
  const read = await readWith(
    osCatalogers,
    'deb/status',
    status(...states.map((state, index) => ({ Package: `p${index}`, Status: state }))),
    path,
  );
  assert.deepEqual(
    versionsOf(read.graph),
    [0, 1, 4, 5, 6, 7, 8, 9].map((index) => `p${index} 1.0-1`),
  );
  assert.deepEqual(
    read.issues.map(({ code, message, line }) => [code, message, line]),
    [
      ['deb/state', 'has p8 in the state "half-installed"', 41],
      ['deb/state', 'has p9 in the state "new-state"', 46],
    ],
  );
});

test('an edge leads to the first alternative that is met, by a package of that name or by who provides it', async () => {
  const graph = await graphOf(
    {
      Package: 'app',
      'Pre-Depends': 'libc6 (>= 2.34)',
      Depends:
        'not-there | mail (>= 2), libnew (>= 2:0) | libold, virtual, versioned (= 3), unmet (>= 9), gone,\n debconf | debconf-2.0',
      Recommends: 'extra, libc6',
      Suggests: 'never',
    },
    { Package: 'libc6', Version: '2.36-9' },
    { Package: 'mail', Version: '3' },
    { Package: 'libnew', Version: '1' },
    { Package: 'libold' },
    { Package: 'provider', Provides: 'virtual, versioned (= 3)' },
    { Package: 'unversioned', Provides: 'versioned' },
    { Package: 'unmet' },
    { Package: 'debconf', Provides: 'debconf-2.0' },
    { Package: 'cdebconf', Provides: 'debconf-2.0' },
    { Package: 'extra' },
    { Package: 'never' },
  );
  assert.deepEqual(edgesOf(graph), [
    'debian > app runtime',
    'debian > libnew runtime',
    'debian > unversioned runtime',
    'debian > cdebconf runtime',
    'debian > never runtime',
    'app > libc6 runtime >= 2.34 @ 5',
    'app > mail runtime >= 2 @ 6',
    'app > libold runtime @ 6',
    'app > provider runtime @ 6',
    'app > unmet runtime >= 9 @ 6',
    'app > debconf runtime @ 6',
    'app > extra optional @ 8',
    'app > libc6 optional @ 8',
  ]);
});

test('a package of another architecture is another one, and edges stay in their own where they can', async () => {
  const graph = await graphOf(
    { Package: 'app', Depends: 'lib, tool:any, cross:i386' },
    { Package: 'lib', 'Multi-Arch': 'same', Architecture: 'i386' },
    { Package: 'lib', 'Multi-Arch': 'same' },
    { Package: 'tool', Architecture: 'i386' },
    { Package: 'cross' },
    { Package: 'cross', Architecture: 'i386' },
  );
  assert.equal(graph.packages.length, 7);
  const app = graph.packages.find(({ name }) => name === 'app');
  assert.deepEqual(
    app?.dependsOn.map(({ to }) => `${graph.packages[to]?.name}:${graph.packages[to]?.qualifiers?.['arch']}`),
    ['lib:amd64', 'tool:i386', 'cross:i386'],
  );
});

test('the files of packages are owned, without the directories they lie in', async () => {
  const files = status({ Package: 'a' }, { Package: 'lib', 'Multi-Arch': 'same' }, { Package: 'usr-is-merged' });
  const { ownedFiles } = await catalogued({
    ...files,
    'var/lib/dpkg/info/a.list': '/.\n/usr\n/usr/lib\n/usr/lib/a\n/usr/lib/a/package.json\n/etc/a\n\n/../../up\n',
    'var/lib/dpkg/info/lib:amd64.list': '/.\n/lib\n/lib/x\n/lib/x/lib.so\n',
    'var/lib/dpkg/info/lib.list': '/wrong\n',
  });
  assert.deepEqual(ownedFiles, ['usr/lib/a/package.json', 'etc/a', 'lib/x/lib.so', 'usr/lib/x/lib.so']);
});

test('where /lib is no link into /usr, a file there is in one place only', async () => {
  const { ownedFiles } = await catalogued({ ...status({ Package: 'a' }), 'var/lib/dpkg/info/a.list': '/lib/x\n' });
  assert.deepEqual(ownedFiles, ['lib/x']);
});

test('images that are made without dpkg have a file for each package in status.d, with its md5sums', async () => {
  const directory = 'image/var/lib/dpkg/status.d';
  const files = {
    'image/etc/os-release': release['etc/os-release'],
    [`${directory}/base`]: 'Package: base-files\nVersion: 12.4\nArchitecture: amd64\nDepends: awk\n',
    [`${directory}/base.md5sums`]: `${'0'.repeat(32)}  etc/debian_version\n${'0'.repeat(32)}  usr/lib/node_modules/x/package.json\nnonsense\n`,
    [`${directory}/tz`]: 'Package: tzdata\nVersion: 2024a-0\nArchitecture: all\nDepends: base-files (>= 1)\n',
  };
  const paths = Object.keys(files).filter((name) => name.startsWith(directory));
  const { graphs, ownedFiles } = await catalogued(files, paths);
  const [graph] = graphs;
  assert.ok(graph !== undefined);
  assert.deepEqual(versionsOf(graph), ['base-files 12.4', 'tzdata 2024a-0']);
  assert.deepEqual(
    graph.packages.map(({ file }) => file),
    ['image/etc/os-release', undefined, `${directory}/tz`],
  );
  assert.deepEqual(edgesOf(graph), ['debian > tzdata runtime', `tzdata > base-files runtime >= 1 @ ${directory}/tz:4`]);
  assert.deepEqual(ownedFiles, ['image/etc/debian_version', 'image/usr/lib/node_modules/x/package.json']);
});

test('the licence is that of a machine-readable copyright file; one in free form says none', async () => {
  const graph = await readGraph(
    osCatalogers,
    'deb/status',
    {
      ...status({ Package: 'a' }, { Package: 'b' }, { Package: 'c' }),
      'usr/share/doc/a/copyright':
        'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: Expat\n',
      'usr/share/doc/b/copyright': 'This package is under the MIT licence.\nLicense: Expat\n',
    },
    path,
  );
  assert.deepEqual(
    ['a', 'b', 'c'].map((name) => nodeOf(graph, name).licence),
    ['MIT', undefined, undefined],
  );
});

test('what cannot be understood is an issue on its line, and the rest is read', async () => {
  const text = [
    ' continues nothing',
    'nonsense',
    'Package: a',
    'Package: b',
    'Version: 1',
    '',
    'Version: 2',
    '',
    'Package: ../../etc/passwd',
    'Version: 2',
    '',
    'Package: c',
    'Depends: d (>= ), d (~ 1), <x>, d',
    '',
    'Package: d',
    'Version: 4',
    'Provides: )',
    '',
    'Package: d',
    'Version: 5',
    '',
    'Package: d',
    'Version: 5',
  ];
  const read = await readWith(osCatalogers, 'deb/status', { ...release, [path]: text.join('\n') }, path);
  assert.deepEqual(issuesOf(read), [
    'deb/syntax @ 1',
    'deb/syntax @ 2',
    'deb/syntax @ 4',
    'deb/unnamed @ 7',
    'deb/name @ 9',
    'deb/no-version @ 12',
    'deb/duplicate @ 19',
    'deb/relation @ 17',
    'deb/relation @ 13',
    'deb/relation @ 13',
    'deb/relation @ 13',
  ]);
  assert.deepEqual(versionsOf(read.graph), ['a 1', 'c', 'd 4', 'd 5']);
});

test('a maintainer in Latin-1 does not hide the packages', async () => {
  const text = paragraph({ Package: 'a', Maintainer: 'J?rg' });
  const bytes = Buffer.from(text);
  bytes[bytes.indexOf('?')] = 0xf6;
  const read = await readWith(osCatalogers, 'deb/status', { ...release, [path]: bytes }, path);
  assert.deepEqual(issuesOf(read), ['text/encoding @ 5']);
  assert.equal(nodeOf(read.graph, 'a').supplier, 'Jörg');
});

test('a database without an installed package says so', async () => {
  const removed = paragraph({ Package: 'a', Status: 'deinstall ok config-files' });
  for (const text of ['', removed]) {
    assert.deepEqual(issuesOf(await readWith(osCatalogers, 'deb/status', { ...release, [path]: text }, path)), ['deb/empty']);
  }
});

test('what lies beside the database is read up to a limit, and a field of relations too', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, archiveBytes: 10 } });
  const lists = { 'var/lib/dpkg/info/a.list': '/usr/a\n', 'var/lib/dpkg/info/b.list': '/usr/b\n' };
  const read = await readWith(osCatalogers, 'deb/status', { ...status({ Package: 'a' }, { Package: 'b' }), ...lists }, path, ctx);
  assert.deepEqual(issuesOf(read), ['os/too-much']);
  const long = status({ Package: 'a', Depends: 'b,'.repeat(600_000) }, { Package: 'b' });
  assert.deepEqual(issuesOf(await readWith(osCatalogers, 'deb/status', long, path)), ['deb/relation @ 5']);
});

test('a database that is cut off anywhere is read up to there', async () => {
  await readTruncated(
    osCatalogers,
    'deb/status',
    status({ Package: 'a', Depends: 'b (>= 1) | c' }, { Package: 'b', Source: 'x (1)' }),
    path,
  );
});

const ofThisMachine = existsSync(`/${path}`) && spawnSync('dpkg-query', ['--version']).status === 0;

test(
  'on a Debian machine the list is that of dpkg-query -W',
  { skip: ofThisMachine ? false : 'dpkg-query is not here' },
  async () => {
    const paths = [path, 'etc/os-release', 'var/lib/dpkg/info/dpkg.list'];
    const files = Object.fromEntries(paths.map((own): [string, Buffer] => [own, readFileSync(`/${own}`)]));
    const value = await catalogued(files);
    const packages = value.graphs[0]?.packages.filter(({ kind }) => kind === 'package') ?? [];
    const format = '${db:Status-Status}\t${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\n';
    const expected = execFileSync('dpkg-query', ['-W', '-f', format], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => !/^(?:|config-files\t.*|not-installed\t.*)$/.test(line))
      .map((line) => line.replace(/^[^\t]*\t/, ''));
    const found = packages.map(({ name, version, qualifiers = {} }) => {
      const [source = name, sourceVersion = version] = qualifiers['upstream']?.split('@') ?? [];
      return [name, version, qualifiers['arch'], source, sourceVersion].join(' ');
    });
    assert.deepEqual(found.toSorted(), expected.toSorted());
    assert.ok(value.ownedFiles?.includes('usr/bin/dpkg-query'));
  },
);
