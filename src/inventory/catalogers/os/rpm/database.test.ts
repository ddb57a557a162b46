import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createContext, defaultLimits } from '../../../../kernel/index.ts';
import { edgesOf, issuesOf, nodeOf, readGraph, readWith, versionsOf, type Read } from '../../../../../test/kit/catalogued.ts';
import { catalog, type MemoryFiles } from '../../../../../test/kit/memory-files.ts';
import { makeBerkeleyDb, makeHeader, makeNdb, makeSqlite, type MadeHeader } from '../../../../../test/kit/rpm-database.ts';
import { osCatalogers } from '../index.ts';

const release = { 'etc/os-release': 'ID=fedora\nVERSION_ID=40\n' };
const path = 'var/lib/rpm/Packages';

function read(database: Buffer, more: MemoryFiles = release): Promise<Read> {
  return readWith(osCatalogers, 'rpm/database', { ...more, [path]: database }, path);
}

/** A package, large enough for its header to need several pages. */
function header(name: string, more: MadeHeader = {}): Buffer {
  return makeHeader({
    name,
    version: '1.2',
    release: '3.fc40',
    architecture: 'x86_64',
    provideNames: Array.from({ length: 40 }, (_, index) => `capability-${name}-${index}`),
    ...more,
  });
}

const three = [header('a'), header('b'), header('c', { provideNames: ['short'] })];
const names = ['a 1.2-3.fc40', 'b 1.2-3.fc40', 'c 1.2-3.fc40'];

test('the packages of an NDB are read', async () => {
  const { graph, issues } = await read(makeNdb(three));
  assert.deepEqual(issues, []);
  assert.deepEqual(versionsOf(graph), names);
});

test('the packages of a Berkeley DB are read, in either byte order and with pages of any size', async () => {
  for (const pageBytes of [512, 4096, 32_768]) {
    for (const isBigEndian of [false, true]) {
      const { graph, issues } = await read(makeBerkeleyDb(three, { pageBytes, isBigEndian }));
      assert.deepEqual(issues, []);
      assert.deepEqual(versionsOf(graph), names);
    }
  }
});

test('the packages of an SQLite database are read, with pages of any size and rows on overflow pages', async (t) => {
  for (const pageBytes of [512, 4096, 65_536]) {
    const { graph, issues } = await read(makeSqlite(t, three, { pageBytes }).database);
    assert.deepEqual(issues, []);
    assert.deepEqual(versionsOf(graph), names);
  }
});

test('an SQLite database with thousands of packages is read through its inner pages, in order', async (t) => {
  const headers = Array.from({ length: 3000 }, (_, index) => header(`p${index}`, { provideNames: ['x'] }));
  const { graph, issues } = await read(makeSqlite(t, headers, { pageBytes: 1024 }).database);
  assert.deepEqual(issues, []);
  assert.deepEqual(
    versionsOf(graph),
    headers.map((_, index) => `p${index} 1.2-3.fc40`),
  );
});

test('what was committed to the write-ahead log and not yet copied into the database counts', async (t) => {
  const { database, log } = makeSqlite(t, three, { inLog: [header('late'), header('later')] });
  const files = { ...release, 'var/lib/rpm/rpmdb.sqlite': database };
  const without = await readGraph(osCatalogers, 'rpm/database', files, 'var/lib/rpm/rpmdb.sqlite');
  assert.deepEqual(versionsOf(without), names);
  const read = (wal: Buffer): Promise<Read> =>
    readWith(osCatalogers, 'rpm/database', { ...files, 'var/lib/rpm/rpmdb.sqlite-wal': wal }, 'var/lib/rpm/rpmdb.sqlite');
  assert.deepEqual(versionsOf((await read(log)).graph), [...names, 'late 1.2-3.fc40', 'later 1.2-3.fc40']);
  assert.deepEqual(versionsOf((await read(Buffer.alloc(0))).graph), names);

  // A frame whose checksum is wrong, and all after it, were never committed.
  const torn = Buffer.from(log);
  torn[32 + 24 + 100] = (torn[32 + 24 + 100] ?? 0) ^ 0xff;
  assert.deepEqual(versionsOf((await read(torn)).graph), names);

  const foreign = await read(Buffer.from('no log of SQLite, but long enough to be one'));
  assert.deepEqual(issuesOf(foreign), ['rpm/database']);
  assert.deepEqual(versionsOf(foreign.graph), names);
});

