import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { edgesOf, nodeOf, readGraph, readWith, versionsOf, type Read } from '../../../../test/kit/catalogued.ts';
import {
  goBuildInfo,
  goBuildInfoByPointer,
  makeElf,
  makeFat,
  makeMachO,
  makePe,
  type MadeSection,
} from '../../../../test/kit/make-binaries.ts';
import { withoutProgram } from '../../../../test/kit/programs.ts';
import { scratchDirectory } from '../../../../test/kit/scratch.ts';
import { parseModuleText } from './go/module-text.ts';
import { binaryCatalogers } from './index.ts';

const ID = 'binary/go-buildinfo';

const modules = [
  'path\texample.com/shop/cmd/server',
  'mod\texample.com/shop\tv1.4.0\th1:AAAA=',
  'dep\texample.com/log\tv0.3.1\th1:BBBB=',
  'dep\texample.com/net\tv1.0.0',
  '=>\texample.com/net-fork\tv1.0.1\th1:CCCC=',
  'dep\texample.com/own\tv0.0.0-00010101000000-000000000000',
  '=>\t../own\t(devel)\t',
  'build\t-compiler=gc',
  'build\tGOOS=linux',
  '',
].join('\n');

const packages = [
  'example.com/shop v1.4.0',
  'stdlib 1.26.3',
  'example.com/log v0.3.1',
  'example.com/net-fork v1.0.1',
  'example.com/own',
];

function program(goVersion: string, text: string): Buffer {
  return makeElf({ sections: [{ name: '.go.buildinfo', content: goBuildInfo(goVersion, text), isWritable: true }] });
}

function read(bytes: Uint8Array): Promise<Read> {
  return readWith(binaryCatalogers, ID, { 'bin/server': bytes });
}

async function readVersions(goVersion: string, text: string): Promise<readonly string[]> {
  return versionsOf(await readGraph(binaryCatalogers, ID, { 'bin/server': program(goVersion, text) }));
}

for (const bits of [32, 64] as const) {
  for (const isBigEndian of [false, true]) {
    const kind = `${bits}-bit ${isBigEndian ? 'big' : 'little'}-endian`;
    const form = { bits, isBigEndian };

    test(`a ${kind} ELF program tells its modules, in both layouts`, async () => {
      const address = 0x40_0000;
      for (const content of [goBuildInfo('go1.26.3', modules), goBuildInfoByPointer('go1.26.3', modules, address, form)]) {
        const elf = makeElf({ ...form, sections: [{ name: '.go.buildinfo', content, address, isWritable: true }] });
        const graph = await readGraph(binaryCatalogers, ID, { 'bin/server': elf });
        assert.equal(graph.ecosystem, 'golang');
        assert.deepEqual(versionsOf(graph), packages);
      }
    });

    test(`a ${kind} Mach-O program tells its modules`, async () => {
      const content = goBuildInfo('go1.26.3', modules);
      const machO = makeMachO({ ...form, sections: [{ name: '__DATA,__go_buildinfo', content, isWritable: true }] });
      assert.deepEqual(versionsOf(await readGraph(binaryCatalogers, ID, { 'bin/server': machO })), packages);
    });
  }
}

test('a Windows program has the information in its first data, without a section of its own', async () => {
  const content = Buffer.concat([Buffer.alloc(48), goBuildInfo('go1.26.3', modules)]);
  const pe = makePe({
    sections: [
      { name: '.rdata', content: Buffer.from('x') },
      { name: '.data', content, isWritable: true },
    ],
  });
  assert.deepEqual(versionsOf(await readGraph(binaryCatalogers, ID, { 'server.exe': pe })), packages);
});

test('an ELF program without a section table is searched by its segments', async () => {
  const mark = Buffer.from('\xff Go buildinf:', 'latin1');
  // The first mark is not where it must begin, and the second is a constant of a program that reads such information itself.
  const content = Buffer.concat([
    Buffer.alloc(8),
    mark,
    Buffer.alloc(10),
    mark,
    Buffer.alloc(18),
    goBuildInfo('go1.26.3', modules),
  ]);
  const elf = makeElf({ isWithoutSectionTable: true, sections: [{ name: '', content, isWritable: true }] });
  assert.deepEqual(versionsOf(await readGraph(binaryCatalogers, ID, { 'bin/server': elf })), packages);
});

test('a program for several machines is one program', async () => {
  const section = { name: '__DATA,__go_buildinfo', content: goBuildInfo('go1.26.3', modules), isWritable: true };
  const fat = makeFat([makeMachO({ sections: [section] }), makeMachO({ sections: [section] })]);
  assert.deepEqual(versionsOf(await readGraph(binaryCatalogers, ID, { 'bin/server': fat })), packages);
});

