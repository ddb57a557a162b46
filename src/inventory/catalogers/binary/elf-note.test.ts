import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { issuesOf, readWith, type Read } from '../../../../test/kit/catalogued.ts';
import { elfNote, makeElf, makePe } from '../../../../test/kit/make-binaries.ts';
import { withoutProgram } from '../../../../test/kit/programs.ts';
import { scratchDirectory } from '../../../../test/kit/scratch.ts';
import { binaryCatalogers } from './index.ts';

const ID = 'binary/elf-note';
const PACKAGE = 0xcafe1a7e;

const fedora = { type: 'rpm', os: 'fedora', osVersion: '40', name: 'coreutils', version: '9.4-7.fc40', architecture: 'x86_64' };

function read(bytes: Uint8Array): Promise<Read> {
  return readWith(binaryCatalogers, ID, { program: bytes });
}

function program(note: unknown): Buffer {
  const text = typeof note === 'string' ? note : JSON.stringify(note);
  return makeElf({ sections: [{ name: '.note.package', content: elfNote('FDO', PACKAGE, `${text}\0`), kind: 7 }] });
}

async function purlFacts(note: unknown): Promise<unknown> {
  const { graphs, issues } = await read(program(note));
  assert.deepEqual(issues, []);
  return graphs.map(({ ecosystem, packages }) => {
    const [{ kind: _, dependsOn: __, ...facts } = { kind: '', dependsOn: [] }] = packages;
    return { ecosystem, ...facts };
  });
}

test('a note names the package of the distribution that a program was built for (UAPI.8)', async () => {
  assert.deepEqual(await purlFacts(fedora), [
    {
      ecosystem: 'rpm',
      name: 'coreutils',
      namespace: 'fedora',
      version: '9.4-7.fc40',
      qualifiers: { arch: 'x86_64', distro: 'fedora-40' },
    },
  ]);
  assert.deepEqual(await purlFacts({ type: 'deb', os: 'Debian', name: 'systemd', version: '252.39-1', architecture: 'amd64' }), [
    { ecosystem: 'deb', name: 'systemd', namespace: 'debian', version: '252.39-1', qualifiers: { arch: 'amd64' } },
  ]);
});

test('the system is told by its CPE name where the note has no other', async () => {
  const { os: _, osVersion: __, ...rest } = fedora;
  for (const osCpe of ['cpe:/o:fedoraproject:fedora:40', 'cpe:2.3:o:fedoraproject:fedora:40']) {
    assert.deepEqual(await purlFacts({ ...rest, osCpe }), await purlFacts(fedora));
  }
  assert.deepEqual(await purlFacts({ type: 'deb', name: 'a', osCpe: 'cpe:/o:debian:debian_linux:12' }), [
    { ecosystem: 'deb', name: 'a', namespace: 'debian', qualifiers: { distro: 'debian-12' } },
  ]);
});

test('a package of a kind that nobody here knows is a generic one', async () => {
  assert.deepEqual(await purlFacts({ type: 'flatpak', os: 'acme', name: 'thing', version: '1' }), [
    { ecosystem: 'generic', name: 'thing', version: '1' },
  ]);
});

test('notes are read in either byte order, among others, and by the program headers alone', async () => {
  for (const isBigEndian of [false, true]) {
    const notes = [
      elfNote('GNU', 3, Buffer.alloc(20, 1), isBigEndian),
      elfNote('FDO', 1, 'of another kind', isBigEndian),
      elfNote('ODF', PACKAGE, JSON.stringify({ name: 'of another owner' }), isBigEndian),
      elfNote('FDO', PACKAGE, JSON.stringify(fedora), isBigEndian),
    ];
    const section = { name: '.note', content: Buffer.concat(notes), kind: 7 };
    for (const isWithoutSectionTable of [false, true]) {
      const { graphs, issues } = await read(makeElf({ isBigEndian, isWithoutSectionTable, sections: [section] }));
      assert.deepEqual(issues, []);
      assert.deepEqual(
        graphs.map(({ packages }) => packages[0]?.name),
        ['coreutils'],
      );
    }
  }
});

test('a PE file has the note in a section of its own', async () => {
  const { graphs } = await read(
    makePe({ sections: [{ name: '.pkgnote', content: Buffer.from(`${JSON.stringify(fedora)}\0\0\0`) }] }),
  );
  assert.equal(graphs[0]?.packages[0]?.name, 'coreutils');
});

test('a program without a note has nothing to say', async () => {
  const { graphs, issues } = await read(
    makeElf({ sections: [{ name: '.note.gnu.build-id', content: elfNote('GNU', 3, 'id'), kind: 7 }] }),
  );
  assert.deepEqual([graphs, issues], [[], []]);
});

test('a note that cannot be read is an issue', async () => {
  for (const [note, code] of [
    ['{"name": "a"', 'json/syntax'],
    ['{"name": 5}', 'binary/package-note'],
    ['[]', 'binary/package-note'],
    ['', 'json/syntax'],
    ['{"__proto__": {}, "name": "a"}', 'json/forbidden-name'],
    ['{"name": "a b"}', 'generic/name'],
  ] as const) {
    const [first] = issuesOf(await read(program(note)));
    assert.equal(first?.split('/')[0], code.split('/')[0], note);
  }
  const invalid = makeElf({
    sections: [{ name: '.note.package', content: elfNote('FDO', PACKAGE, Buffer.from([0x7b, 0xff])), kind: 7 }],
  });
  assert.deepEqual(issuesOf(await read(invalid)), ['binary/package-note']);
});

test('notes whose lengths lead nowhere, or are nothing, end the reading', async () => {
  for (const lengths of ['ffffffffffffffff', '00000000ffffffff', 'ffffffff00000000']) {
    const content = Buffer.concat([Buffer.from(lengths, 'hex'), Buffer.alloc(1_000_000)]);
    assert.deepEqual((await read(makeElf({ sections: [{ name: '.note.package', content, kind: 7 }] }))).graphs, []);
  }
});

test('a note that the linker wrote is read', { skip: withoutProgram('gcc') || withoutProgram('ld') }, async (t) => {
  const directory = scratchDirectory(t, { 'main.c': 'int main(void) { return 0; }\n' });
  const file = join(directory, 'program');
  const options = ['-o', file, join(directory, 'main.c'), '-Xlinker', `--package-metadata=${JSON.stringify(fedora)}`];
  try {
    execFileSync('gcc', options, { stdio: 'pipe' });
  } catch {
    return t.skip('this linker writes no package notes');
  }
  const { graphs } = await read(readFileSync(file));
  assert.deepEqual(
    graphs.map(({ packages }) => packages.map(({ name, version }) => `${name} ${version}`)),
    [['coreutils 9.4-7.fc40']],
  );
});