test('a package has its distribution, architecture, epoch, source package, module, licence and vendor', async () => {
  const full: MadeHeader = {
    epoch: [2],
    licence: 'MIT AND (GPL-2.0-or-later)',
    vendor: 'Fedora Project',
    sourceRpm: 'curl-7.50.3-1.fc25.src.rpm',
    modularityLabel: 'curl:7:25:abc',
  };
  const { graph } = await read(
    makeNdb([header('curl', full), header('plain', { epoch: [0], vendor: '(none)', packager: 'Somebody' })]),
  );
  assert.deepEqual(nodeOf(graph, 'curl'), {
    name: 'curl',
    kind: 'package',
    scope: 'runtime',
    version: '1.2-3.fc40',
    namespace: 'fedora',
    qualifiers: {
      arch: 'x86_64',
      distro: 'fedora-40',
      epoch: '2',
      upstream: 'curl-7.50.3-1.fc25.src.rpm',
      rpmmod: 'curl:7:25:abc',
    },
    licence: 'MIT AND (GPL-2.0-or-later)',
    supplier: 'Fedora Project',
  });
  assert.equal(nodeOf(graph, 'plain').supplier, 'Somebody');
  assert.equal(nodeOf(graph, 'plain').qualifiers?.['epoch'], undefined);
});

test('keys that rpm keeps among the packages are none; the same name in another version is another package', async () => {
  const { graph, issues } = await read(
    makeNdb([
      makeHeader({ name: 'gpg-pubkey', version: 'abc', release: '1' }),
      header('kernel'),
      header('kernel', { version: '2' }),
      header('kernel'),
    ]),
  );
  assert.deepEqual(issues, []);
  assert.deepEqual(versionsOf(graph), ['kernel 1.2-3.fc40', 'kernel 2-3.fc40']);
});

const EQUAL = 8;
const GREATER_EQUAL = 12;

test('an edge leads to whoever has the name, provides it, or has the file, in the version that is asked for', async () => {
  const { graph, issues } = await read(
    makeNdb([
      header('app', {
        requireNames: ['lib', 'libz.so.1()(64bit)', '/bin/sh', 'rpmlib(CompressedFileNames)', 'virtual', 'not-there', 'app'],
        requireVersions: ['1:2.0-1', '', '', '3.0.4-1', '2', '', ''],
        requireFlags: [GREATER_EQUAL, 0, 0, 0x100_0000 | GREATER_EQUAL, EQUAL, 0, 0],
        recommendNames: ['zlib-doc'],
        recommendVersions: [''],
        recommendFlags: [0],
      }),
      header('lib', { version: '1.0', epoch: [0] }),
      header('lib', { version: '2.0', epoch: [1] }),
      header('zlib', { provideNames: ['libz.so.1()(64bit)'], provideVersions: [''] }),
      header('bash', { baseNames: ['sh'], directoryNames: ['/bin/'], directoryIndexes: [0] }),
      header('virtual-1', { provideNames: ['virtual'], provideVersions: ['1'] }),
      header('virtual-2', { provideNames: ['virtual'], provideVersions: ['2'] }),
      header('zlib-doc'),
    ]),
  );
  assert.deepEqual(issues, []);
  const app = graph.packages.find(({ name }) => name === 'app');
  assert.deepEqual(
    app?.dependsOn.map(({ to, ...edge }) => [`${graph.packages[to]?.name} ${graph.packages[to]?.version}`, edge]),
    [
      ['lib 2.0-3.fc40', { scope: 'runtime', requirement: '>= 1:2.0-1' }],
      ['virtual-2 1.2-3.fc40', { scope: 'runtime', requirement: '= 2' }],
      ['zlib 1.2-3.fc40', { scope: 'runtime' }],
      ['bash 1.2-3.fc40', { scope: 'runtime' }],
      ['zlib-doc 1.2-3.fc40', { scope: 'optional' }],
    ],
  );
});