test('what was built counts, with what was asked for beside it; sums over file lists are no hashes of files', async () => {
  const graph = await readGraph(binaryCatalogers, ID, { 'bin/server': program('go1.26.3', modules) });
  assert.equal(graph.edges, 'partial');
  assert.deepEqual(edgesOf(graph), [
    'example.com/shop > stdlib runtime',
    'example.com/shop > example.com/log runtime',
    'example.com/shop > example.com/net-fork runtime example.com/net v1.0.0',
    'example.com/shop > example.com/own runtime example.com/own v0.0.0-00010101000000-000000000000',
  ]);
  assert.deepEqual(nodeOf(graph, 'example.com/own'), {
    kind: 'package',
    name: 'example.com/own',
    source: { kind: 'local', path: '../own' },
  });
  assert.ok(graph.packages.every(({ hashes }) => hashes === undefined));
});

test('a main module that was built from a directory has no version', async () => {
  const text = 'path\texample.com/a\nmod\texample.com/a\t(devel)\t\nbuild\tvcs.revision=0123456789abcdef\n';
  assert.deepEqual(await readVersions('go1.26.3', text), ['example.com/a', 'stdlib 1.26.3']);
});

test('the standard library has the release of Go, whatever its builder added; a development version is none', async () => {
  const text = 'path\texample.com/a\nmod\texample.com/a\tv1.0.0\n';
  for (const [goVersion, version] of [
    ['go1.20', '1.20'],
    ['go1.21rc2', '1.21rc2'],
    ['go1.22.1 X:rangefunc', '1.22.1'],
    ['go1.21.3-bigcorp', '1.21.3'],
    ['go1.24.5+auto', '1.24.5'],
    ['devel go1.27-abcdef Tue Jan 1 00:00:00 2026 +0000', undefined],
    ['go1.2.3.4', undefined],
  ] as const) {
    assert.deepEqual(await readVersions(goVersion, text), [
      'example.com/a v1.0.0',
      version === undefined ? 'stdlib' : `stdlib ${version}`,
    ]);
  }
});

test('a tool of the Go distribution is part of the package toolchain, under which advisories file it', async () => {
  assert.deepEqual(await readVersions('go1.26.3', 'path\tcmd/go\nbuild\t-compiler=gc\n'), ['stdlib 1.26.3', 'toolchain 1.26.3']);
});

test('a program that was built without modules says so: what else is in it is not known', async () => {
  for (const text of ['', 'path\texample.com/a/cmd/b\nbuild\t-compiler=gc\n']) {
    const { graph, issues } = await read(program('go1.26.3', text));
    assert.deepEqual(versionsOf(graph), ['stdlib 1.26.3']);
    assert.deepEqual(
      issues.map(({ code }) => code),
      ['golang/no-modules'],
    );
  }
  assert.deepEqual((await read(program('go1.26.3', 'path\tcommand-line-arguments\n'))).issues, []);
});

test('a Go program whose information was taken out says so', async () => {
  const { graphs, issues } = await read(makeElf({ sections: [{ name: '.gopclntab', content: Buffer.from('functions') }] }));
  assert.deepEqual(graphs, []);
  assert.deepEqual(
    issues.map(({ code }) => code),
    ['golang/build-info'],
  );
});

test('another program has nothing to say, and nothing is wrong with it', async () => {
  for (const bytes of [makeElf({ sections: [{ name: '.text', content: Buffer.from('code') }] }), Buffer.from('#!/bin/sh\n')]) {
    assert.deepEqual(await read(bytes).then(({ graphs, issues }) => [graphs, issues]), [[], []]);
  }
});

test('information that cannot be read is an issue: text that is too long, pointers that lead nowhere', async () => {
  const section = (content: Buffer): Buffer => makeElf({ sections: [{ name: '.go.buildinfo', content, isWritable: true }] });
  const whole = goBuildInfo('go1.26.3', modules);
  const endless = Buffer.concat([whole.subarray(0, 32), Buffer.alloc(100, 0xff)]);
  const long = Buffer.concat([whole.subarray(0, 32), Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f])]);
  const astray = goBuildInfoByPointer('go1.16.3', modules, 0x7fff_0000);
  const wrongSize = Buffer.from(goBuildInfoByPointer('go1.16.3', modules, 0x40_0000));
  wrongSize[14] = 3;
  for (const content of [whole.subarray(0, 40), endless, long, astray, wrongSize, Buffer.from('nothing of the kind')]) {
    const { graphs, issues } = await read(section(content));
    assert.deepEqual(graphs, []);
    assert.deepEqual(
      issues.map(({ code }) => code),
      ['golang/build-info'],
    );
  }
});

test('wherever a program is cut off, what was read is right or an issue says that something is missing', async () => {
  const padding = { name: '.rodata', content: Buffer.alloc(20_000, 1) };
  const whole = makeElf({
    sections: [padding, { name: '.go.buildinfo', content: goBuildInfo('go1.26.3', modules), isWritable: true }, padding],
  });
  for (let length = 64; length < whole.length; length += 1024) {
    const { graphs, issues } = await read(whole.subarray(0, length));
    if (issues.length === 0) assert.deepEqual(graphs.map(versionsOf), [packages], `${length}`);
    assert.ok(graphs.every((graph) => versionsOf(graph).length <= packages.length));
  }
});

