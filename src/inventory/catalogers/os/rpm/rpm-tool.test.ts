import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { readGraph } from '../../../../../test/kit/catalogued.ts';
import { catalog } from '../../../../../test/kit/memory-files.ts';
import { makeBerkeleyDb, makeNdb } from '../../../../../test/kit/rpm-database.ts';
import { scratchDirectory } from '../../../../../test/kit/scratch.ts';
import { osCatalogers } from '../index.ts';

const has = (tool: string): boolean => spawnSync(tool, ['--version']).status === 0;
const withoutRpm = has('rpmbuild') && has('rpm') ? false : 'rpm and rpmbuild are not here';

/** Which kinds of databases the tool can read. */
function backends(): readonly string[] {
  const shown = spawnSync('rpm', ['--showrc'], { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout;
  return /^available backends\s*: (.*)$/m.exec(shown)?.[1]?.split(' ') ?? ['sqlite'];
}

const spec = `Name: tiny
Version: 1.2
Release: 3
Epoch: 2
Summary: A package that is made to be listed
License: MIT AND Apache-2.0
Vendor: Example Vendor
Requires: tiny-libs = %{epoch}:%{version}-%{release}
Requires: (tiny-nothing if tiny-libs else tiny-libs)
Recommends: tiny-extra
Provides: tiny-virtual = 7
BuildArch: noarch
%description
%{summary}.
%package libs
Summary: Libraries
License: BSD-3-Clause
%description libs
%{summary}.
%package extra
Summary: More
Requires: tiny-virtual >= 6
Requires: /usr/share/tiny/b.txt
%description extra
%{summary}.
${Array.from({ length: 60 }, (_, index) => `%package sub${index}\nSummary: Part ${index}\n%description sub${index}\n%{summary}.\n`).join('')}
%install
mkdir -p %{buildroot}/usr/share/tiny/dir
for f in a b c; do echo $f > %{buildroot}/usr/share/tiny/$f.txt; done
%files
/usr/share/tiny/a.txt
%dir /usr/share/tiny/dir
%ghost /var/log/tiny.log
%files libs
/usr/share/tiny/b.txt
%files extra
/usr/share/tiny/c.txt
${Array.from({ length: 60 }, (_, index) => `%files sub${index}\n`).join('')}`;

test('databases that the rpm tool made', { skip: withoutRpm }, async (t) => {
  const directory = scratchDirectory(t, { 'tiny.spec': spec });
  const known = backends();
  const listing = '%{NAME} %{EPOCHNUM} %{VERSION}-%{RELEASE} %{ARCH} %{SOURCERPM} %{LICENSE}\n';

  const run = (tool: string, parts: readonly string[]): string =>
    execFileSync(tool, parts, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
  const pathOf = (backend: string): string => join(directory, backend);
  const rpm = (backend: string, ...parts: readonly string[]): string =>
    run('rpm', ['--define', `_db_backend ${backend}`, '--dbpath', pathOf(backend), ...parts]);
  const listed = (backend: string): readonly string[] =>
    rpm(backend, '-qa', '--qf', listing)
      .split('\n')
      .filter((line) => line !== '')
      .toSorted();

  /** Makes a database with the tool, of the packages that were built. */
  const install = (backend: string): void => {
    rpm(backend, '--initdb');
    const built = globSync('rpms/**/*.rpm', { cwd: directory }).map((file) => join(directory, file));
    rpm(backend, '-i', '--justdb', '--nodeps', ...built);
  };

  /** The header blobs as the tool wrote them, read by SQLite itself. */
  const blobs = (): readonly Buffer[] => {
    const database = new DatabaseSync(join(pathOf('sqlite'), 'rpmdb.sqlite'), { readOnly: true });
    try {
      const rows = database.prepare('SELECT blob FROM Packages ORDER BY hnum').all();
      return rows.map(({ blob }) => Buffer.from(blob as Uint8Array));
    } finally {
      database.close();
    }
  };

  const found = async (backend: string, name: string): Promise<readonly string[]> => {
    const path = `var/lib/rpm/${name}`;
    const files = { 'etc/os-release': 'ID=fedora\nVERSION_ID=40\n', [path]: readFileSync(join(pathOf(backend), name)) };
    const graph = await readGraph(osCatalogers, 'rpm/database', files, path);
    return graph.packages
      .filter(({ kind }) => kind === 'package')
      .map(({ name: own, version, licence, qualifiers = {} }) =>
        [own, qualifiers['epoch'] ?? 0, version, qualifiers['arch'], qualifiers['upstream'], licence].join(' '),
      )
      .toSorted();
  };

  const places = [`_topdir ${join(directory, 'top')}`, `_rpmdir ${join(directory, 'rpms')}`];
  run('rpmbuild', ['-bb', ...places.flatMap((place) => ['--define', place]), join(directory, 'tiny.spec')]);
  install('sqlite');
  const expected = listed('sqlite');
  assert.equal(expected.length, 63);

  await t.test('SQLite: the list is that of rpm -qa', async () => {
    assert.deepEqual(await found('sqlite', 'rpmdb.sqlite'), expected);
  });

  await t.test('files and edges are those of rpm -ql and of the spec file', async () => {
    const path = 'var/lib/rpm/rpmdb.sqlite';
    const cataloger = osCatalogers.find(({ id }) => id === 'rpm/database') ?? assert.fail();
    const { value } = await catalog(cataloger, { [path]: readFileSync(join(pathOf('sqlite'), 'rpmdb.sqlite')) }, path);
    assert.deepEqual(
      value.ownedFiles?.toSorted(),
      ['a', 'b', 'c'].map((name) => `usr/share/tiny/${name}.txt`),
    );
    const packages = value.graphs[0]?.packages ?? [];
    const edges = packages.flatMap(({ name, dependsOn }) =>
      dependsOn.map(({ to, scope, requirement = '' }) => `${name} > ${packages[to]?.name} ${scope} ${requirement}`.trim()),
    );
    assert.deepEqual(edges.toSorted(), [
      'tiny > tiny-extra optional',
      'tiny > tiny-libs runtime = 2:1.2-3',
      'tiny-extra > tiny runtime >= 6',
      'tiny-extra > tiny-libs runtime',
    ]);
  });

  await t.test('NDB, written by the tool', { skip: known.includes('ndb') ? false : 'this rpm has no NDB' }, async () => {
    install('ndb');
    assert.deepEqual(listed('ndb'), expected);
    assert.deepEqual(await found('ndb', 'Packages.db'), expected);
  });

  await t.test('NDB, written here: this rpm reads it as Assay does', async () => {
    mkdirSync(pathOf('made-ndb'), { recursive: true });
    writeFileSync(join(pathOf('made-ndb'), 'Packages.db'), makeNdb(blobs()));
    assert.deepEqual(await found('made-ndb', 'Packages.db'), expected);
    if (!known.includes('ndb')) return;
    mkdirSync(pathOf('ndb'), { recursive: true });
    copyFileSync(join(pathOf('made-ndb'), 'Packages.db'), join(pathOf('ndb'), 'Packages.db'));
    assert.deepEqual(listed('ndb'), expected);
  });

  await t.test('Berkeley DB, written here: this rpm reads it as Assay does', async () => {
    mkdirSync(pathOf('bdb_ro'), { recursive: true });
    writeFileSync(join(pathOf('bdb_ro'), 'Packages'), makeBerkeleyDb(blobs(), { pageBytes: 4096 }));
    assert.deepEqual(await found('bdb_ro', 'Packages'), expected);
    if (known.includes('bdb_ro')) assert.deepEqual(listed('bdb_ro'), expected);
  });

  await t.test(
    'Berkeley DB, written by its own tools',
    { skip: existsSync('/usr/bin/db5.3_load') ? false : 'db5.3_load is not here' },
    async () => {
      mkdirSync(pathOf('berkeley'), { recursive: true });
      const path = join(pathOf('berkeley'), 'Packages');
      const pairs = blobs().map((blob, index) => ` ${littleEndian(index + 1)}\n ${blob.toString('hex')}\n`);
      const dump = `VERSION=3\nformat=bytevalue\ntype=hash\nHEADER=END\n ${littleEndian(0)}\n ${littleEndian(63)}\n${pairs.join('')}DATA=END\n`;
      execFileSync('/usr/bin/db5.3_load', ['-t', 'hash', path], { input: dump });
      assert.deepEqual(await found('berkeley', 'Packages'), expected);
    },
  );
});

function littleEndian(number: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes.toString('hex');
}