test('the operating system asks for what nobody asks for, and for one package of a circle', async () => {
  const { graph } = await read(
    makeNdb([
      header('round-1', { requireNames: ['round-2'] }),
      header('round-2', { requireNames: ['round-1'] }),
      header('app', { requireNames: ['lib'] }),
      header('lib'),
    ]),
  );
  assert.deepEqual(
    edgesOf(graph).filter((edge) => edge.startsWith('fedora')),
    ['fedora > app runtime', 'fedora > round-1 runtime'],
  );
});

test('files that a package installed are owned: no directories, no ghosts, nothing that was left out', async () => {
  const files: MadeHeader = {
    baseNames: ['python', 'site', 'log', 'left-out', 'climber'],
    directoryNames: ['/usr/bin/', '/usr/lib/', '/var/log/', '/usr/../../'],
    directoryIndexes: [0, 1, 2, 1, 3],
    fileModes: [0o100755, 0o040755, 0o100644, 0o100644, 0o100644],
    fileFlags: [0, 0, 64, 0, 0],
    fileStates: [0, 0, 0, 2, 0],
  };
  const at = 'image/usr/lib/sysimage/rpm/Packages.db';
  const cataloger = osCatalogers.find(({ id }) => id === 'rpm/database') ?? assert.fail();
  const old = makeHeader({ name: 'old', version: '1', release: '1', oldFileNames: ['/usr/bin/old'] });
  const outcome = await catalog(cataloger, { 'image/etc/os-release': 'ID=fedora', [at]: makeNdb([header('a', files), old]) }, at);
  assert.deepEqual(outcome.issues, []);
  assert.deepEqual(outcome.value.ownedFiles, ['image/usr/bin/python', 'image/usr/bin/old']);
});

test('a name that is not UTF-8 is an issue and the package is listed; a licence that is not says nothing new', async () => {
  const latin = Buffer.from(header('caf\u00e9x', { licence: 'caf\u00e9x' }));
  for (let at = latin.indexOf('\u00e9'); at !== -1; at = latin.indexOf('\u00e9')) latin.set([0xe9, 0x2b], at);
  const { graph, issues } = await read(makeNdb([latin, header('b')]));
  assert.deepEqual(versionsOf(graph), ['caf\u00e9+x 1.2-3.fc40', 'b 1.2-3.fc40']);
  assert.equal(nodeOf(graph, 'caf\u00e9+x').licence, 'caf\u00e9+x');
  assert.deepEqual(
    issues.map(({ message }) => message),
    ['has a tag 1000 that is not UTF-8'],
  );
});

test('a header with absurd counts, wrong types or offsets costs what they are of, and says so', async () => {
  const spoil = (tag: number, at: number, value: number): Buffer => {
    const bytes = Buffer.from(header('a'));
    for (let entry = 8; entry < bytes.length; entry += 16) {
      if (bytes.readUInt32BE(entry) === tag) {
        bytes.writeUInt32BE(value, entry + at);
        return bytes;
      }
    }
    return assert.fail();
  };
  const cases: readonly (readonly [Buffer, readonly string[], readonly string[]])[] = [
    [spoil(1047, 12, 0xffff_ffff), ['rpm/header'], ['a 1.2-3.fc40']],
    [spoil(1047, 4, 4), ['rpm/header'], ['a 1.2-3.fc40']],
    [spoil(1002, 8, 0x7fff_ffff), ['rpm/header'], ['a 1.2']],
    [spoil(1001, 4, 9999), ['rpm/header', 'rpm/no-version'], ['a']],
    [spoil(1000, 8, 0xffff_fff0), ['rpm/header', 'rpm/unnamed'], []],
    [Buffer.from('0000'), ['rpm/database'], []],
    [Buffer.concat([Buffer.from([0xff, 0xff, 0xff, 0xff]), header('a')]), ['rpm/database'], []],
  ];
  for (const [blob, codes, left] of cases) {
    const spoilt = await read(makeNdb([blob, header('b')]));
    assert.deepEqual(issuesOf(spoilt), codes);
    assert.deepEqual(versionsOf(spoilt.graph), [...left, 'b 1.2-3.fc40']);
  }
});