test('settings are kept as written, and unquoted as Go quotes them', () => {
  const info = parseModuleText(
    'build\t-ldflags="-X main.v=1 -s"\nbuild\t"odd=key"="a\\tb"\nbuild\tCGO_CFLAGS=\nbuild\tvcs.modified=true\n',
  );
  assert.deepEqual(Object.fromEntries(info.settings), {
    '-ldflags': '-X main.v=1 -s',
    'odd=key': 'a\tb',
    CGO_CFLAGS: '',
    'vcs.modified': 'true',
  });
});

test('lines of an unknown kind, names that are none and endless lists are issues or bounded', async () => {
  const { issues } = await read(
    program('go1.26.3', 'path\texample.com/a\nmod\texample.com/a\tv1\nwhat\tis this\ndep\tno name\tv1\n'),
  );
  assert.deepEqual(
    issues.map(({ code }) => code),
    ['golang/build-info', 'golang/name'],
  );
  const many = Array.from({ length: 100_000 }, (_, index) => `dep\texample.com/m${index}\tv1.0.0`).join('\n');
  assert.equal((await readVersions('go1.26.3', `mod\texample.com/a\tv1.0.0\n${many}\n`)).length, 100_002);
});

/** What `go version -m` prints of a program, in the form of `versionsOf`. */
function shownByGo(path: string): { readonly version: string; readonly modules: readonly string[] } {
  const [first = '', ...lines] = execFileSync('go', ['version', '-m', path], { encoding: 'utf8' }).split('\n');
  const shown: (readonly [name: string, version: string])[] = [];
  for (const line of lines) {
    const [kind, name = '', version = ''] = line.trim().split('\t');
    if (kind === 'mod' || kind === 'dep') shown.push([name, version]);
    if (kind !== '=>') continue;
    const [replaced = ''] = shown.pop() ?? [];
    // A directory that replaces a module is no module of another name.
    shown.push(version === '(devel)' ? [replaced, ''] : [name, version]);
  }
  const texts = shown.map(([name, version]) => (version === '' || version === '(devel)' ? name : `${name} ${version}`));
  return { version: first.slice(first.lastIndexOf(': ') + 2), modules: texts.toSorted() };
}

async function assertAsGoShows(path: string): Promise<void> {
  const { graphs } = await read(readFileSync(path));
  const found = graphs.flatMap(versionsOf);
  const expected = shownByGo(path);
  assert.deepEqual(found.filter((text) => !/^(?:stdlib|toolchain)\b/.test(text)).toSorted(), expected.modules);
  assert.ok(found.includes(`stdlib ${/^go([\d.]+)/.exec(expected.version)?.[1]}`), `${path}: ${found.join(', ')}`);
}

const withoutGo = withoutProgram('go', 'version');

test('programs of the Go distribution are read as "go version -m" reads them', { skip: withoutGo }, async () => {
  const root = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const name of ['go', 'gofmt']) await assertAsGoShows(join(root, 'bin', name + suffix));
});

test(
  'a program that go builds is read as "go version -m" reads it, a directory that replaces a module by its path',
  { skip: withoutGo },
  async (t) => {
    const directory = scratchDirectory(t, {
      'app/go.mod': 'module example.com/app\n\ngo 1.20\n\nrequire example.com/own v0.0.0\n\nreplace example.com/own => ../own\n',
      'app/main.go': 'package main\n\nimport "example.com/own"\n\nfunc main() { println(own.Name) }\n',
      'own/go.mod': 'module example.com/own\n\ngo 1.20\n',
      'own/own.go': 'package own\n\nconst Name = "own"\n',
    });
    const env = { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local', CGO_ENABLED: '0', GOWORK: 'off' };
    const file = join(directory, 'program');
    try {
      execFileSync('go', ['build', '-o', file, '.'], { cwd: join(directory, 'app'), env, stdio: 'pipe' });
    } catch (thrown) {
      return t.skip(`go cannot build here: ${String(thrown).slice(0, 200)}`);
    }
    await assertAsGoShows(file);
    const { graph } = await read(readFileSync(file));
    assert.deepEqual(nodeOf(graph, 'example.com/own').source, { kind: 'local', path: '../own' });
  },
);

test('the programs that these tests make are read by "go version -m", too', { skip: withoutGo }, async (t) => {
  const content = goBuildInfo('go1.26.3', modules);
  const address = 0x40_0000;
  const inSection = (name: string): { readonly sections: readonly MadeSection[] } => ({
    sections: [{ name, content, isWritable: true }],
  });
  const byPointer = goBuildInfoByPointer('go1.26.3', modules, address);
  const made: Readonly<Record<string, Buffer>> = {
    elf: makeElf(inSection('.go.buildinfo')),
    'elf-32-big': makeElf({ bits: 32, isBigEndian: true, ...inSection('.go.buildinfo') }),
    'elf-pointers': makeElf({ sections: [{ name: '.go.buildinfo', content: byPointer, address, isWritable: true }] }),
    pe: makePe(inSection('.data')),
    'mach-o': makeMachO(inSection('__DATA,__go_buildinfo')),
  };
  const directory = scratchDirectory(t);
  for (const [name, bytes] of Object.entries(made)) {
    const file = join(directory, name);
    writeFileSync(file, bytes, { mode: 0o755 });
    await assertAsGoShows(file);
  }
});