test('a chain of overflow pages that leads back to itself ends, and the other packages are read', async () => {
  const database = makeBerkeleyDb([header('a'), header('b')]);
  const start = Array.from({ length: database.length / 512 }, (_, page) => page).find((page) => database[page * 512 + 25] === 7);
  assert.ok(start !== undefined);
  database.writeUInt32LE(start, start * 512 + 16);
  const { graph, issues } = await read(database);
  assert.deepEqual(versionsOf(graph), ['b 1.2-3.fc40']);
  assert.deepEqual(
    issues.map(({ code, message }) => `${code} ${message}`),
    [`rpm/database refers to its page ${start} more than once`, 'rpm/database has a page 1 with an entry that is broken'],
  );
});

test('buckets, pages and lengths that cannot be are said', async () => {
  const cases: readonly (readonly [at: number, value: number, message: RegExp])[] = [
    [72, 0xffff_ffff, /^has 4294967296 buckets in/],
    [16, 99, /of version 99/],
    [20, 513, /^has pages of 513 bytes/],
    [20, 0, /^has pages of 0 bytes/],
    [24, 1, /^is encrypted/],
    [32, 1000, /^is cut off: of 1001 pages it has/],
    [96, 2, /^has a page 2 that is none of a bucket/],
    [96, 77, /^has no page 77/],
    [512 + 8, 3, /^has a page 1 that says it is another/],
    [512 + 20, 0xffff, /^has a page 1 with 65535 entries/],
    [512 + 26, 0xffff, /^has a page 1 with an entry that is broken/],
    [512 + 16, 1, /^refers to its page 1 more than once/],
  ];
  for (const [at, value, message] of cases) {
    const database = makeBerkeleyDb([header('a')]);
    database.writeUInt32LE(value, at);
    const { issues } = await read(database);
    assert.ok(
      issues.some((issue) => message.test(issue.message)),
      `${message} is not among ${JSON.stringify(issues)}`,
    );
  }
  const lost = makeBerkeleyDb([header('a')]);
  lost.writeUInt32LE(lost.length / 512, 96);
  const page = Buffer.alloc(512);
  page.writeUInt32LE(lost.length / 512, 8);
  page[25] = 13;
  lost.writeUInt32LE(lost.length / 512, 32);
  assert.deepEqual(
    (await read(Buffer.concat([lost, page]))).issues.map(({ message }) => message),
    ['has a page 1 with packages to which nothing leads'],
  );
});

test('an NDB whose blob, slot or size is wrong costs that package', async () => {
  const whole = makeNdb([header('a'), header('b')]);
  const cases: readonly (readonly [at: number, message: RegExp])[] = [
    [4096 + 100, /^has a broken package at byte 4096/],
    [32, /^has a broken slot at byte 32/],
    [32 + 12, /^has a broken package at byte 4096/],
    [4096 + 12, /^has a broken package at byte 4096/],
  ];
  for (const [at, message] of cases) {
    const database = Buffer.from(whole);
    database[at] = (database[at] ?? 0) ^ 0x55;
    const { graph, issues } = await read(database);
    assert.deepEqual(versionsOf(graph), ['b 1.2-3.fc40']);
    assert.equal(issues.length, 1);
    assert.match(issues[0]?.message ?? '', message);
  }
  const newer = Buffer.from(whole);
  newer[4] = 1;
  assert.match((await read(newer)).issues[0]?.message ?? '', /of version 1; 0 is known/);
});

test('an SQLite database that refers to itself ends, and so does one without the table', async (t) => {
  const { database } = makeSqlite(
    t,
    Array.from({ length: 40 }, (_, index) => header(`p${index}`)),
  );
  const inner = Array.from({ length: database.length / 4096 }, (_, page) => page).find((page) => database[page * 4096] === 5);
  assert.ok(inner !== undefined);
  const round = Buffer.from(database);
  round.writeUInt32BE(inner + 1, inner * 4096 + 8);
  assert.ok((await read(round)).issues.some(({ message }) => message === `refers to its page ${inner + 1} more than once`));
  const renamed = Buffer.from(database.toString('latin1').replaceAll('Packages', 'packages'), 'latin1');
  assert.deepEqual(
    (await read(renamed)).issues.map(({ message }) => message),
    ['is an SQLite database without the table Packages'],
  );
});

test('what is no database is said', async () => {
  for (const [content, message] of [
    ['', 'is empty'],
    ['x'.repeat(10_000), 'is no rpm database of Berkeley DB, NDB or SQLite'],
    ['SQLite format 3\0', 'ends within its header'],
    ['RpmP', 'ends within its header'],
  ] as const) {
    const { graph, issues } = await read(Buffer.from(content));
    assert.deepEqual(versionsOf(graph), []);
    assert.deepEqual(
      issues.map((issue) => issue.message),
      [message],
    );
  }
});

test('packages that overlap do not make a small database endless', async () => {
  const database = makeNdb(Array.from({ length: 100 }, () => header('a')));
  for (let slot = 0; slot < 100; slot += 1) database.copy(database, 32 + slot * 16, 32, 48);
  const { issues, graph } = await read(database);
  assert.deepEqual(issues, []);
  assert.deepEqual(versionsOf(graph), ['a 1.2-3.fc40']);
  const short = Buffer.from(database.subarray(0, 4096 + header('a').length + 64));
  assert.deepEqual(
    (await read(short)).issues.map(({ message }) => message),
    ['has packages that overlap; what follows is not read'],
  );
});

test('an empty database is an issue where rpm is the package manager', async () => {
  assert.deepEqual(issuesOf(await read(makeNdb([]))), ['rpm/empty']);
  assert.deepEqual(issuesOf(await read(makeNdb([]), { 'etc/os-release': 'ID=debian\n' })), []);
});

test('a database with more packages than the limit says so', async () => {
  const ctx = createContext({ limits: { ...defaultLimits, packagesPerFile: 2 } });
  const outcome = await readWith(osCatalogers, 'rpm/database', { ...release, [path]: makeNdb(three) }, path, ctx);
  assert.deepEqual(issuesOf(outcome), ['rpm/database', 'file/too-many-packages']);
});

test('without an os-release nobody knows which distribution the packages are of', async () => {
  const { graph, issues } = await read(makeNdb(three), {});
  assert.deepEqual(versionsOf(graph), names);
  assert.equal(nodeOf(graph, 'a').namespace, undefined);
  assert.deepEqual(
    issues.map(({ code }) => code),
    ['os/no-release'],
  );
});

test('a database that is cut off anywhere or spoilt in any byte never throws, and says when packages are missing', async (t) => {
  const sqlite = makeSqlite(t, three, { pageBytes: 512 }).database;
  for (const database of [makeNdb(three), makeBerkeleyDb(three), sqlite]) {
    for (let length = 0; length < database.length; length += 61) {
      const { graphs, issues } = await read(database.subarray(0, length));
      const found = graphs.flatMap(versionsOf);
      assert.ok(found.length === 3 || issues.length > 0, `${found.length} packages of ${length} bytes, and no issue`);
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(database.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const spoilt = Buffer.from(database);
          for (const [at, value] of changes) spoilt[at] = value;
          const { graphs } = await read(spoilt);
          for (const { packages } of graphs)
            for (const { dependsOn } of packages) for (const { to } of dependsOn) assert.ok(packages[to]);
        },
      ),
      { numRuns: 300 },
    );
  }
});
